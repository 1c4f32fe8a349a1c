/**
 * A batch that is carried out, and then taken back, while everything is killed again and again and the platform has every fault but being
 * gone: each account is changed once, none is lost, and a halt holds.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { formatCount, formatTable } from "../../src/cli/text/format.js";
import { nameOf } from "../worlds/lone-cluster.js";
import { type Ground, onGround, type Statistics, seeded, type Where } from "./ground.js";
import { type BatchNow, Hands } from "./hands.js";
import { reckon } from "./reckoning.js";

const RATE = 200;
/** A strike is made so slow that each kill has so much of it: or it would be over before the last. */
const SECONDS_A_KILL = 8;
const FAULTS = {
  timeout_before: 0.02,
  timeout_after: 0.02,
  too_fast: 0.02,
  error_before: 0.03,
  error_after: 0.03,
  half_done: 0.03,
  doubled: 0.05,
  reordered: 0.05,
  slow: 0.05,
  meddled: 0.01,
  read_timeout: 0.01,
  read_error: 0.03,
};
/** After the last fault all has to be done within so long. */
const DONE_MS = 600_000;
/** After a halt no call may start later than this, and so long it is seen whether one does. */
const HALT_MS = 2_000;
const HALT_WATCHED_MS = 5_000;
/** Accounts that are excepted from the plan, and as many that are judged innocent once it is approved. */
const SPARED = 4;
/** Kills come over this share of the accounts, so that none of them is too late. */
const KILLED_OVER = 0.9;
/** One kill in so many does not wait for calls: it may hit whoever just starts, and then it does not count. */
const HASTY = 8;
/** A kill waits no longer for calls to go on, and all end where none counts for so long: a busy machine starts servers slowly. */
const STANDSTILL_MS = 60_000;
const GIVE_UP_MS = 300_000;

type Target = "worker" | "platform" | "redis" | "neo4j";
/** What is killed, and how often beside the others. */
const TARGETS: Readonly<Record<Where, Readonly<Partial<Record<Target, number>>>>> = {
  embedded: { worker: 3, platform: 2 },
  services: { worker: 8, platform: 5, redis: 4, neo4j: 3 },
};

interface Size {
  accounts: number;
  kills: number;
  random: () => number;
}

/** Exits with 1 where anything is lost, doubled or late, a halt does not hold, or fewer kills than wanted hit whoever was at work. */
export async function benchChaos(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      accounts: { type: "string", default: "25000" },
      kills: { type: "string", default: "30" },
      where: { type: "string", default: "embedded,services" },
      seed: { type: "string", default: "1" },
    },
  });
  const [accounts, kills, seed] = [values.accounts, values.kills, values.seed].map(Number);
  for (const where of values.where.split(",") as Where[])
    await onGround(where, { accounts, limit: RATE }, (ground) => disturb(ground, { accounts, kills, random: seeded(seed) }));
}

async function disturb(ground: Ground, size: Size): Promise<void> {
  console.log(`\n${ground.where}: ${formatCount(size.accounts)} accounts, ${size.kills} kills and every fault but 410`);
  const course = await courseOf(ground, size);
  console.log(formatTable(rowsOf(course, size)));
  const missed = missedOf(course, size);
  for (const what of missed) console.log(`MISSED ${ground.where}: ${what}`);
  if (missed.length > 0) process.exitCode = 1;
  else console.log("none lost, none changed twice");
}

/** What came of it all. */
interface Course {
  /** That hit whoever was at work, and that hit nothing. */
  counted: Kills;
  idle: Kills;
  disturbedS: number;
  /** After the last fault. */
  doneS: number;
  done: BatchNow;
  /** Accounts that are not as they have to be, and breaches of the protocol, as the platform has them. */
  wrong: readonly string[];
  violations: number;
  /** What `audit verify` finds wrong; null: nothing. */
  auditFound: string | null;
  /** Of the strike, and of the reversal. */
  halts: readonly { name: string; halt: Halted }[];
}

const say = (what: string): void => console.error(`${new Date().toISOString().slice(11, 19)} ${what}`);

