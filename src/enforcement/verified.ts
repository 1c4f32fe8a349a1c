/**
 * Accounts that were asked to verify themselves, and who did -> the groups that a gate weighs, and how much it looks for a bad plan in
 * each: most in those that were doubted before anybody was asked.
 */
import type { PlannedAccount } from "../model/enforcement/plan.js";
import type { Policy } from "../model/enforcement/policy.js";
import { gather } from "../tools/gather.js";
import type { Group } from "./gate.js";
import { leastFitting } from "./plan/sample.js";

export interface Asked {
  item: PlannedAccount;
  isVerified: boolean;
}

/** How many of a cluster that fit it least are looked at by themselves; then twice as many, and so on. */
const LEAST = 8;
/** How much those that were doubted before count, beside all others together. */
const DOUBT = 3;

/** By name. */
export function verifiedGroups(asked: readonly Asked[], sample: Policy["sample"]): Record<string, Group> {
  const groups = new Map<string, Asked[]>();
  for (const one of asked) for (const name of reasonsOf(one.item, sample)) gather(groups, name, one);
  const isDoubted = (all: readonly Asked[]) => all[0].item.instead === "contested";
  const plain = [...groups].filter(([, all]) => !isDoubted(all));
  const doubted = [...groups].filter(([, all]) => isDoubted(all)).map(([name, all]) => [{ name, all, part: 1 }]);
  doubted.push(...nestedByFit(asked));
  const each = (DOUBT * Math.max(1, plain.length)) / doubted.length;
  return Object.fromEntries([
    ...plain.map(([name, all]) => [name, groupOf(all, 1)]),
    ...doubted.flat().map(({ name, all, part }) => [name, groupOf(all, part * each)]),
  ]);
}

/** Of each cluster those that fit it least, and ever more of them; the fewer they are, the greater their part. */
function nestedByFit(asked: readonly Asked[]): { name: string; all: Asked[]; part: number }[][] {
  const byCluster = new Map<string, { misfit: number; one: Asked }[]>();
  for (const one of asked) {
    const { cluster, misfit, instead } = one.item;
    if (misfit !== undefined && instead !== "contested") gather(byCluster, cluster, { misfit, one });
  }
  return [...byCluster].map(([cluster, known]) => {
    const ranked = leastFitting(known).map(({ one }) => one);
    const nested: { name: string; all: Asked[]; part: number }[] = [];
    for (let count = LEAST, part = 1 / 2; ; count *= 2, part /= 2) {
      const isLast = count >= ranked.length;
      const all = ranked.slice(0, count);
      nested.push({ name: `the ${all.length} that fit ${cluster} least`, all, part: isLast ? 2 * part : part });
      if (isLast) return nested;
    }
  });
}

const groupOf = (all: readonly Asked[], weight: number): Group => ({
  hits: all.reduce((sum, { isVerified }) => sum + +isVerified, 0),
  of: all.length,
  weight,
});

/**
 * Those of one group are alike in why they were asked, the drawn ones also in the part that they are of: a few strangers among many do not
 * hide in the mean. The first is the narrowest.
 */
export function reasonsOf({ cluster, instead, case: { leans_on, links, part } }: PlannedAccount, { ties }: Policy["sample"]): string[] {
  if (instead === "contested") return [`of ${cluster}, which the weighing calls innocent`];
  if (instead === "sample" && links < ties) return [`tied to few others in ${cluster}`];
  if (instead !== "fragile") return [...(part === undefined ? [] : [`drawn from part ${part} of ${cluster}`]), `drawn from ${cluster}`];
  if (links === 0) return [`without a case of their own in ${cluster}`];
  return [leans_on === null ? `fragile in ${cluster}` : `hanging by one value in ${cluster}`];
}
