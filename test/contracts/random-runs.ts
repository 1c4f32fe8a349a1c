/**
 * Nothing -> arbitrary histories: runs one after the other, in which clusters grow, shrink, merge, stay or come back, of accounts of any
 * name.
 */
import fc from "fast-check";
import type { CaseEvidence, Cluster, Disposition } from "../../src/model/cluster.js";
import type { Link } from "../../src/model/link.js";
import type { ClusterChange, ClusterRun } from "../../src/model/run.js";
import { exampleModel } from "../model/example-model.js";

/** An id is 1 to 200 characters of anything. */
export const OPAQUE_IDS = [
  "acc-1",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "x\udc00y",
  "😀",
  "␛0000",
  "␛",
  'CORP\\u0000"',
  "é".normalize("NFD"),
  "é",
  "n".repeat(200),
];

const DISPOSITIONS: readonly Disposition[] = ["fraudulent", "benign", "unclear"];
const OPERATORS = ["op-a", "op-b", "unknown"];

/** What distinguishes one state of a cluster from another: two clusters of one id, accounts and state are the same to the last bit. */
interface State {
  detail: number;
  links: number;
}

/** For each account the cluster that it is in, 0 for none; for each cluster its state. */
interface Drawn {
  labels: number[];
  states: State[];
}

const CLUSTERS = 5;
const drawn: fc.Arbitrary<Drawn> = fc.record({
  labels: fc.array(fc.integer({ min: 0, max: CLUSTERS }), { minLength: OPAQUE_IDS.length, maxLength: OPAQUE_IDS.length }),
  states: fc.array(fc.record({ detail: fc.integer({ min: 0, max: 5 }), links: fc.integer({ min: 0, max: 2 }) }), {
    minLength: CLUSTERS + 1,
    maxLength: CLUSTERS + 1,
  }),
});

/** One to `most` runs; often one is much or all of the one before. */
export function histories(most: number): fc.Arbitrary<ClusterRun[]> {
  const step = fc.record({ fresh: drawn, kept: fc.array(fc.boolean(), { minLength: CLUSTERS + 1, maxLength: CLUSTERS + 1 }) });
  return fc.array(step, { minLength: 1, maxLength: most }).map((steps) => {
    const runs: ClusterRun[] = [];
    let before: Drawn | null = null;
    for (const { fresh, kept } of steps) {
      before = before === null ? fresh : following(before, fresh, kept);
      runs.push(runOf(before, runs.at(-1)));
    }
    return runs;
  });
}

/** `fresh`, but for the clusters that are kept as they were. */
function following(before: Drawn, fresh: Drawn, kept: readonly boolean[]): Drawn {
  return {
    labels: before.labels.map((label, i) => (kept[label] ? label : kept[fresh.labels[i]] ? 0 : fresh.labels[i])),
    states: before.states.map((state, c) => (kept[c] ? state : fresh.states[c])),
  };
}

function runOf({ labels, states }: Drawn, before: ClusterRun | undefined): ClusterRun {
  const clusters: Cluster[] = [];
  const links: Link[] = [];
  for (let c = 1; c <= CLUSTERS; c++) {
    const accounts = OPAQUE_IDS.filter((_, i) => labels[i] === c).sort();
    if (accounts.length === 0) continue;
    clusters.push(randomCluster(`c-${c}`, accounts, states[c].detail));
    links.push(...chain(accounts, states[c].links));
  }
  clusters.sort((x, y) => y.accounts.length - x.accounts.length || (x.id < y.id ? -1 : 1));
  links.sort((x, y) => (x.a < y.a || (x.a === y.a && x.b < y.b) ? -1 : 1));
  return {
    clusters,
    links,
    changes: changesBetween(before?.clusters ?? [], clusters),
    model: { ...exampleModel, prior: clusters.length / 3 },
    accounts: OPAQUE_IDS.length,
  };
}

/** Of every field something that could be lost: no list, an empty one, texts of any characters, doubles that no decimal is. */
function randomCluster(id: string, accounts: string[], detail: number): Cluster {
  const disposition = DISPOSITIONS[detail % 3];
  const operator = OPERATORS[detail % OPERATORS.length];
  return {
    id,
    accounts,
    score: detail / 7,
    disposition,
    firstSeen: 1_767_600_000_123 + detail,
    lastSeen: 1_767_700_000_000 - detail,
    exchanges: 2 ** 40 + detail,
    attribution: disposition === "fraudulent" ? [{ operator, confidence: 0.1 + 0.2 + detail / 10, likelihood: "likely" }] : [],
    ...(detail > 1 ? { cases: detail > 2 ? [{ operator, bits: 1 / 3, evidence: [caseEvidence(accounts)] }] : [] } : {}),
    ...(detail > 3 ? { parts: [{ accounts, attribution: [] }] } : {}),
    ...(operator === "unknown" && detail > 2 ? { stranger: "unknown-7" } : {}),
    evidence: accounts.slice(0, detail).map((value) => ({ kind: "device", value, accounts: 2, bits: detail / 3 })),
    explanations: detail === 1 ? [] : [{ name: "company", bits: -3.25, detail: 'no "shared" organization \u0000 \\u0000 ␛ é😀\ud800' }],
    relinkMs: detail === 0 ? null : detail * 1000.5,
  };
}

const caseEvidence = (accounts: readonly string[]): CaseEvidence => ({
  family: "identity",
  kind: "email",
  value: accounts[0],
  accounts: accounts.length,
  bits: 0.1 + 0.7,
  detail: "\ud83d",
});

function chain(accounts: readonly string[], kind: number): Link[] {
  return accounts.slice(1, kind === 0 ? 1 : undefined).map((b, i) => ({
    a: accounts[i],
    b,
    weight: kind / 3,
    evidence: Array.from({ length: i % 3 }, (_, row) => ({
      kind: row === 0 ? "prior" : "device",
      value: `${b} of ${kind}`,
      bits: (row - 0.1) / kind,
    })),
  }));
}

function changesBetween(before: readonly Cluster[], now: readonly Cluster[]): ClusterChange[] {
  const ids = (clusters: readonly Cluster[]) => clusters.map(({ id }) => id);
  const gone = ids(before).filter((id) => !ids(now).includes(id));
  const born = ids(now).filter((id) => !ids(before).includes(id));
  const [heir] = ids(now).filter((id) => ids(before).includes(id));
  const changes: ClusterChange[] = [
    ...born.map(
      (cluster, i): ClusterChange => (i === 0 && heir ? { type: "split", cluster, from: [heir] } : { type: "born", cluster, from: [] }),
    ),
    ...gone.slice(1).map((cluster): ClusterChange => ({ type: "died", cluster, from: [] })),
    ...(gone.length > 0 && heir ? [{ type: "merged", cluster: heir, from: [gone[0]] } satisfies ClusterChange] : []),
  ];
  return changes.sort((x, y) => (x.cluster < y.cluster || (x.cluster === y.cluster && x.type < y.type) ? -1 : 1));
}
