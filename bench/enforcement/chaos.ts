/**
 * A batch that is carried out, and another that is taken back, while everything is killed again and again and the platform has every fault
 * but being gone: each account is changed once, none is lost, and a halt holds.
 */
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { formatCount, formatTable } from "../../src/cli/text/format.js";
import { ended, type Ground, onGround, seeded, type Where } from "./ground.js";

const RATE = 200;
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
  read_timeout: 0.01,
  read_error: 0.03,
};
/** After the last fault all has to be done within so long. */
const DONE_MS = 600_000;
/** After a halt no call may start later than this. */
const HALT_MS = 2_000;

interface Counts {
  state: string;
  counts: Record<string, number>;
  why: string;
}

/** Exits with 1 where anything is lost, doubled or late. */
export async function benchChaos(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      accounts: { type: "string", default: "4000" },
      kills: { type: "string", default: "30" },
      where: { type: "string", default: "embedded,services" },
      seed: { type: "string", default: "1" },
    },
  });
  const [accounts, kills, seed] = [values.accounts, values.kills, values.seed].map(Number);
  for (const where of values.where.split(",") as Where[])
    await onGround(where, { accounts, limit: RATE }, (ground) => disturb(ground, { accounts, kills, random: seeded(seed) }));
}

async function disturb(
  ground: Ground,
  { accounts, kills, random }: { accounts: number; kills: number; random: () => number },
): Promise<void> {
  console.log(`\n${ground.where}: ${formatCount(accounts)} accounts, ${kills} kills and every fault but 410`);
  const failures: string[] = [];
  const check = (holds: boolean, what: string) => holds || failures.push(`${ground.where}: ${what}`);
  const killed: Record<string, number> = {};
  const options = ["--way", "strike", "--window", "0", "--rate", String(RATE)];
  const first = await ground.approved("--reason", "one campaign", ...options);
  await ground.platform.put("/faults", FAULTS);
  const hands = new Hands(ground, first);
  let began = performance.now();
  await hands.begin();

  for (let i = 0; i < kills; i++) {
    await pause(500 + 2_500 * random());
    const what = drawn(ground.where, random());
    killed[what] = (killed[what] ?? 0) + 1;
    if (what === "worker") await hands.replace();
    else await ground.crash(what);
    await hands.keep();
  }
  const disturbedS = (performance.now() - began) / 1000;
  await ground.platform.put("/faults", {});
  began = performance.now();
  const done = await hands.until(["done", "paused", "halted"], DONE_MS);
  const afterS = (performance.now() - began) / 1000;
  check(
    done.state === "done",
    `${first} is ${done.state} ${(afterS / 60).toFixed(1)} min after the last fault: ${done.why} ${JSON.stringify(done.counts)}`,
  );
  const each = Object.entries(await ground.platform.accounts());
  const wrong = each.filter(([, types]) => Object.values(types).reduce((sum, n) => sum + n, 0) !== 1);
  check(each.length === accounts, `${each.length} of ${accounts} accounts were changed`);
  check(wrong.length === 0, `${wrong.length} accounts were not changed once: ${JSON.stringify(wrong.slice(0, 3))}`);
  check(done.counts.changed === accounts, `the batch counts ${JSON.stringify(done.counts)}`);
  const statistics = await ground.platform.statistics();
  check(statistics.violations.total === 0, `${statistics.violations.total} violations of the protocol`);
  const { code, stderr } = await ground.call("audit", "verify");
  check(code === 0, `audit verify: ${stderr}`);
  await hands.end();

  const halted = await halt(ground, first);
  check(halted.lateMs <= HALT_MS, `a call began ${halted.lateMs} ms after the halt`);
  check(halted.state === "halted", `after the halt it is ${halted.state}`);
  console.log(
    formatTable([
      [
        "killed",
        Object.entries(killed)
          .map(([what, n]) => `${what} ${n}`)
          .join(", "),
      ],
      ["disturbed for", `${disturbedS.toFixed(0)} s`],
      ["done after the last fault", `${afterS.toFixed(0)} s`],
      ["changed once, of so many", `${formatCount(each.length - wrong.length)} of ${formatCount(accounts)}`],
      ["calls and looks since the platform's last start", `${formatCount(statistics.calls)}, ${formatCount(statistics.looks)}`],
      ["last call after a halt", `${halted.lateMs} ms (negative: before it returned)`],
    ]),
  );
  for (const failure of failures) console.log(`MISSED ${failure}`);
  if (failures.length > 0) process.exitCode = 1;
  else console.log("none lost, none changed twice");
}

/** A reversal under way, a halt, and whoever carries it out killed and started again: when did the last call begin? */
async function halt(ground: Ground, batch: string): Promise<{ lateMs: number; state: string }> {
  const hands = new Hands(ground, batch);
  const before = (await ground.platform.statistics()).calls;
  const reversing = ground.start("reverse", batch, "--by", "cem", "--key", ground.key("cem"), "--reason", "wrong", "--wait");
  if (ground.where === "services") await hands.begin();
  for (const until = Date.now() + 60_000; (await ground.platform.statistics()).calls < before + 50 && Date.now() < until; ) await pause(20);
  await ground.json(["halt", "--reason", "a mistake"]);
  const at = Date.now();
  await pause(300);
  await ended(reversing);
  if (ground.where === "services") await hands.replace();
  else await ground.call("execute", batch, "--wait");
  await pause(5_000);
  const { last_call_at } = await ground.platform.statistics();
  const { state } = await ground.json<Counts>(["batch", batch]);
  await hands.end();
  return { lateMs: (last_call_at ?? 0) - at, state };
}

/** Whoever carries the batch out: a worker, or the command on the folder; started again whenever it has ended. */
class Hands {
  readonly #ground: Ground;
  readonly #batch: string;
  #child: ReturnType<Ground["start"]> | null = null;

  constructor(ground: Ground, batch: string) {
    this.#ground = ground;
    this.#batch = batch;
  }

  async begin(): Promise<void> {
    if (this.#ground.where === "services") {
      this.#child = this.#ground.start("worker", "suspend");
      const { state } = await this.#ground.json<Counts>(["batch", this.#batch]);
      if (state === "approved") await this.#ground.call("execute", this.#batch);
    } else this.#child = this.#ground.start("execute", this.#batch, "--wait");
  }

  async keep(): Promise<void> {
    if (this.#child === null || this.#child.exitCode !== null || this.#child.signalCode !== null) await this.begin();
  }

  async replace(): Promise<void> {
    await this.end();
    await this.begin();
  }

  async end(): Promise<void> {
    if (this.#child) await ended(this.#child);
  }

  /** Embedded: the folder can be asked only when nobody holds it. */
  async until(states: readonly string[], timeoutMs: number): Promise<Counts> {
    for (const deadline = Date.now() + timeoutMs; ; await pause(1_000)) {
      const { code, stdout, stderr } = await this.#ground.call("batch", this.#batch, "--json");
      const held = code !== 0 && stderr.includes("another cautery");
      if (code === 0) {
        const counts = JSON.parse(stdout) as Counts;
        if (states.includes(counts.state) || Date.now() > deadline) return counts;
        await this.keep();
      } else if (!held || Date.now() > deadline) throw new Error(`cautery batch ended with ${code}: ${stderr}`);
    }
  }
}

function drawn(where: Where, chance: number): "worker" | "platform" | "redis" | "neo4j" {
  if (where === "embedded") return chance < 0.6 ? "worker" : "platform";
  if (chance < 0.4) return "worker";
  if (chance < 0.65) return "platform";
  return chance < 0.85 ? "redis" : "neo4j";
}
