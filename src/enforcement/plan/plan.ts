/**
 * What is asked for, and what is known of the clusters' accounts -> the plan: who is acted on and how, who is left out or protected and
 * why, and what it will touch. Pure: no clock, no chance, no number of a run, so that the same world gives the same bytes.
 */
import { type ExplanationName, FRAUD } from "../../disposition/model.js";
import { PermanentError } from "../../errors.js";
import type { Particulars } from "../../indicator/particulars.js";
import type { Cluster } from "../../model/cluster.js";
import {
  type AccountCase,
  type BlastRadius,
  isFragile,
  type LeftOut,
  type Measure,
  type Plan,
  type PlannedAccount,
  type PlannedCluster,
} from "../../model/enforcement/plan.js";
import { byCodeUnit } from "../../tools/order.js";
import { probabilityOf } from "../../tools/probability.js";
import { rounded } from "../../tools/rounded.js";
import { DAY_MS } from "../../tools/units.js";
import { canonicalBytes, sha256 } from "../canonical.js";
import { guardOf, rulesOf, stateOf } from "./guards.js";
import { noticedOf } from "./noticed.js";
import { drawn, stagesOf } from "./order.js";
import { rootOf } from "./root.js";
import { sampleOf } from "./sample.js";
import { checkTerms, type PlanTerms } from "./terms.js";

export interface PlanFacts {
  clusters: readonly {
    cluster: Cluster;
    /** Ids that it had, or took over, before: oldest first. */
    lineage: readonly string[];
    cases: ReadonlyMap<string, AccountCase>;
    /** By account, of those that something is known of (`misfitsOf`). */
    misfits: ReadonlyMap<string, number>;
  }[];
  /** By account, as of the run. */
  particulars: ReadonlyMap<string, Particulars>;
  /** Accounts that were judged innocent. */
  innocent: ReadonlySet<string>;
}

/** Payment that is no sign of a customer. */
const THROWAWAY: readonly string[] = ["prepaid", "virtual"];
/** Accounts that errors are counted for at 95 %: 3 / n (Hanley & Lippman-Hand 1983). */
const RULE_OF_THREE = 3;

/** An account of a cluster that nothing is known of: it is taken as it comes. */
const NOTHING: Particulars = {
  firstSeen: 0,
  lastSeen: 0,
  signupAt: null,
  exchanges: 0,
  tokens: 0,
  status: [],
  organizations: [],
  paymentKinds: [],
  verifiedAt: null,
};

type Sorted = Pick<Plan, "left_out" | "protected"> & { items: PlannedAccount[] };

/** Throws a `PermanentError` where terms are out of bounds, nobody is left to act on, or they are more than the policy allows a plan. */
export function planOf(given: PlanTerms, facts: PlanFacts): Plan {
  const { tracers, ...terms } = checkTerms({ ...given, exceptions: inOrder(given.exceptions) });
  const clusters = [...facts.clusters].sort((a, b) => byCodeUnit(a.cluster.id, b.cluster.id));
  const asOf = latest(facts.particulars.values());
  const { items: found, left_out, protected: shielded } = sortOut(terms, { ...facts, clusters }, asOf);
  refuseSize(found.length, left_out.length + shielded.length, terms);
  const root = rootOf(found.map(({ account }) => account));
  const items = withDrawn(
    found,
    clusters.map(({ cluster }) => cluster),
    root,
    { ...terms, tracers },
  );
  const meant = items.filter(({ measure }) => measure === terms.measure).length;
  const blast_radius = blastRadius(items, facts.particulars, asOf);
  return {
    form: "cautery-plan/1",
    run: { digest: digestOf(clusters.map(({ cluster }) => cluster)) },
    clusters: clusters.map(plannedCluster),
    ...terms,
    accounts: { root, count: items.length, items },
    left_out,
    protected: shielded,
    blast_radius,
    least_error_rates: stagesOf(terms, meant).map(({ size }) => rounded(Math.min(1, RULE_OF_THREE / size))),
    noticed: noticedOf(terms, items, blast_radius),
  };
}

function sortOut(terms: Omit<PlanTerms, "tracers">, { clusters, particulars, innocent }: PlanFacts, asOf: number): Sorted {
  const rules = rulesOf(terms, { innocent, asOf });
  const sorted: Sorted & { left_out: LeftOut[]; protected: LeftOut[] } = { items: [], left_out: [], protected: [] };
  for (const { cluster, cases, misfits } of clusters) {
    const contested = terms.policy.contested === "verify" && isContested(cluster);
    for (const account of cluster.accounts) {
      const own = cases.get(account)!;
      const known = particulars.get(account) ?? NOTHING;
      const confidence = own.links === 0 ? 0 : cluster.score * probabilityOf(own.bits);
      const guarded = { account, particulars: known, confidence };
      const guard = guardOf(guarded, rules);
      if (guard && guard.does !== "verify") {
        (guard.does === "protect" ? sorted.protected : sorted.left_out).push({ account, why: guard.says(guarded, rules) });
        continue;
      }
      const instead = !isHarsh(terms.measure) ? null : guard ? "old" : contested ? "contested" : isFragile(own) ? "fragile" : null;
      const measure = instead === null ? terms.measure : "verify";
      const item: PlannedAccount = { account, cluster: cluster.id, state: stateOf(known.status), measure, instead, case: own };
      const misfit = misfits.get(account);
      sorted.items.push(misfit === undefined ? item : { ...item, misfit });
    }
  }
  return { items: inOrder(sorted.items), left_out: inOrder(sorted.left_out), protected: inOrder(sorted.protected) };
}

