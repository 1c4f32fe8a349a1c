/**
 * Analysts' judgements on links -> the bonds that stand: pairs that must be in one cluster and pairs that never may, free of
 * contradictions.
 */
import { innocenceOf } from "../../model/judged-accounts.js";
import { type Judgement, standing } from "../../model/judgement.js";
import { ApartSets } from "./apart-sets.js";

export type Pair = readonly [string, string];

export interface Bonds {
  must: readonly Pair[];
  never: readonly Pair[];
  /** Judgements that newer ones contradict, or the innocence of one of the two, sorted: they bind nothing. */
  overruled: readonly string[];
}

/**
 * Of what stands, a newer judgement on a pair replaces an older one, and of those that contradict each other the newer hold. Who was
 * judged innocent is bound to nobody, whichever was said first.
 */
export function bondsOf(judgements: readonly Judgement[]): Bonds {
  const innocent = innocenceOf(judgements).accounts;
  const number = new Map<string, number>();
  const sets = new ApartSets(2 * judgements.length);
  const numberOf = (account: string): number => {
    if (!number.has(account)) number.set(account, number.size);
    return number.get(account)!;
  };
  const decided = new Set<string>();
  const must: Pair[] = [];
  const never: Pair[] = [];
  const overruled: string[] = [];
  for (const { id, about, verdict } of standing(judgements).reverse()) {
    if (about.type !== "link" || about.a === about.b) continue;
    const pair: Pair = about.a < about.b ? [about.a, about.b] : [about.b, about.a];
    const key = JSON.stringify(pair);
    if (decided.has(key)) continue;
    decided.add(key);
    if (verdict === "positive" && pair.some((account) => innocent.has(account))) {
      overruled.push(id);
      continue;
    }
    const [a, b] = pair.map(numberOf);
    if (verdict === "positive" && sets.join(a, b)) must.push(pair);
    else if (verdict === "negative" && sets.separate(a, b)) never.push(pair);
    else if (verdict !== "unsure") overruled.push(id);
  }
  return { must: must.sort(byAccounts), never: never.sort(byAccounts), overruled: overruled.sort() };
}

function byAccounts(a: Pair, b: Pair): number {
  const first = a[0] === b[0] ? 1 : 0;
  return a[first] < b[first] ? -1 : a[first] > b[first] ? 1 : 0;
}
