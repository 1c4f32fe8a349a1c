/** The questions for Neo4j Browser of docs/neo4j.md, asked of a real Neo4j that holds a small run. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { neo4jStore } from "../../src/adapters/neo4j/store.js";
import type { Cluster } from "../../src/model/cluster.js";
import type { ClusterRun } from "../../src/model/run.js";
import { exampleModel } from "../model/example-model.js";
import { connectForTests, describeWith, lease, wipe } from "../setup/lease.js";

const neo4j = await lease("neo4j");

const queries = [...readFileSync(new URL("../../docs/neo4j.md", import.meta.url), "utf8").matchAll(/```cypher\n([\s\S]*?)```/g)].map(
  (match) => match[1],
);

function cluster(id: string, accounts: string[], operator: string): Cluster {
  return {
    id,
    accounts,
    score: 0.97,
    disposition: "fraudulent",
    firstSeen: Date.UTC(2026, 3, 22),
    lastSeen: Date.UTC(2026, 5, 5),
    exchanges: 100 * accounts.length,
    attribution: [
      { operator, confidence: 0.9, likelihood: "very likely" },
      { operator: "unknown", confidence: 0.1, likelihood: "very unlikely" },
    ],
    evidence: [],
    explanations: [],
    relinkMs: null,
  };
}

const pool = { kind: "ip", value: "198.51.100.7", bits: 7 };

/** Two operators' clusters, both seen with one proxy's address. */
const run: ClusterRun = {
  clusters: [
    cluster("c-large", ["a1", "a2", "a3"], "op-a"),
    cluster("c-small", ["b1", "b2"], "op-b"),
    { ...cluster("c-house", ["acc-1", "acc-2"], "op-b"), disposition: "benign", attribution: [] },
  ],
  links: [
    { a: "a1", b: "a2", weight: 16, evidence: [{ kind: "device", value: "dev-1", bits: 9 }, pool] },
    { a: "a2", b: "a3", weight: 9, evidence: [{ kind: "device", value: "dev-1", bits: 9 }] },
    { a: "b1", b: "b2", weight: 7, evidence: [pool] },
  ],
  model: exampleModel,
  changes: [],
  accounts: 7,
};

describeWith([neo4j], "the questions for Neo4j Browser of docs/neo4j.md", () => {
  it("are answered", async () => {
    const url = neo4j.url ?? "";
    await wipe(url);
    const { NEO4J_USERNAME: username = "neo4j", NEO4J_PASSWORD: password = "neo4j" } = process.env;
    const store = neo4jStore({ uri: url, username, password });
    const driver = connectForTests(url);
    try {
      await store.open("a key check");
      await store.saveRun(run, { at: 0, ledger: 1 });
      const ask = async (query: string) => (await driver.executeQuery(query)).records;
      const [which, what, shared, where] = await Promise.all(queries.map(ask));
      expect(which.map((row) => [row.get("c.id"), row.get("likeliest.operator")])).toEqual([
        ["c-large", "op-a"],
        ["c-small", "op-b"],
      ]);
      expect(what).toHaveLength(5); // three accounts around the device, two around the address
      expect(shared.map((row) => row.toObject())).toEqual([
        {
          "i.kind": "ip",
          "i.value": "198.51.100.7",
          operators: expect.arrayContaining(["op-a", "op-b"]),
          clusters: expect.arrayContaining(["c-large", "c-small"]),
        },
      ]);
      expect(where.map((row) => [row.get("c.id"), row.get("c.disposition")])).toEqual([["c-house", "benign"]]);
    } finally {
      await store.close();
      await driver.close();
    }
  });
});
