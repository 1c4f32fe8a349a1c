/** What keeps an account from being acted on: each guard by an account that it holds, and by one that it lets by. */
import { describe, expect, it } from "vitest";
import { GUARDS, guardOf, rulesOf, stateOf } from "../../../src/enforcement/plan/guards.js";
import type { Particulars } from "../../../src/indicator/particulars.js";
import { checkPolicy } from "../../../src/model/enforcement/policy.js";
import { innocenceOf } from "../../../src/model/judged-accounts.js";
import { type Judgement, newJudgement } from "../../../src/model/judgement.js";
import { NOW, ORDINARY, status } from "./example.js";

const POLICY = checkPolicy({ allow: ["friend"], verified_organizations: ["Château Léon"], protect_older_days: 100 });
const RULES = rulesOf(
  { policy: POLICY, exceptions: [{ account: "spared", why: "a partner's test" }], min_confidence: 0.5 },
  { innocent: new Set(["cleared"]), asOf: NOW },
);

const said = (account: string, is: Partial<Particulars> = {}, confidence: number | null = 0.9) => {
  const guarded = { account, particulars: { ...ORDINARY, ...is }, confidence };
  const guard = guardOf(guarded, RULES);
  return guard ? `${guard.does}: ${guard.says(guarded, RULES)}` : null;
};

describe("a guard", () => {
  it("lets an ordinary account by", () => {
    expect(said("acc")).toBeNull();
  });

  it("leaves out whom someone else has suspended already", () => {
    expect(said("acc", { status: status(["suspended", "trust-and-safety"]) })).toBe("leave-out: suspended by someone else already");
    expect(said("acc", { status: status(["suspended", null]) })).toBe("leave-out: suspended by someone else already");
  });

  it("lets by whom someone else suspended and let go again", () => {
    expect(said("acc", { status: status(["suspended", "support"], ["reinstated", "support"]) })).toBeNull();
  });

  it("lets by whom Cautery itself has suspended: an overlapping batch claims the account too", () => {
    expect(said("acc", { status: status(["suspended", "cautery"]) })).toBeNull();
  });

  it("leaves out an account that is closed, and not one that was opened again", () => {
    expect(said("acc", { status: status(["closed", null]) })).toBe("leave-out: closed");
    expect(said("acc", { status: status(["closed", null], ["reinstated", null]) })).toBeNull();
  });

  it("leaves out an exception, with its reason", () => {
    expect(said("spared")).toBe("leave-out: excepted: a partner's test");
  });

  it("leaves out whom it is less sure of than asked", () => {
    expect(said("acc", {}, 0.49)).toBe("leave-out: less sure than 0.5");
    expect(said("acc", {}, 0.5)).toBeNull();
  });

  it("protects whom the policy allows, a verified organization however it is written, and whom a judgement holds innocent", () => {
    expect(said("friend")).toBe("protect: on the policy's allow list");
    expect(said("acc", { organizations: ["acme", "chateau leon"] })).toBe("protect: of a verified organization, chateau leon");
    expect(said("cleared")).toBe("protect: judged innocent");
  });

  it("asks an account that is older than the policy's days to verify itself, from its sign-up or else from what was seen first", () => {
    const days = (count: number) => NOW - count * 86_400_000;
    expect(said("acc", { signupAt: days(101) })).toBe("verify: older than 100 days");
    expect(said("acc", { signupAt: null, firstSeen: days(101) })).toBe("verify: older than 100 days");
    expect(said("acc", { signupAt: days(99), firstSeen: days(101) })).toBeNull();
  });

  it("has a name of its own", () => {
    expect(new Set(GUARDS.map(({ name }) => name)).size).toBe(GUARDS.length);
  });
});

describe("an account's state", () => {
  it("is what its status events come to", () => {
    expect(stateOf([])).toBe("active");
    expect(stateOf(status(["suspended", "cautery"]))).toBe("suspended");
    expect(stateOf(status(["suspended", null], ["reinstated", null]))).toBe("active");
    expect(stateOf(status(["closed", null], ["suspended", null]))).toBe("closed");
  });
});

describe("innocence", () => {
  const judgement = (account: string, verdict: Judgement["verdict"], at: number): Judgement =>
    ({
      id: `j-${at}`,
      at,
      analyst: "ana",
      reason: "appeal",
      verdict,
      about: { type: "innocence", account, struck: [] },
    }) as unknown as Judgement;

  it("holds while a judgement says so that nobody withdrew or overtook", () => {
    const judgements = [
      judgement("a", "positive", 1),
      judgement("b", "positive", 2),
      judgement("c", "positive", 3),
      judgement("c", "unsure", 4),
    ];
    const withdrawn = newJudgement({
      at: 5,
      analyst: "ana",
      reason: "",
      verdict: "positive",
      about: { type: "withdrawal", judgement: "j-2" },
    });
    expect([...innocenceOf([...judgements, withdrawn]).accounts]).toEqual(["a"]);
  });
});
