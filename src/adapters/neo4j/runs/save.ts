/**
 * A clustering -> Neo4j: what changed is written for a run that is not there yet, then one transaction makes it the current one, and the
 * graph that analysts see follows.
 */
import { randomUUID } from "node:crypto";
import { TransientError } from "../../../errors.js";
import { retired } from "../../../model/lineage.js";
import { linksByCluster } from "../../../model/links-by-cluster.js";
import { moves } from "../../../model/moves.js";
import type { ClusterRun, KnownCluster, RunInfo } from "../../../model/run.js";
import { tallyRun } from "../../../model/tally.js";
import type { RunCircumstances } from "../../../ports/runs.js";
import { batches, type Neo4jClient, type Run, toText, whole } from "../client.js";
import { pack } from "../pack.js";
import { dropPlacements } from "../placements.js";
import { showRun } from "../shown/show.js";
import { anatomyPages } from "./anatomies.js";
import { type Book, writeBook } from "./books.js";
import { readCurrent, readRun } from "./current.js";
import { type Directory, directoryPages } from "./directory.js";
import { homePages } from "./homes.js";
import { dropBooks } from "./prune.js";
import { writeVersions } from "./versions.js";

const PAGE_BYTES = 1 << 20;
const PAGE_ACCOUNTS = 50_000;
const BATCH_ROWS = 5_000;

interface RunStore {
  client: Neo4jClient;
  directoryOf: (book: Book) => Promise<Directory>;
  known: () => Promise<KnownCluster[]>;
}

/** Another began to save. */
class Overtaken extends TransientError {}

/**
 * Whoever begins to save takes the place of all who were saving: each transaction of theirs asks first, so that none writes what another
 * reads, clears or shows. One that is overtaken when its run is current already leaves the graph to the other.
 */
export async function saveRun(
  { client, directoryOf, known: readKnown }: RunStore,
  run: ClusterRun,
  { at, ledger, index = new Uint8Array() }: RunCircumstances,
): Promise<RunInfo> {
  const saver = randomUUID();
  await client.write((tx) => tx("runs/save/begin-saving", { saver }));
  const write = <T>(work: (run: Run) => Promise<T>) =>
    client.write(async (tx) => {
      if ((await tx("runs/save/go-on-saving", { saver })).length === 0)
        throw new Overtaken("another clustering was saved meanwhile: cluster again");
      return await work(tx);
    });
  const current = await readCurrent(client);
  const number = (current?.number ?? 0) + 1;
  await dropDrafts(write, number - 1);

  const known = await readKnown();
  const before = current && (await readRun(client, current.number));
  const linesBefore = before ? await directoryOf(before.directory) : [];
  const linksOf = linksByCluster(run);
  const links = run.clusters.map((_, i) => linksOf(i));
  const lines = await writeVersions(write, { clusters: run.clusters, links }, { before: linesBefore, number });
  const same = lines.length === linesBefore.length && lines.every(({ changedIn }) => changedIn < number);
  const book = (pages: Iterable<string>) => writeBook(write, randomUUID(), number, pages);
  const directory = before && same ? before.directory : await book(directoryPages(lines));
  const moved = moves(
    known.filter(({ supersededBy, accounts }) => supersededBy === null && accounts.length > 0),
    run,
  );
  const homes = homePages(moved);
  for (const batch of batches(homes, PAGE_BYTES, ({ data }) => data.length)) {
    const rows = batch.map(({ bucket, data }) => ({ bucket: whole(bucket), data }));
    await write((tx) => tx("runs/save/write-homes", { rows, since: whole(number) }));
  }
  const members = current && homes.length === 0 ? current.members : await book(memberPages(run));
  const { anatomies = [] } = run;
  const drawn = anatomies.length > 0 ? await book(anatomyPages(anatomies)) : null;
  const placing = index.length > 0 ? await book(indexPages(index)) : null;

  const { joined, left, changes } = moved;
  const counts = { born: 0, grown: 0, merged: 0, split: 0, died: 0, joined, left };
  for (const { type } of run.changes) counts[type]++;
  const info: RunInfo = { number, id: randomUUID(), at, ledger, ...tallyRun(run), changes: counts };
  const next = {
    id: info.id,
    number: whole(number),
    at: whole(at),
    run: {
      info: JSON.stringify(info),
      model: pack(run.model),
      changes: pack(changes),
      directory: directory.id,
      directoryPages: whole(directory.pages),
    },
    current: {
      members: members.id,
      membersPages: whole(members.pages),
      index: placing?.id ?? null,
      indexPages: placing && whole(placing.pages),
      anatomies: drawn?.id ?? null,
      anatomiesPages: drawn && whole(drawn.pages),
    },
  };
  const former = formerClusters(known, run);
  await write(async (tx) => {
    await tx("runs/save/make-run-current", next);
    await tx("runs/save/write-former-clusters", former);
  });
  await dropBooks(client);
  const inFull = current !== null && current.shown === current.number;
  try {
    await dropPlacements(write);
    await showRun({ read: client.read, write }, { clusters: run.clusters, links, lines }, inFull ? linesBefore : null);
    await write((tx) => tx("runs/save/run-is-shown", { number: whole(number) }));
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error; // the run stands, and the graph will be the other's
  }
  return info;
}

/** What was written for a run that never came, as its process died or another took its place. */
async function dropDrafts(write: <T>(work: (run: Run) => Promise<T>) => Promise<T>, number: number): Promise<void> {
  const some = () => write((tx) => tx("runs/save/drop-drafts", { number: whole(number), most: whole(BATCH_ROWS) }));
  while (Number((await some())[0].dropped) > 0);
}

/** What differs from the former clusters that are known: those that are retired now, and those that are current again. */
function formerClusters(known: readonly KnownCluster[], run: ClusterRun) {
  const before = new Map(known.filter(({ accounts }) => accounts.length === 0).map(({ id, supersededBy }) => [id, supersededBy]));
  const rows = retired(known, run)
    .filter(({ id, supersededBy }) => !before.has(id) || before.get(id) !== supersededBy)
    .map(({ id, supersededBy }) => ({ id, supersededBy }));
  return { rows, back: run.clusters.map(({ id }) => id).filter((id) => before.has(id)) };
}

function* memberPages({ clusters }: ClusterRun): Generator<string> {
  for (const page of batches(clusters, PAGE_ACCOUNTS, ({ accounts }) => accounts.length))
    yield pack(page.map(({ id, accounts }) => [id, accounts]));
}

function* indexPages(index: Uint8Array): Generator<string> {
  for (let at = 0; at < index.length; at += PAGE_BYTES) yield toText(index.subarray(at, at + PAGE_BYTES));
}
