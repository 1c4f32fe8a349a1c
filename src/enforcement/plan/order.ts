/** A plan and its hash -> the order in which its accounts are acted on, wave by wave: nobody can tell it before the plan is signed. */
import type { Measure, Plan, PlannedAccount } from "../../model/enforcement/plan.js";
import { byCodeUnit } from "../../tools/order.js";
import { sha256 } from "../canonical.js";

export interface Wave {
  name: string;
  /** In the order in which they are acted on. */
  accounts: readonly string[];
  measure: Measure;
}

/**
 * Verification first (the fragile, the old and the sample), then whom only to watch (the tracers), then what is meant: in stages, each
 * of its share of the accounts and of one account at the least, or all in one. Stages begin with the half that fits its cluster best: the
 * doubtful come when more verifications are in. Waves without accounts are left out.
 */
export function wavesOf(plan: Plan, hash: string): Wave[] {
  const { measure } = plan;
  const items = drawn(plan.accounts.items, ({ account }) => account, hash);
  const of = (wanted: (item: PlannedAccount) => boolean) => items.filter(wanted).map(({ account }) => account);
  const others = (other: Measure) => (measure === other ? [] : of((item) => item.measure === other));
  const meant = items.filter((item) => item.measure === measure);
  const main = (plan.way === "stages" ? surestFirst(meant) : meant).map(({ account }) => account);
  let from = 0;
  const stages = stagesOf(plan, main.length).map(({ name, size }): Wave => {
    from += size;
    return { name, accounts: main.slice(from - size, from), measure };
  });
  return [
    { name: "verification", accounts: others("verify"), measure: "verify" as const },
    { name: "tracers", accounts: others("watch"), measure: "watch" as const },
    ...stages,
  ].filter(({ accounts }) => accounts.length > 0);
}

/** The half that fits best, then the other, each in its order. */
function surestFirst(items: readonly PlannedAccount[]): PlannedAccount[] {
  const misfit = ({ misfit: known = 0 }: PlannedAccount) => known;
  const middle = Float64Array.from(items, misfit).sort()[(items.length - 1) >> 1];
  return [...items.filter((item) => misfit(item) <= middle), ...items.filter((item) => misfit(item) > middle)];
}

/** The stages of so many accounts, in order: each takes its share of all, rounded, and the last what is left. */
export function stagesOf({ way, policy }: Pick<Plan, "way" | "policy">, accounts: number): { name: string; size: number }[] {
  if (way === "strike") return accounts > 0 ? [{ name: "strike", size: accounts }] : [];
  const sizes: number[] = [];
  let left = accounts;
  for (const share of policy.stages) {
    sizes.push(Math.min(left, Math.max(1, Math.round(share * accounts))));
    left -= sizes[sizes.length - 1];
  }
  return [...sizes, left].filter((size) => size > 0).map((size, i) => ({ name: `stage ${i + 1}`, size }));
}

/** In an order that the seed draws: by the SHA-256 of seed and id. */
export function drawn<T>(items: readonly T[], id: (item: T) => string, seed: string): T[] {
  return items
    .map((item) => ({ item, rank: sha256(`${seed}\0${id(item)}`) }))
    .sort((a, b) => byCodeUnit(a.rank, b.rank) || byCodeUnit(id(a.item), id(b.item)))
    .map(({ item }) => item);
}
