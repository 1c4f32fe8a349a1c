/** A size -> a clustering of it without any events: accounts in clusters of all sizes, links with their waterfalls; the same each time. */
import type { Cluster } from "../../src/model/cluster.js";
import type { FittedModel } from "../../src/model/fitted.js";
import type { Link, LinkEvidence } from "../../src/model/link.js";
import type { ClusterRun } from "../../src/model/run.js";

export interface RunSize {
  /** All accounts known. */
  accounts: number;
  clustered: number;
  clusters: number;
  /** Links an account, each counted at both of its accounts. */
  linksEach: number;
}

/** In the proportions that a simulated world of 10,000 accounts has (june-2026), where half of all accounts are in clusters. */
export const MILLION: RunSize = { accounts: 1_000_000, clustered: 512_000, clusters: 57_000, linksEach: 4 };

/** Changes one cluster in so many: its score, and the weights of its links. */
export function largeRun(size: RunSize, changed?: { oneIn: number }): ClusterRun {
  const sizes = sizesOf(size);
  const random = generator(7);
  let account = 0;
  const clusters: Cluster[] = sizes.map((accounts, c) => {
    const ids = Array.from({ length: accounts }, () => `acc-${hex(account++, 1)}`).sort();
    const nudge = changed && c % changed.oneIn === 0 ? 0.001 : 0;
    return clusterOf(`c-${hex(c, 2)}${hex(c, 3).slice(0, 4)}`, ids, { c, random, nudge });
  });
  clusters.sort((x, y) => y.accounts.length - x.accounts.length || (x.id < y.id ? -1 : 1));
  let left = (size.clustered * size.linksEach) / 2;
  const links: Link[] = [];
  for (const { accounts, score } of clusters) {
    const most = Math.min(left, Math.ceil((accounts.length * size.linksEach) / 2) + (accounts.length > 12 ? accounts.length : 0));
    const of = linksOf(accounts, { most, score });
    left -= of.length;
    for (const link of of) links.push(link);
  }
  links.sort((x, y) => (x.a < y.a || (x.a === y.a && x.b < y.b) ? -1 : 1));
  return {
    clusters,
    links,
    changes: changed ? [] : clusters.map(({ id }) => ({ type: "born", cluster: id, from: [] })),
    model: modelOf(size),
    accounts: size.accounts,
  };
}

/** Some kB, as they are kept with a run. */
function modelOf({ accounts }: RunSize): FittedModel {
  const kinds = Array.from({ length: 60 }, (_, k) => `kind-${k}`);
  const table = <T>(of: (kind: string, k: number) => T) => Object.fromEntries(kinds.map((kind, k) => [kind, of(kind, k)]));
  return {
    format: 1,
    accounts,
    prior: -12.5,
    kinds: table((group, k) => ({ group, m: 1 / (k + 3), holders: accounts - k, meanValues: 1 + k / 7 })),
    agree: table((_, k) => 1 / (k + 2)),
    caps: { network: 6.3, device: 6.3, time: 4.3 },
    families: table(() => "network"),
    disposition: { features: kinds, weights: { campaign: kinds.map((_, k) => k / 7) } },
    attribution: { slope: 1.8, unknown: -2.2, doubt: 0.01 },
  };
}

/** A few large ones, most of two to ten (a power law): together all that are clustered. */
function sizesOf({ clustered, clusters }: RunSize): number[] {
  const weights = Array.from({ length: clusters }, (_, c) => (c + 1) ** -0.8);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const sizes = weights.map((weight) => 2 + Math.floor(((clustered - 2 * clusters) * weight) / sum));
  let missing = clustered - sizes.reduce((total, size) => total + size, 0);
  for (let c = 0; missing > 0; c = (c + 1) % clusters, missing--) sizes[c]++;
  return sizes;
}

