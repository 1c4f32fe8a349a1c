/**
 * The strong accounts of a plan, in the order that its root drew -> those that verify themselves where the others are suspended: by them a
 * gate tells a bad plan before anybody is suspended.
 */
import type { Cluster } from "../../model/cluster.js";
import type { PlannedAccount } from "../../model/enforcement/plan.js";
import type { Policy } from "../../model/enforcement/policy.js";
import { gather } from "../../tools/gather.js";

/**
 * Whoever is tied to few others; and as many of each part as the policy says, half of them the first that are left of it, half those whose
 * conduct fits their whole cluster least. The first half keeps who acts alike from hiding, the second finds a few among many. Where no
 * conduct is known all are drawn.
 */
export function sampleOf(order: readonly PlannedAccount[], clusters: readonly Cluster[], { sample }: Policy): ReadonlySet<string> {
  if (sample.most === 0) return new Set();
  const sizes = new Map(clusters.map(({ id, accounts }) => [id, accounts.length]));
  const isLoose = ({ cluster, case: { links } }: PlannedAccount) => links < sample.ties && sizes.get(cluster)! > sample.ties;
  const byPart = new Map<string, PlannedAccount[]>();
  for (const item of order) if (!isLoose(item)) gather(byPart, `${item.cluster} ${item.case.part ?? 0}`, item);
  const asked = order.filter(isLoose);
  const left = new Map<string, { wanted: number; items: PlannedAccount[] }>();
  for (const items of byPart.values()) {
    const wanted = wantedOf(items.length, sample);
    const drawn = items.some(({ misfit }) => misfit !== undefined) ? Math.ceil(wanted / 2) : wanted;
    asked.push(...items.slice(0, drawn));
    const rest = left.get(items[0].cluster) ?? { wanted: 0, items: [] };
    rest.wanted += wanted - drawn;
    rest.items.push(...items.slice(drawn));
    left.set(items[0].cluster, rest);
  }
  for (const { wanted, items } of left.values()) asked.push(...leastFitting(items).slice(0, wanted));
  return new Set(asked.map(({ account }) => account));
}

function wantedOf(accounts: number, { share, least, most }: Policy["sample"]): number {
  return Math.min(most, Math.max(least, Math.ceil(share * accounts)), Math.ceil(accounts / 2));
}

/** The least fitting first, equals as they were; who has no misfit fits as most do. */
export const leastFitting = <T extends { misfit?: number }>(items: readonly T[]): T[] =>
  [...items].sort((x, y) => (y.misfit ?? 0) - (x.misfit ?? 0));
