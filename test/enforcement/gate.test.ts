/** What a gate answers: it stops a bad plan, lets a good one go on, and asks where it cannot tell. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type GateFigures, gateAnswer, oddsFor } from "../../src/enforcement/gate.js";
import { checkPolicy } from "../../src/model/enforcement/policy.js";

const POLICY = checkPolicy({});
const figures = (more: Partial<GateFigures>): GateFigures => ({
  errors: { hits: 0, of: 100 },
  verified: {},
  checked: { hits: 0, of: 10 },
  appeals: { hits: 0, of: 100 },
  unread: 0,
  ...more,
});
const answerTo = (more: Partial<GateFigures>) => gateAnswer(figures(more), POLICY).answer;

describe("a gate", () => {
  it("goes on where nothing speaks against the plan, however little was seen", () => {
    expect(answerTo({ errors: { hits: 0, of: 0 }, appeals: { hits: 0, of: 0 } })).toBe("go on");
    expect(answerTo({ verified: { "drawn from c": { hits: 0, of: 30 } } })).toBe("go on");
  });

  it("fails where those who were asked to verify themselves did, as customers do", () => {
    expect(answerTo({ verified: { "drawn from c": { hits: 9, of: 30 } } })).toBe("fail");
  });

  it("fails where a few strangers verify, though they are few among many of another group", () => {
    const verified = { "hanging by one value in c": { hits: 2, of: 1_000 }, "without a case of their own in c": { hits: 25, of: 30 } };
    expect(gateAnswer(figures({ verified }), POLICY)).toEqual({
      answer: "fail",
      why: "25 of 30 passed verifications (without a case of their own in c)",
    });
  });

  it("wants more of a group the more groups there are, so that a plan of many parts is not stopped by chance", () => {
    const part = { hits: 2, of: 10 };
    const others = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`part ${i + 2}`, { hits: 0, of: 10 }]));
    expect(answerTo({ verified: { "part 1": part } })).toBe("ask");
    expect(answerTo({ verified: { "part 1": part, ...others } })).toBe("go on");
    expect(answerTo({ verified: { "part 1": { hits: 8, of: 10 }, ...others } })).toBe("fail");
  });

  it("wants less of a group the more it weighs beside the others, and as much of all together", () => {
    const verified = (weight: number) => ({
      "of c, which the weighing calls innocent": { hits: 2, of: 6, weight },
      "drawn from d": { hits: 0, of: 10 },
      "drawn from e": { hits: 0, of: 10 },
    });
    expect(answerTo({ verified: verified(0.2) })).toBe("go on");
    expect(answerTo({ verified: verified(2) })).toBe("ask");
  });

  it("asks a person where it cannot tell", () => {
    expect(answerTo({ verified: { "drawn from c": { hits: 2, of: 10 } } })).toBe("ask");
    expect(answerTo({ verified: { "drawn from c": { hits: 0, of: 10 } }, unread: 5 })).toBe("ask");
  });

  it("fails where the platform refuses many, and where appeals are upheld", () => {
    expect(answerTo({ errors: { hits: 40, of: 100 } })).toBe("fail");
    expect(answerTo({ appeals: { hits: 3, of: 60 } })).toBe("fail");
  });

  it("says what it went on by", () => {
    expect(gateAnswer(figures({}), POLICY).why).toBe("0 of 100 refused or unknown calls; 0 of 100 upheld appeals");
  });
});

it("odds for bad rise with each hit, and fall with each miss", () => {
  const share = fc.record({ hits: fc.nat(100), more: fc.nat(100) });
  fc.assert(
    fc.property(share, ({ hits, more }) => {
      const expected = { good: 0.02, bad: 0.3 };
      const odds = oddsFor({ hits, of: hits + more }, expected);
      expect(oddsFor({ hits: hits + 1, of: hits + more + 1 }, expected)).toBeGreaterThan(odds);
      expect(oddsFor({ hits, of: hits + more + 1 }, expected)).toBeLessThan(odds);
    }),
  );
});
