/** A cluster as an analyst reads it in the terminal. */
import { describe, expect, it } from "vitest";
import { formatCluster, formatClusters } from "../../../src/cli/text/cluster-text.js";
import type { Cluster } from "../../../src/model/cluster.js";

const cluster: Cluster = {
  id: "c-4f1d",
  accounts: ["acc-1", "acc-2", "acc-3"],
  score: 0.971,
  disposition: "fraudulent",
  firstSeen: Date.UTC(2026, 3, 22, 8, 14),
  lastSeen: Date.UTC(2026, 4, 2, 16, 30),
  exchanges: 12_340,
  attribution: [
    { operator: "op-a", confidence: 0.91, likelihood: "very likely" },
    { operator: "unknown", confidence: 0.09, likelihood: "very unlikely" },
  ],
  evidence: [{ kind: "payment", value: "5b1c", accounts: 3, bits: 9.4 }],
  explanations: [
    { name: "campaign", bits: 12.3, detail: "one work queue" },
    { name: "company", bits: -4, detail: "no common domain" },
  ],
  relinkMs: 7 * 60_000,
};

describe("formatCluster", () => {
  it("shows what it is, why, whose, and which accounts", () => {
    expect(formatCluster(cluster).split("\n")).toEqual([
      "c-4f1d: fraudulent, score 0.97",
      "  accounts               3",
      "  exchanges              12,340",
      "  first seen             2026-04-22 08:14 UTC",
      "  last seen              2026-05-02 16:30 UTC",
      "  median time to relink  7 min",
      "",
      "Explanations, in bits against the best innocent one",
      "  campaign  +12.3 bits  one work queue",
      "  company    -4.0 bits  no common domain",
      "",
      "Likely operator",
      "  op-a     0.91  very likely",
      "  unknown  0.09  very unlikely",
      "",
      "What binds it",
      "  payment 5b1c  3 accounts  +9.4 bits",
      "",
      "Accounts",
      "  acc-1",
      "  acc-2",
      "  acc-3",
    ]);
  });

  it("lists no more accounts than asked for, and says how many are left", () => {
    expect(formatCluster(cluster, { accounts: 1 })).toMatch(/acc-1\n {2}and 2 more \(--accounts all\)$/);
  });

  it("shows the parts that serve different operators, and the name of a stranger", () => {
    const parts = [
      { accounts: ["acc-1", "acc-2"], attribution: [{ operator: "op-a", confidence: 0.9, likelihood: "very likely" }] },
      { accounts: ["acc-3"], attribution: [{ operator: "op-b", confidence: 0.7, likelihood: "likely" }] },
    ];
    const text = formatCluster({ ...cluster, parts, stranger: "unknown-7" });
    expect(text).toMatch(/2 accounts {2}op-a 0\.90\n {2}1 accounts {2}op-b 0\.70/);
    expect(text).toMatch(/operator without a dossier +unknown-7/);
  });

  it("leaves out what there is none of", () => {
    const bare = formatCluster({ ...cluster, disposition: "benign", attribution: [], explanations: [], relinkMs: null });
    expect(bare).not.toMatch(/Likely operator|Explanations/);
    expect(bare).toMatch(/median time to relink +none seen/);
  });
});

describe("formatClusters", () => {
  it("gives a line a cluster", () => {
    const { attribution, accounts, stranger = null } = cluster;
    const summary = { ...cluster, size: accounts.length, likeliest: attribution[0], stranger, changedIn: 1 };
    const other = { ...summary, id: "c-2", disposition: "benign", score: 0.02, likeliest: null } as const;
    expect(formatClusters([summary, other]).split("\n")).toEqual([
      "cluster  accounts  exchanges  score  disposition  likely operator",
      "c-4f1d          3     12,340   0.97  fraudulent   op-a 0.91",
      "c-2             3     12,340   0.02  benign",
    ]);
  });
});
