/**
 * Sizes -> a clustering of hydras of these sizes, with events of every account: twelve waves, each born as the one before was suspended,
 * with devices, cards and templates of its own, some of which the next goes on with; the same each time.
 */
import type { Cluster } from "../../src/model/cluster.js";
import type { Link, LinkEvidence } from "../../src/model/link.js";
import type { ClusterRun } from "../../src/model/run.js";
import { mix32 } from "../../src/tools/mix.js";
import { DAY_MS } from "../../src/tools/units.js";

const PRIOR = 14;
const CAPS = { identity: 19, payment: 20, network: 14.5, device: 20, tooling: 9, behaviour: 18, time: 18, "co-use": 18, attribute: 22 };
const FAMILIES = {
  device: "device",
  payment: "payment",
  template: "behaviour",
  net: "network",
  email_shape: "identity",
  user_agent: "tooling",
  "co-action": "time",
  succession: "time",
};
/** Of a hydra's accounts, those of each wave. */
const WAVES = [0.208, 0.164, 0.132, 0.112, 0.092, 0.076, 0.064, 0.052, 0.04, 0.028, 0.02, 0.012];
/** Of a wave's accounts, those that were suspended. */
const SUSPENDED = [0.97, 0.9, 0.84, 0.8, 0.69, 0.61, 0.5, 0.39, 0.18, 0.12, 0.05, 0];
const LINKS_EACH = 4;
const START = Date.UTC(2026, 3, 22);
const WAVE_DAYS = 3.5;
const LIFE_DAYS = 7;

interface Born {
  account: string;
  wave: number;
  at: number;
  suspendedAt: number | null;
}

export function hydras(sizes: Readonly<Record<string, number>>): { run: ClusterRun; events: Iterable<object> } {
  const all = Object.entries(sizes).map(([id, size]) => hydra(id, size));
  const links = all.flatMap((each) => each.links).sort((x, y) => (x.a < y.a || (x.a === y.a && x.b < y.b) ? -1 : 1));
  const accounts = all.reduce((sum, { cluster }) => sum + cluster.accounts.length, 0);
  const run: ClusterRun = {
    clusters: all.map(({ cluster }) => cluster).sort((x, y) => y.accounts.length - x.accounts.length || (x.id < y.id ? -1 : 1)),
    links,
    changes: all.map(({ cluster }) => ({ type: "born", cluster: cluster.id, from: [] })),
    model: {
      format: 1,
      accounts: 8 * accounts,
      prior: PRIOR,
      kinds: {},
      agree: {},
      caps: CAPS,
      families: FAMILIES,
      disposition: { features: [], weights: {} },
      attribution: { slope: 1, unknown: 0, doubt: 0 },
    },
    accounts,
  };
  return { run, events: eventsOf(all.flatMap(({ born }) => born)) };
}

/** From 0 to 1, by the two numbers alone. */
const lot = (i: number, salt: number): number => (mix32(Math.imul(i, 31) + salt) >>> 0) / 2 ** 32;

function hydra(id: string, size: number): { cluster: Cluster; links: Link[]; born: Born[] } {
  const starts = WAVES.map((_, w) => Math.round(size * WAVES.slice(0, w).reduce((sum, share) => sum + share, 0)));
  const waveOf = (i: number): number => starts.findLastIndex((start) => start <= i);
  const born = Array.from({ length: size }, (_, i): Born => {
    const wave = waveOf(i);
    const at = START + wave * WAVE_DAYS * DAY_MS + lot(i, 1) * lot(i, 2) * 6 * DAY_MS;
    const end = START + (wave * WAVE_DAYS + LIFE_DAYS + 2.5 * lot(i, 3)) * DAY_MS;
    const account = `${id.slice(2)}-${String(i).padStart(6, "0")}`;
    return { account, wave, at, suspendedAt: lot(i, 4) < SUSPENDED[wave] ? Math.max(end, at + DAY_MS) : null };
  });
  const links = new Map<string, Link>();
  const tie = (i: number, j: number, rows: readonly LinkEvidence[]): void => {
    const [low, high] = [Math.min(i, j), Math.max(i, j)];
    if (low !== high) links.set(`${low} ${high}`, linkOf(born[low].account, born[high].account, rows));
  };
  for (let i = 0; i + 1 < size; i++) {
    const end = starts[born[i].wave + 1] ?? size;
    for (const [k, step] of [1, 2, 5].entries()) if (i + step < end) tie(i, i + step, within(born, i, i + step, k));
    const rest = end - starts[born[i].wave];
    const other = starts[born[i].wave] + Math.floor(lot(i, 5) * rest);
    if (lot(i, 6) < 0.45) tie(i, other, within(born, i, other, 4));
    else if (end < size && lot(i, 7) < 0.9) tie(i, end + Math.floor(lot(i, 8) * Math.min(size - end, 0.1 * size)), across(born[i], i));
    if (i % 11 === 0 && size > 40)
      tie(i, Math.floor(lot(i, 9) * size), [row("net", `198.51.${i % 40}.0/24`, 8.5), row("email_shape", "xx99", 7)]);
  }
  const kept = [...links.values()].slice(0, LINKS_EACH * size);
  return { cluster: clusterOf(id, born), links: kept, born };
}

function within(born: readonly Born[], i: number, j: number, step: number): LinkEvidence[] {
  const { wave } = born[i];
  const device = Math.floor(i / 5) === Math.floor(j / 5);
  return [
    ...(device ? [row("device", `dev-${wave}-${Math.floor(i / 5)}`, 13)] : []),
    ...(Math.floor(i / 12) === Math.floor(j / 12) ? [row("payment", `card-${wave}-${Math.floor(i / 12)}`, 11)] : []),
    row("template", `t-${wave}${lot(i, 20 + step) < 0.7 ? "a" : "b"}`, 8 + 2 * lot(j, 21)),
    row("user_agent", `ja4 13d1516h2_${(wave * 7 + 11).toString(16)}`, 5.5),
    ...(lot(i, 22 + step) < 0.6 ? [row("net", `203.0.${wave * 3 + Math.floor(3 * lot(i, 23))}.0/24`, 3.4)] : []),
    ...(lot(i, 24) < 0.4 ? [row("email_shape", "xx99", 1.5)] : []),
  ];
}

