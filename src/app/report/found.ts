/** The store -> fraudulent clusters of a scope as of its run, and what their accounts did and were seen with: what a report counts. */
import { populationOfRows } from "../../indicator/build.js";
import { partOf } from "../../indicator/slice/segment.js";
import type { AccountActivity } from "../../model/activity.js";
import type { Cluster } from "../../model/cluster.js";
import { type Judgement, standing } from "../../model/judgement.js";
import { likeliestOf } from "../../model/tally.js";
import type { GraphStore } from "../../ports/store.js";
import type { Material, MaterialAccount, MaterialCluster, MaterialModel } from "../../report/counting/material.js";
import { Verdicts } from "../../report/counting/resolve.js";
import { SumsWriter, sumsWithin } from "../../report/counting/sums.js";
import { usageOf } from "../../report/counting/tally.js";
import { byCodeUnit } from "../../tools/order.js";
import type { Today } from "./earlier.js";
import type { ReportHead } from "./kept.js";

/** Accounts that are read at once, of as few parts of the store as can be. */
const TOGETHER = 5_000;

export interface Scoped {
  clusters: readonly Cluster[];
  unclear: Material["unclear"];
}

/** Fraudulent clusters of the scope in the run's order, and how much is unclear. */
export async function scopedClusters(store: GraphStore, scope: Material["scope"], run: number): Promise<Scoped> {
  const clusters: Cluster[] = [];
  const unclear = { clusters: 0, accounts: 0, exchanges: 0 };
  for await (const cluster of store.allClusters(run)) {
    if (cluster.disposition === "unclear") {
      unclear.clusters++;
      unclear.accounts += cluster.accounts.length;
      unclear.exchanges += cluster.exchanges;
    }
    const operator = likeliestOf(cluster);
    if (operator === null) continue;
    if ((scope.operator ?? operator) === operator && (scope.cluster ?? cluster.id) === cluster.id) clusters.push(cluster);
  }
  return { clusters, unclear };
}

export function materialClusters(clusters: readonly Cluster[], judgements: readonly Judgement[]): MaterialCluster[] {
  const verdicts = new Verdicts(standing(judgements));
  return clusters.map((cluster) => {
    const operator = likeliestOf(cluster)!;
    const { id, accounts, score, firstSeen, lastSeen, attribution, evidence, cases = [] } = cluster;
    return {
      id,
      operator,
      members: accounts.length,
      score,
      firstSeen,
      lastSeen,
      attribution,
      evidence,
      weighed: cases.find((each) => each.operator === operator)?.evidence ?? [],
      said: verdicts.of(accounts, operator),
    };
  });
}

export interface Found {
  accounts: MaterialAccount[];
  models: MaterialModel[];
  sums: Uint8Array;
  /** Exchanges that are only known together with what lies outside the period. */
  cut: number;
  /** By period that was told before. */
  today: Map<ReportHead, Today>;
}

interface Window {
  from: number;
  to: number;
  /** Milliseconds since 1970 -> whether it is in the period. */
  isWithin(at: number): boolean;
  earlier: readonly ReportHead[];
}

/** `onAccounts` is told how many were read. */
export async function foundOf(
  store: GraphStore,
  clusters: readonly Cluster[],
  window: Window,
  onAccounts: (done: number) => void = () => {},
): Promise<Found> {
  const reading = new Reading(clusters, window);
  const members = clusters
    .flatMap(({ accounts }, cluster) => accounts.map((account) => ({ account, cluster, part: partOf(account, store.parts()) })))
    .sort((a, b) => a.part - b.part || byCodeUnit(a.account, b.account));
  for (let from = 0; from < members.length; from += TOGETHER) {
    const some = members.slice(from, from + TOGETHER);
    const accounts = some.map(({ account }) => account);
    const activity = new Map((await store.activityOf(accounts)).map((each) => [each.account, each]));
    const seen = seenOf(await store.footprintsOf(accounts), window);
    for (const { account, cluster } of some)
      reading.add({ account, cluster, ...(seen.get(account) ?? UNSEEN) }, activity.get(account) ?? { account, days: [], folded: [] });
    onAccounts(Math.min(members.length, from + TOGETHER));
  }
  return reading.found();
}

