/** What analysts said of accounts -> whether a judgement on them turned out to be so: where they said it of most of them. */
import type { Judgement } from "../../model/judgement.js";
import type { Said } from "./material.js";

const MOST = 0.5;

/** Null where neither was said of most. */
export function resolution(said: readonly { yes: number; no: number }[], members: number): boolean | null {
  const yes = said.reduce((sum, each) => sum + each.yes, 0);
  const no = said.reduce((sum, each) => sum + each.no, 0);
  if (yes > MOST * members) return true;
  return no > MOST * members ? false : null;
}

/** What stands of what was said, account by account: the latest word counts. */
export class Verdicts {
  /** By account: whose it is, and whose it is not. */
  readonly #is = new Map<string, string>();
  readonly #isNot = new Map<string, Set<string>>();
  /** By account: whether it is fraudulent. */
  readonly #fraudulent = new Map<string, boolean>();

  /** Those that stand, the oldest first (`standing`). */
  constructor(judgements: readonly Judgement[]) {
    for (const { about, verdict } of judgements) {
      if (verdict === "unsure") continue;
      const isSo = verdict === "positive";
      if (about.type === "attribution") for (const account of about.accounts) this.#attributed(account, about.operator, isSo);
      if (about.type === "disposition") for (const account of about.accounts) this.#fraudulent.set(account, isSo);
      if (about.type === "innocence" && isSo) this.#fraudulent.set(about.account, false);
    }
  }

  #attributed(account: string, operator: string, isSo: boolean): void {
    const not = this.#isNot.get(account) ?? new Set();
    this.#isNot.set(account, not);
    if (isSo) {
      this.#is.set(account, operator);
      not.delete(operator);
    } else {
      not.add(operator);
      if (this.#is.get(account) === operator) this.#is.delete(account);
    }
  }

  of(accounts: readonly string[], operator: string): Said {
    const said: Said = { attribution: { yes: 0, no: 0 }, campaign: { yes: 0, no: 0 } };
    for (const account of accounts) {
      const is = this.#is.get(account);
      if (is === operator) said.attribution.yes++;
      else if (is !== undefined || this.#isNot.get(account)?.has(operator)) said.attribution.no++;
      const fraudulent = this.#fraudulent.get(account);
      if (fraudulent === true) said.campaign.yes++;
      if (fraudulent === false) said.campaign.no++;
    }
    return said;
  }
}
