/** x log x; the map equation is made of these. Volumes and exits go unnormalised: what that adds is the same for every partition. */
export function xlogx(x) {
    return x > 1e-300 ? x * Math.log(x) : 0;
}
/** Nodes of more neighbours than this are looked at again at most `HUB_VISITS` times a level: their neighbours move all the time. */
const HUB_DEGREE = 2000;
const HUB_VISITS = 2;
/** A module tied to a node by less than this share of its strongest tie is no candidate. */
const WORTH_A_LOOK = 0.125;
/** Within this share of x, xlogx follows its parabola to 1e-13. */
const NEAR = 1e-4;
/** Returns the number of moves. */
export function moveNodes(level, moving) {
    const { size, start, neighbour, weight } = level;
    const { module } = moving;
    const modules = { record: new Float64Array(4 * size), members: new Int32Array(size) };
    for (let i = 0; i < size; i++) {
        const own = module[i];
        let out = level.exit[i];
        for (let p = start[i]; p < start[i + 1]; p++)
            if (module[neighbour[p]] === own)
                out -= weight[p];
        modules.record[4 * own] += out;
        modules.record[4 * own + 1] += level.volume[i];
        modules.members[own]++;
    }
    for (let m = 0; m < 4 * size; m += 4) {
        modules.record[m] = Math.max(0, modules.record[m]); // what subtraction left of nothing
        modules.record[m + 2] = xlogx(modules.record[m]);
        modules.record[m + 3] = xlogx(modules.record[m] + modules.record[m + 1]);
    }
    const scratch = {
        queue: new Int32Array(size),
        queued: new Uint8Array(size),
        visits: new Uint8Array(size),
        sum: new Float64Array(size),
        touched: new Int32Array(size),
        free: new Int32Array(size),
    };
    let moves = 0;
    for (let c = 0; c + 1 < level.component.length; c++)
        moves += moveWithin(level, moving, modules, scratch, level.component[c], level.component[c + 1]);
    return moves;
}
/** One component: the nodes [from, to). A queue in a ring (as in Leiden, Traag et al. 2019): a node is looked at again when a neighbour has moved away. */
function moveWithin({ start, neighbour, weight, volume, exit }, { module, first, tolerance }, { record, members }, { queue, queued, visits, sum, touched, free }, from, to) {
    let head = from;
    let tail = from;
    let waiting = 0;
    let total = 0; // sum of all exits
    let componentVolume = 0;
    let freeCount = 0;
    for (let i = from; i < to; i++) {
        total += record[4 * i];
        componentVolume += volume[i];
        if (members[i] === 0)
            free[from + freeCount++] = i;
        if (first && first[i] === 0)
            continue;
        queue[tail++] = i;
        queued[i] = 1;
        waiting++;
    }
    if (tail === to)
        tail = from;
    let moves = 0;
    let round = waiting;
    let gain = 0;
    const enough = tolerance * componentVolume;
    let totalTerm = xlogx(total);
    let logTotal = Math.log(total);
    while (waiting > 0) {
        if (round-- === 0) {
            if (gain < enough)
                break;
            gain = 0;
            round = waiting - 1;
        }
        const i = queue[head];
        if (++head === to)
            head = from;
        waiting--;
        queued[i] = 0;
        const begin = start[i];
        const end = start[i + 1];
        if (begin === end)
            continue;
        const own = module[i];
        let touchedCount = 0;
        let most = 0;
        for (let p = begin; p < end; p++) {
            const m = module[neighbour[p]];
            const before = sum[m];
            if (before === 0)
                touched[touchedCount++] = m;
            const after = before + weight[p];
            sum[m] = after;
            if (after > most)
                most = after;
        }
        const least = most * WORTH_A_LOOK;
        const ownSum = sum[own];
        sum[own] = 0;
        const out = exit[i];
        const vol = volume[i];
        const a = 4 * own;
        let restExit = 0;
        let restVolume = 0;
        if (members[own] > 1) {
            restExit = Math.max(0, record[a] - out + 2 * ownSum);
            restVolume = record[a + 1] - vol;
        }
        const restExitTerm = xlogx(restExit);
        const restBothTerm = xlogx(restExit + restVolume);
        const without = total - record[a] + restExit; // all exits, i being nowhere
        const stay = totalTerm - 2 * (record[a + 2] - restExitTerm) + (record[a + 3] - restBothTerm);
        let best = own;
        let bestLength = stay - 1e-11 * componentVolume;
        let bestExit = 0;
        let bestExitTerm = 0;
        let bestBothTerm = 0;
        for (let t = 0; t < touchedCount; t++) {
            const m = touched[t];
            const tie = sum[m];
            sum[m] = 0;
            if (tie < least)
                continue; // sum[own] is 0 already
            const b = 4 * m;
            const newExit = Math.max(0, record[b] + out - 2 * tie);
            const exitTerm = xlogx(newExit);
            const bothTerm = xlogx(newExit + record[b + 1] + vol);
            const change = without - record[b] + newExit - total;
            const newTotalTerm = Math.abs(change) < NEAR * total ? totalTerm + change * (1 + logTotal + (0.5 * change) / total) : xlogx(total + change);
            const length = newTotalTerm - 2 * (exitTerm - record[b + 2]) + (bothTerm - record[b + 3]);
            if (length < bestLength) {
                bestLength = length;
                best = m;
                bestExit = newExit;
                bestExitTerm = exitTerm;
                bestBothTerm = bothTerm;
            }
        }
        if (freeCount > 0 && members[own] > 1) {
            const exitTerm = xlogx(out);
            const bothTerm = xlogx(out + vol);
            const length = xlogx(without + out) - 2 * exitTerm + bothTerm;
            if (length < bestLength) {
                bestLength = length;
                best = free[from + --freeCount];
                bestExit = out;
                bestExitTerm = exitTerm;
                bestBothTerm = bothTerm;
            }
        }
        if (best === own)
            continue;
        moves++;
        gain += stay - bestLength;
        const b = 4 * best;
        total = without - record[b] + bestExit;
        totalTerm = xlogx(total);
        logTotal = Math.log(total);
        record[a] = restExit;
        record[a + 1] = restVolume;
        record[a + 2] = restExitTerm;
        record[a + 3] = restBothTerm;
        if (--members[own] === 0)
            free[from + freeCount++] = own;
        record[b] = bestExit;
        record[b + 1] += vol;
        record[b + 2] = bestExitTerm;
        record[b + 3] = bestBothTerm;
        members[best]++;
        module[i] = best;
        for (let p = begin; p < end; p++) {
            const j = neighbour[p];
            if (queued[j] === 1 || module[j] === best)
                continue;
            if (start[j + 1] - start[j] > HUB_DEGREE) {
                if (visits[j] === HUB_VISITS)
                    continue;
                visits[j]++;
            }
            queued[j] = 1;
            queue[tail] = j;
            if (++tail === to)
                tail = from;
            waiting++;
        }
    }
    while (waiting-- > 0) {
        queued[queue[head]] = 0;
        if (++head === to)
            head = from;
    }
    return moves;
}
//# sourceMappingURL=move.js.map