async function courseOf(ground: Ground, { accounts, kills, random }: Size): Promise<Course> {
  const batch = await planned(ground, Math.max(1, Math.min(RATE, accounts / (SECONDS_A_KILL * kills))));
  await ground.platform.put("/faults", FAULTS);
  const hands = new Hands(ground, batch);
  const began = performance.now();
  await hands.begin();
  const halfway = Math.ceil(kills / 2);
  const before = await killAll(ground, hands, { accounts, kills: halfway, random, until: KILLED_OVER / 2 });
  say("halting");
  const left = await halted(ground, hands, { leftMs: HALT_MS });
  say("resuming");
  await hands.resume();
  const after = await killAll(ground, hands, { accounts, kills: kills - halfway, random, until: KILLED_OVER });
  const disturbedS = (performance.now() - began) / 1000;

  await ground.platform.put("/faults", {});
  const lastFault = performance.now();
  say("no more faults");
  const done = await hands.until(["done", "paused", "halted"], DONE_MS);
  const doneS = (performance.now() - lastFault) / 1000;
  await hands.end();
  await ground.crash("platform"); // what is read now is what it kept
  const kept = { changes: await ground.platform.accounts(), states: await ground.platform.states() };
  const { violations } = await ground.platform.statistics();
  const audit = await ground.call("audit", "verify");

  say(`${done.state}; taking it back, and halting that`);
  await ground.platform.put("/faults", FAULTS);
  await hands.reverse();
  const killed = await halted(ground, hands, { leftMs: 0 });
  return {
    counted: added(before.counted, after.counted),
    idle: added(before.idle, after.idle),
    ...{ disturbedS, doneS, done },
    wrong: reckon(done.accounts, kept),
    violations: violations.total,
    auditFound: audit.code === 0 ? null : audit.stderr,
    halts: [
      { name: "the strike, left alone and then killed", halt: left },
      { name: "the reversal, killed at once", halt: killed },
    ],
  };
}

/** What did not hold, in words; none where all did. */
function missedOf({ counted, doneS, done, wrong, violations, auditFound, halts }: Course, { accounts, kills }: Size): string[] {
  const { state, why, counts } = done;
  const checks: [boolean, string][] = [
    [total(counted) >= kills, `${total(counted)} of ${kills} kills hit whoever was at work`],
    [state === "done" && doneS * 1000 <= DONE_MS, `it is ${state} ${doneS.toFixed(0)} s after the last fault: ${why}`],
    [done.accounts.length === accounts - SPARED, `${done.accounts.length} accounts are in the plan, not ${accounts - SPARED}`],
    [counts.skipped === SPARED, `${counts.skipped} accounts were skipped, not ${SPARED}`],
    [wrong.length === 0, `${wrong.length} accounts are wrong: ${wrong.slice(0, 3).join("; ")}`],
    [violations === 0, `${violations} violations of the protocol`],
    [auditFound === null, `audit verify: ${auditFound}`],
    ...halts.flatMap(({ name, halt: { lateMs, state: stands } }): [boolean, string][] => [
      [lateMs <= HALT_MS, `a call began ${lateMs} ms after the halt of ${name}`],
      [stands === "halted", `after the halt of ${name} it is ${stands}`],
    ]),
  ];
  return checks.flatMap(([holds, what]) => (holds ? [] : [what]));
}

function rowsOf({ counted, idle, disturbedS, doneS, done, wrong, halts }: Course, { accounts }: Size): string[][] {
  return [
    ["kills that hit whoever was at work", `${total(counted)}: ${listed(counted)}`],
    ["kills that hit nothing, not counted", `${total(idle)}${total(idle) > 0 ? `: ${listed(idle)}` : ""}`],
    ["disturbed for", `${disturbedS.toFixed(0)} s`],
    ["done within 10 minutes of the last fault", `${done.state === "done" ? "yes" : "no"}, after ${doneS.toFixed(0)} s`],
    ["outcomes", listed(done.counts)],
    ["accounts that the platform kept otherwise", `${wrong.length} of ${formatCount(accounts)}`],
    ...halts.map(({ name, halt: { lateMs } }) => [
      `last call after a halt of ${name}`,
      lateMs < 0 ? "none" : `${(lateMs / 1000).toFixed(2)} s`,
    ]),
  ];
}

