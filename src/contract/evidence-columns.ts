/**
 * The evidence of a cluster's links <-> `application/vnd.cautery.evidence`, version 1: a row for each that says something, in the order of
 * the links of `application/vnd.cautery.graph`, so that who looks can strike values and weigh links anew (docs/api.md has the form).
 */

export interface EvidenceColumns {
  run: number;
  /** Names of kinds, of families, and the most bits that a family's rows count for together; `family` of a kind is its place in these. */
  kinds: readonly { kind: string; family: number }[];
  families: readonly { family: string; cap: number }[];
  /** Values that rows name by their place; others are not told. At most 255. */
  values: readonly { kind: string; value: string }[];
  /** Rows of link l are at [start[l], start[l + 1]). */
  start: Uint32Array;
  kind: Uint8Array;
  /** 1 + the place in `values`; 0: another. */
  value: Uint8Array;
  /** In 64ths of a bit. */
  bits: Int16Array;
  /** Of each link what speaks against any pair, in 64ths of a bit. */
  prior: Int16Array;
}

export const EVIDENCE_TYPE = "application/vnd.cautery.evidence";
export const PARTS_OF_A_BIT = 64;
const MAGIC = 0x31455943; // "CYE1"
const HEAD = 5 * 4;

export function encodeEvidence(evidence: EvidenceColumns): Uint8Array<ArrayBuffer> {
  const { run, kinds, families, values, start, kind, value, bits, prior } = evidence;
  const words = new TextEncoder().encode(JSON.stringify({ kinds, families, values }));
  const links = prior.length;
  const counts = Uint8Array.from(prior, (_, l) => start[l + 1] - start[l]);
  const columns = [words, counts, kind, value, bytesOf(bits), bytesOf(prior)];
  const head = new Uint32Array([MAGIC, run, links, kind.length, words.length]);
  const out = new Uint8Array(HEAD + columns.reduce((sum, { length }) => sum + length, 0));
  out.set(new Uint8Array(head.buffer));
  let at = HEAD;
  for (const column of columns) {
    out.set(column, at);
    at += column.length;
  }
  return out;
}

/** Throws where the bytes are no such evidence. */
export function decodeEvidence(bytes: Uint8Array): EvidenceColumns {
  const [magic, run, links, rows, words] = new Uint32Array(bytes.slice(0, HEAD).buffer);
  if (bytes.length < HEAD || magic !== MAGIC) throw new Error("these bytes are no cautery evidence of version 1");
  if (bytes.length !== HEAD + words + 3 * links + 4 * rows) throw new Error("the evidence's counts do not fit its columns");
  let at = HEAD;
  const next = (length: number): Uint8Array<ArrayBuffer> => {
    at += length;
    return bytes.slice(at - length, at);
  };
  const told = JSON.parse(new TextDecoder().decode(next(words))) as Pick<EvidenceColumns, "kinds" | "families" | "values">;
  const counts = next(links);
  const start = new Uint32Array(links + 1);
  for (let l = 0; l < links; l++) start[l + 1] = start[l] + counts[l];
  if (start[links] !== rows) throw new Error("the evidence's counts do not fit its columns");
  const kind = next(rows);
  const value = next(rows);
  const bits = new Int16Array(next(2 * rows).buffer);
  return { run, ...told, start, kind, value, bits, prior: new Int16Array(next(2 * links).buffer) };
}

const bytesOf = (column: Int16Array): Uint8Array => new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
