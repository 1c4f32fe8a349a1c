import { batches, toBytes, toText, whole } from "./neo4j-client.js";
export function log(client) {
    const ledger = async () => (await client.read("read-ledger"))[0].ledger;
    return {
        ledger: async () => Number((await ledger()).next),
        mark: async (source) => toMark((await client.read("read-mark", { source }))[0]?.mark),
        commit: (slice) => commit(client, slice),
        async *ids(from, idsFrom, idsTo) {
            const range = { from: whole(from), idsFrom: whole(idsFrom), idsTo: whole(idsTo) };
            for await (const row of client.stream("read-ids", range, 16))
                yield { ledger: Number(row.ledger), ids: toBytes(row.ids) };
        },
        async counts() {
            const { events, accepted, duplicates, quarantined, droppedFields, ignoredFields, lines } = (await ledger());
            return { events, accepted, duplicates, quarantined, droppedFields, ignoredFields, lines };
        },
        async *quarantined() {
            const sources = (await client.read("read-quarantined-sources")).map((row) => String(row.source)).sort();
            for (const source of sources) {
                for await (const row of client.stream("read-quarantined", { source }, 500))
                    yield row;
            }
        },
    };
}
/** The fence locks the ledger before it is read: of two commits at once, the second reads what the first has written, and is stale. */
function commit(client, slice) {
    const { ledger, before, after, segments, counts, quarantined } = slice;
    const write = {
        ledger: whole(ledger),
        source: after.source,
        mark: { ...after, id: after.source, ...wholes({ ...after }) },
        counts: wholes({ ...counts }),
        slice: { ids: toText(slice.ids), ...wholes({ idsFrom: slice.idsFrom, idsTo: slice.idsTo, events: counts.events }) },
    };
    const packed = segments.map(({ part, bytes }) => ({ part: whole(part), bytes: toText(bytes) }));
    const lines = quarantined.map((line) => ({ ...line, line: whole(line.line) }));
    return client.write(async (run) => {
        const [fence] = await run("fence-commit", { source: after.source });
        if (fence.next !== ledger || !sameMark(toMark(fence.mark), before))
            return "stale";
        await run("write-slice", write);
        if (packed.length > 0)
            await run("write-segments", { segments: packed, ledger: write.ledger });
        for (const batch of batches(lines, 1_000))
            await run("write-quarantined", { lines: batch });
        return "committed";
    });
}
function toMark(properties) {
    if (properties === null || properties === undefined)
        return null;
    const { source, next, offset, lines, firstHash, firstLength, lastHash, lastLength } = properties;
    return { source, next, offset, lines, firstHash, firstLength, lastHash, lastLength };
}
const sameMark = (a, b) => (a && `${a.next} ${a.offset} ${a.lastHash}`) === (b && `${b.next} ${b.offset} ${b.lastHash}`);
/** The numbers among the values, as integers. */
function wholes(values) {
    return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (typeof value === "number" ? [[name, whole(value)]] : [])));
}
//# sourceMappingURL=neo4j-log.js.map