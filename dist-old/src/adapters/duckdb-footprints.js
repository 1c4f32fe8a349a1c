/** Footprints of the embedded store: a page of bytes a part, in a file of its own, replaced whole. */
import { open, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { ByteReader, ByteWriter } from "../indicator/bytes.js";
import { partOf } from "../indicator/segment.js";
export async function openFootprints(client, log, dir) {
    const page = (part, version) => join(dir, `footprints-${part}-${version}`);
    const rows = await client.query("SELECT version, merged_to FROM parts ORDER BY part");
    const states = rows.map((row) => ({ version: Number(row.version), mergedTo: Number(row.merged_to) }));
    const parts = states.length;
    await sweep(dir, new Set(states.map(({ version }, part) => page(part, version))));
    return {
        parts: () => parts,
        async part(part) {
            const { version, mergedTo } = states[part];
            const rows = version === 0 ? [] : readPage(await readFile(page(part, version)));
            const { segments, end } = await log.segmentsOf(part, mergedTo);
            return { part, footprints: rows, segments, token: { rows, end } };
        },
        async replacePart(part, changed, token) {
            const { rows, end } = token;
            const { version } = states[part];
            const all = new Map(rows.map((row) => [row.account, row]));
            for (const row of changed)
                all.set(row.account, row);
            await writeDurably(page(part, version + 1), writePage([...all.values()]));
            await client.query("UPDATE parts SET version = $1, merged_to = $2 WHERE part = $3", [version + 1, end, part]);
            states[part] = { version: version + 1, mergedTo: end };
            await rm(page(part, version), { force: true });
            if (part === parts - 1)
                await log.trim(Math.min(...states.map(({ mergedTo }) => mergedTo)));
        },
        async footprintsOf(accounts) {
            const wanted = new Set(accounts);
            const found = [];
            for (const part of new Set(accounts.map((account) => partOf(account, parts)))) {
                const { version } = states[part];
                if (version > 0)
                    found.push(...readPage(await readFile(page(part, version))).filter(({ account }) => wanted.has(account)));
            }
            return found;
        },
    };
}
/** Removes pages that a process which died left behind. */
async function sweep(dir, current) {
    for (const name of await readdir(dir)) {
        if (name.startsWith("footprints-") && !current.has(join(dir, name)))
            await rm(join(dir, name), { force: true });
    }
}
function readPage(bytes) {
    const reader = new ByteReader(bytes);
    const rows = [];
    while (!reader.done) {
        const account = reader.text();
        const length = reader.count();
        rows.push({ account, bytes: bytes.subarray(reader.at, reader.at + length) });
        reader.at += length;
    }
    return rows;
}
function writePage(rows) {
    const writer = new ByteWriter(rows.reduce((sum, { bytes }) => sum + bytes.length + 64, 64));
    for (const { account, bytes } of rows) {
        writer.text(account);
        writer.count(bytes.length);
        writer.copy(bytes, 0, bytes.length);
    }
    return writer.bytes();
}
async function writeDurably(path, bytes) {
    const file = await open(path, "w");
    try {
        await file.writeFile(bytes);
        await file.datasync();
    }
    finally {
        await file.close();
    }
}
//# sourceMappingURL=duckdb-footprints.js.map