/** A count -> a data folder with so many clusters, ids and operators of 80 characters: made in a process of its own. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openFolder } from "../../src/adapters/folder.js";
import type { ClusterRun } from "../../src/model/run.js";
import { loneCluster } from "../worlds/lone-cluster.js";

export const MANY = fileURLToPath(import.meta.url);

const START = Date.UTC(2026, 4, 1);
const DAY_MS = 86_400_000;
const LONG = 80;
const EACH = 3;
const DISPOSITIONS = ["fraudulent", "unclear", "benign"] as const;

const long = (text: string): string => text.padEnd(LONG, "-abcdefghi");

function clusterOf(i: number): ClusterRun["clusters"][number] {
  const disposition = DISPOSITIONS[i % DISPOSITIONS.length];
  const operator = long(`op-${i % 7}`);
  return {
    id: long(`c-${String(i).padStart(6, "0")}`),
    accounts: Array.from({ length: EACH }, (_, j) => long(`acc-${String(i).padStart(6, "0")}-${j}`)),
    score: disposition === "benign" ? 0.02 : 0.5 + (i % 500) / 1_000,
    disposition,
    firstSeen: START + (i % 40) * DAY_MS,
    lastSeen: START + (40 + (i % 20)) * DAY_MS,
    exchanges: (i * 7_919) % 3_000_000,
    attribution: disposition === "fraudulent" ? [{ operator, confidence: 0.6, likelihood: "likely" }] : [],
    evidence: [{ kind: "device", value: long(`d-${i}`), accounts: EACH, bits: 12.5 }],
    explanations: [{ name: "campaign", bits: 12, detail: "one hand" }],
    relinkMs: null,
  };
}

async function prepare(dir: string, count: number): Promise<void> {
  const { store } = await openFolder(join(dir, "data"));
  const clusters = Array.from({ length: count }, (_, i) => clusterOf(i));
  const links = clusters.map(({ accounts: [a, b] }) => ({
    a,
    b,
    weight: 12,
    evidence: [{ kind: "device", value: long("d"), bits: 12 }],
  }));
  const { model } = loneCluster(10).run;
  const changes = clusters.map(({ id }) => ({ type: "born" as const, cluster: id, from: [] }));
  await store.saveRun({ clusters, links, model, changes, accounts: EACH * count }, { at: Date.now(), ledger: 0 });
  await store.close();
}

const [, self, dir, count] = process.argv;
if (self === MANY && dir !== undefined) await prepare(dir, Number(count));
