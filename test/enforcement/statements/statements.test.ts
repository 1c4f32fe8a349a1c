/** What is said of a measure: enough to appeal, nothing that helps to hide, and what the law's database takes. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DsaStatement, dsaWriter } from "../../../src/enforcement/statements/dsa.js";
import { aboutOf } from "../../../src/enforcement/statements/facts.js";
import { statementsOf } from "../../../src/enforcement/statements/statements.js";
import { automationOf, referenceOf, type TakenMeasure } from "../../../src/enforcement/statements/taken.js";
import { PermanentError } from "../../../src/errors.js";
import { KINDS } from "../../../src/indicator/kinds/registry.js";
import { type CaseRow, MEASURES, type Plan } from "../../../src/model/enforcement/plan.js";
import { HASH, plannedAccount, planOf } from "../example-plan.js";
import { dsaLot } from "./dsa-schema.js";

const AT = Date.UTC(2026, 4, 1, 12);
const UNTIL = Date.UTC(2026, 4, 31, 12);

const rowsOf = (...kinds: string[]): CaseRow[] => kinds.map((kind) => ({ kind, value: `value of ${kind}`, bits: 7.25, accounts: 41 }));
const caseOf = (...kinds: string[]) => ({ links: 3, bits: 19.5, rows: rowsOf(...kinds), leans_on: null });
const taken = (account: string, special: Partial<TakenMeasure> = {}): TakenMeasure => ({
  account,
  measure: "suspend",
  at: AT,
  automated: true,
  until: UNTIL,
  ...special,
});

const plan = planOf([plannedAccount("acc-1", { case: caseOf("payment", "device", "co-action") }), plannedAccount("acc-2")]);
const say = (special: Partial<TakenMeasure> = {}, approvals: readonly string[] = ["Ada"]) =>
  statementsOf(plan, HASH, [taken("acc-1", special)], { approvals });

describe("a user", () => {
  it("reads what was decided, why, by whom, for how long, and how to appeal", () => {
    expect(say().users[0].text.split("\n\n")).toEqual([
      "Your account acc-1 has been suspended.",
      "What was decided: The account cannot be used while it is suspended. It applies wherever the service is offered.",
      "From when, and for how long: From 2026-05-01 12:00 UTC. The suspension ends on 2026-05-31 12:00 UTC.",
      "Our terms: Operating accounts in a coordinated way to get around the limits of the service is not allowed.",
      "The facts: The account is run together with other accounts, as one operation. This follows from what they have in common: payment details, devices and connections and timing and content of use.",
      "Who decided: The account was found by automated means. The decision was prepared by automated means, and approved by a person before it took effect.",
      "If you disagree: Reply to this message to appeal; a person who took no part in the decision will look at it. Beside an appeal to us, you may turn to a certified out-of-court dispute settlement body, where one is open to you, or to a court.",
      `Reference: ${referenceOf(HASH, "acc-1")}`,
    ]);
  });

  it("gets the same as JSON", () => {
    const { text, ...fields } = say({ until: null }).users[0];
    expect(text).toContain("stays until it is lifted");
    expect(fields).toEqual({
      account: "acc-1",
      reference: referenceOf(HASH, "acc-1"),
      measure: "suspend",
      at: "2026-05-01T12:00:00.000Z",
      until: null,
      clause: plan.policy.clause,
      facts_about: ["payment details", "devices and connections", "timing and content of use"],
      detected_by_automated_means: true,
      decided_by_automated_means: "partially",
      appeal: plan.policy.appeal_to,
    });
  });

  it("reads another text for each measure, and none where the account is only watched: nothing is restricted", () => {
    const texts = MEASURES.map((measure) => say({ measure }).users[0]?.text);
    expect(texts.map((text) => text?.split("\n")[0])).toEqual([
      "Your account acc-1 has been suspended.",
      "The use of your account acc-1 has been limited.",
      "Your account acc-1 has to be verified.",
      undefined,
    ]);
    expect(say({ measure: "watch" }).internal[0].untold).toMatch(/nothing about it is restricted/);
  });

  it("who is asked to verify is not told that anything was found to be so", () => {
    const { text } = say({ measure: "verify" }).users[0];
    expect(text).toContain("may be run together");
    expect(text).not.toContain("is run together");
  });

  it.each([
    ["nobody approved it", true, [], "fully", "no person approved it"],
    ["a person approved it", true, ["Ada"], "partially", "approved by a person"],
    ["a person chose the account", false, ["Ada"], "not", "taken by a person"],
  ] as const)("is told how far a machine decided, where %s", (_, automated, approvals, expected, words) => {
    expect(automationOf({ automated }, approvals)).toBe(expected);
    expect(say({ automated }, approvals).users[0].text).toContain(words);
  });

  it("is never told a value, a weight, a count, an id or another account, whatever is in the plan", () => {
    fc.assert(
      fc.property(secretPlans, (secret) => {
        const { users, dsa } = statementsOf(secret.plan, HASH, secret.taken, { approvals: secret.approvals });
        for (const user of users) {
          const { account, ...rest } = user;
          const words = JSON.stringify({ ...rest, text: user.text.replaceAll(account, "") });
          expect(secret.words.filter((word) => words.includes(word))).toEqual([]);
        }
        const published = JSON.stringify(dsa);
        expect(secret.words.filter((word) => published.includes(word))).toEqual([]);
      }),
    );
  });

  it("is told of every kind of evidence in a handful of phrases, the order of which tells nothing", () => {
    const all = [...KINDS.map(({ name }) => name), "template", "co-action", "succession", "sign-up", "attributes.team"];
    const phrases = aboutOf({ rows: rowsOf(...all) });
    expect(phrases).toEqual([
      "sign-up details",
      "payment details",
      "devices and connections",
      "timing and content of use",
      "shared access and offers",
      "other details of the account",
    ]);
    expect(aboutOf({ rows: rowsOf(...all.reverse()) })).toEqual(phrases);
    expect(aboutOf({ rows: rowsOf("device", "ip") })).toEqual(aboutOf({ rows: rowsOf("ip", "user_agent") }));
  });
});

describe("the team", () => {
  it("reads the evidence with its bits, what it leans on, the plan, the batch, who approved and what came of it", () => {
    const leaning = { ...caseOf("payment"), leans_on: { kind: "payment", value: "5b1c" } };
    const item = plannedAccount("acc-1", { case: leaning, measure: "verify", instead: "fragile" });
    const [stated] = statementsOf(planOf([item]), HASH, [taken("acc-1", { measure: "verify", until: null })], {
      approvals: ["Ada", "Ben"],
    }).internal;
    expect(stated).toEqual({
      account: "acc-1",
      cluster: "c-0ne",
      batch: "b-3f3f3f3f3f3f3f3f",
      plan: HASH,
      run: "7e".repeat(32),
      reference: referenceOf(HASH, "acc-1"),
      reason: "resale of access",
      clause: plan.policy.clause,
      target: "dry-run",
      case: leaning,
      planned: { measure: "verify", instead: "fragile", state: "active" },
      approvals: ["Ada", "Ben"],
      decided_by_automated_means: "partially",
      outcome: { measure: "verify", at: "2026-05-01T12:00:00.000Z", until: null },
      untold: null,
    });
  });
});

describe("the Transparency Database", () => {
  const state = (special: Partial<TakenMeasure> = {}, options = {}): DsaStatement | undefined =>
    statementsOf(plan, HASH, [taken("acc-1", special)], { approvals: ["Ada"], ...options }).dsa[0]?.[0];

  it("gets a suspension with its end, and a limit as what it is there: a part of the service", () => {
    expect(state()).toMatchObject({
      decision_account: "DECISION_ACCOUNT_SUSPENDED",
      end_date_account_restriction: "2026-05-31",
      application_date: "2026-05-01",
      automated_detection: "Yes",
      automated_decision: "AUTOMATED_DECISION_PARTIALLY",
    });
    expect(state({ measure: "rate-limit" })).toMatchObject({
      decision_provision: "DECISION_PROVISION_PARTIAL_SUSPENSION",
      end_date_service_restriction: "2026-05-31",
    });
    expect(state({ until: null })).not.toHaveProperty("end_date_account_restriction");
  });

  it("gets nothing of a request to verify or a watch", () => {
    expect(state({ measure: "verify" })).toBeUndefined();
    expect(state({ measure: "watch" })).toBeUndefined();
  });

  it("gets the day of the sign-up where it is known, else the day that the measure began", () => {
    expect(state({}, { signupAt: () => Date.UTC(2026, 1, 3) })?.content_date).toBe("2026-02-03");
    expect(state({}, { signupAt: () => Date.UTC(2026, 8, 3) })?.content_date).toBe("2026-05-01");
    expect(state()?.content_date).toBe("2026-05-01");
  });

  it("gets the whole area unless it is told a part", () => {
    expect(state()?.territorial_scope).toHaveLength(30);
    expect(state({}, { territory: ["FR", "DE"] })?.territorial_scope).toEqual(["DE", "FR"]);
    expect(() => dsaWriter(plan.policy, { territory: ["US"] })).toThrow(PermanentError);
    expect(() => dsaWriter(plan.policy, { termsUrl: "javascript:1" })).toThrow(PermanentError);
  });

  it("gets what its documented rules allow, whatever was taken and whatever the clause", () => {
    const measures = fc.record({
      measure: fc.constantFrom(...MEASURES),
      at: fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2037, 11, 31) }),
      lasts: fc.option(fc.integer({ min: 0, max: 4e11 })),
      automated: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(measures, { maxLength: 230 }), fc.string({ minLength: 1, maxLength: 500 }), (all, clause) => {
        const items = all.map((_, i) => plannedAccount(`acc-${i}`, { case: caseOf("payment") }));
        const given = planOf(items, { policy: { ...plan.policy, clause } });
        const outcomes = all.map(({ measure, at, lasts, automated }, i) =>
          taken(`acc-${i}`, { measure, at, automated, until: lasts === null ? null : at + lasts }),
        );
        const { dsa } = statementsOf(given, HASH, outcomes, { approvals: [], termsUrl: "https://example.org/terms" });
        for (const lot of dsa) dsaLot.parse(lot);
        expect(dsa.flat()).toHaveLength(all.filter(({ measure }) => measure === "suspend" || measure === "rate-limit").length);
      }),
      { numRuns: 30 },
    );
  });

  it.each([Date.UTC(2019, 11, 31), Date.UTC(2038, 0, 2), Number.NaN])("is not sent the time %d, which it would refuse", (at) => {
    expect(() => say({ at, until: null })).toThrow(PermanentError);
  });
});

describe("a reference", () => {
  it("is the same for the same plan and account, another for any other, and fits the database", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2 }), (accounts) => {
        const references = accounts.flatMap((account) => [referenceOf(HASH, account), referenceOf("00".repeat(32), account)]);
        expect(new Set(references).size).toBe(2 * accounts.length);
        expect(references[0]).toBe(referenceOf(HASH, accounts[0]));
        expect(references.every((reference) => /^sor-[0-9a-f]{32}$/.test(reference))).toBe(true);
      }),
    );
  });
});

describe("statements of a whole plan", () => {
  it("refuse an account that is not on it, and one that is handed in twice", () => {
    expect(() => statementsOf(plan, HASH, [taken("acc-9")], { approvals: [] })).toThrow(/not on the plan/);
    expect(() => statementsOf(plan, HASH, [taken("acc-1"), taken("acc-1")], { approvals: [] })).toThrow(/twice/);
  });

  it("of 25,000 accounts come in lots of a hundred, each with a reference of its own", () => {
    const kinds = KINDS.map(({ name }) => name);
    const items = Array.from({ length: 25_000 }, (_, i) =>
      plannedAccount(`acc-${i}`, { case: caseOf(...kinds.slice(i % 20, (i % 20) + 6)) }),
    );
    const outcomes = items.map(({ account }) => taken(account));
    const { users, internal, dsa } = statementsOf(planOf(items), HASH, outcomes, { approvals: ["Ada"] });
    expect([users.length, internal.length, dsa.length, dsa[249].length]).toEqual([25_000, 25_000, 250, 100]);
    expect(new Set(dsa.flat().map(({ puid }) => puid)).size).toBe(25_000);
  });
});

/** Plans whose every secret is a word that no text has by chance, with the list of these words. */
const word = fc.integer({ min: 0, max: 2 ** 32 - 1 }).map((n) => `zq${n.toString(36).padStart(7, "0")}`);
const number = fc.integer({ min: 1_000_001, max: 9_999_999 }).map((n) => n / 1000 + 0.000_5);
const kind = fc.oneof(
  fc.constantFrom(...KINDS.map(({ name }) => name), "co-action", "succession", "template"),
  word.map((w) => `attributes.${w}`),
);
const secretAccount = fc.record({
  name: word,
  cluster: word,
  bits: number,
  rows: fc.array(fc.record({ kind, value: word, bits: number, accounts: fc.integer({ min: 1_000_000, max: 9_999_999 }) }), {
    maxLength: 6,
  }),
  leans: fc.option(word),
  measure: fc.constantFrom(...MEASURES),
});
const secretPlans = fc
  .record({
    all: fc.uniqueArray(secretAccount, { minLength: 2, maxLength: 6, selector: ({ name }) => name }),
    approver: word,
    reason: word,
  })
  .map(({ all, approver, reason }) => {
    const items = all.map(({ name, cluster, bits, rows, leans }) =>
      plannedAccount(name, {
        cluster,
        case: { links: 5, bits, rows, leans_on: leans === null ? null : { kind: "device", value: leans } },
      }),
    );
    const secrets = all.flatMap(({ name, cluster, bits, rows, leans }) => [
      name,
      cluster,
      bits,
      ...rows.flatMap((row) => [row.value, row.bits, row.accounts, ...(row.kind.startsWith("attributes.") ? [row.kind] : [])]),
      ...(leans === null ? [] : [leans]),
    ]);
    const plan: Plan = planOf(items, { reason });
    return {
      plan,
      taken: all.map(({ name, measure }) => taken(name, { measure })),
      approvals: [approver],
      words: [...secrets.map(String), approver, reason, HASH, HASH.slice(0, 16), plan.run.digest],
    };
  });
