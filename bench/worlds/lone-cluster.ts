/** A size -> one cluster of so many accounts with four links each, and a few events of every account; the same each time. */
import type { FittedLinking } from "../../src/model/fitted.js";
import type { Link, LinkEvidence } from "../../src/model/link.js";
import type { ClusterRun } from "../../src/model/run.js";
import { mix32 } from "../../src/tools/mix.js";

const PRIOR = 14;
const CAPS = { identity: 19, payment: 20, network: 14.5, device: 20, tooling: 9, behaviour: 18, time: 18, "co-use": 18, attribute: 22 };
const FAMILIES = {
  device: "device",
  payment: "payment",
  template: "behaviour",
  net: "network",
  email_shape: "identity",
  "co-action": "time",
};
/** One account in so many hangs on the others by a single value. */
const HANGING = 10;
/** Accounts that have one device, card, template. */
const SHARED = { device: 5, payment: 12, template: 400, net: 60, email_shape: 3000 };
const START = Date.UTC(2026, 4, 1);

/** The id of the i-th account, from 0. */
export const nameOf = (i: number): string => `acc-${String(i).padStart(7, "0")}`;

export function loneCluster(size: number): { run: ClusterRun; events: Iterable<object> } {
  const accounts = Array.from({ length: size }, (_, i) => nameOf(i));
  const links: Link[] = [];
  for (let i = 0; i < size; i++) {
    if (i % HANGING === 0) links.push(linkOf(accounts, i, (i + 1) % size, [row("device", `own-${i}`, 16)]));
    else
      for (const step of [1, 2, 4, 7]) if ((i + step) % HANGING !== 0) links.push(linkOf(accounts, i, (i + step) % size, shared(i, step)));
  }
  for (let i = 1; links.length < 4 * size; i += 2) {
    const [a, b] = [i % size, mix32(i) % size];
    if (a !== b && a % HANGING !== 0 && b % HANGING !== 0) links.push(linkOf(accounts, a, b, shared(i, 3)));
  }
  links.sort((x, y) => (x.a < y.a || (x.a === y.a && x.b < y.b) ? -1 : 1));
  const cluster: ClusterRun["clusters"][number] = {
    id: "c-lone",
    accounts,
    score: 0.97,
    disposition: "fraudulent",
    firstSeen: START,
    lastSeen: START + 44 * 86_400_000,
    exchanges: 26 * 44 * size,
    attribution: [{ operator: "op-a", confidence: 0.8, likelihood: "likely" }],
    evidence: [],
    explanations: [],
    relinkMs: null,
  };
  const run: ClusterRun = {
    clusters: [cluster],
    links: links.filter((link, i) => i === 0 || link.a !== links[i - 1].a || link.b !== links[i - 1].b),
    changes: [{ type: "born", cluster: "c-lone", from: [] }],
    model: {
      format: 1,
      accounts: 8 * size,
      prior: PRIOR,
      kinds: {},
      agree: {},
      caps: CAPS,
      families: FAMILIES,
      disposition: { features: [], weights: {} },
      attribution: { slope: 1, unknown: 0, doubt: 0 },
    },
    accounts: size,
  };
  return { run, events: eventsOf(accounts) };
}

/** Each account is tied to the next by a device of the two alone. */
export function chainCluster(size: number): {
  cluster: { accounts: string[]; links: Link[] };
  model: Pick<FittedLinking, "caps" | "families">;
} {
  const accounts = Array.from({ length: size }, (_, i) => `acc-${String(i).padStart(7, "0")}`);
  const links = accounts.slice(1).map((_, i) => linkOf(accounts, i, i + 1, [row("device", `own-${i}`, 16)]));
  return { cluster: { accounts, links }, model: { caps: CAPS, families: FAMILIES } };
}

function shared(i: number, step: number): LinkEvidence[] {
  const group = (kind: keyof typeof SHARED) => `${kind}-${Math.floor(i / SHARED[kind])}`;
  const chance = mix32(8 * i + step) % 100;
  return [
    row("device", group("device"), 13),
    row("template", group("template"), 6 + chance / 25),
    ...(chance < 80 ? [row("payment", group("payment"), 12)] : []),
    row("net", group("net"), 3),
    row("email_shape", group("email_shape"), 1.5),
  ];
}

function linkOf(accounts: readonly string[], i: number, j: number, rows: readonly LinkEvidence[]): Link {
  const [a, b] = [accounts[i], accounts[j]].sort();
  const evidence = [...rows, row("prior", "200,000 accounts", -PRIOR)];
  return { a, b, weight: evidence.reduce((sum, { bits }) => sum + bits, 0), evidence };
}

const row = (kind: string, value: string, bits: number): LinkEvidence => ({ kind, value, bits });

function* eventsOf(accounts: readonly string[]): Generator<object> {
  for (const [i, account] of accounts.entries()) {
    const at = (days: number) => new Date(START + days * 86_400_000 + (mix32(i) % 86_400_000)).toISOString();
    const client = { device: `device-${Math.floor(i / SHARED.device)}`, user_agent: "agent/1", language: "en", timezone: "UTC" };
    const payment = { fingerprint: `card-${Math.floor(i / SHARED.payment)}`, kind: i % 3 === 0 ? "credit" : "virtual" };
    const organization = i % 50 === 0 ? `Company ${i % 700}` : undefined;
    yield { type: "signup", id: `s-${i}`, time: at(i % 30), account, email: `user${i}@example.net`, payment, client, organization };
    for (let day = 31; day < 44; day += 4)
      yield {
        type: "usage",
        id: `u-${i}-${day}`,
        time: at(day),
        account,
        exchanges: 26,
        input_tokens: 900,
        output_tokens: 300,
        model: "m",
        client,
      };
  }
}
