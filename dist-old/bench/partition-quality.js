export function ringQuality({ group, rings }, community) {
    const sizes = new Map();
    const shares = new Map();
    for (let i = 0; i < group.length; i++) {
        sizes.set(community[i], (sizes.get(community[i]) ?? 0) + 1);
        if (!rings.has(group[i]))
            continue;
        const share = shares.get(group[i]) ?? new Map();
        share.set(community[i], (share.get(community[i]) ?? 0) + 1);
        shares.set(group[i], share);
    }
    let precision = 0;
    let recall = 0;
    let accounts = 0;
    let small = 0;
    let found = 0;
    for (const [ring, share] of shares) {
        const size = rings.get(ring);
        accounts += size;
        for (const [label, count] of share) {
            precision += (count * count) / sizes.get(label);
            recall += (count * count) / size;
        }
        if (size > 50)
            continue;
        small++;
        const [label, most] = [...share].reduce((best, entry) => (entry[1] > best[1] ? entry : best));
        if (most >= 0.8 * size && most >= 0.5 * sizes.get(label))
            found++;
    }
    precision /= accounts;
    recall /= accounts;
    return { smallRingsFound: found / small, bcubed: (2 * precision * recall) / (precision + recall) };
}
//# sourceMappingURL=partition-quality.js.map