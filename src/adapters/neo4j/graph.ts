/** The current run -> the graph that an analyst sees in Neo4j Browser: clusters, their accounts, the indicators and links that bind them, and operators. */

import { createHash } from "node:crypto";
import type { Cluster } from "../../model/cluster.js";
import type { FittedModel } from "../../model/fitted.js";
import { type Link, type LinkEvidence, saysSomething } from "../../model/link.js";
import type { ClusterRun } from "../../model/run.js";
import { byCodeUnit } from "../../tools/order.js";
import { batches, type Neo4jClient, type Run, whole } from "./client.js";

/** Up to so many rows the graph changes in one transaction; beyond it, a cluster at a time is whole. */
const ONE_TRANSACTION_ROWS = 200_000;
/** Clusters taken away in one statement. */
const CLEARED = 500;
const BATCH_ROWS = 10_000;
/** Longer values would outgrow an index entry; no indicator's text is as long, but an attribute's may be. */
const VALUE_LENGTH = 1_000;
/** Rows of a link's evidence that are shown: its strongest. */
const ROWS_SHOWN = 5;

interface ShownLink extends Link {
  /** Rows of evidence that are a value which both have: not how they act, nor what speaks against them. */
  shared: readonly LinkEvidence[];
}

interface Shown {
  cluster: Cluster;
  links: ShownLink[];
  hash: string;
}

/** Only what differs from what is shown is written, so after a crash the next call completes it. */
export async function showRun(client: Neo4jClient, run: ClusterRun): Promise<void> {
  const shown = new Map((await client.read("shown/read-shown-clusters")).map(({ id, hash }) => [String(id), hash]));
  const wanted = withLinks(run);
  const changed = wanted.filter(({ cluster, hash }) => shown.get(cluster.id) !== hash);
  const ids = new Set(wanted.map(({ cluster }) => cluster.id));
  const gone = [...[...shown.keys()].filter((id) => !ids.has(id)), ...changed.map(({ cluster }) => cluster.id)];
  if (gone.length === 0) return;
  const rows = changed.reduce((sum, each) => sum + rowsOf(each), 0);
  const inOne = rows + gone.length <= ONE_TRANSACTION_ROWS;
  const steps = inOne ? [(run: Run) => clear(run, gone)] : [...batches(gone, CLEARED)].map((ids) => (run: Run) => clear(run, ids));
  for (const batch of batches(changed, BATCH_ROWS, rowsOf)) steps.push((run) => show(run, batch));
  steps.push(async (run) => void (await run("shown/drop-lone-indicators")));
  if (inOne)
    await client.write(async (run) => {
      for (const step of steps) await step(run);
    });
  else for (const step of steps) await client.write(step);
}

async function clear(run: Run, gone: readonly string[]): Promise<void> {
  for (const ids of batches(gone, CLEARED)) await run("shown/clear-clusters", { ids });
}

/** Clusters that were cleared before any is written, for that takes along what binds accounts that are elsewhere now; and again here, should this transaction be tried again. */
async function show(run: Run, batch: readonly Shown[]): Promise<void> {
  await clear(
    run,
    batch.map(({ cluster }) => cluster.id),
  );
  const members = batch.flatMap(({ cluster }) => [...batches(cluster.accounts, BATCH_ROWS)].map((accounts) => ({ cluster, accounts })));
  for (const rows of batches(members, BATCH_ROWS, ({ accounts }) => accounts.length)) {
    await run("shown/write-clusters", {
      rows: rows.map(({ cluster, accounts }) => ({ id: cluster.id, accounts, properties: properties(cluster) })),
    });
  }
  const links = batch.flatMap((each) => each.links);
  for (const rows of batches(links, BATCH_ROWS)) await run("shown/write-links", { rows: rows.map(linkRow) });
  for (const rows of batches(sightings(links), BATCH_ROWS, ({ accounts }) => accounts.length)) await run("shown/write-sightings", { rows });
  const attributions = batch.flatMap(({ cluster }) => cluster.attribution.map((share) => ({ ...share, cluster: cluster.id })));
  for (const rows of batches(attributions, BATCH_ROWS)) await run("shown/write-attributions", { rows });
  await run("shown/mark-clusters-shown", { rows: batch.map(({ cluster, hash }) => ({ id: cluster.id, hash })) });
}

function withLinks({ clusters, links, model }: ClusterRun): Shown[] {
  const cluster = new Map(clusters.flatMap(({ accounts }, i) => accounts.map((account) => [account, i] as const)));
  const of: ShownLink[][] = clusters.map(() => []);
  for (const link of links) {
    const i = cluster.get(link.a);
    if (i !== undefined && i === cluster.get(link.b)) of[i].push(shownLink(link, model));
  }
  return clusters.map((each, i) => ({ cluster: each, links: of[i], hash: hashOf([each, of[i]]) }));
}

/** As much of a link as is shown: the strongest of its evidence. */
function shownLink({ a, b, weight, evidence }: Link, { kinds }: FittedModel): ShownLink {
  const strongest = evidence.filter(saysSomething).sort((x, y) => Math.abs(y.bits) - Math.abs(x.bits));
  const rows = strongest.slice(0, ROWS_SHOWN);
  return { a, b, weight, evidence: rows, shared: rows.filter(({ kind, bits }) => kind in kinds && bits > 0) };
}

const hashOf = (value: unknown) => createHash("sha256").update(JSON.stringify(value)).digest("base64");

const rowsOf = ({ cluster, links }: Shown) => cluster.accounts.length + links.reduce((sum, link) => sum + 1 + 2 * link.evidence.length, 0);

/** As an analyst reads them; times are the database's own. */
function properties({ id, accounts, score, disposition, firstSeen, lastSeen, exchanges, evidence, explanations, relinkMs }: Cluster) {
  return {
    id,
    size: whole(accounts.length),
    score,
    disposition,
    firstSeen: new Date(firstSeen).toISOString(),
    lastSeen: new Date(lastSeen).toISOString(),
    exchanges,
    relinkMs,
    evidence: evidence.map(({ kind, value, accounts, bits }) => `${kind} ${value}: ${accounts} accounts, ${bits.toFixed(1)} bits`),
    explanations: explanations.map(({ name, bits, detail }) => `${name} ${bits.toFixed(1)} bits: ${detail}`),
  };
}

const linkRow = ({ a, b, weight, evidence }: Link) => ({
  a,
  b,
  weight,
  evidence: evidence.map(({ kind, value, bits }) => `${kind} ${value}: ${bits.toFixed(1)} bits`),
});

interface Seen {
  kind: string;
  value: string;
  accounts: string[];
}

/** What two accounts share, both were seen with; an indicator's accounts in lists of bounded length, sorted, so that transactions take their locks in one order. */
function sightings(links: readonly ShownLink[]): Seen[] {
  const seen = new Map<string, { kind: string; value: string; accounts: Set<string> }>();
  for (const { a, b, shared } of links) {
    for (const { kind, value } of shared) {
      const short = value.slice(0, VALUE_LENGTH);
      const key = JSON.stringify([kind, short]);
      const known = seen.get(key);
      if (known) known.accounts.add(a).add(b);
      else seen.set(key, { kind, value: short, accounts: new Set([a, b]) });
    }
  }
  return [...seen]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .flatMap(([, { kind, value, accounts }]) =>
      [...batches([...accounts].sort(), BATCH_ROWS)].map((list) => ({ kind, value, accounts: list })),
    );
}
