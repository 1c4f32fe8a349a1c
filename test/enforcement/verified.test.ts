/** Who was asked to verify itself, and who did -> the groups that a gate weighs, and what it says to them. */
import { describe, expect, it } from "vitest";
import { gateAnswer } from "../../src/enforcement/gate.js";
import { type Asked, verifiedGroups } from "../../src/enforcement/verified.js";
import { checkPolicy } from "../../src/model/enforcement/policy.js";
import { plannedAccount } from "./example-plan.js";

const POLICY = checkPolicy({});
const STRONG = { links: 5, bits: 9, rows: [], leans_on: null };

/** Drawn accounts, the first fitting least; who of them verified itself, by place. */
const drawn = (count: number, verified: readonly number[], special: Partial<Asked["item"]> = {}): Asked[] =>
  Array.from({ length: count }, (_, i) => ({
    item: plannedAccount(`a-${i}`, { measure: "verify", instead: "sample", case: STRONG, misfit: 1 - i / count, ...special }),
    isVerified: verified.includes(i),
  }));
const groups = (asked: readonly Asked[]) => verifiedGroups(asked, POLICY.sample);
const weightOf = (all: ReturnType<typeof groups>, wanted: (name: string) => boolean) =>
  Object.entries(all).reduce((sum, [name, { weight = 1 }]) => sum + (wanted(name) ? weight : 0), 0);
const isNested = (name: string) => name.endsWith("least");
const answerTo = (asked: readonly Asked[]) =>
  gateAnswer(
    {
      errors: { hits: 0, of: 40 },
      verified: groups(asked),
      checked: { hits: 0, of: asked.length },
      appeals: { hits: 0, of: 0 },
      unread: 0,
    },
    POLICY,
  ).answer;

describe("the groups of those who were asked to verify themselves", () => {
  it("are why they were asked, their part, and those that fit least, ever more of them", () => {
    const asked = drawn(40, [0, 1, 20], { case: { ...STRONG, part: 2 } });
    expect(
      Object.fromEntries(Object.entries(groups(asked)).map(([name, { hits, of }]) => [name.replaceAll("c-0ne", "c"), [hits, of]])),
    ).toEqual({
      "drawn from part 2 of c": [3, 40],
      "drawn from c": [3, 40],
      "the 8 that fit c least": [2, 8],
      "the 16 that fit c least": [2, 16],
      "the 32 that fit c least": [3, 32],
      "the 40 that fit c least": [3, 40],
    });
  });

  it("weigh three times as much where they were doubted before as all others together, the fewest of the least fitting the most", () => {
    const all = groups(drawn(30, [], { case: { ...STRONG, part: 2 } }));
    expect(weightOf(all, isNested)).toBeCloseTo(3 * weightOf(all, (name) => !isNested(name)));
    expect(all["the 8 that fit c-0ne least"].weight).toBeCloseTo(weightOf(all, isNested) / 2);
  });

  it("are one alone for a cluster that its own weighing calls innocent, whatever fits", () => {
    expect(Object.keys(groups(drawn(8, [], { instead: "contested" })))).toEqual(["of c-0ne, which the weighing calls innocent"]);
  });

  it("are by reason alone where nobody knows who fits, and none of nobody", () => {
    expect(Object.keys(groups(drawn(9, [], { misfit: undefined })))).toEqual(["drawn from c-0ne"]);
    expect(groups([])).toEqual({});
  });

  it("are of each cluster by itself", () => {
    const other = drawn(4, [], { cluster: "c-2" });
    expect(Object.keys(groups([...drawn(4, []), ...other])).filter(isNested)).toEqual([
      "the 4 that fit c-0ne least",
      "the 4 that fit c-2 least",
    ]);
  });
});

describe("a gate that weighs them", () => {
  it("asks where two of the eight that fit least verify themselves, be they two of a hundred", () => {
    expect(answerTo(drawn(100, [0, 7]))).toBe("ask");
    expect(answerTo(drawn(14, [2, 5]))).toBe("ask");
  });

  it("goes on where one does, or two that fit as well as most", () => {
    expect(answerTo(drawn(100, [0]))).toBe("go on");
    expect(answerTo(drawn(100, [40, 70]))).toBe("go on");
  });

  it("stops where many do, whether they fit or not", () => {
    expect(answerTo(drawn(40, [22, 24, 25, 28, 31, 33, 36, 39]))).toBe("fail");
  });

  it("asks where two of six verify themselves of a cluster that an analyst alone calls fraudulent", () => {
    const contested = drawn(6, [1, 4], { instead: "contested", cluster: "c-2" });
    expect(answerTo([...drawn(8, []), ...contested])).toBe("ask");
  });
});
