/** Clusters' ids and what is to be done -> the plan of a suspension, as of the current run. It changes nothing. */

import { type PlanSummary, planSummary } from "../../contract/plan-summary.js";
import { canonicalBytes, sha256 } from "../../enforcement/canonical.js";
import { casesOf } from "../../enforcement/plan/case.js";
import { misfitsOf } from "../../enforcement/plan/misfit.js";
import { type PlanFacts, planOf } from "../../enforcement/plan/plan.js";
import { PermanentError } from "../../errors.js";
import type { Particulars } from "../../indicator/particulars.js";
import type { Cluster } from "../../model/cluster.js";
import { batchOf, type LeftOut, type Measure, type Plan, type Way } from "../../model/enforcement/plan.js";
import type { Policy } from "../../model/enforcement/policy.js";
import { innocenceOf } from "../../model/judged-accounts.js";
import { formerIdsOf } from "../../model/lineage.js";
import type { GraphStore } from "../../ports/store.js";
import { clusterNamed, ofOneRun } from "../clusters.js";
import { mergedParticulars } from "./particulars.js";

export interface PlanRequest {
  /** Ids of today or of any time. */
  clusters: readonly string[];
  /** Who plans it: for the record of it, and not part of the plan. */
  by: string;
  reason: string;
  measure: Measure;
  /** How long it lasts; null: until lifted. */
  days: number | null;
  exceptions: readonly LeftOut[];
  /** Accounts less surely of the hand than this are left out: the cluster's score times the probability of the account's strongest link. */
  minConfidence: number | null;
  way: Way;
  windowMinutes: number;
  /** Calls a second. */
  rate: number;
  /** Days that it is only watched what it would hit; null where it is meant. */
  shadowDays: number | null;
  /** How many strong accounts are only watched. */
  tracers: number;
  policy: Policy;
  /** Where it goes: as `Platform.target`. */
  target: string;
}

export interface Planned {
  plan: Plan;
  /** Its canonical JSON. */
  bytes: Uint8Array;
  /** Hex SHA-256 of these: what is signed. */
  hash: string;
  /** The batch's id. */
  batch: string;
  /** The number of the run that it is as of: for the record of it, and not part of the plan. */
  run: number;
  summary: PlanSummary;
}

/** Throws a `PermanentError` for a cluster that is none or not fraudulent, and as `planOf` says. */
export async function planSuspension({ store }: { store: GraphStore }, request: PlanRequest): Promise<Planned> {
  const { run, facts } = await ofOneRun(store, async (run) => ({ run, facts: await factsOf(store, request.clusters, run) }));
  const plan = planOf(
    {
      measure: request.measure,
      days: request.days,
      way: request.way,
      window_minutes: request.windowMinutes,
      rate: request.rate,
      reason: request.reason,
      target: request.target,
      min_confidence: request.minConfidence,
      shadow_days: request.shadowDays,
      policy: request.policy,
      exceptions: request.exceptions,
      tracers: request.tracers,
    },
    facts,
  );
  const bytes = canonicalBytes(plan, "the plan");
  const hash = sha256(bytes);
  return { plan, bytes, hash, batch: batchOf(hash), run, summary: planSummary(plan, hash) };
}

async function factsOf(store: GraphStore, ids: readonly string[], run: number): Promise<PlanFacts> {
  const model = await store.modelOf(run);
  if (model === null)
    throw new PermanentError(`run ${run} has no model: cluster again with \`cautery run\` or \`cautery recluster --wait\``);
  const former = await store.formerClusters();
  const clusters: PlanFacts["clusters"][number][] = [];
  const particulars = new Map<string, Particulars>();
  for (const cluster of await clustersOf(store, ids)) {
    const links = await store.linksOf(cluster.id, run);
    const cases = casesOf({ accounts: cluster.accounts, links }, model);
    const known = await mergedParticulars(store, cluster.accounts);
    const accounts = cluster.accounts.filter((account) => known.conduct.has(account));
    const found = misfitsOf(accounts.map((account) => known.conduct.get(account)!));
    const misfits = new Map(accounts.map((account, i) => [account, found[i]]));
    clusters.push({ cluster, lineage: formerIdsOf(cluster.id, former), cases, misfits });
    for (const [account, own] of known.particulars) particulars.set(account, own);
  }
  return { clusters, particulars, innocent: innocenceOf(await store.loadJudgements()).accounts };
}

/** Each once, whatever it is called. */
async function clustersOf(store: GraphStore, ids: readonly string[]): Promise<Cluster[]> {
  if (ids.length === 0) throw new PermanentError("no cluster to plan for: name one or more; `cautery show` lists those there are");
  const found = new Map<string, Cluster>();
  for (const id of ids) {
    const cluster = await clusterNamed(store, id);
    if (cluster.disposition !== "fraudulent")
      throw new PermanentError(
        `cluster ${cluster.id} is ${cluster.disposition}, and only a fraudulent one is acted on: look at it with \`cautery explain ${cluster.id}\`, and where it is one all the same, say so with \`cautery judge disposition ${cluster.id} confirm\` and cluster again`,
      );
    found.set(cluster.id, cluster);
  }
  return [...found.values()];
}
