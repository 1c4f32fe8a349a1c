/** One call to one account -> its outcome: sent, read back where the answer is lost, and sent again, until it is known or time is over. */
import { setTimeout as pause } from "node:timers/promises";
import type { OutcomeEntry } from "../../../enforcement/acts.js";
import { type NextStep, nextStep, type Settled } from "../../../enforcement/delivery.js";
import type { AccountState } from "../../../model/enforcement/plan.js";
import type { PlatformAnswer, PlatformCall } from "../../../model/enforcement/platform.js";
import type { Clock } from "../../../ports/clock.js";
import type { Platform } from "../../../ports/platform.js";
import type { Line, Permission } from "./line.js";
import type { Traffic } from "./traffic.js";

export interface DeliverPorts {
  platform: Platform;
  line: Line;
  clock: Clock;
  traffic: Pick<Traffic, "during">;
}

export interface Delivered extends Settled {
  tries: OutcomeEntry["tries"];
}

export interface Asked {
  call: PlatformCall;
  target: AccountState | null;
  /** Calls a second. */
  rate: number;
  /** How long it is tried. */
  tryMs: number;
  /** Asked before each try: a call that was begun ends, no other begins. */
  may: () => Permission;
  /** The same before it is read back, which changes nothing. */
  mayLook: () => Permission;
}

const WAIT_MS = 500;
const WAIT_MAX_MS = 15_000;

/** Null where it was told to stop before the outcome was known; `gone` where the platform is gone for good. */
export async function deliver(ports: DeliverPorts, asked: Asked): Promise<Delivered | "gone" | null> {
  const { line, clock, traffic } = ports;
  const until = clock.now() + asked.tryMs;
  let waitMs = WAIT_MS;
  for (let tries = 1; ; tries++) {
    if (!(await line.turn(asked.rate, asked.may))) return null;
    const step = await traffic.during(() => tryOnce(ports, asked, () => clock.now() >= until));
    if (step === null) return null;
    if (step.do === "stop") return "gone";
    if (step.do === "settle") return { ...step.settled, tries };
    if (step.do !== "wait") continue;
    if (step.failed || step.afterMs === null) await pause(waitMs);
    waitMs = Math.min(WAIT_MAX_MS, 2 * waitMs);
  }
}

/** Sent, and read back as long as that is what comes next. Null where it was told to stop. */
async function tryOnce(
  { platform, line }: DeliverPorts,
  { call, target, rate, mayLook }: Asked,
  isLast: () => boolean,
): Promise<NextStep | null> {
  const about = { id: call.id, target };
  const answer = await platform.send(call);
  await heard(line, answer);
  let step = nextStep(about, { by: "send", answer }, isLast());
  while (step.do === "look") {
    if (!(await line.turn(rate, mayLook))) return null;
    const standing = await lookAt(platform, line, call.data.account);
    step = nextStep(about, { by: "look", standing, otherwise: step.otherwise }, isLast());
  }
  return step;
}

/** What the platform has of an account; the line is told whether it answers. */
export async function lookAt(platform: Platform, line: Line, account: string): ReturnType<Platform["look"]> {
  const standing = await platform.look(account);
  await (standing !== null && "is" in standing ? heard(line, standing) : line.answered());
  return standing;
}

async function heard(line: Line, answer: PlatformAnswer): Promise<void> {
  if (answer.is === "unclear") return line.failed();
  if (answer.is === "later") line.wait(answer.afterMs ?? WAIT_MS);
  return line.answered();
}
