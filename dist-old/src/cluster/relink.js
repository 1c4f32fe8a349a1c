/** A sign-up later than this after a suspension takes over nothing. */
const RELINK_MS = 24 * 3_600_000;
/** Milliseconds, or null where no suspension was followed by a sign-up in time. */
export function relinkMs(members, population) {
    const signups = members
        .map((i) => population.signupAt[i])
        .filter((at) => !Number.isNaN(at))
        .sort((x, y) => x - y);
    const gaps = [];
    for (const i of members)
        for (const { at, status } of population.status.get(i) ?? []) {
            if (status !== "suspended")
                continue;
            const next = signups.find((signup) => signup > at);
            if (next !== undefined && next - at <= RELINK_MS)
                gaps.push(next - at);
        }
    if (gaps.length === 0)
        return null;
    gaps.sort((x, y) => x - y);
    return gaps[gaps.length >> 1];
}
//# sourceMappingURL=relink.js.map