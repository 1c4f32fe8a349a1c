/**
 * A graph -> its communities, searched by all workers: lots of whole components are laid into the store, a job for each is added, and this
 * process searches too, the smallest first, whatever nobody has claimed. So what becomes of the jobs decides the time it takes, and nothing
 * else.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { lotsWithGds } from "../src/adapters/neo4j/gds-communities.js";
import { neo4jAddress } from "../src/adapters/services.js";
import { backbone } from "../src/cluster/search/backbone.js";
import { LINK_FAINT, TRIM_SHARE } from "../src/cluster/search/detect.js";
import type { EdgeList } from "../src/cluster/search/graph.js";
import { packLabels, packLot, unpackLabels } from "../src/cluster/search/lot-bytes.js";
import { cutIntoLots, type Lots, largestFirst, searchLot } from "../src/cluster/search/lots.js";
import { TransientError, UsageError } from "../src/errors.js";
import type { Services } from "../src/ports/services.js";
import { DAY_MS } from "../src/tools/units.js";

const wrong = { error: "CAUTERY_LOT_EDGES must be a number of edges, such as 200000" };

/** Where the graph is searched from, and how much of it is worth a job: some seconds' work at the most, unless one component is more. */
const settings = z.object({
  CAUTERY_ENGINE: z.enum(["local", "gds"], { error: "CAUTERY_ENGINE must be local or gds" }).default("local"),
  CAUTERY_LOT_EDGES: z.coerce.number(wrong).int(wrong).positive(wrong).default(200_000),
});

/** This process searches in one go, renewing nothing; where it dies, so does the clustering, and its lots are nobody's. */
const OWN_MS = DAY_MS;
const POLL_MS = 100;

/** Throws a `UsageError` where a setting is wrong. */
export function searchSettings(env: NodeJS.ProcessEnv): z.infer<typeof settings> {
  const parsed = settings.safeParse(env);
  if (!parsed.success) throw new UsageError(parsed.error.issues.map(({ message }) => message).join("; "));
  return parsed.data;
}

/** With the engine `local`, the same as by `detect`. Throws a `TransientError` where another clustering began. */
export async function communitiesByJobs(graph: EdgeList, services: Services, env: NodeJS.ProcessEnv): Promise<Int32Array> {
  const { CAUTERY_ENGINE: engine, CAUTERY_LOT_EDGES: edgesEach } = searchSettings(env);
  const edges = backbone(graph, LINK_FAINT);
  const options = { trim: TRIM_SHARE, edgesEach };
  const lots = engine === "gds" ? await lotsWithGds(neo4jAddress(env), edges, options) : cutIntoLots(edges, options);
  return lots.count < 2 ? lots.join((lot) => searchLot(lots.lot(lot))).community : searchTogether(lots, services);
}

async function searchTogether(lots: Lots, { store, queue }: Services): Promise<Int32Array> {
  const run = randomUUID();
  await store.dropOtherLots(run);
  const order = largestFirst(lots);
  for (const lot of order) {
    await store.layLot(run, lot, packLot(lots.lot(lot)));
    await queue.add("communities", { id: `${run} ${lot}`, data: { run, lot } });
  }
  const holder = randomUUID();
  /** Searches one lot that nobody has claimed; false where there is none. */
  const searchOne = async (open: ReadonlySet<number>) => {
    for (const lot of order.toReversed()) {
      if (!open.has(lot) || !(await store.claimLot(run, lot, holder, OWN_MS))) continue;
      await store.saveLotResult(run, lot, packLabels(searchLot(lots.lot(lot))));
      return true;
    }
    return false;
  };
  for (;;) {
    const laid = await store.lots(run);
    if (laid.length < lots.count) throw new TransientError("another clustering began meanwhile: cluster again");
    const open = new Set(laid.filter(({ searched }) => !searched).map(({ lot }) => lot));
    if (open.size === 0) break;
    if (!(await searchOne(open))) await pause(POLL_MS);
  }
  const labels = new Map<number, Int32Array>();
  for await (const { lot, result } of store.lotResults(run)) labels.set(lot, unpackLabels(result));
  if (labels.size < lots.count) throw new TransientError("another clustering began meanwhile: cluster again");
  await store.dropLots(run);
  return lots.join((lot) => labels.get(lot)!).community;
}