/** To the wave after: what it goes on with, and whose work it took over. */
function across({ wave, suspendedAt }: Born, i: number): LinkEvidence[] {
  return [
    ...(suspendedAt === null ? [] : [row("succession", `signed up ${4 + (i % 50)} min after the suspension`, 6.5)]),
    ...(lot(i, 30) < 0.5 ? [row("user_agent", `ja4 13d1516h2_${(wave * 7 + 11).toString(16)}`, 5.5)] : []),
    ...(lot(i, 31) < 0.4 ? [row("payment", `bin 5155${wave}`, 7)] : []),
    row("template", `t-${wave}a`, 8.2),
    row("net", `203.0.${wave * 3}.0/24`, 3.4),
  ];
}

function linkOf(a: string, b: string, rows: readonly LinkEvidence[]): Link {
  const evidence = [...rows, row("prior", "200,000 accounts", -PRIOR)].sort((x, y) => y.bits - x.bits);
  return {
    a,
    b,
    weight: Math.max(
      0.4,
      evidence.reduce((sum, { bits }) => sum + bits, 0),
    ),
    evidence,
  };
}

const row = (kind: string, value: string, bits: number): LinkEvidence => ({ kind, value, bits });

function clusterOf(id: string, born: readonly Born[]): Cluster {
  const size = born.length;
  return {
    id,
    accounts: born.map(({ account }) => account).sort(),
    score: 0.998,
    disposition: "fraudulent",
    firstSeen: START,
    lastSeen: START + 44 * DAY_MS,
    exchanges: 1_150 * size,
    attribution: [
      { operator: "op-a", confidence: 0.91, likelihood: "very likely" },
      { operator: "unknown", confidence: 0.07, likelihood: "very unlikely" },
      { operator: "op-b", confidence: 0.02, likelihood: "almost no chance" },
    ],
    cases: [
      {
        operator: "op-a",
        bits: 11.4,
        evidence: [
          {
            family: "behaviour",
            kind: "template",
            value: "t-0a",
            accounts: Math.ceil(size * 0.6),
            bits: 7.2,
            detail: "A1, seen in 3 clusters of theirs",
          },
          { family: "tooling", kind: "user_agent", value: "ja4 13d1516h2_b", accounts: Math.ceil(size * 0.5), bits: 5.1, detail: "B2" },
          {
            family: "network",
            kind: "net",
            value: "203.0.0.0/24",
            accounts: Math.ceil(size * 0.2),
            bits: -0.9,
            detail: "known, and hardly shown",
          },
        ],
      },
      {
        operator: "op-b",
        bits: 3.2,
        evidence: [{ family: "network", kind: "net", value: "203.0.3.0/24", accounts: 12, bits: 3.2, detail: "C3" }],
      },
    ],
    evidence: [
      { kind: "template", value: "t-0a", accounts: Math.ceil(size * 0.6), bits: 12.1 },
      { kind: "device", value: "shared devices", accounts: Math.ceil(size * 0.8), bits: 9.3 },
      { kind: "user_agent", value: "ja4 13d1516h2_b", accounts: Math.ceil(size * 0.5), bits: 6.2 },
      { kind: "payment", value: "bin 51550", accounts: Math.ceil(size * 0.3), bits: 5.4 },
      { kind: "succession", value: "took over the work of suspended accounts", accounts: Math.ceil(size * 0.6), bits: 8.9 },
      { kind: "net", value: "203.0.0.0/24", accounts: Math.ceil(size * 0.2), bits: 3.1 },
      { kind: "verified", value: "verified accounts among them", accounts: Math.ceil(size * 0.02), bits: -1.4 },
    ],
    explanations: [
      { name: "campaign", bits: 37.5, detail: "one operator: prompts of few templates, suspended and replaced within the hour" },
      { name: "shared tool", bits: 9.1, detail: "users of one tool: would share the client, not the cards" },
      { name: "reseller", bits: 7.8, detail: "a reseller's customers: would do different work" },
      { name: "company", bits: -14, detail: "a company: would be verified, and work by day" },
    ],
    relinkMs: 38 * 60_000,
  };
}

function* eventsOf(born: readonly Born[]): Generator<object> {
  const iso = (at: number): string => new Date(at).toISOString();
  for (const [i, { account, wave, at, suspendedAt }] of born.entries()) {
    const client = { device: `dev-${wave}-${Math.floor(i / 5)}`, user_agent: "agent/1", language: "en", timezone: "UTC" };
    yield { type: "signup", id: `s-${account}`, time: iso(at), account, email: `user${i}@example.net`, client };
    const usage = { type: "usage", account, exchanges: 400 + (i % 700), input_tokens: 90_000, output_tokens: 30_000, model: "m", client };
    yield { ...usage, id: `u-${account}-1`, time: iso(at + 0.4 * DAY_MS) };
    yield { ...usage, id: `u-${account}-2`, time: iso((suspendedAt ?? at + 5 * DAY_MS) - 0.1 * DAY_MS) };
    if (suspendedAt !== null) yield { type: "status", id: `x-${account}`, time: iso(suspendedAt), account, status: "suspended" };
    else if (i % 97 === 0) yield { type: "status", id: `x-${account}`, time: iso(at + 6 * DAY_MS), account, status: "closed" };
  }
}
