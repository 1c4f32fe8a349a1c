/** A plan, and the accounts that it struck -> what grew back since, as of the last clustering. */
import { type After, afterOf } from "../../enforcement/after.js";
import { PermanentError } from "../../errors.js";
import type { Plan } from "../../model/enforcement/plan.js";
import type { GraphStore } from "../../ports/store.js";
import { zoneOf } from "../../tools/zone.js";
import { ofOneRun } from "../clusters.js";
import { exchangesOf, heirClusters, seenOf } from "./heirs.js";

/**
 * `struck`: accounts whose measure took effect, each with the time in milliseconds since 1970. Throws a `PermanentError` where there are
 * none, where one is not on the plan, and where there is no clustering.
 */
export async function afterBatch(store: GraphStore, plan: Plan, struck: readonly { account: string; at: number }[]): Promise<After> {
  if (struck.length === 0) throw new PermanentError("this batch has struck nobody yet: nothing can have grown back");
  const clusterOf = new Map(plan.accounts.items.map(({ account, cluster }) => [account, cluster]));
  const all = struck.map(({ account, at }) => {
    const cluster = clusterOf.get(account);
    if (cluster === undefined) throw new PermanentError(`${JSON.stringify(account)} is not on the plan: hand in this plan's outcomes`);
    return { account, at, cluster };
  });
  const since = all.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const { dayOf } = zoneOf(store.zone());
  return await ofOneRun(store, async (number) => {
    const found = await heirClusters(store, [...new Set(all.map(({ cluster }) => cluster))], { since, number });
    const seen = await seenOf(store, [...new Set(found.flatMap(({ cluster }) => cluster.accounts))]);
    const heirs = [];
    for (const { cluster, of } of found)
      heirs.push({
        cluster: cluster.id,
        disposition: cluster.disposition,
        of,
        members: cluster.accounts.flatMap((account) => {
          const its = seen.get(account);
          return its === undefined ? [] : [{ account, ...its }];
        }),
        links: await store.linksOf(cluster.id, number),
      });
    const exchanges = await exchangesOf(store, [...new Set([...seen.keys(), ...all.map(({ account }) => account)])]);
    return afterOf({ struck: all, heirs, exchanges, dayOf });
  });
}
