/**
 * Clusters as the graph shows them and as they are now -> what is taken away and what is added, and no more: most of a cluster stays from
 * run to run.
 */
import { isDeepStrictEqual } from "node:util";
import type { Cluster } from "../../../model/cluster.js";
import { batches, type Run } from "../client.js";
import { attributions, BATCH_ROWS, type LinkRow, linkRow, members, properties, type Shown, sightings } from "./rows.js";

/** Each with some lists of texts. */
const BATCH_CLUSTERS = 1_000;

export interface Change {
  from: Shown;
  to: Shown;
}

/**
 * What is not so any more. Of all clusters it goes before anything is added, for an account may go from one to another; members last, since
 * repairs find by them what they are bound by.
 */
export async function takeAway(run: Run, changes: readonly Change[]): Promise<void> {
  const links = changes.flatMap(({ from, to }) => [...linksOf(from).values()].filter(missingIn(to)).map(({ a, b }) => ({ a, b })));
  await each(links, (rows) => run("shown/drop-links", { rows }));
  const seen = changes.flatMap(({ from, to }) => sightings(from.links, to.links));
  await each(seen, (rows) => run("shown/drop-sightings", { rows }), sizeOf);
  const gone = changes.flatMap(({ from, to }) => members(to.cluster.id, without(from.members, to.members)));
  await each(gone, (rows) => run("shown/drop-members", { rows }), sizeOf);
  const ids = changes.filter(isAttributedAnew).map(({ to }) => to.cluster.id);
  if (ids.length > 0) await run("shown/drop-attributions", { ids });
}

/** What was not so; members first, for the reason above. The clusters are not marked as shown yet. */
export async function add(run: Run, changes: readonly Change[]): Promise<void> {
  await updateClusters(
    run,
    changes.map(({ to }) => to.cluster),
  );
  const came = changes.flatMap(({ from, to }) => members(to.cluster.id, without(to.members, from.members)));
  await each(came, (rows) => run("shown/update-members", { rows }), sizeOf);
  const links = changes.flatMap(({ from, to }) => {
    const known = linksOf(from);
    return [...linksOf(to)].filter(([key, link]) => !isDeepStrictEqual(known.get(key), link)).map(([, link]) => link);
  });
  await each(links, (rows) => run("shown/update-links", { rows }));
  const seen = changes.flatMap(({ from, to }) => sightings(to.links, from.links));
  await each(seen, (rows) => run("shown/update-sightings", { rows }), sizeOf);
  const shares = changes.filter(isAttributedAnew).flatMap(({ to }) => attributions(to));
  await each(shares, (rows) => run("shown/write-attributions", { rows }));
}

export async function updateClusters(run: Run, clusters: readonly Cluster[]): Promise<void> {
  for (const batch of batches(clusters, BATCH_CLUSTERS))
    await run("shown/update-clusters", { rows: batch.map((cluster) => ({ id: cluster.id, properties: properties(cluster) })) });
}

async function each<T>(rows: readonly T[], write: (rows: T[]) => Promise<unknown>, size?: (row: T) => number): Promise<void> {
  for (const batch of batches(rows, BATCH_ROWS, size)) await write(batch);
}

const sizeOf = ({ accounts }: { accounts: readonly string[] }) => accounts.length;

const linksOf = ({ links }: Shown): Map<string, LinkRow> =>
  new Map(links.map(linkRow).map((link) => [JSON.stringify([link.a, link.b]), link]));

function missingIn(shown: Shown): (link: LinkRow) => boolean {
  const there = linksOf(shown);
  return ({ a, b }) => !there.has(JSON.stringify([a, b]));
}

function without(accounts: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return accounts.filter((account) => !known.has(account));
}

const isAttributedAnew = ({ from, to }: Change) => !isDeepStrictEqual(attributions(from), attributions(to));
