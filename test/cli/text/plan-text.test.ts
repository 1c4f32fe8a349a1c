/** A plan as a person reads it before agreeing to it, and its counts for a program. */
import { describe, expect, it } from "vitest";
import { formatPlan } from "../../../src/cli/text/plan-text.js";
import { planSummary } from "../../../src/contract/plan-summary.js";
import { planOf } from "../../../src/enforcement/plan/plan.js";
import { FRAGILE, factsOf, NO_CASE, NOW, names, status, termsOf } from "../../enforcement/plan/example.js";

const HASH = "0123456789abcdef".repeat(4);
const facts = factsOf(
  names(1205),
  {
    "acc-0000": { case: FRAGILE },
    "acc-0001": { case: FRAGILE },
    "acc-0002": { case: NO_CASE },
    "acc-0003": { is: { status: status(["closed", null]) } },
    "acc-0004": { is: { signupAt: NOW - 900 * 86_400_000 } },
  },
  ["acc-0005"],
);
const plan = planOf(termsOf({ tracers: 2, policy: { sample: { share: 1, most: 3 }, protect_older_days: 365 } }), facts);

describe("formatPlan", () => {
  it("shows what, whom, whom not and why, what it touches, and what to do next", () => {
    expect(formatPlan(plan, HASH).split("\n")).toEqual([
      "b-0123456789abcdef: 1,203 accounts to be acted on",
      `  hash     ${HASH}`,
      "  reason   one hand",
      "  goes to  dry-run",
      "  measure  suspend, until lifted",
      "  way      stages, 10 calls a second at the most",
      "",
      "Clusters",
      "  c-1  1,205 accounts  fraudulent  score 0.90  op-a 0.80  was c-0",
      "",
      "Accounts are",
      "  suspended        1,194",
      "  asked to verify      7",
      "  watched              2",
      "",
      "Other than the rest",
      expect.stringMatching(/^ {2}asked to verify: the case falls with a single value +3 {2}acc-0000, acc-0001, acc-0002$/),
      expect.stringMatching(
        /^ {2}asked to verify: a sample of the strong ones, by which the gate tells a bad plan +3 {2}acc-\d+, acc-\d+, acc-\d+$/,
      ),
      expect.stringMatching(/^ {2}only watched: tracers +2 /),
      expect.stringMatching(/^ {2}asked to verify: as old as the policy protects +1 {2}acc-0004$/),
      "",
      "Fragile cases lean on",
      "  device x                                               2  acc-0000, acc-0001",
      "  no link: in the cluster by profile or judgement alone  1  acc-0002",
      "",
      "Left out: 1",
      "  closed  1  acc-0003",
      "",
      "Protected: 1",
      "  judged innocent  1  acc-0005",
      "",
      "What it touches",
      "  accounts                            1,203",
      "  with an organization                0, of 0",
      "  paying, and not prepaid or virtual  1,203",
      "  exchanges a day                     12,030",
      "  tokens a day                        601,500",
      "",
      "In this order",
      "  verification      7 accounts  asked to verify",
      "  tracers           2 accounts  watched",
      "  stage 1          12 accounts  suspended        shows error rates from 25.00 % on",
      "  stage 2         119 accounts  suspended        shows error rates from 2.52 % on",
      "  stage 3       1,063 accounts  suspended        shows error rates from 0.28 % on",
      "",
      "What the operator will notice",
      "  before anything else 7 accounts are asked to verify: whoever runs them is warned",
      "  1194 accounts are cut off, the first 1 %, then 10 % some time before the rest: the operator can tell in the first stage",
      "  up to 12030 exchanges a day stop or are slowed",
      "  nothing at 2 accounts kept under watch: where the work goes next is seen there",
      "",
      "Nothing is changed yet: 3 persons have to approve it, each with a key of their own, and not who planned it",
      `  cautery approve b-0123456789abcdef --hash ${HASH} --by NAME --key FILE`,
      "  cautery deny b-0123456789abcdef --by NAME --key FILE --reason TEXT",
      "  cautery execute b-0123456789abcdef --wait",
    ]);
  });

  it("says that a plan in shadow is one, and counts many reasons", () => {
    const exceptions = names(30).map((account, i) => ({ account, why: `why ${i}` }));
    const text = formatPlan(planOf(termsOf({ shadow_days: 7, exceptions, way: "strike", days: 30 }), factsOf(names(40))), HASH);
    expect(text).toMatch(/^b-0123456789abcdef: 10 accounts to be acted on, in shadow for 7 days$/m);
    expect(text).toMatch(/^ {2}measure +suspend, for 30 days$/m);
    expect(text).toMatch(/^ {2}way +a strike within 15 minutes, 10 calls a second at the most$/m);
    expect(text).toMatch(/^Left out: 30$/m);
    expect(text).toMatch(/^ {2}and for 24 more reasons$/m);
    expect(text).toMatch(/^Protected: 0$/m);
  });
});

describe("a plan's summary", () => {
  it("is what the contract names, in counts", () => {
    expect(planSummary(plan, HASH)).toMatchObject({
      batch: "b-0123456789abcdef",
      hash: HASH,
      accounts: 1203,
      left_out: 1,
      protected: 1,
      fragile: 3,
      approvals_needed: 3,
      cluster: "c-1",
      measures: { suspend: 1194, "rate-limit": 0, verify: 7, watch: 2 },
    });
  });
});
