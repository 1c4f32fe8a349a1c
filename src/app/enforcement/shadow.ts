/** A plan that was only watched -> what it would have hit and what became of that, as of the last clustering. */
import { judgedInnocent, type Shadow, type Standing, shadowOf } from "../../enforcement/shadow.js";
import type { Plan } from "../../model/enforcement/plan.js";
import type { GraphStore } from "../../ports/store.js";
import { zoneOf } from "../../tools/zone.js";
import { ofOneRun } from "../clusters.js";
import { exchangesOf, heirClusters, seenOf } from "./heirs.js";

export interface Watch {
  /** When the watch began, and what time it is: milliseconds since 1970. */
  began: number;
  now: number;
  /** Accounts that verified themselves since, as the platform has it. */
  verified?: ReadonlySet<string>;
}

/** Throws a `PermanentError` for a plan that is meant, and where there is no clustering. */
export async function shadowBatch(store: GraphStore, plan: Plan, { began, now, verified = new Set() }: Watch): Promise<Shadow> {
  const { dayOf } = zoneOf(store.zone());
  const accounts = plan.accounts.items.map(({ account }) => account);
  return await ofOneRun(store, async (number) => {
    const clusters = await clustersOf(store, plan, { since: began, number });
    const seen = await seenOf(store, accounts);
    const exchanges = await exchangesOf(store, accounts);
    const innocent = judgedInnocent(await store.loadJudgements());
    const standings = new Map(
      accounts.map((account): [string, Standing] => [
        account,
        {
          cluster: clusters.get(account) ?? null,
          innocent: innocent.has(account),
          verified: verified.has(account),
          status: seen.get(account)?.status ?? [],
          exchanges: exchanges.get(account) ?? [],
        },
      ]),
    );
    return shadowOf({ plan, began, now, standings, dayOf });
  });
}

/** The cluster of today of each account; the few that are in no heir of theirs are asked for one by one. */
async function clustersOf(
  store: GraphStore,
  plan: Plan,
  run: { since: number; number: number },
): Promise<Map<string, Standing["cluster"]>> {
  const planned = plan.clusters.map(({ cluster }) => cluster);
  const of = new Map<string, Standing["cluster"]>();
  const known = new Map<string, Standing["cluster"]>();
  for (const { cluster } of await heirClusters(store, planned, run)) {
    const { id, disposition, accounts } = cluster;
    known.set(id, { id, disposition });
    for (const account of accounts) of.set(account, { id, disposition });
  }
  for (const { account } of plan.accounts.items) {
    if (of.has(account)) continue;
    const id = await store.clusterOf(account, run.number);
    if (id === null) continue;
    if (!known.has(id)) {
      const cluster = await store.cluster(id, run.number);
      known.set(id, cluster && { id, disposition: cluster.disposition });
    }
    of.set(account, known.get(id) ?? null);
  }
  return of;
}
