/** What is done about accounts, as it stands in the log: each act with who, what and why; and what became of each call. */
import { z } from "zod";
import { UsageError } from "../errors.js";
import { MEASURES, WAYS } from "../model/enforcement/plan.js";
import { isUnicode } from "./audit/tree.js";
import { checked } from "./checked.js";

export const ROLES = ["viewer", "analyst", "approver", "admin"] as const;
export type PersonRole = (typeof ROLES)[number];

const MOST_TEXT = 4_000;
const MOST_WHY = 500;

/** Names as people type them: a letter or digit first, so that none looks like an option. */
const name = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._@ -]{0,99}$/u, "give 1 to 100 letters, digits, or any of . _ @ - and blanks");
/** So that what is signed of it fits, whatever has to be escaped in it. */
const text = z
  .string()
  .refine(
    (given) => given !== "" && given.length <= MOST_TEXT && JSON.stringify(given).length <= 2 * MOST_TEXT + 2 && isUnicode(given),
    `give 1 to ${MOST_TEXT} characters of Unicode text, with few control characters`,
  );
const batch = z.string().regex(/^b-[0-9a-f]{16}$/);
const hash = z.string().regex(/^[0-9a-f]{64}$/);
const account = z.string().min(1, "give 1 to 200 characters").max(200, "give 1 to 200 characters");
const appeal = z.string().regex(/^a-[0-9a-f]{12}$/);
/** Raw Ed25519 public key, base64. */
const key = z.string().length(44);
const count = z.number().int().nonnegative();
/** What was signed (canonical JSON) and its Ed25519 signature, base64. */
const signed = z.strictObject({
  by: name,
  key,
  statement: z.string().max(10_000, "what is signed has 10000 characters at the most: give a shorter reason"),
  signature: z.string().length(88),
});

export type Signed = z.infer<typeof signed>;

/** What its approval goes by, as the plan's policy has it, and how long what is done lasts. */
const rules = z.strictObject({
  approvals: count,
  approvalHours: z.number().positive(),
  planDays: z.number().positive(),
  dayCap: count,
  days: z.number().positive().nullable(),
});

/** What a list of batches tells of it. */
const plan = z.strictObject({
  measure: z.enum(MEASURES),
  way: z.enum(WAYS),
  clusters: z.array(z.string().min(1).max(200)).max(10_000),
  reason: text,
  shadowDays: z.number().nullable(),
});

const act = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("person-added"), name, role: z.enum(ROLES), key: key.nullable(), signed: signed.optional() }),
  z.strictObject({ type: z.literal("person-removed"), name, signed: signed.optional() }),
  /** `generation` counts the times that this plan was opened: each is a batch of its own to the platform. */
  z.strictObject({ type: z.literal("planned"), batch, hash, by: name, run: count, accounts: count, generation: count, plan, rules }),
  /** Another person planned the same, or wrote its exceptions. */
  z.strictObject({ type: z.literal("joined"), batch, by: name }),
  z.strictObject({ type: z.literal("approved"), batch, signed }),
  z.strictObject({ type: z.literal("denied"), batch, signed, reason: text }),
  /** `reserved`: accounts that count against the day's cap. */
  z.strictObject({ type: z.literal("started"), batch, reserved: count, broken: z.strictObject({ signed, reason: text }).nullable() }),
  z.strictObject({
    type: z.literal("gate"),
    batch,
    wave: count,
    answer: z.enum(["go on", "ask", "fail"]),
    why: text,
    figures: z.record(z.string().max(40), z.number()),
  }),
  /** `needs`: what `resume` wants. */
  z.strictObject({ type: z.literal("paused"), batch, why: text, needs: z.enum(["nothing", "signature"]) }),
  z.strictObject({ type: z.literal("resumed"), batch, signed: signed.nullable() }),
  z.strictObject({ type: z.literal("halted"), reason: text }),
  z.strictObject({ type: z.literal("done"), batch, counts: z.record(z.string().max(20), count) }),
  /** `accounts`: null for all of the batch. `appeal`: the upheld one that it follows from. */
  z.strictObject({
    type: z.literal("reversal"),
    batch,
    accounts: z.array(account).max(1_000_000).nullable(),
    reason: text,
    signed,
    appeal: appeal.nullable(),
  }),
  z.strictObject({ type: z.literal("reversed"), batch, counts: z.record(z.string().max(20), count) }),
  z.strictObject({ type: z.literal("appealed"), appeal, account, batch, reason: text }),
  z.strictObject({
    type: z.literal("decided"),
    appeal,
    verdict: z.enum(["uphold", "reject"]),
    reason: text,
    signed,
    judgement: z.string().max(200).nullable(),
  }),
  /** The circuit breaker: open, the platform is asked with one call at a time. */
  z.strictObject({ type: z.literal("breaker"), open: z.boolean(), why: text }),
  z.strictObject({ type: z.literal("erased"), entry: count, reason: text }),
]);

export type Act = z.infer<typeof act>;
export type ActOf<T extends Act["type"]> = Extract<Act, { type: T }>;

/** What was asked of the platform for an account: the plan's measure or another, or that it be as before. */
export const DEEDS = [...MEASURES, "restore"] as const;
export type Deed = (typeof DEEDS)[number];

const OUTCOMES = ["changed", "unchanged", "refused", "unknown", "skipped"] as const;

const deed = z.strictObject({
  type: z.literal("outcome"),
  account,
  deed: z.enum(DEEDS),
  outcome: z.enum(OUTCOMES),
  /** Of a restore: the position of the reversal that asked for it, and the version that it took back. */
  reversal: count.optional(),
  before: z.string().max(20).optional(),
  after: z.string().max(20).optional(),
  version: z.string().max(200).optional(),
  why: z.string().max(MOST_WHY).optional(),
  tries: count,
});

/** What became of one deed to one account. */
export type OutcomeEntry = z.infer<typeof deed>;

/** An act with its place in the log. */
export interface Placed<T> {
  /** The number of the entry, from 0. */
  entry: number;
  /** Milliseconds since 1970. */
  at: number;
  what: T;
}

/** The stream of a batch's outcomes; each time that a plan is opened has its own. */
export const outcomesStream = (batch: string, generation: number): string => `outcomes/${batch}/${generation}`;

/** For what comes from the log, or from outside. */
export function checkAct(given: unknown): Act {
  return checked(act, given, "an act");
}

export function checkOutcome(given: unknown): OutcomeEntry {
  return checked(deed, given, "an outcome");
}

/** What is to be logged, as it is read again. Throws a `UsageError` that says what to give instead. */
export function actToLog(given: Act): Act {
  return checked(act, given, `this cannot be logged (${given.type})`, UsageError);
}

/** The same of an outcome, which a program gives. */
export function outcomeToLog(given: OutcomeEntry): OutcomeEntry {
  return checked(deed, given, "this cannot be logged (outcome)");
}

/** `what`: the option or the argument that it was given as. Throws a `UsageError` for what is no name of a person. */
export const personName =
  (what: string) =>
  (given: string): string =>
    checked(name, given, what, UsageError);

/** The same for a reason. */
export const reasonText =
  (what: string) =>
  (given: string): string =>
    checked(text, given, what, UsageError);

/** What a program says of its own accord or hands on, cut to what the log takes. */
export const shortText = (given: string): string =>
  Buffer.from(given.slice(0, MOST_TEXT))
    .toString()
    .replace(/\p{Cc}/gu, " ") || "no reason was given";

/** Why an outcome is what it is, cut likewise. */
export const shortWhy = (given: string): string => given.slice(0, MOST_WHY);
