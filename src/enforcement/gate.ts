/**
 * What became of a wave's calls -> go on, fail, or ask a person: each share is weighed between what a good and what a bad plan would show
 * (the sequential probability ratio test; Wald 1945).
 */
import type { Policy } from "../model/enforcement/policy.js";

/** `of` so many, `hits` were what the measure counts. */
export interface Share {
  hits: number;
  of: number;
}

/** Accounts that were asked to verify themselves and did. */
export interface Group extends Share {
  /** How much a bad plan is looked for in it, beside the other groups; 1 where it is not said. */
  weight?: number;
}

export interface GateFigures {
  /** Calls refused or unknown, of all. */
  errors: Share;
  /**
   * By group: those that hang by one value, those without a case, those tied to few others, the drawn ones by part, those that fit least.
   * An account can be in several.
   */
  verified: Readonly<Record<string, Group>>;
  /** The same, each account once. */
  checked: Share;
  /** Upheld appeals, of the accounts acted on. */
  appeals: Share;
  /** Accounts whose verification could not be read back. */
  unread: number;
}

export interface GateAnswer {
  answer: "go on" | "ask" | "fail";
  why: string;
}

/** Odds for a bad plan at which it stops, and at which a person is asked. */
const FAIL = 99;
const ASK = 10;

/** The log of the odds for bad against good; 0 where nothing was seen. */
export function oddsFor({ hits, of }: Share, { good, bad }: { good: number; bad: number }): number {
  return hits * Math.log(bad / good) + (of - hits) * Math.log((1 - bad) / (1 - good));
}

/**
 * The worst of what each share says, of groups that of the most telling one. Where several groups are asked, the odds that one of them has
 * to show are as many times greater as its weight is of all, so that a good plan of many parts is stopped no more often than one of a few:
 * of a good plan, odds of A are seen once in A at the most (Ville 1939; weighted Bonferroni, Holm 1979). A person is also asked where a
 * tenth cannot be read.
 */
export function gateAnswer({ errors, verified, checked, appeals, unread }: GateFigures, { gate }: Pick<Policy, "gate">): GateAnswer {
  const groups = Object.entries(verified);
  const weights = groups.reduce((sum, [, { weight = 1 }]) => sum + weight, 0);
  const telling = ({ weight = 1, ...share }: Group) => oddsFor(share, gate.verified) + Math.log(weight);
  const judged = [
    judge("refused or unknown calls", errors, gate.errors),
    ...groups
      .sort(([, x], [, y]) => telling(y) - telling(x))
      .slice(0, 1)
      .map(([name, { weight = 1, ...share }]) => judge(`passed verifications (${name})`, share, gate.verified, weights / weight)),
    judge("upheld appeals", appeals, gate.appeals),
  ];
  if (unread > 0 && unread * 10 > checked.of)
    judged.push({ answer: "ask", why: `${unread} of ${checked.of + unread} verifications could not be read back` });
  const worst = judged.find(({ answer }) => answer === "fail") ?? judged.find(({ answer }) => answer === "ask");
  return worst ?? { answer: "go on", why: judged.map(({ why }) => why).join("; ") };
}

/** `times`: how many times greater the odds have to be. */
function judge(what: string, share: Share, expected: { good: number; bad: number }, times = 1): GateAnswer {
  const why = `${share.hits} of ${share.of} ${what}`;
  const odds = oddsFor(share, expected);
  if (share.hits === 0 || odds <= Math.log(ASK * times)) return { answer: "go on", why };
  return { answer: odds >= Math.log(FAIL * times) ? "fail" : "ask", why };
}
