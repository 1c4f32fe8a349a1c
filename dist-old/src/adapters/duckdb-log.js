/** Slices -> the embedded store's log: segments and ids go to append-only files, the rest and the fence into one transaction. */
import { join } from "node:path";
import { AppendFile } from "./duckdb-bytes.js";
const QUARANTINE_PAGE = 2000;
export async function openLog(client, dir) {
    const segmentFile = await AppendFile.open(join(dir, "segments.log"));
    const idFile = await AppendFile.open(join(dir, "ids.log"));
    const ledger = async (run) => Number((await run("SELECT count(*) AS n FROM slices"))[0].n);
    const query = (sql, values) => client.query(sql, values);
    return {
        ledger: () => ledger(query),
        mark: (source) => readMark(query, source),
        commit: (slice) => client.transaction((run, append) => commit(run, append, slice)),
        async *ids(from, idsFrom, idsTo) {
            const rows = await client.query("SELECT ledger, ids_at, ids_length FROM slices WHERE ledger >= $1 AND ids_to >= $2 AND ids_from <= $3 AND ids_length > 0 ORDER BY ledger", [from, idsFrom, idsTo]);
            for (const row of rows)
                yield { ledger: Number(row.ledger), ids: await idFile.read(Number(row.ids_at), Number(row.ids_length)) };
        },
        async counts() {
            const [row] = await client.query("FROM counts");
            const { events, accepted, duplicates, quarantined, dropped_fields, ignored_fields, lines } = numbers(row);
            return { events, accepted, duplicates, quarantined, droppedFields: dropped_fields, ignoredFields: ignored_fields, lines };
        },
        async *quarantined() {
            for (let offset = 0;; offset += QUARANTINE_PAGE) {
                const rows = await client.query("FROM quarantine ORDER BY source, line LIMIT $1 OFFSET $2", [QUARANTINE_PAGE, offset]);
                for (const { source, line, why } of rows)
                    yield { source, line, ...JSON.parse(String(why)) };
                if (rows.length < QUARANTINE_PAGE)
                    return;
            }
        },
        async segmentsOf(part, from) {
            const rows = await client.query("SELECT ledger, segments_at, segment_lengths FROM slices WHERE ledger >= $1 ORDER BY ledger", [from]);
            const segments = [];
            for (const row of rows) {
                const place = placeOf(part, row);
                if (place)
                    segments.push(await segmentFile.read(place.at, place.length));
            }
            return { segments, end: rows.length === 0 ? from : Number(rows.at(-1).ledger) + 1 };
        },
        trim: (merged) => client.transaction(async (run) => {
            if ((await ledger(run)) === merged)
                await segmentFile.truncate(0);
        }),
        async close() {
            await segmentFile.close();
            await idFile.close();
        },
    };
    async function commit(run, append, slice) {
        const stale = (await ledger(run)) !== slice.ledger || !sameMark(await readMark(run, slice.after.source), slice.before);
        if (stale)
            return "stale";
        const { segmentsAt, idsAt } = await ends(run);
        const { segments, ids, counts, after } = slice;
        await segmentFile.write(segmentsAt, segments.map(({ bytes }) => bytes));
        await idFile.write(idsAt, ids.length > 0 ? [ids] : []);
        const lengths = segments.map(({ part, bytes }) => `${part}:${bytes.length}`).join(" ");
        await run("INSERT INTO slices VALUES ($1, $2, $3, $4, $5, $6, $7)", [
            slice.ledger,
            BigInt(segmentsAt),
            lengths,
            BigInt(idsAt),
            BigInt(ids.length),
            slice.idsFrom,
            slice.idsTo,
        ]);
        await run("INSERT OR REPLACE INTO marks VALUES ($1, $2)", [after.source, JSON.stringify(after)]);
        await addCounts(run, counts);
        await append("quarantine", slice.quarantined.map(({ source, line, error, raw }) => [source, line, JSON.stringify({ error, raw })]));
        return "committed";
    }
    /** Where the files end, as far as is committed. */
    async function ends(run) {
        const [last] = await run("FROM slices ORDER BY ledger DESC LIMIT 1");
        if (!last)
            return { segmentsAt: 0, idsAt: 0 };
        const [{ merged }] = await run("SELECT min(merged_to) AS merged FROM parts");
        const idsAt = Number(last.ids_at) + Number(last.ids_length);
        if (Number(merged) > Number(last.ledger))
            return { segmentsAt: 0, idsAt }; // all are merged: the file begins anew
        return { segmentsAt: Number(last.segments_at) + places(last).reduce((sum, { length }) => sum + length, 0), idsAt };
    }
}
function places(row) {
    let at = Number(row.segments_at);
    return String(row.segment_lengths)
        .split(" ")
        .filter((text) => text !== "")
        .map((text) => {
        const [part, length] = text.split(":").map(Number);
        at += length;
        return { part, at: at - length, length };
    });
}
function placeOf(part, row) {
    return places(row).find((place) => place.part === part);
}
async function readMark(run, source) {
    const [row] = await run("SELECT mark FROM marks WHERE source = $1", [source]);
    return row ? JSON.parse(String(row.mark)) : null;
}
function sameMark(a, b) {
    return a?.next === b?.next && a?.offset === b?.offset && a?.lastHash === b?.lastHash;
}
async function addCounts(run, counts) {
    const { events, accepted, duplicates, quarantined, droppedFields, ignoredFields, lines } = counts;
    await run(`UPDATE counts SET events = events + $1, accepted = accepted + $2, duplicates = duplicates + $3, quarantined = quarantined + $4,
      dropped_fields = dropped_fields + $5, ignored_fields = ignored_fields + $6, lines = lines + $7`, [events, accepted, duplicates, quarantined, droppedFields, ignoredFields, lines].map(BigInt));
}
function numbers(row) {
    return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)]));
}
//# sourceMappingURL=duckdb-log.js.map