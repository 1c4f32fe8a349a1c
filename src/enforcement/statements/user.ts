/**
 * A measure taken -> the statement of reasons for whoever it restricts (Regulation (EU) 2022/2065, Article 17): what was decided, on which
 * clause and facts, by whom or what, for how long, and how to appeal. It tells nothing that would tell how to stay hidden.
 */
import type { Measure } from "../../model/enforcement/plan.js";
import type { Policy } from "../../model/enforcement/policy.js";
import { listed } from "./facts.js";
import type { Automation, Decided, TakenMeasure } from "./taken.js";

/** As JSON for a platform that has texts of its own, with the plain text for one that has not. Times are RFC 3339, UTC. */
export interface UserStatement {
  account: string;
  /** To be named in an appeal; the `puid` of the statement in the Transparency Database. */
  reference: string;
  measure: Exclude<Measure, "watch">;
  at: string;
  /** Null: until lifted. */
  until: string | null;
  clause: string;
  /** Coarse families of evidence, in words; empty where the case has none. */
  facts_about: readonly string[];
  detected_by_automated_means: true;
  decided_by_automated_means: Automation;
  appeal: string;
  text: string;
}

/** Why nothing is said: no right is restricted, so that Article 17 asks for no statement. */
export interface NoStatement {
  account: string;
  measure: "watch";
  why: string;
}

interface Wording {
  title: (account: string) => string;
  decided: string;
  ends: string;
  lifted: string;
}

const WORDING: Readonly<Record<UserStatement["measure"], Wording>> = {
  suspend: {
    title: (account) => `Your account ${account} has been suspended.`,
    decided: "The account cannot be used while it is suspended. It applies wherever the service is offered.",
    ends: "The suspension ends on",
    lifted: "The suspension stays until it is lifted.",
  },
  "rate-limit": {
    title: (account) => `The use of your account ${account} has been limited.`,
    decided: "The account can be used, but less often than before. It applies wherever the service is offered.",
    ends: "The limit ends on",
    lifted: "The limit stays until it is lifted.",
  },
  verify: {
    title: (account) => `Your account ${account} has to be verified.`,
    decided: "We ask you to verify who you are. The account can be used as before as soon as you have; nothing was decided against you.",
    ends: "The request ends on",
    lifted: "The request stays until you have answered it, or it is lifted.",
  },
};

const FOUND = "The account was found by automated means.";
const DECIDED: Readonly<Record<Automation, string>> = {
  fully: `${FOUND} The decision was taken by automated means too; no person approved it before it took effect.`,
  partially: `${FOUND} The decision was prepared by automated means, and approved by a person before it took effect.`,
  not: `${FOUND} The decision was taken by a person.`,
};

/** Article 17(3)(f). */
const REDRESS =
  "Beside an appeal to us, you may turn to a certified out-of-court dispute settlement body, where one is open to you, or to a court.";

export const WATCHED =
  "The account is only watched: nothing about it is restricted or changed, so there is no decision to state reasons for, and telling would end the watch.";

export function userStatement(
  { account, measure }: TakenMeasure,
  { reference, automation, about, at, until }: Decided,
  policy: Pick<Policy, "clause" | "appeal_to">,
): UserStatement | NoStatement {
  if (measure === "watch") return { account, measure, why: WATCHED };
  const statement = {
    account,
    reference,
    measure,
    at,
    until,
    clause: policy.clause,
    facts_about: about,
    detected_by_automated_means: true as const,
    decided_by_automated_means: automation,
    appeal: policy.appeal_to,
  };
  return { ...statement, text: textOf(statement) };
}

export const isStatement = (said: UserStatement | NoStatement): said is UserStatement => said.measure !== "watch";

/** What was found, for the user and for the Transparency Database alike. */
export function factsInWords(about: readonly string[]): string {
  const found = "The account is run together with other accounts, as one operation.";
  return about.length === 0 ? found : `${found} This follows from what they have in common: ${listed(about)}.`;
}

function textOf(statement: Omit<UserStatement, "text">): string {
  const { account, measure, at, until, clause, facts_about: about, decided_by_automated_means: automation, appeal, reference } = statement;
  const { title, decided, ends, lifted } = WORDING[measure];
  const facts = measure === "verify" ? factsInWords(about).replace("is run", "may be run") : factsInWords(about);
  return [
    title(account),
    `What was decided: ${decided}`,
    `From when, and for how long: From ${minute(at)}. ${until === null ? lifted : `${ends} ${minute(until)}.`}`,
    `Our terms: ${clause}`,
    `The facts: ${facts}`,
    `Who decided: ${DECIDED[automation]}`,
    `If you disagree: ${appeal} ${REDRESS}`,
    `Reference: ${reference}`,
  ].join("\n\n");
}

/** `2026-05-01 12:00 UTC`. */
const minute = (rfc3339: string): string => `${rfc3339.slice(0, 16).replace("T", " ")} UTC`;
