/**
 * A cluster of 25,000 accounts suspended at 200 calls a second through the commands, embedded and on services, then given back, and held by
 * two batches at once: what really happened, as the platform counted it, beside as many bare calls.
 */
import { parseArgs } from "node:util";
import { formatCount, formatTable } from "../../src/cli/text/format.js";
import { ended, type Ground, onGround, type Where } from "./ground.js";

const RATE = 200;
/** Of the rate, at the least; and of the calls that may be told to wait, at the most. */
const LEAST_RATE = 0.9;
const MOST_LIMITED = 0.01;
/** Accounts from which on the rate is a bound. */
const RATE_FROM = 5_000;

interface Counts {
  state: string;
  counts: Record<string, number>;
}

/** Exits with 1 where a bound is missed. */
export async function benchStrike(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      accounts: { type: "string", default: "25000" },
      where: { type: "string", default: "embedded,services" },
      way: { type: "string", default: "strike" },
    },
  });
  const accounts = Number(values.accounts);
  for (const where of values.where.split(",") as Where[])
    await onGround(where, { accounts, limit: RATE }, (ground) => strikeAndReverse(ground, accounts, values.way));
}

async function strikeAndReverse(ground: Ground, accounts: number, way: string): Promise<void> {
  console.log(`\n${ground.where}: ${formatCount(accounts)} accounts, ${way}, ${RATE} calls a second at the most`);
  const worker = ground.where === "services" ? ground.start("worker", "suspend") : null;
  const options = ["--way", way, "--window", "0", "--rate", String(RATE)];
  const first = await ground.approved("--reason", "one campaign", ...options);
  const rows = [["what", "seconds", "calls a second", "of the rate", "calls", "looks", "answered 429"]];
  const failures: string[] = [];
  const check = (holds: boolean, what: string) => holds || failures.push(`${ground.where}: ${what}`);

  const struck = await timed(ground, ["execute", first, "--wait"]);
  rows.push(row("struck", struck));
  const done = await ground.json<Counts>(["batch", first]);
  check(done.state === "done" && done.counts.changed === accounts, `${first} is ${done.state}, ${JSON.stringify(done.counts)}`);
  const each = Object.values(await ground.platform.accounts());
  const once = each.filter((types) => Object.values(types).reduce((sum, n) => sum + n, 0) === 1).length;
  check(each.length === accounts && once === accounts, `${once} of ${each.length} accounts have one effective change`);
  // a small batch is over before the command's own start is made up for
  check(
    accounts < RATE_FROM || struck.calls / struck.seconds >= LEAST_RATE * RATE,
    `${(struck.calls / struck.seconds).toFixed(0)} calls a second`,
  );
  check(struck.limited <= MOST_LIMITED * struck.calls, `${struck.limited} of ${struck.calls} calls were answered 429`);

  const second = await ground.approved("--reason", "the same, seen by another", ...options);
  const again = await timed(ground, ["execute", second, "--wait"]);
  rows.push(row("struck again by another batch", again));
  const reversed = await timed(ground, ["reverse", first, "--by", "cem", "--key", ground.key("cem"), "--reason", "wrong", "--wait"]);
  rows.push(row("let go by the first", reversed));
  check(reversed.changes === 0, `${reversed.changes} changes while another batch holds all`);
  const freed = await timed(ground, ["reverse", second, "--by", "cem", "--key", ground.key("cem"), "--reason", "wrong", "--wait"]);
  rows.push(row("given back by the second", freed));
  check(freed.changes === accounts, `${freed.changes} of ${accounts} given back`);
  check(
    freed.seconds <= 1.1 * struck.seconds + 5,
    `giving back took ${freed.seconds.toFixed(0)} s, the strike ${struck.seconds.toFixed(0)} s`,
  );
  const { code, stderr } = await ground.call("audit", "verify");
  check(code === 0, `audit verify: ${stderr}`);
  if (worker) await ended(worker);
  rows.push(row("as many bare calls, by fetch", await peer(ground, accounts)));
  console.log(formatTable(rows));
  for (const failure of failures) console.log(`MISSED ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
  else console.log("each account was changed once, and given back once both let go");
}

interface Timed {
  seconds: number;
  calls: number;
  looks: number;
  limited: number;
  changes: number;
}

async function timed(ground: Ground, args: readonly string[]): Promise<Timed> {
  const before = await ground.platform.statistics();
  const began = performance.now();
  await ground.json(args);
  const seconds = (performance.now() - began) / 1000;
  const after = await ground.platform.statistics();
  return {
    seconds,
    calls: after.calls - before.calls,
    looks: after.looks - before.looks,
    limited: after.limited - before.limited,
    changes: after.effective.total - before.effective.total,
  };
}

/** The platform's control port takes them: no signature, no state. */
async function peer(ground: Ground, count: number): Promise<Timed> {
  const began = performance.now();
  for (let i = 0; i < count; i++) {
    const wait = began + (i * 1000) / RATE - performance.now();
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
    await ground.platform.put("/customers", {});
  }
  return { seconds: (performance.now() - began) / 1000, calls: count, looks: 0, limited: 0, changes: 0 };
}

function row(what: string, { seconds, calls, looks, limited }: Timed): string[] {
  const rate = (calls + looks) / seconds;
  return [
    what,
    seconds.toFixed(1),
    rate.toFixed(0),
    `${((100 * rate) / RATE).toFixed(0)} %`,
    formatCount(calls),
    formatCount(looks),
    formatCount(limited),
  ];
}
