/**
 * The current run -> the graph that an analyst sees in Neo4j Browser: clusters; of those that are not benign their accounts, the indicators
 * and links that bind them, and operators.
 */
import type { Cluster } from "../../../model/cluster.js";
import type { Link } from "../../../model/link.js";
import { batches, type Neo4jClient, type Run, whole } from "../client.js";
import type { Directory, Line } from "../runs/directory.js";
import { readLinkedVersions } from "../runs/versions.js";
import { add, type Change, takeAway, updateClusters } from "./changes.js";
import { attributions, BATCH_ROWS, isInDetail, linkRow, members, rowsOf, type Shown, shownOf, sightings } from "./rows.js";

/** Up to so many rows the graph changes in one transaction; beyond it, a cluster at a time is whole. */
const ONE_TRANSACTION_ROWS = 200_000;
/** Clusters taken away in one statement, and indicators looked at. */
const CLEARED = 500;
const LOOSE = 10_000;

/** Clusters with their links, and their lines in the run's directory, in one order. */
interface ToShow {
  clusters: readonly Cluster[];
  links: readonly (readonly Link[])[];
  lines: readonly Line[];
}

/** A cluster to be shown, and the version of it that the graph shows, where it is one of the runs'. */
interface Wanted extends Shown {
  shown: Line | undefined;
  changedIn: number;
}

/** What it takes to show a run; each transaction of `write` is refused once another saves, for the graph is the other's then. */
type Shower = Pick<Neo4jClient, "read" | "write">;

/**
 * Only what differs from what is shown is written. `shown` are the lines of the run that the graph shows in full; null where it may show
 * one in part, as after a crash: then the clusters say what each shows, and those that differ are written anew.
 */
export async function showRun({ read, write }: Shower, { clusters, links, lines }: ToShow, shown: Directory | null): Promise<void> {
  const earlier = new Map(shown?.map((line) => [line.id, line]));
  const marks = shown === null ? await readMarks(read) : new Map(shown.map(({ id, changedIn }) => [id, changedIn]));
  const wanted = lines.flatMap(({ id, changedIn }, i): Wanted[] =>
    marks.get(id) === changedIn ? [] : [{ ...shownOf(clusters[i], links[i]), shown: earlier.get(id), changedIn }],
  );
  const ids = new Set(lines.map(({ id }) => id));
  const gone = [...marks.keys()].filter((id) => !ids.has(id));
  if (gone.length + wanted.length === 0) return;
  const anew = wanted.filter((each) => each.shown === undefined);
  const cleared = [...gone, ...anew.map(({ cluster }) => cluster.id).filter((id) => marks.has(id))];
  const altered = [...batches(wanted, BATCH_ROWS, rowsOf)];
  const rows = wanted.reduce((sum, each) => sum + rowsOf(each), 0) + gone.reduce((sum, id) => sum + (earlier.get(id)?.size ?? 1), 0);
  const steps = [
    ...[...batches(cleared, CLEARED)].map((batch) => (run: Run) => clear(run, batch)),
    ...altered.map((batch) => async (run: Run) => takeAway(run, (await changesOf(run, batch)).changes)),
    ...altered.map((batch) => (run: Run) => show(run, batch)),
  ];
  if (rows <= ONE_TRANSACTION_ROWS)
    await write(async (run) => {
      for (const step of [...steps, dropLoose]) await step(run);
    });
  else for (const step of [...steps, dropLoose]) await write(step);
}

async function readMarks(read: Shower["read"]): Promise<Map<string, unknown>> {
  return new Map((await read("shown/read-shown-clusters")).map(({ id, shownIn }) => [String(id), shownIn]));
}

async function clear(run: Run, ids: readonly string[]): Promise<void> {
  await run("shown/clear-clusters", { ids });
}

/**
 * What the batch changes from what is shown; and those of it that are written whole, for nothing is known of what the graph shows of them.
 */
async function changesOf(run: Run, batch: readonly Wanted[]): Promise<{ changes: Change[]; anew: Wanted[] }> {
  const inDetail = batch.flatMap(({ shown }) => (shown !== undefined && isInDetail(shown) ? [shown] : []));
  const versions = inDetail.length > 0 ? await readLinkedVersions(run, inDetail) : new Map<string, never>();
  const from = ({ cluster, shown }: Wanted): Shown | undefined => {
    if (shown !== undefined && !isInDetail(shown)) return { cluster: { ...cluster, disposition: "benign" }, members: [], links: [] };
    const version = versions.get(cluster.id);
    return version && shownOf(version.cluster, version.links);
  };
  const all = batch.map((to) => ({ from: from(to), to }));
  return {
    changes: all.flatMap(({ from, to }) => (from === undefined ? [] : [{ from, to }])),
    anew: all.flatMap(({ from, to }) => (from === undefined ? [to] : [])),
  };
}

async function show(run: Run, batch: readonly Wanted[]): Promise<void> {
  const { changes, anew } = await changesOf(run, batch);
  if (changes.length > 0) await add(run, changes);
  if (anew.length > 0) await showAnew(run, anew);
  await run("shown/mark-clusters-shown", {
    rows: batch.map(({ cluster, changedIn }) => ({ id: cluster.id, shownIn: whole(changedIn) })),
  });
}

/**
 * Clusters that were cleared before any is written, for that takes along what binds accounts that are elsewhere now; and again here, should
 * this transaction be tried again.
 */
async function showAnew(run: Run, batch: readonly Wanted[]): Promise<void> {
  await clear(
    run,
    batch.map(({ cluster }) => cluster.id),
  );
  await updateClusters(
    run,
    batch.map(({ cluster }) => cluster),
  );
  const lists = batch.flatMap((each) => members(each.cluster.id, each.members));
  for (const rows of batches(lists, BATCH_ROWS, ({ accounts }) => accounts.length)) await run("shown/write-members", { rows });
  const links = batch.flatMap((each) => each.links);
  for (const rows of batches(links, BATCH_ROWS)) await run("shown/write-links", { rows: rows.map(linkRow) });
  for (const rows of batches(sightings(links), BATCH_ROWS, ({ accounts }) => accounts.length)) await run("shown/write-sightings", { rows });
  const shares = batch.flatMap(attributions);
  for (const rows of batches(shares, BATCH_ROWS)) await run("shown/write-attributions", { rows });
}

/** Indicators that bind nothing any more. */
async function dropLoose(run: Run): Promise<void> {
  while (Number((await run("shown/drop-loose-indicators", { most: whole(LOOSE) }))[0].seen) > 0);
}
