/** A store, and how far it was looked at -> what happened since: new clusters, growth, batches that stopped, reports that failed. */
import type { ActOf } from "../../enforcement/acts.js";
import type { RunInfo } from "../../model/run.js";
import type { Records } from "../../ports/knowledge.js";
import type { GraphStore } from "../../ports/store.js";
import type { Journal } from "../enforcement/journal.js";
import { controlSince } from "../live/changes-since.js";
import type { Happening } from "./alert.js";
import { growthOf } from "./growth.js";
import type { Looked } from "./kept.js";
import { reportFailures } from "./report-failures.js";

/** Runs that are looked through at the most: the latest. */
const RUNS = 1_000;
const PAGE = 1_000;

/**
 * In the order that they happened within each kind; and how far it has looked now. Of runs that were saved at `since` (milliseconds since
 * 1970) or before, nothing is told.
 */
export async function happeningsSince(
  store: GraphStore,
  journal: Journal,
  from: Looked & { since: number },
): Promise<{ happenings: Happening[]; looked: Looked }> {
  const runs = (await store.runs({ limit: RUNS })).reverse();
  const fresh = runs.filter(({ number, at }) => number > from.run && at > from.since);
  const stopped = await stoppedSince(store, from.entry);
  const clusters: Happening[] = [];
  for (const run of fresh) clusters.push(...(await newClusters(store, run)));
  const growth = fresh.length === 0 ? [] : (await grownSince(store, journal, runs)).filter((each) => isAfter(each, from.run));
  return {
    happenings: [...clusters, ...growth, ...stopped.happenings, ...(await failedReports(store))],
    looked: { run: runs.at(-1)?.number ?? from.run, entry: stopped.entry },
  };
}

const isAfter = (happening: Happening, run: number): boolean => happening.on === "growth" && happening.run > run;

/** Fraudulent clusters that changed in the run, each with what it had in the run before. */
async function newClusters(store: GraphStore, { number, at }: RunInfo): Promise<Happening[]> {
  const changed = await sizesOf(store, { run: number, changedSince: number - 1 });
  if (changed.size === 0) return [];
  const isKept = number === 1 || (await store.runs({ before: number, limit: 1 }))[0]?.number === number - 1;
  const before = isKept ? await sizesOf(store, { run: number - 1 }) : await unlessBorn(store, number, changed);
  return [...changed].map(([cluster, accounts]) => ({
    on: "cluster",
    ...{ cluster, accounts, run: number, at },
    before: before.get(cluster) ?? 0,
  }));
}

/** Where the run before is gone, whoever was not born since is taken to have been as it is. */
async function unlessBorn(store: GraphStore, run: number, changed: ReadonlyMap<string, number>): Promise<Map<string, number>> {
  const before = new Map(changed);
  for (const { type, cluster } of await store.changesOf(run)) if (type === "born") before.delete(cluster);
  return before;
}

/** Of fraudulent clusters, by id; none of a run that is not kept. */
async function sizesOf(store: GraphStore, of: { run: number; changedSince?: number }): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  for (let page = await store.clusters({ ...of, disposition: "fraudulent", limit: PAGE }); ; ) {
    for (const { id, size } of page) sizes.set(id, size);
    const after = page.at(-1);
    if (after === undefined || page.length < PAGE) return sizes;
    page = await store.clusters({ ...of, disposition: "fraudulent", limit: PAGE, after });
  }
}

/** `runs`: the oldest first. */
async function grownSince(store: GraphStore, journal: Journal, runs: readonly RunInfo[]): Promise<Happening[]> {
  const begun = [...(await journal.state()).batches.values()].flatMap(({ id, state, startedAt, run, plan }) =>
    startedAt === null || state === "reversed" ? [] : [{ batch: id, clusters: plan.clusters, run, at: startedAt }],
  );
  if (begun.length === 0) return [];
  const first = Math.min(...begun.map(({ run }) => run));
  const changed = [];
  for (const { number, at } of runs) if (number > first) changed.push({ run: number, at, changes: await store.changesOf(number) });
  return growthOf(begun, changed);
}

async function stoppedSince(store: GraphStore, from: number): Promise<{ happenings: Happening[]; entry: number }> {
  const happenings: Happening[] = [];
  let next = from;
  for await (const { entry, at, what } of controlSince(store, from)) {
    next = entry + 1;
    if (what.type === "halted") happenings.push({ on: "batch", batch: null, what: "halted", entry, at });
    if (what.type === "paused") happenings.push({ on: "batch", batch: (what as ActOf<"paused">).batch, what: "paused", entry, at });
  }
  return { happenings, entry: next };
}

async function failedReports(store: Records): Promise<Happening[]> {
  return (await reportFailures(store)).map(({ report, at }) => ({ on: "report", report, at }));
}
