/** Rows, one at a time -> a table, some thousand at a time and by columns: ten times as fast as value by value. */
import {
  BIGINT,
  BLOB,
  blobValue,
  DOUBLE,
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  type DuckDBType,
  type DuckDBValue,
  LIST,
  listValue,
  TIMESTAMPTZ,
  timestampTZValue,
  UINTEGER,
  VARCHAR,
} from "@duckdb/node-api";
import { encodeText } from "./text.js";

/**
 * What a column takes: `text` is a string, `encoded` one that was encoded already (`text.ts`), `time` is milliseconds since 1970, `uint`
 * below 2^32, `int` a whole number, `uints` and `doubles` lists,
 * `bytes` bytes.
 */
export type Column = "text" | "encoded" | "double" | "uint" | "int" | "time" | "uints" | "doubles" | "bytes";
export type Value = string | number | Uint32Array | Float64Array | Uint8Array | null;

export interface BulkTable {
  /** A value a column; null where there is none. */
  add(...row: readonly Value[]): void;
  /** Writes what waits: memory that was given in lists is free again. */
  flush(): void;
  /** Writes what is left. */
  close(): void;
}

/**
 * Opens `table` (with `schema.` before it where it is not in the first one, `temp.` where it is temporary) for rows of `columns`, all that
 * it has, in order.
 */
export type Bulk = (table: string, columns: readonly Column[]) => Promise<BulkTable>;

/** As many rows as a chunk of DuckDB takes. */
const ROWS = 2048;

interface Way {
  type: DuckDBType;
  /** A value that is not null, as DuckDB has it. */
  of: (value: NonNullable<Value>) => DuckDBValue;
}

const asList = (value: NonNullable<Value>) => listValue(value as unknown as readonly number[]); // read by its places and length alone

const WAYS: Readonly<Record<Column, Way>> = {
  text: { type: VARCHAR, of: (value) => encodeText(String(value)) },
  encoded: { type: VARCHAR, of: String },
  double: { type: DOUBLE, of: Number },
  uint: { type: UINTEGER, of: Number },
  int: { type: BIGINT, of: (value) => BigInt(value as number) },
  time: { type: TIMESTAMPTZ, of: (value) => timestampTZValue(BigInt(value as number) * 1000n) },
  uints: { type: LIST(UINTEGER), of: asList },
  bytes: { type: BLOB, of: (value) => blobValue(value as Uint8Array) },
  doubles: { type: LIST(DOUBLE), of: asList },
};

export async function openBulk(connection: DuckDBConnection, table: string, columns: readonly Column[]): Promise<BulkTable> {
  const [name, schema] = table.split(".").reverse();
  const place = schema === "temp" ? (["main", "temp"] as const) : ([schema] as const);
  const appender: DuckDBAppender = await connection.createAppender(name, ...place);
  const ways = columns.map((column) => WAYS[column]);
  const chunk = DuckDBDataChunk.create(ways.map(({ type }) => type));
  const waiting: DuckDBValue[][] = columns.map(() => []);
  const flush = () => {
    if (waiting[0].length === 0) return;
    chunk.reset();
    chunk.setColumns(waiting);
    appender.appendDataChunk(chunk);
    for (const column of waiting) column.length = 0;
  };
  return {
    add(...row) {
      for (let i = 0; i < ways.length; i++) {
        const value = row[i];
        waiting[i].push(value === null ? null : ways[i].of(value));
      }
      if (waiting[0].length === ROWS) flush();
    },
    flush,
    close() {
      flush();
      appender.closeSync();
    },
  };
}
