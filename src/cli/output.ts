/** A clustering and the store's counts -> `clusters.ndjson`, `quarantine.ndjson` and `summary.json`, each put in place whole. */
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { PermanentError } from "../errors.js";
import type { Cluster } from "../model/cluster.js";
import type { ClusterRun } from "../model/run.js";
import type { SliceCounts } from "../ports/event-log.js";
import type { GraphStore } from "../ports/store.js";

/** The contract's `summary.json`. */
export interface Summary {
  events: number;
  accepted: number;
  duplicates: number;
  quarantined: number;
  dropped_fields: number;
  ignored_fields: number;
  accounts: number;
  clusters: number;
  fraudulent_accounts: number;
  fraudulent_exchanges: number;
  seconds: number;
}

/** `out` is made where it is missing. */
export async function writeOutput(store: GraphStore, run: ClusterRun, out: string, seconds: number): Promise<Summary> {
  const summary = summarise(await store.counts(), run, seconds);
  await prepareFolder(out);
  await writeWhole(
    join(out, "clusters.ndjson"),
    map(run.clusters, (cluster) => `${clusterLine(cluster)}\n`),
  );
  await writeWhole(
    join(out, "quarantine.ndjson"),
    map(store.quarantined(), ({ source, line, error, raw }) => `${JSON.stringify({ source, line, error, raw })}\n`),
  );
  await writeWhole(join(out, "summary.json"), [`${JSON.stringify(summary, null, 2)}\n`]);
  return summary;
}

/** Makes the folder, or says why it can't be. */
export async function prepareFolder(out: string): Promise<void> {
  await mkdir(out, { recursive: true }).catch((cause: Error) => {
    throw new PermanentError(`cannot make the folder ${out}: ${cause.message}; name one you may write to with --out`, { cause });
  });
}

function summarise(counts: SliceCounts, { clusters, accounts }: ClusterRun, seconds: number): Summary {
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
export function clusterLine(cluster: Cluster): string {
  const { id, accounts, score, disposition, firstSeen, lastSeen, exchanges, relinkMs, parts = [], stranger } = cluster;
  const shares = (attribution: Cluster["attribution"]) => attribution.map((share) => ({ ...share, confidence: rounded(share.confidence) }));
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

function rounded(x: number): number {
  return Math.round(x * 10_000) / 10_000;
}

async function* map<T>(items: Iterable<T> | AsyncIterable<T>, line: (item: T) => string): AsyncGenerator<string> {
  for await (const item of items) yield line(item);
}

/** Beside its place first, so that nobody meets half a file. */
async function writeWhole(path: string, lines: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const aside = `${path}.${process.pid}.part`;
  try {
    await pipeline(Readable.from(lines), createWriteStream(aside));
    await rename(aside, path);
  } catch (cause) {
    await rm(aside, { force: true });
    throw new PermanentError(`cannot write ${path}: ${(cause as Error).message}`, { cause });
  }
}
