/** Two labellings of the same accounts, the true one and the found one -> how well they agree: B-cubed, pairs, adjusted Rand. */

/** `null` where there is nothing to divide by: nothing was claimed, or there was nothing to find. */
export interface PrecisionRecall {
  precision: number | null;
  recall: number | null;
  f1: number | null;
}

/** How many accounts, and how many of them are in scope: measured, and not only in the way. */
interface Count {
  all: number;
  scoped: number;
}

/** The contingency table: accounts by true label (rows) and found label (columns); only cells that hold any. */
export interface Contingency {
  cells: readonly (Count & { row: number; column: number })[];
  rows: readonly Count[];
  columns: readonly Count[];
}

/** Labels count from 0, without gaps; accounts out of scope count only as company of those in scope. */
export function tabulate(truth: Int32Array, found: Int32Array, scope: Uint8Array): Contingency {
  const rows: Count[] = [];
  const columns: Count[] = [];
  const cells = new Map<number, Count & { row: number; column: number }>();
  for (let i = 0; i < truth.length; i++) {
    const [row, column, scoped] = [truth[i], found[i], scope[i]];
    const key = row * truth.length + column;
    let cell = cells.get(key);
    if (cell === undefined) {
      cell = { row, column, all: 0, scoped: 0 };
      cells.set(key, cell);
    }
    rows[row] ??= { all: 0, scoped: 0 };
    columns[column] ??= { all: 0, scoped: 0 };
    for (const count of [cell, rows[row], columns[column]]) {
      count.all++;
      count.scoped += scoped;
    }
  }
  return { cells: [...cells.values()], rows, columns };
}

/**
 * B-cubed (Bagga & Baldwin 1998; Amigó et al. 2009), the mean over the accounts in scope: of those in its cluster, how many are of its
 * group; of its group, how many are in its cluster. Clusters count in full: an innocent account in a campaign's cluster costs precision.
 */
export function bcubed({ cells, rows, columns }: Contingency): PrecisionRecall {
  let [precision, recall, accounts] = [0, 0, 0];
  for (const { row, column, all, scoped } of cells) {
    precision += (scoped * all) / columns[column].all;
    recall += (scoped * all) / rows[row].all;
    accounts += scoped;
  }
  if (accounts === 0) return { precision: null, recall: null, f1: null };
  precision /= accounts;
  recall /= accounts;
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}

/** Pairs put together against pairs that belong together, of those with an account in scope. */
export function pairwise({ cells, rows, columns }: Contingency): PrecisionRecall {
  const right = sum(cells, touching);
  const claimed = sum(columns, touching);
  const real = sum(rows, touching);
  return {
    precision: ratio(right, claimed),
    recall: ratio(right, real),
    f1: ratio(2 * right, claimed + real),
  };
}

/** Adjusted Rand index (Hubert & Arabie 1985) of the accounts in scope alone: 1 is the same grouping, 0 is what chance would give. */
export function adjustedRand({ cells, rows, columns }: Contingency): number | null {
  const within = (counts: readonly Count[]) => sum(counts, ({ scoped }) => pairs(scoped));
  const all = pairs(sum(rows, ({ scoped }) => scoped));
  if (all === 0) return null;
  const [right, real, claimed] = [within(cells), within(rows), within(columns)];
  const expected = (real * claimed) / all;
  const most = (real + claimed) / 2;
  return most === expected ? 1 : (right - expected) / (most - expected);
}

/** `null` for nothing of nothing. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

export function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

const pairs = (accounts: number) => (accounts * (accounts - 1)) / 2;

/** Pairs with at least one account in scope. */
const touching = ({ all, scoped }: Count) => pairs(all) - pairs(all - scoped);
