/**
 * A world's segments -> what an account's activity by day takes in bytes and in CPU, beside merging without it; and how fast it is read
 * again.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { duckDbStore } from "../src/adapters/duckdb/store.js";
import { writeWorld } from "../src/adapters/files/world-folder.js";
import { formatCount, formatTable } from "../src/cli/text/format.js";
import { listInputs } from "../src/event/input.js";
import { readActivity } from "../src/indicator/days/read.js";
import { summariseActivity } from "../src/indicator/days/summary.js";
import { type MergedWithDays, mergePart, mergeWithDays } from "../src/indicator/merge.js";
import { pseudonymiser } from "../src/indicator/normalise/pseudonym.js";
import { K } from "../src/indicator/slice/extract.js";
import { packSegments } from "../src/indicator/slice/segment.js";
import { Slice, USAGE } from "../src/indicator/slice/slice.js";
import { Values } from "../src/indicator/slice/values.js";
import { openIngester } from "../src/ingest/ingester.js";
import { settle } from "../src/simulate/settings.js";
import { mix32 } from "../src/tools/mix.js";
import { DAY_MS } from "../src/tools/units.js";
import { zoneOf } from "../src/tools/zone.js";

const KEY = new Uint8Array(32).fill(5);
const NOTHING = { footprints: new Map<string, Uint8Array>(), activity: new Map<string, Uint8Array>() };
const START = Date.UTC(2026, 3, 1);
/** More accounts than these are made up here: the simulator would take long. */
const SIMULATED = 100_000;
const ROUNDS = 5;

/** A part's segments. */
type Segments = readonly Uint8Array[];

/** `accounts`, and usage events of an account. */
export async function benchDays(accounts = 20_000, events = 30): Promise<void> {
  const { parts, readCpu } = accounts > SIMULATED ? { parts: madeUp(accounts, events), readCpu: null } : await simulated(accounts, events);
  let seen = 0;
  const bytes = { footprints: 0, activity: 0 };
  const cpu = { without: 0, utc: 0, berlin: 0, reading: 0, summing: 0 };
  for (const segments of parts) {
    let rows: MergedWithDays[] = [];
    const rounds = accounts > SIMULATED ? 1 : ROUNDS;
    for (let round = 0; round < rounds; round++) {
      cpu.without += cpuOf(() => mergePart(new Map(), segments)) / rounds;
      cpu.utc += cpuOf(() => (rows = mergeWithDays(NOTHING, segments, zoneOf("UTC")))) / rounds;
      cpu.berlin += cpuOf(() => mergeWithDays(NOTHING, segments, zoneOf("Europe/Berlin"))) / rounds;
    }
    seen += rows.length;
    for (const row of rows) {
      bytes.footprints += row.bytes.length;
      bytes.activity += row.activity.length;
    }
    let activities: ReturnType<typeof readActivity>[] = [];
    cpu.reading += cpuOf(() => (activities = rows.map(({ account, activity }) => readActivity(account, activity))));
    cpu.summing += cpuOf(() => summariseActivity(activities, START / DAY_MS, START / DAY_MS + 30));
  }
  const each = (seconds: number) => `${((seconds / seen) * 1e6).toFixed(2)} µs`;
  console.log(`${formatCount(seen)} accounts, about ${events} usage events each`);
  console.log(
    formatTable([
      ["of an account", ""],
      ["footprint", `${Math.round(bytes.footprints / seen)} bytes`],
      ["activity by day", `${Math.round(bytes.activity / seen)} bytes`],
      ...(readCpu === null ? [] : [["reading its events", each(readCpu)]]),
      ["merging without days", each(cpu.without)],
      ["merging with days, UTC", each(cpu.utc)],
      ["merging with days, Europe/Berlin", each(cpu.berlin)],
      ["reading its activity", each(cpu.reading)],
      ["summing 30 days of it", each(cpu.summing)],
    ]),
  );
}

/** CPU seconds of this process, all threads. */
function cpuOf(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

async function simulated(accounts: number, eventsPerAccount: number): Promise<{ parts: Segments[]; readCpu: number }> {
  const dir = await mkdtemp(join(tmpdir(), "cautery-bench-"));
  const store = duckDbStore(join(dir, "data"));
  try {
    const { eventsPath } = await writeWorld(settle({ accounts, eventsPerAccount, seed: 7 }), join(dir, "world"));
    await store.open("bench");
    const before = process.cpuUsage();
    const ingester = openIngester(store, { key: KEY });
    for (const input of await listInputs([eventsPath])) await ingester.apply(input);
    await ingester.close();
    const { user, system } = process.cpuUsage(before);
    const parts: Segments[] = [];
    for (let part = 0; part < store.parts(); part++) parts.push((await store.part(part)).segments);
    return { parts, readCpu: (user + system) / 1e6 };
  } finally {
    await store.close();
    await rm(dir, { recursive: true, force: true });
  }
}

/** Accounts that use two models and three capabilities over 44 days, as many in each part as in a store's. */
function* madeUp(accounts: number, events: number): Generator<Segments> {
  const perPart = Math.ceil(accounts / 64);
  for (let from = 0; from < accounts; from += perPart) {
    const values = new Values(pseudonymiser(KEY));
    const models = ["model-large", "model-small", "model-vision"].map((name) => values.of(K.model, name, (text) => text));
    const slice = new Slice(values);
    for (let a = from; a < Math.min(accounts, from + perPart); a++) {
      for (let e = 0; e < events; e++) {
        const chance = mix32(a * events + e);
        slice.item.push(models[(a + (chance & 1)) % 3]);
        const time = START + (chance % (44 * 86_400)) * 1000;
        const exchange = {
          exchanges: 1 + (chance % 3),
          inputTokens: chance % 4000,
          outputTokens: chance % 900,
          capability: chance % 3,
          print: null,
        };
        slice.addRow({ hi: a, lo: e }, values.accounts.of(`account-${a}`), time, USAGE, exchange, null);
      }
    }
    yield packSegments(slice, new Uint8Array(slice.size).fill(1), 1).map(({ bytes }) => bytes);
  }
}
