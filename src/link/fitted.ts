/** The model of a linking -> what is kept of it; and by what is kept, a link's evidence -> its weight without what is struck from it. */
import type { FittedLinking } from "../model/fitted.js";
import { type LinkEvidence, saysSomething } from "../model/link.js";
import { creditOf } from "./belief/credit.js";
import type { LinkModel } from "./model.js";
import { familyCaps } from "./rules.js";

export function fittedLinking({ accounts, prior, tokens, groups, m, credit, agree }: LinkModel): FittedLinking {
  return {
    accounts,
    prior,
    kinds: Object.fromEntries(
      tokens.kinds.map(({ name, rule, holders, meanValues }, k) => [
        name,
        { group: rule.group, m: m[k], credit: creditOf(k, credit), holders, meanValues },
      ]),
    ),
    agree: Object.fromEntries(groups.names.map((name, g) => [name, agree[g]])),
    caps: familyCaps(prior),
    families: {
      ...Object.fromEntries(tokens.kinds.map(({ rule }) => [rule.group, rule.family])),
      ...Object.fromEntries(tokens.kinds.map(({ name, rule }) => [name, rule.family])),
      "co-action": "time",
      succession: "time",
      "sign-up": "time",
    },
  };
}

/**
 * The weight, in bits, of what `struck` leaves of a waterfall, families capped anew. It looks no further than the waterfall: what nests in
 * a struck value (an address's network) goes with it, and a value that repeats another stays discounted. So it is what the rest is worth at
 * the least.
 */
export function weightWithout(
  evidence: readonly LinkEvidence[],
  struck: (row: LinkEvidence, family: string) => boolean,
  { caps, families }: Pick<FittedLinking, "caps" | "families">,
): number {
  let weight = 0;
  const sums = new Map<string, number>();
  for (const row of evidence) {
    if (row.kind === "prior") weight += row.bits;
    if (!saysSomething(row)) continue;
    const family = families[row.kind];
    if (!struck(row, family)) sums.set(family, (sums.get(family) ?? 0) + row.bits);
  }
  for (const [family, sum] of sums) weight += Math.min(sum, caps[family]);
  return weight;
}
