/** Reports that are kept, and what is so today -> what the next one tells of them: corrections, how their judgements turned out, change. */
import type { Judgement } from "../../model/judgement.js";
import { standing } from "../../model/judgement.js";
import type { Records } from "../../ports/knowledge.js";
import { correctionsOf, type Standing } from "../../report/counting/corrections.js";
import type { Material, MaterialCorrection, MaterialScored } from "../../report/counting/material.js";
import { resolution, Verdicts } from "../../report/counting/resolve.js";
import type { Usage } from "../../report/counting/tally.js";
import { readTold } from "../../report/counting/told.js";
import { gather } from "../../tools/gather.js";
import { type ReportHead, toldPart } from "./kept.js";

type Scope = Material["scope"];
export type Today = ReadonlyMap<string, { operator: string; usage: Usage | null }>;

/** Reports whose judgements are scored: the latest. */
const MOST_SCORED = 60;

export const sameScope = (a: Scope, b: Scope): boolean => a.operator === b.operator && a.cluster === b.cluster;

/** Periods that were told of the scope, each by the first report of it, in the order in which they were. */
export function toldPeriods(heads: readonly ReportHead[], scope: Scope): ReportHead[] {
  const first = new Map<string, ReportHead>();
  for (const head of heads) {
    const key = `${head.from} ${head.to}`;
    if (sameScope(head.scope, scope) && !first.has(key)) first.set(key, head);
  }
  return [...first.values()];
}

/** `today`: by period (`toldPeriods`), what is so of each account that is in the scope now. */
export async function correctionsSince(
  store: Records,
  heads: readonly ReportHead[],
  scope: Scope,
  today: ReadonlyMap<ReportHead, Today>,
): Promise<MaterialCorrection[]> {
  const corrected = new Map<string, MaterialCorrection[]>();
  for (const head of heads)
    if (sameScope(head.scope, scope)) for (const each of head.corrections) gather(corrected, `${each.from} ${each.to}`, each);
  const all: MaterialCorrection[] = [];
  for (const [head, now] of today) {
    const told = readTold(await toldPart(store, head));
    const { from, to } = head;
    all.push(...correctionsOf({ from, to, told, today: now, corrected: corrected.get(`${from} ${to}`) ?? [] }));
  }
  return all;
}

/** Judgements of earlier reports of the scope, each with what analysts have said of its accounts since. */
export async function scoredSince(
  store: Records,
  heads: readonly ReportHead[],
  scope: Scope,
  judgements: readonly Judgement[],
): Promise<MaterialScored[]> {
  const all: MaterialScored[] = [];
  const stands = standing(judgements);
  for (const head of heads.filter((each) => sameScope(each.scope, scope)).slice(-MOST_SCORED)) {
    const verdicts = new Verdicts(stands.filter(({ at }) => at > head.at));
    const accounts = accountsBy(readTold(await toldPart(store, head)));
    for (const { id, operator, probability } of head.judgements) {
      const own = accounts.get(operator) ?? [];
      const said = verdicts.of(own, operator)[id.startsWith("attribution/") ? "attribution" : "campaign"];
      all.push({ report: head.id, judgement: id, probability, resolved: resolution([said], own.length) });
    }
  }
  return all;
}

function accountsBy(told: ReadonlyMap<string, Standing>): Map<string, string[]> {
  const accounts = new Map<string, string[]>();
  for (const [account, { operator }] of told) gather(accounts, operator, account);
  return accounts;
}

/** The last report of the scope that ended by then; of one period the latest. */
export function reportBefore(heads: readonly ReportHead[], scope: Scope, from: number): Material["before"] {
  const [last] = heads.filter((head) => sameScope(head.scope, scope) && head.to <= from).sort((a, b) => b.to - a.to || b.order - a.order);
  return last === undefined ? null : { report: last.id, accounts: last.totals.accounts, exchanges: last.totals.exchanges };
}
