/** A clustering and the store's counts -> `clusters.ndjson`, `quarantine.ndjson` and `summary.json`, each put in place whole. */
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { PermanentError } from "../errors.js";
/** `out` is made where it is missing. */
export async function writeOutput(store, run, out, seconds) {
    const summary = summarise(await store.counts(), run, seconds);
    await prepareFolder(out);
    await writeWhole(join(out, "clusters.ndjson"), map(run.clusters, (cluster) => `${clusterLine(cluster)}\n`));
    await writeWhole(join(out, "quarantine.ndjson"), map(store.quarantined(), ({ source, line, error, raw }) => `${JSON.stringify({ source, line, error, raw })}\n`));
    await writeWhole(join(out, "summary.json"), [`${JSON.stringify(summary, null, 2)}\n`]);
    return summary;
}
/** Makes the folder, or says why it can't be. */
export async function prepareFolder(out) {
    await mkdir(out, { recursive: true }).catch((cause) => {
        throw new PermanentError(`cannot make the folder ${out}: ${cause.message}; name one you may write to with --out`, { cause });
    });
}
function summarise(counts, { clusters, accounts }, seconds) {
    const fraudulent = clusters.filter(({ disposition }) => disposition === "fraudulent");
    return {
        events: counts.events,
        accepted: counts.accepted,
        duplicates: counts.duplicates,
        quarantined: counts.quarantined,
        dropped_fields: counts.droppedFields,
        ignored_fields: counts.ignoredFields,
        accounts,
        clusters: clusters.length,
        fraudulent_accounts: fraudulent.reduce((sum, cluster) => sum + cluster.accounts.length, 0),
        fraudulent_exchanges: fraudulent.reduce((sum, { exchanges }) => sum + exchanges, 0),
        seconds: Math.round(seconds * 1000) / 1000,
    };
}
/** A cluster as the contract has it; `explanations`, `relink_ms`, and, where there are any, `parts` and `stranger` added. */
export function clusterLine(cluster) {
    const { id, accounts, score, disposition, firstSeen, lastSeen, exchanges, relinkMs, parts = [], stranger } = cluster;
    const shares = (attribution) => attribution.map((share) => ({ ...share, confidence: rounded(share.confidence) }));
    return JSON.stringify({
        cluster: id,
        accounts,
        size: accounts.length,
        score: rounded(score),
        disposition,
        first_seen: new Date(firstSeen).toISOString(),
        last_seen: new Date(lastSeen).toISOString(),
        exchanges,
        attribution: disposition === "fraudulent" ? shares(cluster.attribution) : undefined,
        evidence: cluster.evidence.map(({ kind, value, accounts, bits }) => ({ kind, value, accounts, bits: rounded(bits) })),
        explanations: cluster.explanations.map(({ name, bits, detail }) => ({ name, bits: rounded(bits), detail })),
        relink_ms: relinkMs,
        parts: parts.length > 0 ? parts.map(({ accounts, attribution }) => ({ accounts, attribution: shares(attribution) })) : undefined,
        stranger,
    });
}
function rounded(x) {
    return Math.round(x * 10_000) / 10_000;
}
async function* map(items, line) {
    for await (const item of items)
        yield line(item);
}
/** Beside its place first, so that nobody meets half a file. */
async function writeWhole(path, lines) {
    const aside = `${path}.${process.pid}.part`;
    try {
        await pipeline(Readable.from(lines), createWriteStream(aside));
        await rename(aside, path);
    }
    catch (cause) {
        await rm(aside, { force: true });
        throw new PermanentError(`cannot write ${path}: ${cause.message}`, { cause });
    }
}
//# sourceMappingURL=output.js.map