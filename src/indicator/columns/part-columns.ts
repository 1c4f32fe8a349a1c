/** Merged footprints of a part's accounts -> columns: what a population is put together from, part by part. */
import { ByteReader } from "../../tools/bytes.js";
import { byCode } from "../footprint.js";
import type { Merged } from "../merge.js";
import { type AccountColumns, AccountNumbersReader } from "./account-columns.js";
import { type AttributeColumns, AttributeReader } from "./attribute-columns.js";
import { type KindColumns, KindReader } from "./kind-columns.js";

/** Rows are numbered as the accounts came. */
export interface PartColumns {
  accounts: readonly string[];
  numbers: AccountColumns;
  /** Kinds that were seen. */
  kinds: readonly KindColumns[];
  attributes: AttributeColumns;
}

/** In the order of the rows. */
export function columnsOf(rows: readonly Merged[]): PartColumns {
  const numbers = new AccountNumbersReader(rows.length);
  const kinds: (KindReader | undefined)[] = [];
  const attributes = new AttributeReader();
  for (let i = 0; i < rows.length; i++) {
    const reader = new ByteReader(rows[i].bytes);
    numbers.read(i, reader);
    for (let lists = reader.count(); lists > 0; lists--) {
      const code = reader.count();
      if (code === 0) attributes.read(i, reader);
      else {
        kinds[code] ??= new KindReader(byCode(code));
        kinds[code].read(i, reader);
      }
    }
  }
  return {
    accounts: rows.map(({ account }) => account),
    numbers: numbers.columns,
    kinds: kinds.filter((kind) => kind !== undefined).map((kind) => kind.columns(rows.length)),
    attributes: attributes.columns(),
  };
}

/** The memory of them all, to be handed over. */
export function buffersOf({ numbers, kinds, attributes }: PartColumns): ArrayBuffer[] {
  return [numbers, attributes, attributes.texts, ...kinds, ...kinds.map(({ texts }) => texts)].flatMap(memoryOf);
}

/** The memory of the typed arrays among an object's values. */
export function memoryOf(columns: object | null | undefined): ArrayBuffer[] {
  const arrays: unknown[] = Object.values(columns ?? {});
  return arrays.filter((one) => ArrayBuffer.isView(one)).map(({ buffer }) => buffer as ArrayBuffer);
}
