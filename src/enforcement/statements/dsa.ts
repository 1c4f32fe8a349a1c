/**
 * A measure taken -> a statement of reasons for the DSA Transparency Database, in the attributes of its API
 * (transparency.dsa.ec.europa.eu, API documentation; Regulation (EU) 2022/2065, Articles 17 and 24(5)). No personal data is in it.
 */
import { PermanentError } from "../../errors.js";
import type { Policy } from "../../model/enforcement/policy.js";
import type { Automation, Decided, TakenMeasure } from "./taken.js";
import { factsInWords } from "./user.js";

/** The European Economic Area, as the database names its countries. */
const EEA = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".split(" ");

/** Its API takes so many in one call. */
export const LOT = 100;

/** Days that the database takes: `YYYY-MM-DD`, UTC. */
const FIRST_CONTENT = "2000-01-01";
const FIRST_APPLICATION = "2020-01-01";
const LAST = "2038-01-01";

/** What a suspension is to the database, and what a limit is; a request to verify, or a watch, is none of its restrictions. */
type Decision =
  | { decision_account: "DECISION_ACCOUNT_SUSPENDED"; end_date_account_restriction?: string }
  | { decision_provision: "DECISION_PROVISION_PARTIAL_SUSPENSION"; end_date_service_restriction?: string };

export type DsaStatement = Decision & {
  decision_ground: "DECISION_GROUND_INCOMPATIBLE_CONTENT";
  decision_ground_reference_url?: string;
  incompatible_content_ground: string;
  incompatible_content_explanation: string;
  incompatible_content_illegal: "No";
  content_type: readonly ["CONTENT_TYPE_OTHER"];
  content_type_other: string;
  category: "STATEMENT_CATEGORY_SCAMS_AND_FRAUD";
  category_specification: readonly ["KEYWORD_INAUTHENTIC_ACCOUNTS"];
  territorial_scope: readonly string[];
  content_date: string;
  application_date: string;
  decision_facts: string;
  source_type: "SOURCE_VOLUNTARY";
  automated_detection: "Yes";
  automated_decision: (typeof DECIDED)[Automation];
  puid: string;
};

const DECIDED = {
  fully: "AUTOMATED_DECISION_FULLY",
  partially: "AUTOMATED_DECISION_PARTIALLY",
  not: "AUTOMATED_DECISION_NOT_AUTOMATED",
} as const satisfies Record<Automation, string>;

export interface DsaOptions {
  /** Two-letter codes of the EEA's countries that the measure holds in; all of them where left out. */
  territory?: readonly string[] | undefined;
  /** Where the terms can be read. */
  termsUrl?: string | undefined;
  /** When the account signed up, milliseconds since 1970, where it is known: the database wants a date of what is restricted. */
  signupAt?: ((account: string) => number | undefined) | undefined;
}

type DsaWriter = (taken: TakenMeasure, decided: Decided) => DsaStatement | null;

/**
 * What makes each statement; it answers null for a measure that restricts nothing that the database counts, and throws a `PermanentError`
 * at a time that the database does not take. Throws one itself where a country is none of the area's or the address is none.
 */
export function dsaWriter({ clause }: Pick<Policy, "clause">, { territory = EEA, termsUrl, signupAt }: DsaOptions): DsaWriter {
  const foreign = territory.find((country) => !EEA.includes(country));
  if (foreign !== undefined || territory.length === 0)
    throw new PermanentError(`territory: ${JSON.stringify(foreign ?? "")} is no country of the EEA; the codes are ${EEA.join(", ")}`);
  if (termsUrl !== undefined && (!/^https?:/.test(termsUrl) || !URL.canParse(termsUrl) || termsUrl.length > 500))
    throw new PermanentError(
      `${JSON.stringify(termsUrl)} is no address of at most 500 characters where terms are read: give an https:// one`,
    );
  const scope = [...new Set(territory)].sort();
  return (taken, { reference, automation, about, at, until }) => {
    const application = dateOf(at);
    if (application < FIRST_APPLICATION || application > LAST)
      throw new PermanentError(
        `${JSON.stringify(taken.account)}: the Transparency Database takes days from ${FIRST_APPLICATION} to ${LAST}, not ${application}; check the clock`,
      );
    const decision = decisionOf(taken, until);
    if (decision === null) return null;
    return {
      ...decision,
      decision_ground: "DECISION_GROUND_INCOMPATIBLE_CONTENT",
      ...(termsUrl === undefined ? {} : { decision_ground_reference_url: termsUrl }),
      incompatible_content_ground: clause,
      incompatible_content_explanation:
        "The account is one of several that one operation runs together under different names, to get around limits that hold for each account.",
      incompatible_content_illegal: "No",
      content_type: ["CONTENT_TYPE_OTHER"],
      content_type_other: "Account",
      category: "STATEMENT_CATEGORY_SCAMS_AND_FRAUD",
      category_specification: ["KEYWORD_INAUTHENTIC_ACCOUNTS"],
      territorial_scope: scope,
      content_date: contentDate(signupAt?.(taken.account), application),
      application_date: application,
      decision_facts: factsInWords(about),
      source_type: "SOURCE_VOLUNTARY",
      automated_detection: "Yes",
      automated_decision: DECIDED[automation],
      puid: reference,
    };
  };
}

/** An end beyond what the database takes is its last day; without one it reads: until lifted. */
function decisionOf({ measure }: TakenMeasure, until: string | null): Decision | null {
  const end = until === null ? undefined : between(FIRST_APPLICATION, dateOf(until), LAST);
  if (measure === "suspend")
    return { decision_account: "DECISION_ACCOUNT_SUSPENDED", ...(end === undefined ? {} : { end_date_account_restriction: end }) };
  if (measure === "rate-limit")
    return {
      decision_provision: "DECISION_PROVISION_PARTIAL_SUSPENSION",
      ...(end === undefined ? {} : { end_date_service_restriction: end }),
    };
  return null;
}

/** An account is there by the day of what is done to it, at the latest. */
function contentDate(signupAt: number | undefined, application: string): string {
  if (signupAt === undefined || !(Math.abs(signupAt) < 8.64e15)) return application;
  return between(FIRST_CONTENT, dateOf(new Date(Math.max(0, signupAt)).toISOString()), application);
}

/** Dates as text are in the order of time. */
function between(first: string, date: string, last: string): string {
  if (date < first) return first;
  return date > last ? last : date;
}

/** `YYYY-MM-DD`, UTC. */
const dateOf = (rfc3339: string): string => rfc3339.slice(0, 10);
