/** What stands of what analysts said. */
import { describe, expect, it } from "vitest";
import { checkJudgement, type Judgement, standing, withdrawnAmong } from "../../src/model/judgement.js";

let clock = 0;
const judgement = (id: string, about: Judgement["about"], verdict: Judgement["verdict"] = "positive"): Judgement => ({
  id,
  at: ++clock,
  analyst: "ana",
  reason: "seen",
  about,
  verdict,
});
const withdrawal = (id: string, of: string) => judgement(id, { type: "withdrawal", judgement: of });
const attribution = (id: string, operator: string, accounts: string[], verdict: Judgement["verdict"] = "positive") =>
  judgement(id, { type: "attribution", cluster: "c-1", accounts, operator }, verdict);
const ids = (judgements: readonly Judgement[]) => judgements.map(({ id }) => id);

describe("judgements", () => {
  it("stand until they are withdrawn", () => {
    const all = [attribution("one", "op-a", ["x"]), attribution("two", "op-b", ["y"]), withdrawal("three", "one")];
    expect(ids(standing(all))).toEqual(["two"]);
  });

  it("stand again where the withdrawal is withdrawn", () => {
    const all = [attribution("one", "op-a", ["x"]), withdrawal("two", "one"), withdrawal("three", "two")];
    expect(ids(standing(all))).toEqual(["one"]);
  });

  it("tell which of them are withdrawn, withdrawals too", () => {
    const all = [attribution("one", "op-a", ["x"]), withdrawal("two", "one"), withdrawal("three", "two")];
    expect(withdrawnAmong(all)).toEqual(new Set(["two"]));
    expect(withdrawnAmong(all.slice(0, 2))).toEqual(new Set(["one"]));
  });

  it("stand in the order of their times, however they were stored", () => {
    const all = [attribution("one", "op-a", ["x"]), attribution("two", "op-b", ["y"])];
    expect(ids(standing(all.toReversed()))).toEqual(["one", "two"]);
  });

  it("are checked where they come in", () => {
    expect(checkJudgement(attribution("one", "op-a", ["x"]))).toMatchObject({ id: "one" });
    expect(() => checkJudgement({ ...attribution("one", "op-a", ["x"]), verdict: "maybe" })).toThrow(/verdict/);
  });

  it("of one account's innocence are checked too, and hold no more than they may", () => {
    const struck = [{ kind: "device", value: "dev-1" }];
    const about = { type: "innocence", account: "x", appeal: "a-1", struck } as const;
    expect(checkJudgement(judgement("one", about)).about).toEqual(about);
    const { appeal: _, ...without } = about;
    expect(checkJudgement(judgement("one", without)).about).toEqual(without);
    for (const wrong of [
      { ...about, account: "" },
      { ...about, struck: [{ kind: "device" }] },
      { ...about, struck: [{ kind: "device", value: "x".repeat(4_001) }] },
      { ...about, struck: Array(1_001).fill(struck[0]) },
    ])
      expect(() => checkJudgement({ ...judgement("one", about), about: wrong })).toThrow(/about/);
  });
});
