/** Two labellings of the same accounts, the true one and the found one -> how well they agree: B-cubed, pairs, adjusted Rand. */
/** Labels count from 0, without gaps; accounts out of scope count only as company of those in scope. */
export function tabulate(truth, found, scope) {
    const rows = [];
    const columns = [];
    const cells = new Map();
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
export function bcubed({ cells, rows, columns }) {
    let [precision, recall, accounts] = [0, 0, 0];
    for (const { row, column, all, scoped } of cells) {
        precision += (scoped * all) / columns[column].all;
        recall += (scoped * all) / rows[row].all;
        accounts += scoped;
    }
    if (accounts === 0)
        return { precision: null, recall: null, f1: null };
    precision /= accounts;
    recall /= accounts;
    return { precision, recall, f1: (2 * precision * recall) / (precision + recall) };
}
/** Pairs put together against pairs that belong together, of those with an account in scope. */
export function pairwise({ cells, rows, columns }) {
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
export function adjustedRand({ cells, rows, columns }) {
    const within = (counts) => sum(counts, ({ scoped }) => pairs(scoped));
    const all = pairs(sum(rows, ({ scoped }) => scoped));
    if (all === 0)
        return null;
    const [right, real, claimed] = [within(cells), within(rows), within(columns)];
    const expected = (real * claimed) / all;
    const most = (real + claimed) / 2;
    return most === expected ? 1 : (right - expected) / (most - expected);
}
/** `null` for nothing of nothing. */
export function ratio(part, whole) {
    return whole === 0 ? null : part / whole;
}
export function sum(items, of) {
    return items.reduce((total, item) => total + of(item), 0);
}
const pairs = (accounts) => (accounts * (accounts - 1)) / 2;
/** Pairs with at least one account in scope. */
const touching = ({ all, scoped }) => pairs(all) - pairs(all - scoped);
//# sourceMappingURL=agreement.js.map