function clusterOf(id: string, accounts: string[], { c, random, nudge }: { c: number; random: () => number; nudge: number }): Cluster {
  const disposition = (["fraudulent", "benign", "unclear"] as const)[c % 5 < 2 ? 0 : c % 5 < 4 ? 1 : 2];
  const operator = c % 3 === 0 ? `operator-${c % 20}` : "unknown";
  const kinds = ["device", "ip", "payment", "email_domain", "asn", "ja4"];
  const evidence = kinds.map((kind, k) => ({
    kind,
    value: hex(c * 8 + k, 4),
    accounts: Math.min(accounts.length, 2 + k),
    bits: 20 * random() - 2,
  }));
  const reasons = ["campaign", "company", "campus", "household", "event", "tool", "reseller"];
  return {
    id,
    accounts,
    score: random() + nudge,
    disposition,
    firstSeen: 1_767_600_000_000 + c * 60_000,
    lastSeen: 1_770_000_000_000 + c * 1_000,
    exchanges: accounts.length * 97 + c,
    attribution:
      disposition !== "fraudulent"
        ? []
        : [
            { operator, confidence: 0.5 + random() / 2, likelihood: "likely" },
            { operator: operator === "unknown" ? "operator-3" : "unknown", confidence: random() / 2, likelihood: "unlikely" },
          ],
    cases:
      disposition !== "fraudulent"
        ? []
        : [{ operator, bits: 9 * random(), evidence: evidence.map((row) => ({ ...row, family: "network", detail: "2 of theirs" })) }],
    parts: [],
    evidence,
    explanations: reasons.map((name) => ({
      name,
      bits: 30 * random() - 20,
      detail: `share ${random().toFixed(3)}, as others of this size`,
    })),
    relinkMs: c % 4 === 0 ? 1000 * c + 0.5 : null,
  };
}

/** Each account with those next to it in a ring, and so on by distance. */
function linksOf(accounts: readonly string[], { most, score }: { most: number; score: number }): Link[] {
  const links: Link[] = [];
  const n = accounts.length;
  const once = onceEach();
  for (let step = 1; step <= n / 2 && links.length < most; step++) {
    const around = 2 * step === n ? n / 2 : n;
    for (let i = 0; i < around && links.length < most; i++) {
      const [a, b] = [accounts[i], accounts[(i + step) % n]].sort();
      links.push(linkOf(a, b, i * 31 + step + score, once));
    }
  }
  return links;
}

/**
 * A waterfall of fourteen rows: some that all links of the cluster have, some that a few share, some that are the link's alone. Equal rows
 * are one, as a clustering makes them.
 */
function linkOf(a: string, b: string, salt: number, once: Once): Link {
  const whole = Math.floor(salt);
  const nudge = salt % 1;
  const evidence = [
    ...TIES.map(([kind, bits, shared]) => once(kind, hex(Math.floor(whole / shared), kind.length), bits + nudge)),
    once("co-action", "together", 2 + (salt % 0.7)),
    once("cap", "identity", -((whole % 64) / 16)),
    once("name", "none shared", -0.07),
    once("prior", "1,000,000 accounts", -12.5),
  ];
  return { a, b, weight: evidence.reduce((sum, { bits }) => sum + bits, 0), evidence };
}

/** Kinds of the rows that tie, their bits, and how many links in a row have the same. */
const TIES: readonly (readonly [kind: string, bits: number, shared: number])[] = [
  ["device", 9.5, 4],
  ["payment", 8.25, 20],
  ["email_domain", 1.5, 1000],
  ["asn", 0.5, 100],
  ...[1, 3, 5, 9].map((shared) => ["template", 3, shared] as const),
  ["net", 4.125, 8],
  ["bin", 0.9, 50],
];

type Once = (kind: string, value: string, bits: number) => LinkEvidence;

function onceEach(): Once {
  const known = new Map<string, LinkEvidence>();
  return (kind, value, bits) => {
    const key = `${kind} ${value} ${bits}`;
    const row = known.get(key) ?? { kind, value, bits };
    known.set(key, row);
    return row;
  };
}

/** Eight to sixteen hex digits that look drawn. */
function hex(n: number, salt: number): string {
  const high = Math.imul(n ^ (salt * 0x9e3779b1), 0x85ebca6b) >>> 0;
  const low = Math.imul(n, 0x9e3779b1) >>> 0; // by itself no two are the same
  return low.toString(16).padStart(8, "0") + high.toString(16).padStart(8, "0");
}

/** Numbers in [0, 1) (mulberry32). */
function generator(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
