/**
 * What is asked for and what is known of the accounts -> the plan: who is on it and how, who is not and why, and what it says of itself.
 */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { canonicalBytes } from "../../../src/enforcement/canonical.js";
import { type PlanFacts, planOf } from "../../../src/enforcement/plan/plan.js";
import { PermanentError } from "../../../src/errors.js";
import type { Plan } from "../../../src/model/enforcement/plan.js";
import { FRAGILE, factsOf, NO_CASE, NOW, names, STRONG, status, termsOf } from "./example.js";

const text = (plan: Plan) => Buffer.from(canonicalBytes(plan, "the plan")).toString();
const measures = (plan: Plan) =>
  Object.fromEntries(plan.accounts.items.map(({ account, measure, instead }) => [account, [measure, instead]]));

describe("a plan", () => {
  it("asks accounts whose case falls with a single value, or that have none, to verify themselves instead", () => {
    const facts = factsOf(["a", "b", "c"], { b: { case: FRAGILE }, c: { case: NO_CASE } });
    expect(measures(planOf(termsOf(), facts))).toEqual({ a: ["suspend", null], b: ["verify", "fragile"], c: ["verify", "fragile"] });
    expect(measures(planOf(termsOf({ measure: "watch" }), facts)).b).toEqual(["watch", null]);
  });

  it("asks all accounts of a cluster to verify themselves that only an analyst calls fraudulent, unless the policy says otherwise", () => {
    const explanations = [
      { name: "company", bits: 0, detail: "" },
      { name: "campaign", bits: -3, detail: "" },
      { name: "promotion ring", bits: -9, detail: "" },
    ];
    const facts = factsOf(names(20));
    const judged = { ...facts, clusters: facts.clusters.map((each) => ({ ...each, cluster: { ...each.cluster, explanations } })) };
    const done = (policy: object) =>
      new Set(planOf(termsOf({ policy }), judged).accounts.items.map(({ measure, instead }) => `${measure} ${instead}`));
    expect(done({})).toEqual(new Set(["verify contested"]));
    expect(done({ contested: "suspend" })).toEqual(new Set(["suspend null"]));
  });

  it("asks accounts older than the policy protects to verify themselves, too", () => {
    const facts = factsOf(["a", "b"], { b: { is: { signupAt: NOW - 400 * 86_400_000 } } });
    expect(measures(planOf(termsOf({ policy: { protect_older_days: 365 } }), facts)).b).toEqual(["verify", "old"]);
  });

  it("leaves out and protects, each with its reason", () => {
    const facts = factsOf(["a", "b", "c", "d"], { b: { is: { status: status(["closed", null]) } } }, ["c"]);
    const plan = planOf(termsOf({ exceptions: [{ account: "d", why: "ours" }] }), facts);
    expect(plan.left_out).toEqual([
      { account: "b", why: "closed" },
      { account: "d", why: "excepted: ours" },
    ]);
    expect(plan.protected).toEqual([{ account: "c", why: "judged innocent" }]);
    expect(Object.keys(measures(plan))).toEqual(["a"]);
  });

  it("keeps an account that Cautery has suspended, as what it is", () => {
    const plan = planOf(termsOf(), factsOf(["a"], { a: { is: { status: status(["suspended", "cautery"]) } } }));
    expect(plan.accounts.items).toMatchObject([{ account: "a", state: "suspended", measure: "suspend" }]);
  });

  it("draws as many strong accounts as the policy says to verify themselves first, where it goes in stages", () => {
    const facts = factsOf(names(50), { "acc-0001": { case: FRAGILE } });
    const sampled = (way: "stages" | "strike") =>
      planOf(termsOf({ way, policy: { sample: { share: 1, most: 5 } } }), facts).accounts.items.filter(
        ({ instead }) => instead === "sample",
      );
    expect(sampled("stages")).toHaveLength(5);
    expect(sampled("stages").every(({ measure, account }) => measure === "verify" && account !== "acc-0001")).toBe(true);
    expect(sampled("strike")).toEqual([]);
  });

  it("draws from each part of a cluster, some at the least, and asks whoever is tied to few others", () => {
    const partOf = (i: number) => ({ case: { ...STRONG, part: i < 10 ? 1 : 2, ...(i === 49 ? { links: 2 } : {}) } });
    const facts = factsOf(names(50), Object.fromEntries(names(50).map((name, i) => [name, partOf(i)])));
    const { items } = planOf(termsOf({ policy: { sample: { share: 0.1, least: 3, most: 30 } } }), facts).accounts;
    const sampled = items.filter(({ instead }) => instead === "sample");
    expect(sampled.filter(({ case: { part } }) => part === 1)).toHaveLength(3);
    expect(sampled.filter(({ case: { part, links } }) => part === 2 && links > 2)).toHaveLength(4);
    expect(sampled.map(({ account }) => account)).toContain("acc-0049");
  });

  it("asks half of the sample by lot and half by how ill they fit their whole cluster, in whatever part they are", () => {
    const fitting = (i: number) => ({ case: { ...STRONG, part: 1 + (i % 4) }, misfit: i % 4 === 2 && i < 40 ? 2 : -0.1 });
    const facts = factsOf(names(80), Object.fromEntries(names(80).map((name, i) => [name, fitting(i)])));
    const { items } = planOf(termsOf({ policy: { sample: { share: 0.1, least: 6, most: 30 } } }), facts).accounts;
    const sampled = items.filter(({ instead }) => instead === "sample");
    expect(sampled).toHaveLength(24);
    for (const part of [1, 2, 4]) expect(sampled.filter((item) => item.case.part === part).length).toBeGreaterThanOrEqual(3);
    expect(items.filter(({ misfit, measure }) => misfit === 2 && measure === "suspend")).toEqual([]);
  });

  it("says how ill each account fits, where anything is known of it", () => {
    const { items } = planOf(termsOf(), factsOf(["a", "b"], { a: { misfit: 1.25 } })).accounts;
    expect(items.map(({ misfit }) => misfit)).toEqual([1.25, undefined]);
  });

  it("keeps as many strong accounts as asked for under watch", () => {
    const plan = planOf(termsOf({ tracers: 3, policy: { sample: { share: 1, most: 2 } } }), factsOf(names(20)));
    const of = (instead: string) => plan.accounts.items.filter((item) => item.instead === instead);
    expect(of("tracer").map(({ measure }) => measure)).toEqual(["watch", "watch", "watch"]);
    expect(of("sample")).toHaveLength(2);
  });

  it("has the Merkle root of its accounts' ids, as RFC 6962 says", () => {
    const hash = (...parts: (string | Buffer)[]) => parts.reduce((sum, part) => sum.update(part), createHash("sha256")).digest();
    const [a, b, c] = ["a", "b", "c"].map((id) => hash("\0", id));
    const { root, count } = planOf(termsOf(), factsOf(["c", "a", "b"])).accounts;
    expect(root).toBe(hash("\x01", hash("\x01", a, b), c).toString("hex"));
    expect(count).toBe(3);
  });

  it("says what it touches", () => {
    const facts = factsOf(["a", "b", "c"], {
      a: { is: { organizations: ["acme", "beta"], paymentKinds: ["prepaid"] } },
      b: { is: { organizations: ["acme"], paymentKinds: ["prepaid", "invoice"] } },
      c: { is: { paymentKinds: [] } },
    });
    expect(planOf(termsOf(), facts).blast_radius).toEqual({
      accounts: 3,
      organizations: 2,
      accounts_with_organization: 2,
      paying: 1,
      exchanges_a_day: 30,
      tokens_a_day: 1500,
    });
  });

  it("says how small an error rate each stage can show", () => {
    expect(planOf(termsOf(), factsOf(names(1000))).least_error_rates).toEqual([0.3, 0.03, 0.0034]);
    expect(planOf(termsOf({ way: "strike" }), factsOf(names(1000))).least_error_rates).toEqual([0.003]);
    expect(planOf(termsOf(), factsOf(names(2))).least_error_rates).toEqual([1, 1]);
  });

  it("says what the operator will notice: nothing of a watch or a shadow, a warning of a verification", () => {
    const noticed = (terms: Parameters<typeof termsOf>[0]) => planOf(termsOf(terms), factsOf(["a", "b"], { b: { case: FRAGILE } })).noticed;
    expect(noticed({ measure: "watch" })).toEqual(["nothing: accounts are only watched"]);
    expect(noticed({ shadow_days: 7 })[0]).toMatch(/^nothing for 7 days/);
    expect(noticed({ way: "strike" })).toEqual([
      "before anything else 1 account is asked to verify: whoever runs them is warned",
      "1 account is cut off within 15 minutes, in an order that cannot be foreseen",
      "up to 20 exchanges a day stop or are slowed",
    ]);
  });

  it("is the same bytes in whatever order its facts come", () => {
    const facts = factsOf(names(30), { "acc-0007": { case: FRAGILE } });
    const turned: PlanFacts = {
      ...facts,
      clusters: facts.clusters.map((one) => ({ ...one, cases: new Map([...one.cases].reverse()) })),
      particulars: new Map([...facts.particulars].reverse()),
    };
    const exceptions = ["acc-0001", "acc-0002"].map((account) => ({ account, why: "ours" }));
    const terms = { tracers: 2, policy: { sample: { share: 1, most: 3 } } };
    expect(text(planOf(termsOf({ ...terms, exceptions: exceptions.toReversed() }), turned))).toBe(
      text(planOf(termsOf({ ...terms, exceptions }), facts)),
    );
  });

  it("has no time of day in it, and no number of a run", () => {
    expect(text(planOf(termsOf(), factsOf(["a"])))).not.toMatch(/20\d\d-\d\d|"at"|"number"|1[78]\d{11}/);
  });

  it("refuses more accounts than the policy allows, and says how to mend it", () => {
    const planned = () => planOf(termsOf({ policy: { plan_cap: 9 } }), factsOf(names(10)));
    expect(planned).toThrow(PermanentError);
    expect(planned).toThrow(/10 accounts and the policy allows 9 a plan: .*--except.*plan_cap.*CAUTERY_POLICY/);
  });

  it("refuses to be of nobody", () => {
    expect(() => planOf(termsOf({ policy: { allow: ["a"] } }), factsOf(["a"]))).toThrow(/none of the 1 accounts is left/);
  });

  it("refuses terms out of bounds, by their name", () => {
    expect(() => planOf(termsOf({ reason: " " }), factsOf(["a"]))).toThrow(/^the plan: reason: /);
    expect(() => planOf(termsOf({ rate: 0 }), factsOf(["a"]))).toThrow(/^the plan: rate: /);
  });
});
