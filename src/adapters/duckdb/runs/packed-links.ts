/**
 * A cluster's links <-> the one row that they are kept in: each account, each kind and each row of evidence once, and links as numbers of
 * these. Links of a cluster share most of their rows, so it is a tenth of the cells.
 */
import type { Link, LinkEvidence } from "../../../model/link.js";
import { words } from "../../../tools/growing.js";
import type { Bulk, Column } from "../bulk.js";
import { Slabs } from "../slabs.js";
import { decodeText, encodeText } from "../text.js";
import { EvidenceTable } from "./evidence-table.js";

/** Texts are joined by NUL, which no encoded text has. All numbers are places, from 0. */
export interface PackedLinks {
  accounts: string;
  /** By link: its accounts, its weight, and where its evidence ends in `rows`. */
  a: Uint32Array;
  b: Uint32Array;
  weight: Float64Array;
  ends: Uint32Array;
  /** The rows of evidence of all links, one link after the other. */
  rows: Uint32Array;
  kinds: string;
  /** By row. */
  rowKind: Uint32Array;
  rowValue: string;
  rowBits: Float64Array;
}

/** Between texts that are kept as one. */
export const BETWEEN = "\0";

export const LINKS_TABLE = `CREATE TABLE kept.links (
  version UINTEGER, accounts VARCHAR, a UINTEGER[], b UINTEGER[], weight DOUBLE[], ends UINTEGER[], rows UINTEGER[],
  kinds VARCHAR, row_kind UINTEGER[], row_value VARCHAR, row_bits DOUBLE[]
);
CREATE INDEX links_version ON kept.links (version);`;
const COLUMNS: readonly Column[] = [
  "uint",
  "encoded",
  "uints",
  "uints",
  "doubles",
  "uints",
  "uints",
  "encoded",
  "uints",
  "encoded",
  "doubles",
];
export const PACKED_COLUMNS = "accounts, a, b, weight, ends, rows, kinds, row_kind, row_value, row_bits";

/** Numbers and clusters that wait to be written at the most. */
const WAITING = { numbers: 1 << 20, clusters: 1024 };

export async function linkTable(bulk: Bulk) {
  const table = await bulk("kept.links", COLUMNS);
  const packer = new LinkPacker();
  const waiting = { numbers: 0, clusters: 0 };
  return {
    /** What it gives is to be added, or dropped, before it is called again. */
    pack(links: readonly Link[]): PackedLinks {
      if (waiting.numbers >= WAITING.numbers || waiting.clusters === WAITING.clusters) {
        table.flush();
        waiting.numbers = 0;
        waiting.clusters = 0;
      }
      if (waiting.clusters === 0) packer.reset();
      return packer.pack(links);
    },
    add(version: number, packed: PackedLinks): void {
      const { accounts, a, b, weight, ends, rows, kinds, rowKind, rowValue, rowBits } = packed;
      table.add(version, accounts, a, b, weight, ends, rows, kinds, rowKind, rowValue, rowBits);
      waiting.numbers += 5 * a.length + rows.length + 3 * rowKind.length;
      waiting.clusters++;
    },
    close: () => table.close(),
  };
}

/**
 * Packs clusters' links, one cluster after the other; what it gave is its own again after `reset`. The same links in the same order give
 * the same, whether equal rows are one object or many.
 */
export class LinkPacker {
  readonly #evidence = new EvidenceTable();
  readonly #places = words();
  readonly #uints = new Slabs((length) => new Uint32Array(length));
  readonly #doubles = new Slabs((length) => new Float64Array(length));

  pack(links: readonly Link[]): PackedLinks {
    const count = links.length;
    const [a, b, ends] = [this.#uints.take(count), this.#uints.take(count), this.#uints.take(count)];
    const weight = this.#doubles.take(count);
    const accounts = new Numbers();
    this.#evidence.clear();
    this.#places.clear();
    for (let i = 0; i < count; i++) {
      const { evidence } = links[i];
      a[i] = accounts.of(links[i].a);
      b[i] = accounts.of(links[i].b);
      weight[i] = links[i].weight;
      for (let r = 0; r < evidence.length; r++) this.#places.push(this.#evidence.numberOf(evidence[r]));
      ends[i] = this.#places.length;
    }
    const rows = this.#uints.take(this.#places.length);
    rows.set(this.#places.array.subarray(0, rows.length));
    return { accounts: joined(accounts.texts), a, b, weight, ends, rows, ...this.#distinct() };
  }

  reset(): void {
    this.#uints.reset();
    this.#doubles.reset();
  }

  #distinct(): Pick<PackedLinks, "kinds" | "rowKind" | "rowValue" | "rowBits"> {
    const { rows } = this.#evidence;
    const kinds = new Numbers();
    const rowKind = this.#uints.take(rows.length);
    const rowBits = this.#doubles.take(rows.length);
    let rowValue = "";
    for (let r = 0; r < rows.length; r++) {
      rowKind[r] = kinds.of(rows[r].kind);
      rowBits[r] = rows[r].bits;
      rowValue += r === 0 ? encodeText(rows[r].value) : BETWEEN + encodeText(rows[r].value);
    }
    return { kinds: joined(kinds.texts), rowKind, rowValue, rowBits };
  }
}

/** Columns as `PACKED_COLUMNS` has them, of one row -> its links. */
export function unpackLinks(columns: readonly unknown[]): Link[] {
  const [accounts, kinds, values] = [columns[0], columns[6], columns[8]].map(partedText);
  const [a, b, weight, ends, rows, rowKind, rowBits] = [1, 2, 3, 4, 5, 7, 9].map((c) => (columns[c] as { items: readonly number[] }).items);
  const evidence = rowBits.map((bits, r): LinkEvidence => ({ kind: kinds[rowKind[r]], value: values[r], bits }));
  return a.map((_, i) => ({
    a: accounts[a[i]],
    b: accounts[b[i]],
    weight: weight[i],
    evidence: rows.slice(i === 0 ? 0 : ends[i - 1], ends[i]).map((row) => evidence[row]),
  }));
}

const joined = (texts: readonly string[]): string => texts.map(encodeText).join(BETWEEN);
/** Texts that were joined, apart again. */
export const partedText = (text: unknown): string[] => String(text).split(BETWEEN).map(decodeText);

/** Texts by number, in the order that they were met. */
class Numbers {
  readonly texts: string[] = [];
  readonly #known = new Map<string, number>();

  of(text: string): number {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    this.#known.set(text, this.texts.length);
    return this.texts.push(text) - 1;
  }
}
