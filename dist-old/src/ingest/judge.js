/** A slice's event ids -> which of its events count: those whose id nothing before has taken within the window, in the order of the lines. */
import { IdTable } from "./id-table.js";
const TABLE_BITS = 4;
const WORDS = 3;
/** `ids`: hash high, hash low, seconds of each event. `before`: what is judged and not yet committed. */
export async function judge(ids, known, before) {
    await known.cover(ids);
    const archived = await known.archived(ids);
    const rows = ids.length / WORDS;
    const fresh = new Uint8Array(rows);
    const table = new IdTable(TABLE_BITS, rows);
    const packed = new DataView(new ArrayBuffer(rows * 12));
    let taken = 0;
    let from = Number.POSITIVE_INFINITY;
    let to = 0;
    for (let row = 0; row < rows; row++) {
        const hi = ids[WORDS * row];
        const lo = ids[WORDS * row + 1];
        const time = ids[WORDS * row + 2];
        if (table.has(hi, lo, time) || known.has(hi, lo, time) || archived?.has(hi, lo, time) || inAny(before, hi, lo, time))
            continue;
        fresh[row] = 1;
        table.add(hi, lo, time);
        packed.setUint32(taken * 12, hi, true);
        packed.setUint32(taken * 12 + 4, lo, true);
        packed.setUint32(taken * 12 + 8, time, true);
        taken++;
        from = Math.min(from, time);
        to = Math.max(to, time);
    }
    return { fresh, ids: new Uint8Array(packed.buffer, 0, taken * 12), from: taken === 0 ? 0 : from, to, table };
}
function inAny(slices, hi, lo, time) {
    for (const { table } of slices)
        if (table.has(hi, lo, time))
            return true;
    return false;
}
//# sourceMappingURL=judge.js.map