/** Fraudulent, and yet an innocent explanation fits better: an analyst said so. */
function isContested({ explanations }: Cluster): boolean {
  const fraud = explanations.filter(({ name }) => FRAUD.has(name as ExplanationName));
  return fraud.length > 0 && fraud.every(({ bits }) => bits < 0);
}

function refuseSize(count: number, others: number, { policy }: Pick<Plan, "policy">): void {
  if (count === 0)
    throw new PermanentError(
      `none of the ${others} accounts is left to act on, all are left out or protected: look at --except, --min-confidence and the policy's allow list, or at \`cautery show\` for another cluster`,
    );
  if (count <= policy.plan_cap) return;
  throw new PermanentError(
    `the plan has ${count} accounts and the policy allows ${policy.plan_cap} a plan: name fewer clusters, leave accounts out with --except, or raise plan_cap in the policy (CAUTERY_POLICY)`,
  );
}

/**
 * Of the strong accounts, some are only watched, and some of each part of a cluster verify themselves where the others are suspended, in
 * stages, after them: drawn by the root.
 */
function withDrawn(
  items: readonly PlannedAccount[],
  clusters: readonly Cluster[],
  root: string,
  { measure, way, policy, tracers }: PlanTerms,
): PlannedAccount[] {
  const strong = items.filter((item) => item.instead === null && !isFragile(item.case));
  const order = drawn(strong, ({ account }) => account, root);
  const watched = new Set(measure === "watch" ? [] : order.slice(0, tracers).map(({ account }) => account));
  const left = isHarsh(measure) && way === "stages" ? order.slice(watched.size) : [];
  const sample = sampleOf(left, clusters, policy);
  return items.map((item): PlannedAccount => {
    if (watched.has(item.account)) return { ...item, measure: "watch", instead: "tracer" };
    return sample.has(item.account) ? { ...item, measure: "verify", instead: "sample" } : item;
  });
}

/** It takes something away at once. */
const isHarsh = (measure: Measure): boolean => measure === "suspend" || measure === "rate-limit";

function plannedCluster({ cluster, lineage }: PlanFacts["clusters"][number]): PlannedCluster {
  const { id, disposition, score, accounts, attribution } = cluster;
  const [likeliest] = disposition === "fraudulent" ? attribution : [];
  return {
    cluster: id,
    lineage,
    disposition,
    score,
    size: accounts.length,
    operator: likeliest?.operator ?? null,
    confidence: likeliest?.confidence ?? null,
  };
}

/** Of what a clustering found, and not when or in which run. */
function digestOf(clusters: readonly Cluster[]): string {
  const found = clusters.map(({ cases = [], parts = [], stranger = null, ...cluster }) => ({ ...cluster, cases, parts, stranger }));
  return sha256(canonicalBytes(found, "what the clustering found"));
}

function blastRadius(items: readonly PlannedAccount[], particulars: PlanFacts["particulars"], asOf: number): BlastRadius {
  const organizations = new Set<string>();
  let [withOrganization, paying, exchanges, tokens] = [0, 0, 0, 0];
  for (const { account } of items) {
    const known = particulars.get(account) ?? NOTHING;
    const days = Math.max(1, (asOf - known.firstSeen) / DAY_MS);
    for (const name of known.organizations) organizations.add(name);
    if (known.organizations.length > 0) withOrganization++;
    if (known.paymentKinds.some((kind) => !THROWAWAY.includes(kind))) paying++;
    exchanges += known.exchanges / days;
    tokens += known.tokens / days;
  }
  return {
    accounts: items.length,
    organizations: organizations.size,
    accounts_with_organization: withOrganization,
    paying,
    exchanges_a_day: rounded(exchanges),
    tokens_a_day: rounded(tokens),
  };
}

function latest(all: Iterable<Particulars>): number {
  let last = 0;
  for (const { lastSeen } of all) last = Math.max(last, lastSeen);
  return last;
}

/** By account. */
const inOrder = <T extends { account: string }>(rows: readonly T[]): T[] => [...rows].sort((a, b) => byCodeUnit(a.account, b.account));
