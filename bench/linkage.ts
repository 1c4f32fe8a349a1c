/**
 * `npm run bench linkage`: a million accounts with ten million sightings -> CPU seconds and memory of each stage of linking, beside a
 * simple peer: counting the pairs that a plain join on shared values would make.
 */

import type { Population, Sightings } from "../src/indicator/population.js";
import { link } from "../src/link/link.js";
import { DAY_S } from "../src/tools/units.js";
import { Draw } from "./worlds/planted-graph.js";

const START = Date.UTC(2026, 3, 1) / 1000;

/** How an account draws a value of a kind: one of its own, one of its group's, or one of a common stock. */
interface Source {
  kind: string;
  values: number;
  /** Share of the sightings from the group's values and from the common stock; the rest are the account's own. */
  group: number;
  common: number;
  stock: number;
}

const SOURCES: readonly Source[] = [
  { kind: "device", values: 1, group: 0.05, common: 0, stock: 1 },
  { kind: "payment", values: 1, group: 0.05, common: 0, stock: 1 },
  { kind: "email_domain", values: 1, group: 0.1, common: 0.85, stock: 400 },
  { kind: "signup_ip", values: 1, group: 0.2, common: 0.2, stock: 20_000 },
  { kind: "ip", values: 2, group: 0.2, common: 0.2, stock: 20_000 },
  { kind: "toolchain", values: 1, group: 0, common: 1, stock: 2_000 },
  { kind: "prompt", values: 3, group: 0.3, common: 0.1, stock: 5_000 },
];

/** Accounts in groups of 2 to 60, half of them alone. */
export function syntheticPopulation(size: number, seed: number): Population {
  const draw = new Draw(seed);
  const group = new Uint32Array(size);
  for (let i = 0, g = 0; i < size; g++) {
    const members = draw.below(2) === 0 ? 1 : 2 + draw.below(59);
    for (let m = 0; m < members && i < size; m++) group[i++] = g;
  }
  const seen = Float64Array.from({ length: size }, () => (START + draw.below(30 * DAY_S)) * 1000);
  return {
    size,
    account: (i) => `account-${i}`,
    indexOf: (account) => Number(account.slice(8)),
    firstSeen: seen,
    lastSeen: seen,
    signupAt: seen,
    events: new Uint32Array(size).fill(10),
    exchanges: new Float64Array(size).fill(10),
    capability: new Float64Array(size * 8),
    hours: new Uint32Array(size * 24),
    status: new Map(),
    otherAttributeKeys: 0,
    sightings: new Map(SOURCES.map((source) => [source.kind, sightingsOf(source, group, draw)])),
  };
}

function sightingsOf({ kind, values, group: ofGroup, common, stock }: Source, group: Uint32Array, draw: Draw): Sightings {
  const size = group.length;
  const groups = group[size - 1] + 1;
  const rows = size * values;
  const value = new Uint32Array(rows);
  const first = new Uint32Array(rows);
  for (let i = 0; i < size; i++)
    for (let v = 0; v < values; v++) {
      const dice = draw.below(1000) / 1000;
      const p = i * values + v;
      value[p] = dice < ofGroup ? group[i] : dice < ofGroup + common ? groups + draw.below(stock) : groups + stock + p;
      first[p] = START + draw.below(30 * DAY_S);
    }
  const keys = groups + stock + rows;
  return {
    kind,
    start: Uint32Array.from({ length: size + 1 }, (_, i) => i * values),
    value,
    first,
    last: first,
    count: new Uint32Array(rows).fill(1),
    keyHi: Uint32Array.from({ length: keys }, () => draw.below(2 ** 32)),
    keyLo: Uint32Array.from({ length: keys }, () => draw.below(2 ** 32)),
    text: (v) => `${kind}-${v}`,
  };
}

/** Pairs that joining all holders of each value would make: the peer that does not bound anything. */
function naivePairs(population: Population): number {
  let pairs = 0;
  for (const { value, keyHi } of population.sightings.values()) {
    const holders = new Float64Array(keyHi.length);
    for (const v of value) holders[v]++;
    for (const n of holders) pairs += (n * (n - 1)) / 2;
  }
  return pairs;
}

export async function benchLinkage(): Promise<void> {
  for (const size of [100_000, 1_000_000]) {
    const population = syntheticPopulation(size, 1);
    const sightings = [...population.sightings.values()].reduce((sum, { value }) => sum + value.length, 0);
    const before = process.memoryUsage().rss;
    const start = process.cpuUsage();
    let stage = { name: "templates", at: start };
    const stages: string[] = [];
    const seconds = (from: NodeJS.CpuUsage) => {
      const { user, system } = process.cpuUsage(from);
      return (user + system) / 1e6;
    };
    const next = (name: string) => {
      if (name !== stage.name) stages.push(`${stage.name} ${seconds(stage.at).toFixed(1)} s`);
      stage = { name, at: process.cpuUsage() };
    };
    const { source } = link(population, next);
    next("end");
    const peak = process.resourceUsage().maxRSS / 1024;
    console.log(
      `${size.toLocaleString("en-US")} accounts, ${sightings.toLocaleString("en-US")} sightings: ${source.length.toLocaleString("en-US")} links`,
    );
    console.log(`  ${seconds(start).toFixed(1)} s CPU (${stages.join(", ")})`);
    console.log(`  peak ${peak.toFixed(0)} MB in all, ${(peak - before / 2 ** 20).toFixed(0)} MB on top of the population`);
    console.log(`  peer, a join without bounds: ${naivePairs(population).toLocaleString("en-US")} pairs to score`);
  }
}
