/**
 * A cluster of 25,000 accounts suspended at 200 calls a second through the commands, embedded and on services, held by two batches at once,
 * given back, and suspended in stages: what really happened, as the platform counted it, beside as many bare calls.
 */
import { parseArgs } from "node:util";
import { formatCount, formatTable } from "../../src/cli/text/format.js";
import { watchPeak } from "../stopwatch.js";
import { ended, type Ground, onGround, type Standing, type Where } from "./ground.js";

const RATE = 200;
/** Of the rate, at the least; and of the calls that may be told to wait, at the most. */
const LEAST_RATE = 0.9;
const MOST_LIMITED = 0.01;
/** Accounts from which on times are bounds: a small batch is over before the command's own start is made up for. */
const TIMED_FROM = 5_000;
/** Giving back may take so much of the strike's time. */
const MOST_BACK = 1.1;

interface Counts {
  state: string;
  counts: Record<string, number>;
}

/** Exits with 1 where a bound is missed. */
export async function benchStrike(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: { accounts: { type: "string", default: "25000" }, where: { type: "string", default: "embedded,services" } },
  });
  const accounts = Number(values.accounts);
  for (const where of values.where.split(",") as Where[])
    await onGround(where, { accounts, limit: RATE }, (ground) => strikeAndReverse(ground, accounts));
}

async function strikeAndReverse(ground: Ground, accounts: number): Promise<void> {
  console.log(`\n${ground.where}: ${formatCount(accounts)} accounts, ${RATE} calls a second at the most`);
  const worker = ground.where === "services" ? ground.start("worker", "suspend") : null;
  const workerPeak = worker && watchPeak(worker.pid!);
  const rows = [["what", "seconds", "a second", "of the rate", "calls", "looks", "answered 429", "peak MB"]];
  const failures: string[] = [];
  const check = (holds: boolean, what: string) => holds || failures.push(`${ground.where}: ${what}`);
  const planned = (reason: string, way: string) =>
    ground.approved("--reason", reason, "--way", way, "--window", "0", "--rate", String(RATE));
  const run = async (what: string, args: readonly string[]) => {
    const each = await timed(ground, args);
    rows.push(row(what, { ...each, peak: workerPeak?.() ?? each.peak }));
    check(each.limited <= MOST_LIMITED * each.calls, `${what}: ${each.limited} of ${each.calls} calls were answered 429`);
    return each;
  };
  const reverse = (batch: string) => ["reverse", batch, "--by", "cem", "--key", ground.key("cem"), "--reason", "wrong", "--wait"];
  const changedAll = async (what: string, batch: string, before: Changes, { calls, looks, seconds }: Timed) => {
    const { state, counts } = await ground.json<Counts>(["batch", batch]);
    check(state === "done" && counts.changed === accounts, `${what}: ${batch} is ${state}, ${JSON.stringify(counts)}`);
    const once = changedOnce(before, await ground.platform.accounts());
    check(once === accounts, `${what}: ${once} of ${accounts} accounts have one effective change`);
    const rate = (calls + looks) / seconds;
    check(accounts < TIMED_FROM || rate >= LEAST_RATE * RATE, `${what}: ${rate.toFixed(0)} calls a second`);
  };

  const first = await planned("one campaign", "strike");
  const struck = await run("struck", ["execute", first, "--wait"]);
  await changedAll("struck", first, {}, struck);

  const second = await planned("the same, seen by another", "strike");
  await run("struck again by another batch", ["execute", second, "--wait"]);
  const letGo = await run("let go by the first", reverse(first));
  const { active: free = 0 } = inEach(await ground.platform.states());
  check(letGo.changes === 0 && free === 0, `${letGo.changes} changes and ${free} accounts free while another batch holds all`);
  const before = await ground.platform.accounts();
  const freed = await run("given back by the second", reverse(second));
  const back = changedOnce(before, await ground.platform.accounts());
  const states = inEach(await ground.platform.states());
  check(back === accounts && states.active === accounts, `${back} of ${accounts} given back once: ${JSON.stringify(states)}`);
  check(
    accounts < TIMED_FROM || freed.seconds <= MOST_BACK * struck.seconds,
    `giving back took ${freed.seconds.toFixed(0)} s, the strike ${struck.seconds.toFixed(0)} s`,
  );

  const third = await planned("once more, step by step", "stages");
  const untouched = await ground.platform.accounts();
  await changedAll("in stages", third, untouched, await run("struck in stages", ["execute", third, "--wait"]));
  const { code, stderr } = await ground.call("audit", "verify");
  check(code === 0, `audit verify: ${stderr}`);
  const { violations } = await ground.platform.statistics();
  check(violations.total === 0, `${violations.total} violations of the protocol`);
  if (worker) await ended(worker);
  rows.push(row("as many bare calls, by fetch", await peer(ground, accounts)));
  console.log(formatTable(rows));
  for (const failure of failures) console.log(`MISSED ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
  else console.log("each account was changed once by each strike, and given back once both let go");
}

type Changes = Record<string, Record<string, number>>;

/** Accounts that had exactly one effective change in between. */
function changedOnce(before: Changes, after: Changes): number {
  const sum = (types: Record<string, number> = {}) => Object.values(types).reduce((all, n) => all + n, 0);
  return Object.keys(after).filter((account) => sum(after[account]) - sum(before[account]) === 1).length;
}

/** How many accounts are in each state. */
function inEach(states: Record<string, Standing>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state } of Object.values(states)) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

interface Timed {
  seconds: number;
  calls: number;
  looks: number;
  limited: number;
  changes: number;
  /** Of the command's memory, in MB. */
  peak: number;
}

async function timed(ground: Ground, args: readonly string[]): Promise<Timed> {
  const before = await ground.platform.statistics();
  const began = performance.now();
  const { code, stderr, peak } = await ground.call(...args, "--json");
  if (code !== 0) throw new Error(`cautery ${args.join(" ")} ended with ${code}: ${stderr}`);
  const seconds = (performance.now() - began) / 1000;
  const after = await ground.platform.statistics();
  return {
    seconds,
    calls: after.calls - before.calls,
    looks: after.looks - before.looks,
    limited: after.limited - before.limited,
    changes: after.effective.total - before.effective.total,
    peak,
  };
}

/** As many messages to accounts of their own, signed, one after the other on the same schedule; nothing is kept of them. */
async function peer(ground: Ground, count: number): Promise<Timed> {
  const timestamp = new Date().toISOString();
  const { limited } = await ground.platform.statistics();
  const began = performance.now();
  for (let i = 0; i < count; i++) {
    const wait = began + (i * 1000) / RATE - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    const data = { account: `peer-${i}`, batch: "b-peer", until: null, reason: "none", expect: "active" };
    await (await ground.platform.post(`peer-${i}`, { type: "account.suspend", timestamp, data })).arrayBuffer();
  }
  const seconds = (performance.now() - began) / 1000;
  return { seconds, calls: count, looks: 0, limited: (await ground.platform.statistics()).limited - limited, changes: count, peak: 0 };
}

function row(what: string, { seconds, calls, looks, limited, peak }: Timed): string[] {
  const rate = (calls + looks) / seconds;
  return [
    what,
    seconds.toFixed(1),
    rate.toFixed(0),
    `${((100 * rate) / RATE).toFixed(0)} %`,
    formatCount(calls),
    formatCount(looks),
    formatCount(limited),
    peak === 0 ? "-" : peak.toFixed(0),
  ];
}