/** Approved, with a few accounts excepted from it, and a few that are to be skipped. */
async function planned(ground: Ground, rate: number): Promise<string> {
  const names = Array.from({ length: 2 * SPARED }, (_, i) => nameOf(7 * i + 1));
  const except = join(ground.dir, "except");
  writeFileSync(except, `${names.slice(0, SPARED).join("\n")}\n`);
  const options = ["--way", "strike", "--window", "0", "--rate", rate.toFixed(0), "--except", except];
  const batch = await ground.approved("--reason", "one campaign", ...options);
  for (const account of names.slice(SPARED)) {
    const { code, stderr } = await ground.call("judge", "innocence", account, "confirm", "--reason", "a customer");
    if (code !== 0) throw new Error(`cautery judge ended with ${code}: ${stderr}`);
  }
  return batch;
}

type Kills = Partial<Record<string, number>>;

/** Kills at moments that chance draws from the course of the strike, until so many hit whoever was at work. */
async function killAll(
  ground: Ground,
  hands: Hands,
  { accounts, kills, random, until }: Size & { until: number },
): Promise<{ counted: Kills; idle: Kills }> {
  const [counted, idle]: [Kills, Kills] = [{}, {}];
  for (let last = Date.now(); total(counted) < kills && Date.now() < last + GIVE_UP_MS; ) {
    const { accounts: changed } = await ground.platform.statistics();
    const step = Math.max(0, until * accounts - changed) / (kills - total(counted));
    const enough = Math.min(changed + 2 * random() * step, until * accounts); // later it might be over
    if (random() >= 1 / HASTY) await comes(ground, (now) => now.accounts >= enough && hands.isAtWork(now));
    const what = drawn(ground.where, random());
    const isAtWork = hands.isAtWork(await ground.platform.statistics());
    const wasAlive = what === "worker" ? await hands.end() : await ground.crash(what);
    const hit = isAtWork && wasAlive ? counted : idle;
    hit[what] = (hit[what] ?? 0) + 1;
    if (hit === counted) last = Date.now();
    say(`${what} killed, ${hit === counted ? "at work" : "to no effect"}; ${changed} changed, ${total(counted)} of ${kills} kills count`);
    await hands.keep();
  }
  return { counted, idle };
}

/** Looks at the platform again and again; false where it has not come to be so for a long time. */
async function comes(ground: Ground, isSo: (now: Statistics) => boolean): Promise<boolean> {
  for (const until = Date.now() + STANDSTILL_MS; Date.now() < until; await pause(20))
    if (isSo(await ground.platform.statistics())) return true;
  return false;
}

interface Halted {
  /** When the last call began; negative: before the halt returned. */
  lateMs: number;
  state: string;
}

/** Halts in the middle of calls; whoever is at work is left alone for so long, and then it and the stores are killed and started again. */
async function halted(ground: Ground, hands: Hands, { leftMs }: { leftMs: number }): Promise<Halted> {
  await underWay(ground);
  await ground.json(["halt", "--reason", "a mistake"]);
  const at = Date.now();
  await pause(leftMs);
  await hands.end();
  if (ground.where === "services") for (const what of ["redis", "neo4j"] as const) await ground.crash(what);
  await hands.begin();
  await pause(HALT_WATCHED_MS);
  const { last_call_at, last_look_at } = await ground.platform.statistics();
  await hands.end();
  const { state } = await hands.now();
  return { lateMs: Math.max(last_call_at ?? 0, last_look_at ?? 0) - at, state };
}

/** Returns when some calls came that had not come before. */
async function underWay(ground: Ground): Promise<void> {
  const { calls } = await ground.platform.statistics();
  if (!(await comes(ground, (now) => now.calls >= calls + 20)))
    throw new Error("bench: no calls went on within a minute: nothing is there to halt");
}

function drawn(where: Where, chance: number): Target {
  const each = Object.entries(TARGETS[where]).flatMap(([what, often]) => Array<Target>(often).fill(what as Target));
  return each[Math.floor(chance * each.length)];
}

const total = (kills: Kills): number => Object.values(kills).reduce<number>((sum, n) => sum + (n ?? 0), 0);
const listed = (counts: Kills): string =>
  Object.entries(counts)
    .map(([what, n]) => `${what} ${formatCount(n ?? 0)}`)
    .join(", ");

function added(a: Kills, b: Kills): Kills {
  const sum = { ...a };
  for (const [what, n] of Object.entries(b)) sum[what] = (sum[what] ?? 0) + (n ?? 0);
  return sum;
}
