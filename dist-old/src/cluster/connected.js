/** Labels are numbered by first appearance. */
export function splitDisconnected({ size, start, neighbour }, partition) {
    const label = new Int32Array(size).fill(-1);
    const stack = new Int32Array(size);
    let count = 0;
    for (let i = 0; i < size; i++) {
        if (label[i] >= 0)
            continue;
        let depth = 0;
        label[i] = count;
        stack[depth++] = i;
        while (depth > 0) {
            const j = stack[--depth];
            for (let p = start[j]; p < start[j + 1]; p++) {
                const k = neighbour[p];
                if (label[k] >= 0 || partition[k] !== partition[i])
                    continue;
                label[k] = count;
                stack[depth++] = k;
            }
        }
        count++;
    }
    return { partition: label, count };
}
//# sourceMappingURL=connected.js.map