type Seen = Omit<MaterialAccount, "account" | "cluster">;
const UNSEEN: Seen = { countries: [], suspended: [], reinstated: [], signupAt: null, hasPrompt: false };

function seenOf(rows: Awaited<ReturnType<GraphStore["footprintsOf"]>>, { isWithin }: Window): Map<string, Seen> {
  const population = populationOfRows(rows);
  const countries = population.sightings.get("usage_country");
  const prompts = population.sightings.get("prompt");
  const seen = new Map<string, Seen>();
  for (let i = 0; i < population.size; i++) {
    const times = (wanted: string) => {
      const at = (population.status.get(i) ?? []).filter((each) => each.status === wanted && isWithin(each.at)).map((each) => each.at);
      return [...new Set(at)].sort((a, b) => a - b);
    };
    const from = Array.from(countries?.value.subarray(countries.start[i], countries.start[i + 1]) ?? [], (value) => countries!.text(value));
    const signupAt = population.signupAt[i];
    seen.set(population.account(i), {
      countries: from.sort(byCodeUnit),
      suspended: times("suspended"),
      reinstated: times("reinstated"),
      signupAt: Number.isNaN(signupAt) ? null : signupAt,
      hasPrompt: prompts !== undefined && prompts.start[i + 1] > prompts.start[i],
    });
  }
  return seen;
}

/** Accounts are added in the order in which their sums are read again. */
class Reading {
  readonly #clusters: readonly Cluster[];
  readonly #window: Window;
  readonly #accounts: MaterialAccount[] = [];
  readonly #sums = new SumsWriter();
  readonly #models = new Map<string, MaterialModel>();
  readonly #today: Map<ReportHead, Map<string, { operator: string; usage: ReturnType<typeof usageOf> | null }>>;
  #cut = 0;

  constructor(clusters: readonly Cluster[], window: Window) {
    this.#clusters = clusters;
    this.#window = window;
    this.#today = new Map(window.earlier.map((head) => [head, new Map()]));
  }

  add(account: MaterialAccount, activity: AccountActivity): void {
    const { from, to } = this.#window;
    this.#accounts.push(account);
    const sums = sumsWithin(activity, from, to);
    this.#sums.add({ account: account.account, days: sums.days });
    this.#cut += sums.cut;
    this.#addModels(account.cluster, activity);
    const operator = likeliestOf(this.#clusters[account.cluster])!;
    for (const [head, today] of this.#today) {
      const then = sumsWithin(activity, head.from, head.to);
      today.set(account.account, { operator, usage: then.isCut ? null : usageOf(then.days) });
    }
  }

  #addModels(cluster: number, { days, folded }: AccountActivity): void {
    const { from, to } = this.#window;
    const add = (usage: AccountActivity["days"][number]["usage"], isBefore: boolean, day: number | null) => {
      for (const { model, exchanges } of usage) {
        const name = model.is === "named" ? model.name : model.is;
        const key = `${cluster} ${name}`;
        const entry = this.#models.get(key) ?? { cluster, model: name, exchanges: 0, before: 0, first: null };
        this.#models.set(key, entry);
        if (isBefore) entry.before += exchanges;
        else entry.exchanges += exchanges;
        if (day !== null && !isBefore) entry.first = Math.min(entry.first ?? day, day);
      }
    };
    for (const { first, last, usage } of folded) {
      if (last < from) add(usage, true, null);
      else if (first >= from && last < to) add(usage, false, null);
    }
    for (const { day, usage } of days) {
      if (day < from) add(usage, true, day);
      else if (day < to) add(usage, false, day);
    }
  }

  found(): Found {
    const models = [...this.#models.values()].sort((a, b) => a.cluster - b.cluster || byCodeUnit(a.model, b.model));
    return { accounts: this.#accounts, models, sums: this.#sums.bytes(), cut: this.#cut, today: this.#today };
  }
}
