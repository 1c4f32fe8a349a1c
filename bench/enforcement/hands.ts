/** Whoever carries a batch out: a worker, or the command on the folder; killed and started again, and asked how far the batch is. */
import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { ended, type Ground, type Statistics } from "./ground.js";
import type { Outcome } from "./reckoning.js";

export interface BatchNow {
  state: string;
  counts: Record<string, number>;
  why: string;
  accounts: Outcome[];
}

/** A call that came or a look that was made so lately is work of this moment. */
const LATELY_MS = 500;

export class Hands {
  readonly #ground: Ground;
  readonly #batch: string;
  #child: ChildProcess | null = null;

  constructor(ground: Ground, batch: string) {
    this.#ground = ground;
    this.#batch = batch;
  }

  async begin(): Promise<void> {
    if (this.#ground.where === "services") {
      this.#child = this.#ground.start("worker", "suspend");
      if ((await this.now()).state === "approved") await this.#ground.call("execute", this.#batch);
    } else this.#child = this.#ground.start("execute", this.#batch, "--wait");
  }

  /** Goes on after a halt: on a folder whoever resumes it carries it out, and is the one to be killed. */
  async resume(): Promise<void> {
    const args = ["resume", this.#batch, "--by", "cem", "--key", this.#ground.key("cem")];
    if (this.#ground.where === "services") {
      await this.#ground.json(args);
      await this.begin();
      return;
    }
    this.#child = this.#ground.start(...args, "--wait");
    await this.#resumed();
  }

  /** Until its calls come: killed before it has taken the halt back, the batch would stay halted. */
  async #resumed(): Promise<void> {
    const { calls } = await this.#ground.platform.statistics();
    for (let tries = 0; (await this.#ground.platform.statistics()).calls === calls; tries++) {
      if (!this.isAlive || tries > 600) throw new Error("bench: the batch was resumed, and no call came");
      await pause(100);
    }
  }

  /** Gives back what the batch did. */
  async reverse(): Promise<void> {
    const args = ["reverse", this.#batch, "--by", "cem", "--key", this.#ground.key("cem"), "--reason", "wrong"];
    if (this.#ground.where === "services") {
      await this.#ground.json(args);
      await this.begin();
    } else this.#child = this.#ground.start(...args, "--wait");
  }

  get isAlive(): boolean {
    return this.#child !== null && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** Whether it lives and is in the middle of calls, as the platform sees them. */
  isAtWork({ under_way, last_call_at, last_look_at }: Statistics): boolean {
    const isLate = Math.max(last_call_at ?? 0, last_look_at ?? 0) < Date.now() - LATELY_MS;
    return this.isAlive && (under_way > 0 || !isLate);
  }

  /** Started again where it has ended. */
  async keep(): Promise<void> {
    if (!this.isAlive) await this.begin();
  }

  /** False where it had ended by itself. */
  async end(): Promise<boolean> {
    return this.#child !== null && (await ended(this.#child));
  }

  async now(): Promise<BatchNow> {
    return this.#ground.json<BatchNow>(["batch", this.#batch]);
  }

  /** Embedded: the folder can be asked only when nobody holds it. */
  async until(states: readonly string[], timeoutMs: number): Promise<BatchNow> {
    for (const deadline = Date.now() + timeoutMs; ; await pause(1_000)) {
      const { code, stdout, stderr } = await this.#ground.call("batch", this.#batch, "--json");
      const isHeld = code !== 0 && stderr.includes("another cautery");
      if (code === 0) {
        const now = JSON.parse(stdout) as BatchNow;
        if (states.includes(now.state) || Date.now() > deadline) return now;
        await this.keep();
      } else if (!isHeld || Date.now() > deadline) throw new Error(`cautery batch ended with ${code}: ${stderr}`);
    }
  }
}
