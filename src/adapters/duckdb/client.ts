/**
 * One DuckDB file -> statements, transactions and rows in bulk; its errors become ours. What changes anything goes one at a time; what only
 * reads goes beside it, and sees what was committed before it was asked.
 */
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import { FolderHeldError, PermanentError } from "../../errors.js";
import { memoryAllowed } from "../machine.js";
import { type Bulk, openBulk } from "./bulk.js";

const FILE = "cautery.duckdb";
/** Whether a store was ever opened in the folder. */
export const isDataFolder = (dir: string): boolean => existsSync(join(dir, FILE));

/** What does not fit its memory; gone when it is closed, or opened again after a crash. */
const SPILL = "spill";
/** Connections that only read: a clustering that is saved for half a minute keeps nobody waiting. */
const READERS = 3;
/** A statement that changes nothing. */
const READS = /^\s*(SELECT|FROM|WITH)\b/i;
/** DuckDB's memory at the least: a commit holds some of what it writes, however little there is. */
const LEAST_BYTES = 256 * 2 ** 20;

export type Row = Record<string, unknown>;
export type Run = (sql: string, values?: readonly DuckDBValue[]) => Promise<Row[]>;

/** A connection, and the end of what it was asked. */
interface Reader {
  connection: DuckDBConnection;
  turn: Promise<unknown>;
  waiting: number;
}

export class DuckDbClient {
  readonly dir: string;
  readonly #memory: number;
  #opened: { instance: DuckDBInstance; connection: DuckDBConnection; readers: Reader[] } | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  /** `memory`: bytes that DuckDB may hold; a share of the machine's where it is left out. */
  constructor(dir: string, memory = memoryShare()) {
    this.dir = dir;
    this.#memory = memory;
  }

  /** Before, and after `close`, every call says that it is not open. */
  async open(): Promise<void> {
    const { dir } = this;
    try {
      mkdirSync(dir, { recursive: true });
      const instance = await DuckDBInstance.create(join(dir, FILE), {
        memory_limit: `${Math.floor(this.#memory / 2 ** 20)}MiB`,
        threads: "2",
        checkpoint_threshold: "32MB",
        default_block_size: "16384",
        temp_directory: join(dir, SPILL),
      });
      rmSync(join(dir, SPILL), { recursive: true, force: true }); // the file is ours: who left it is gone
      const readers: Reader[] = [];
      while (readers.length < READERS) readers.push({ connection: await instance.connect(), turn: Promise.resolve(), waiting: 0 });
      this.#opened = { instance, connection: await instance.connect(), readers };
    } catch (cause) {
      const why = (cause as Error).message;
      const isHeld = /lock/i.test(why); // DuckDB has no error codes
      const mend = isHeld
        ? "another cautery is at work in it; wait until it ends, or name another folder"
        : "name a folder you may write to";
      const message = `cannot open the data folder ${dir}: ${mend} (${why.split("\n")[0]})`;
      throw isHeld ? new FolderHeldError(message, { cause }) : new PermanentError(message, { cause });
    }
  }

  /** Rows of one statement. Numbers of 64 bits come as `bigint`. */
  query(sql: string, values: readonly DuckDBValue[] = []): Promise<Row[]> {
    if (READS.test(sql)) return this.#read(async (connection) => (await connection.runAndReadAll(sql, [...values])).getRowObjects());
    return this.#inTurn(() => this.#run(sql, values));
  }

  /** The same by columns: for many rows. */
  columns(sql: string, values: readonly DuckDBValue[] = []): Promise<unknown[][]> {
    return this.#read(async (connection) => {
      const reader = await connection.runAndReadAll(sql, [...values]);
      const columns = reader.getColumns();
      return columns.length > 0 ? columns : reader.columnNames().map(() => []); // none where there are no rows
    });
  }

  /** `body` with nobody else's statement in between: what it reads stays so until it ends. */
  undisturbed<T>(body: (run: Run) => Promise<T>): Promise<T> {
    return this.#inTurn(() => body((sql, values) => this.#run(sql, values)));
  }

  /** All statements of `body`, or none. */
  transaction<T>(body: (run: Run, bulk: Bulk) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      await this.#run("BEGIN");
      try {
        const result = await body(
          (sql, values) => this.#run(sql, values),
          (table, columns) => openBulk(this.#connection, table, columns),
        );
        await this.#run("COMMIT");
        return result;
      } catch (error) {
        await this.#run("ROLLBACK").catch(() => {}); // the first error is the one to tell
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    await this.#turn;
    for (const { connection, turn } of this.#opened?.readers ?? []) {
      await turn;
      connection.closeSync();
    }
    this.#opened?.connection.closeSync();
    this.#opened?.instance.closeSync();
    this.#opened = null;
  }

  /** By the reader that has least to do, one at a time each. */
  async #read<T>(step: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const [first, ...others] = this.#readers;
    const reader = others.reduce((least, other) => (other.waiting < least.waiting ? other : least), first);
    reader.waiting++;
    const result = reader.turn.then(() => step(reader.connection));
    reader.turn = result.then(
      () => void reader.waiting--,
      () => void reader.waiting--, // whoever asked hears of it
    );
    return await result;
  }

  get #readers(): readonly Reader[] {
    if (!this.#opened) throw new PermanentError("the store is not open: call open first");
    return this.#opened.readers;
  }

  get #connection(): DuckDBConnection {
    if (!this.#opened) throw new PermanentError("the store is not open: call open first");
    return this.#opened.connection;
  }

  async #run(sql: string, values: readonly DuckDBValue[] = []): Promise<Row[]> {
    const reader = await this.#connection.runAndReadAll(sql, [...values]);
    return reader.getRowObjects();
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(step);
    this.#turn = result.catch(() => {}); // whoever asked for the step hears of it
    return result;
  }
}

/** A quarter of what the process may use: the accounts need the rest, and what DuckDB has beyond it goes on on the disk. */
const memoryShare = (): number => Math.max(LEAST_BYTES, Math.floor(memoryAllowed() / 4));
