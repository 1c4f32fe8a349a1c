/** The whole evaluation, on worlds small enough to count by hand. */
import { describe, expect, it } from "vitest";
import { evaluate } from "../../src/evaluate/evaluate.js";
import { clustersOf, truthOf } from "./worlds.js";

const truth = truthOf(`
  a1 CAMPAIGN   g1 op-a    sloppy
  a2 CAMPAIGN   g1 op-a    sloppy
  a3 CAMPAIGN   g1 op-a    expert
  b1 CAMPAIGN   g2 op-b    expert
  b2 CAMPAIGN   g2 op-b    expert
  p1 PROMO_RING g3 -       -
  e1 enterprise g4 -       -
  e2 enterprise g4 -       -
  h1 household  g5 -       -
  i1 individual -  -       -
`);

describe("detection", () => {
  const clusters = clustersOf(`
    a1,a2,h1 0.9 fraudulent op-a=0.8 unknown=0.2
    b1,b2    0.4 unclear
    e1,e2    0.1 benign
  `);
  const { detection } = evaluate(truth, clusters);

  it("counts an account as flagged where its cluster is called fraudulent", () => {
    expect(detection.precision).toBeCloseTo(2 / 3);
    expect(detection.recall).toBeCloseTo(2 / 6);
    expect(detection.f1).toBeCloseTo(4 / 9);
  });

  it("tells which innocent accounts were flagged, by kind", () => {
    expect(detection.innocent).toEqual({
      accounts: 4,
      flagged: 1,
      rate: 1 / 4,
      kinds: {
        enterprise: { accounts: 2, flagged: 0, rate: 0 },
        household: { accounts: 1, flagged: 1, rate: 1 },
        individual: { accounts: 1, flagged: 0, rate: 0 },
      },
    });
  });

  it("counts innocents that look like fraud on purpose apart from their kind", () => {
    const twins = truth.map((row) => (row.account === "h1" ? { ...row, kind: "enterprise", twin: true } : row));
    expect(evaluate(twins, clusters).detection.innocent.kinds).toMatchObject({
      enterprise: { accounts: 2, flagged: 0 },
      "enterprise (twin)": { accounts: 1, flagged: 1 },
    });
  });

  it("tells how many were caught by level and by kind of fraud, where truth has levels", () => {
    expect(detection.fraud.levels).toEqual({
      expert: { accounts: 3, flagged: 0, rate: 0 },
      sloppy: { accounts: 2, flagged: 2, rate: 1 },
    });
    expect(Object.keys(detection.fraud.kinds)).toEqual(["campaign", "promo_ring"]);
  });

  it("has no precision where nobody was accused, and no recall where there is no fraud", () => {
    const nobody = evaluate(truth, []).detection;
    expect([nobody.precision, nobody.recall]).toEqual([null, 0]);
    expect(evaluate(truthOf("i1 individual - -"), []).detection.recall).toBeNull();
  });
});

describe("grouping", () => {
  it("holds for clusters of any disposition, and takes an account in no cluster as one by itself", () => {
    const { grouping } = evaluate(truth, clustersOf("a1,a2,a3 0.1 benign"));
    expect(grouping.fraud.clustered).toBe(0.5);
    expect(grouping.fraud.bcubed).toEqual({ precision: 1, recall: (3 * 1 + 2 * 0.5 + 1) / 6, f1: expect.closeTo(10 / 11) });
    expect(grouping.fraud.pairwise).toEqual({ precision: 1, recall: 3 / 4, f1: 6 / 7 });
  });

  it("measures innocent groups among the grouped, and leaves those of no group out", () => {
    const { grouping } = evaluate(truth, clustersOf("a1,a2,a3 0.9 fraudulent\n b1,b2 0.9 fraudulent\n e1,e2 0.1 benign"));
    expect(grouping.grouped.accounts).toBe(9);
    expect(grouping.grouped.ari).toBe(1);
  });

  it("counts fraudulent accounts in clusters, and those that are among most of their hand", () => {
    const handsOf = (text: string) => evaluate(truth, clustersOf(text)).grouping.hands;
    expect(handsOf("a1,a2,b1 0.1 benign\n a3 0.9 fraudulent")).toEqual({
      accounts: 6,
      clustered: 3,
      share: 0.5,
      right: 2,
      accuracy: 2 / 3,
    });
    expect(handsOf("a1,b1,e1,e2 0.9 fraudulent")).toMatchObject({ clustered: 2, right: 0 }); // the innocent are most of it
    expect(handsOf("a1,h1 0.9 fraudulent")).toMatchObject({ clustered: 1, right: 0 }); // and as many are not fewer
  });

  it("finds clusters pure where one operator has them, innocent accounts counted against it", () => {
    const { purity } = evaluate(truth, clustersOf("a1,a2,b1,h1 0.9 fraudulent\n e1,e2 0.1 benign"));
    expect(purity).toEqual({ clusters: 1, accounts: 4, purity: 0.5, coverage: 0.5 });
  });
});

