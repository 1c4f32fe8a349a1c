/** A cluster of the run that is held -> the evidence of its links in columns, in the order of its graph's links. */
import type { EvidenceColumns } from "../../contract/evidence-columns.js";
import { PARTS_OF_A_BIT } from "../../contract/evidence-columns.js";
import type { FittedLinking } from "../../model/fitted.js";
import { saysSomething } from "../../model/link.js";
import type { Own } from "./shared-by-parts.js";

interface Told {
  run: number;
  model: Pick<FittedLinking, "caps" | "families">;
  /** Sorted as the graph's links are. */
  own: readonly Own[];
  /** That rows name: at most 255 are taken. */
  values: readonly { kind: string; value: string }[];
}

const MOST_VALUES = 255;
const MOST_ROWS = 255;
const MOST_BITS = 32_767;

/** Of a link with more than 255 rows the first are told: they are the strongest. */
export function evidenceOf({ run, model, own, values: asked }: Told): EvidenceColumns {
  const values = asked.slice(0, MOST_VALUES);
  const places = new Map<string, Map<string, number>>();
  for (const [i, { kind, value }] of values.entries()) places.set(kind, (places.get(kind) ?? new Map<string, number>()).set(value, i + 1));
  const families = Object.entries(model.caps).map(([family, cap]) => ({ family, cap }));
  const kinds: { kind: string; family: number }[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (kind: string): number => {
    const known = numbers.get(kind);
    if (known !== undefined) return known;
    kinds.push({ kind, family: families.findIndex(({ family }) => family === model.families[kind]) });
    numbers.set(kind, kinds.length - 1);
    return kinds.length - 1;
  };
  const rows = own.reduce((sum, { link }) => sum + Math.min(MOST_ROWS, link.evidence.filter(saysSomething).length), 0);
  const start = new Uint32Array(own.length + 1);
  const kind = new Uint8Array(rows);
  const value = new Uint8Array(rows);
  const bits = new Int16Array(rows);
  const prior = new Int16Array(own.length);
  let at = 0;
  for (const [l, { link }] of own.entries()) {
    const end = at + MOST_ROWS;
    for (const row of link.evidence) {
      if (row.kind === "prior") prior[l] += parts(row.bits);
      if (!saysSomething(row) || at === end) continue;
      kind[at] = numberOf(row.kind);
      value[at] = places.get(row.kind)?.get(row.value) ?? 0;
      bits[at++] = parts(row.bits);
    }
    start[l + 1] = at;
  }
  return { run, kinds, families, values, start, kind, value, bits, prior };
}

const parts = (bits: number): number => Math.max(-MOST_BITS, Math.min(MOST_BITS, Math.round(bits * PARTS_OF_A_BIT)));
