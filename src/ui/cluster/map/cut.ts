/**
 * A cluster's links with their evidence + what is struck -> the links that are no more, the pieces that it falls into, and who falls off:
 * what `POST /v1/clusters/{id}/what-if` answers, for every account and at once.
 */
import { type EvidenceColumns, PARTS_OF_A_BIT } from "../../../contract/evidence-columns.js";

export type Struck = { family: string } | { kind: string; value: string };

export interface Cut {
  /** A 1 for each link that nothing is left of. */
  cut: Uint8Array;
  /** Accounts of each piece, the largest first. */
  sizes: readonly number[];
  /** A 1 for each account that was in the largest piece before and is not in the largest now. */
  fallen: Uint8Array;
  count: number;
}

export interface Linked {
  accounts: number;
  source: Uint32Array;
  target: Uint32Array;
}

const standing = new WeakMap<Uint32Array, Pieces>();

export function cutOf({ accounts, source, target }: Linked, evidence: EvidenceColumns, struck: readonly Struck[]): Cut {
  const cut = struckLinks(evidence, struck);
  const before = standing.get(target) ?? piecesOf(accounts, source, target, new Uint8Array(target.length));
  standing.set(target, before);
  const after = piecesOf(accounts, source, target, cut);
  const fallen = new Uint8Array(accounts);
  let count = 0;
  for (let i = 0; i < accounts; i++)
    if (before.piece[i] === before.largest && after.piece[i] !== after.largest) {
      fallen[i] = 1;
      count++;
    }
  return { cut, sizes: after.sizes, fallen, count };
}

/** A link is no more where what is left of its evidence, families capped anew, weighs nothing. */
function struckLinks(evidence: EvidenceColumns, struck: readonly Struck[]): Uint8Array {
  const { kinds, families, values, start, kind, value, bits, prior } = evidence;
  const cut = new Uint8Array(prior.length);
  const gone = Uint8Array.from(families, ({ family }) => Number(struck.some((each) => "family" in each && each.family === family)));
  const goneValue = Uint8Array.from([null, ...values], (one) =>
    Number(one !== null && struck.some((each) => "kind" in each && each.kind === one.kind && each.value === one.value)),
  );
  const familyOf = Uint8Array.from(kinds, ({ family }) => family);
  const caps = Float64Array.from(families, ({ cap }) => cap * PARTS_OF_A_BIT);
  const sums = new Float64Array(families.length);
  for (let l = 0; l < prior.length; l++) {
    sums.fill(0);
    for (let row = start[l]; row < start[l + 1]; row++) {
      const family = familyOf[kind[row]];
      if (gone[family] === 0 && goneValue[value[row]] === 0) sums[family] += bits[row];
    }
    let weight = prior[l];
    for (let f = 0; f < sums.length; f++) weight += Math.min(sums[f], caps[f]);
    if (weight <= 0) cut[l] = 1;
  }
  return cut;
}

interface Pieces {
  /** Of each account the lowest place in its piece. */
  piece: Uint32Array;
  largest: number;
  sizes: readonly number[];
}

function piecesOf(accounts: number, source: Uint32Array, target: Uint32Array, cut: Uint8Array): Pieces {
  const parent = Uint32Array.from({ length: accounts }, (_, i) => i);
  const rootOf = (i: number): number => {
    while (parent[i] !== i) {
      parent[i] = parent[parent[i]];
      i = parent[i];
    }
    return i;
  };
  for (let l = 0; l < target.length; l++) {
    if (cut[l] === 1) continue;
    const a = rootOf(source[l]);
    const b = rootOf(target[l]);
    if (a < b) parent[b] = a;
    else parent[a] = b;
  }
  const sizes = new Uint32Array(accounts);
  const piece = parent.map((_, i) => rootOf(i));
  for (const root of piece) sizes[root]++;
  const largest = sizes.reduce((best, size, i) => (size > sizes[best] ? i : best), 0);
  return { piece, largest, sizes: Array.from(sizes.filter((size) => size > 0)).sort((p, q) => q - p) };
}

/** Accounts that have a link which the value is evidence of, by place; `struck` links count too. */
export function holdersOf(
  { source, target }: Linked,
  { values, start, value, bits }: EvidenceColumns,
  of: { kind: string; value: string },
): number[] {
  const wanted = 1 + values.findIndex((each) => each.kind === of.kind && each.value === of.value);
  if (wanted === 0) return [];
  const holders = new Set<number>();
  for (let l = 0; l < target.length; l++)
    for (let row = start[l]; row < start[l + 1]; row++)
      if (value[row] === wanted && bits[row] > 0) {
        holders.add(source[l]);
        holders.add(target[l]);
        break;
      }
  return [...holders].sort((p, q) => p - q);
}