describe("attribution", () => {
  const clusters = clustersOf(`
    a1,a2,b1 0.9 fraudulent op-a=0.7 unknown=0.3
    b2,p1    0.9 fraudulent unknown=0.6 op-a=0.4
    e1,e2    0.1 benign
  `);

  it("is right where the likeliest operator is the account's own, or unknown for one without a dossier", () => {
    const { attribution } = evaluate(truth, clusters, new Set(["op-a"]));
    expect(attribution.named).toEqual({ accounts: 2, correct: 2, accuracy: 1 });
    expect(attribution.unknown).toEqual({ accounts: 3, correct: 2, accuracy: 2 / 3 });
    expect(attribution.operators).toEqual({
      "op-a": { accounts: 2, correct: 2, accuracy: 1 },
      "op-b": { accounts: 2, correct: 1, accuracy: 0.5 },
    });
  });

  it("takes an operator that has a dossier and was missed as an error, and not as unknown", () => {
    const { attribution } = evaluate(truth, clusters, new Set(["op-a", "op-b"]));
    expect(attribution.named).toEqual({ accounts: 4, correct: 2, accuracy: 0.5 });
    expect(attribution.unknown).toEqual({ accounts: 1, correct: 1, accuracy: 1 });
  });

  it("goes by the operators that any cluster names where no dossiers are given", () => {
    expect(evaluate(truth, clusters).attribution).toEqual(evaluate(truth, clusters, new Set(["op-a"])).attribution);
  });

  it("forecasts once a cluster: right where it is the operator of most of its accounts", () => {
    const { confidence } = evaluate(truth, clusters, new Set(["op-a"])).attribution;
    expect(confidence.forecasts).toBe(2);
    expect(confidence.brier).toBeCloseTo((0.3 ** 2 + 0.4 ** 2) / 2);
  });

  it("takes a cluster that was attributed in parts by its parts", () => {
    const [cluster] = clustersOf("a1,a2,b1,b2 0.9 fraudulent op-a=0.5 op-b=0.5");
    const share = (operator: string) => [{ operator, confidence: 0.9 }];
    const parts = [
      { accounts: ["a1", "a2"], attribution: share("op-a") },
      { accounts: ["b1", "b2"], attribution: share("op-b") },
    ];
    expect(evaluate(truth, [{ ...cluster, parts }]).attribution.named.accuracy).toBe(1);
  });
});

describe("scores", () => {
  it("are right for a cluster that is mostly one operator's, and for each account that is fraudulent", () => {
    const { score } = evaluate(truth, clustersOf("a1,a2,b1,h1 0.9 fraudulent\n e1,e2 0.1 benign"));
    // Half of the first cluster is one operator's, which is not most of it.
    expect(score.clusters.brier).toBeCloseTo((4 * 0.81 + 2 * 0.01) / 6);
    expect(score.accounts.brier).toBeCloseTo((3 * 0.01 + 0.81 + 2 * 0.01) / 6);
  });
});

describe("files that don't fit together", () => {
  it("leave accounts that the truth doesn't name out, and count them", () => {
    const { strangers, detection } = evaluate(truth, clustersOf("a1,a2,who 0.9 fraudulent"));
    expect(strangers).toBe(1);
    expect(detection.precision).toBe(1);
  });

  it("are refused where an account is in two clusters, or twice in the truth", () => {
    expect(() => evaluate(truth, clustersOf("a1,a2 0.9 fraudulent\n a2,a3 0.9 fraudulent"))).toThrow(
      /"a2" is in cluster "c1" and again in "c2"/,
    );
    expect(() => evaluate([...truth, truth[0]], [])).toThrow(/account "a1" is there twice/);
  });
});

describe("replacements", () => {
  const replaced = truthOf(`
    a1 CAMPAIGN g1 op-a careful
    a2 CAMPAIGN g1 op-a careful a1
    a3 CAMPAIGN g1 op-a careful a2
    b1 CAMPAIGN g2 op-a sloppy
    b2 CAMPAIGN g2 op-a sloppy  b1
  `);

  it("count as linked in the cluster that holds most of their campaign", () => {
    const { succession } = evaluate(replaced, clustersOf("a1,a2,x1 0.9 fraudulent\n a3,x2 0.9 fraudulent\n b1,b2 0.9 fraudulent"));
    expect(succession).toEqual({
      replacements: 3,
      linked: 2,
      rate: 2 / 3,
      levels: {
        careful: { replacements: 2, linked: 1, rate: 1 / 2 },
        sloppy: { replacements: 1, linked: 1, rate: 1 },
      },
    });
  });

  it("are not linked where they are alone, or where their campaign is in no cluster", () => {
    expect(evaluate(replaced, clustersOf("a1,a2 0.9 fraudulent")).succession).toMatchObject({ replacements: 3, linked: 1 });
  });
});
