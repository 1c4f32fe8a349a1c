/** An executing batch -> its waves carried out one after the other, each account looked at again before its call, a gate between waves. */
import { setTimeout as pause } from "node:timers/promises";
import { type Act, type OutcomeEntry, shortText, shortWhy } from "../../../enforcement/acts.js";
import { glassOf } from "../../../enforcement/decide/execute.js";
import { CALL_OF, messageId, STATE_OF } from "../../../enforcement/delivery.js";
import { type Wave, wavesOf } from "../../../enforcement/plan/order.js";
import { glassRefusalOf, standingApprovals } from "../../../enforcement/quorum.js";
import { signedAt } from "../../../enforcement/signed.js";
import type { Batch, State } from "../../../enforcement/state.js";
import { approvalsOf, type Measure, type Plan, type PlannedAccount } from "../../../model/enforcement/plan.js";
import { DAY_MS, MINUTE_MS } from "../../../tools/units.js";
import { type Look, lookAgain } from "../lookout.js";
import { someAtATime } from "./crew.js";
import { deliver, lookAt } from "./deliver.js";
import type { Execution } from "./execute.js";
import { gateAfter, type Reading, toReadBack } from "./gate.js";
import { countsOf, Outcomes } from "./outcomes.js";

/** Calls under way at once: enough for the rate where each takes a third of a second. */
const AT_ONCE = 64;
/** The store is looked at again at least so often while calls are made. */
const LOOKOUT_MS = 2_000;
/** Verifications that cannot be read back are asked for again, for so long. */
const READ_AGAIN_MS = 1_000;
const READ_BACK_MS = 600_000;

/** Returns when it is done or was stopped; which of them, the log says. */
export async function strike(execution: Execution, batch: Batch, plan: Plan): Promise<void> {
  if (await refused(execution, batch, plan)) return;
  const outcomes = await Outcomes.load(execution.journal, batch);
  await execution.traffic.with(outcomes, async () => {
    try {
      await new Strike(execution, batch, plan, outcomes).run();
    } finally {
      await outcomes.saved();
    }
  });
}

/** An approval is verified again by whoever acts on it, and by what the plan says that was signed: what a store says is not enough. */
async function refused({ journal, watch }: Execution, batch: Batch, plan: Plan): Promise<boolean> {
  if (isApproved(watch.state, batch, plan)) return false;
  await journal.decide((now) =>
    now.batches.get(batch.id)?.state === "executing"
      ? [stopped(batch, "its approvals do not verify: reverse what was done, and plan it again")]
      : [],
  );
  return true;
}

/** As of when it was started: approvals that end while it goes on ended nothing. */
function isApproved(state: State, batch: Batch, plan: Plan): boolean {
  const { brokenGlass, startedAt } = batch;
  if (brokenGlass === null) return startedAt !== null && standingApprovals(state, batch, startedAt).length >= approvalsOf(plan);
  const { signed, reason } = brokenGlass;
  const person = state.people.get(signed.by);
  return (
    person !== undefined &&
    glassRefusalOf(batch, person, signed.key) === null &&
    plan.accounts.count <= plan.policy.break_glass_cap &&
    signedAt(signed, glassOf(batch, reason)) !== null
  );
}

const stopped = ({ id }: Batch, why: string): Act => ({ type: "paused", batch: id, why: shortText(why), needs: "signature" });

class Strike {
  readonly #execution: Execution;
  readonly #batch: Batch;
  readonly #plan: Plan;
  readonly #outcomes: Outcomes;
  readonly #items: ReadonlyMap<string, PlannedAccount>;
  readonly #waves: readonly Wave[];
  /** Whoever signed that an account is to be given back meant also that it is not to be struck after. */
  readonly #takenBack: ReadonlyMap<string, string>;
  #lookout: Look | null = null;
  #lookedAt = Number.NEGATIVE_INFINITY;

  constructor(execution: Execution, batch: Batch, plan: Plan, outcomes: Outcomes) {
    this.#execution = execution;
    this.#batch = batch;
    this.#plan = plan;
    this.#outcomes = outcomes;
    this.#items = new Map(plan.accounts.items.map((item) => [item.account, item]));
    this.#waves = wavesOf(plan, batch.hash);
    const taken = batch.reversals.flatMap(({ accounts, by }) => (accounts ?? []).map((account) => ({ account, by })));
    this.#takenBack = new Map(taken.map(({ account, by }) => [account, `taken back by ${by} before its turn`]));
  }

  async run(): Promise<void> {
    for (const [w, wave] of this.#waves.entries()) {
      if (this.#hasPassed(w)) continue;
      if (!(await this.#carryOut(wave))) return;
      const isWatched = wave.measure === "watch"; // nothing is to be seen of it
      if (w < this.#waves.length - 1 && !isWatched && !(await this.#passGate(w, wave))) return;
    }
    await this.#outcomes.saved();
    const counts = countsOf(this.#plan.accounts.count, this.#outcomes.courses);
    await this.#decide([{ type: "done", batch: this.#batch.id, counts }]);
  }

  /** False where it was stopped. */
  async #carryOut(wave: Wave): Promise<boolean> {
    const left = wave.accounts.filter((account) => !this.#isDone(account, wave.measure));
    if (!(await this.#lookAgain())) return false;
    const rate = this.#rateOf(wave, left.length);
    let done = wave.accounts.length - left.length;
    const goesOn = await someAtATime(left, AT_ONCE, async (account) => {
      await this.#outcomes.room();
      if (this.#execution.clock.now() - this.#lookedAt > LOOKOUT_MS && !(await this.#lookAgain())) return false;
      if (!(await this.#act(account, wave.measure, rate))) return false;
      this.#execution.onProgress({ batch: this.#batch.id, wave: wave.name, done: ++done, of: wave.accounts.length });
      return true;
    });
    await this.#outcomes.saved();
    return goesOn;
  }

  /** One call, or why there is none. False where it was stopped before the outcome was known. */
  async #act(account: string, deed: Measure, rate: number): Promise<boolean> {
    const item = this.#items.get(account)!;
    const why = this.#lookout?.skip.get(account) ?? this.#takenBack.get(account) ?? weaker(item, deed);
    if (why !== null) {
      this.#outcomes.note({ type: "outcome", account, deed, outcome: "skipped", why: shortWhy(why), tries: 0 });
      return true;
    }
    return this.#call(item, deed, rate);
  }

  async #call(item: PlannedAccount, deed: Measure, rate: number): Promise<boolean> {
    const { clock, watch } = this.#execution;
    const { id: batch, generation, startedAt } = this.#batch;
    const { account, state } = item;
    const begun = startedAt ?? clock.now();
    const { days, reason, policy } = this.#plan;
    const until = days === null ? null : new Date(begun + days * DAY_MS).toISOString();
    const delivered = await deliver(this.#execution, {
      call: {
        id: messageId(batch, generation, deed, account),
        type: CALL_OF[deed],
        timestamp: new Date(begun).toISOString(),
        data: { account, batch, until, reason, expect: state },
      },
      target: STATE_OF[deed],
      rate,
      tryMs: policy.try_minutes * MINUTE_MS,
      may: () => watch.may(this.#batch),
      mayLook: () => watch.may(this.#batch, { changes: false }),
    });
    if (delivered === null) return false;
    if (delivered === "gone") return this.#gone();
    this.#outcomes.note({ type: "outcome", account, deed, ...delivered });
    return true;
  }

  /** Everything stops, here and everywhere. */
  async #gone(): Promise<boolean> {
    this.#execution.log.error("the platform is gone for good: everything stops", { batch: this.#batch.id });
    await this.#execution.haltAll("the platform answered 410: it is gone for good");
    return false;
  }

  /** False where it was stopped: more than may have left the plan. `atEvents`: whatever it takes, all that came is looked at. */
  async #lookAgain({ atEvents = false } = {}): Promise<boolean> {
    const { store, clock } = this.#execution;
    this.#lookedAt = clock.now();
    this.#lookout = await lookAgain(store, this.#plan, atEvents ? undefined : clock);
    const gone = this.#lookout.skip.size;
    const { count } = this.#plan.accounts;
    if (gone <= this.#plan.policy.shrink * count) return true;
    await this.#stop(
      `${gone} of its ${count} accounts are no longer to be acted on, more than ${this.#plan.policy.shrink * 100} %: plan it again`,
    );
    return false;
  }

  /** Waits its time, reads back who verified, and asks the gate. False where it was stopped, or does not go on. */
  async #passGate(w: number, wave: Wave): Promise<boolean> {
    if (!(await this.#soak(wave))) return false;
    const reading = await this.#readBack(w);
    if (reading === null) return false;
    const { answer, why, figures } = gateAfter(wave, this.#plan, this.#outcomes, reading, this.#execution.watch.state, this.#batch);
    const gate: Act = { type: "gate", batch: this.#batch.id, wave: w, answer, why: shortText(`after ${wave.name}: ${why}`), figures };
    const acts =
      answer === "go on"
        ? [gate]
        : [gate, stopped(this.#batch, `gate after ${wave.name}: ${answer === "fail" ? "failed" : "inconclusive"}: ${why}`)];
    if (answer !== "go on") this.#execution.watch.stop(this.#batch.id);
    await this.#decide(acts);
    this.#execution.log.info("a gate was asked", { batch: this.#batch.id, wave: wave.name, answer });
    return answer === "go on";
  }

  /** Time for people to verify themselves, and for errors to show. */
  async #soak(wave: Wave): Promise<boolean> {
    const { clock, watch } = this.#execution;
    const ended = Math.max(0, ...wave.accounts.map((account) => this.#outcomes.courseOf(account).done?.at ?? 0));
    const until = ended + this.#plan.window_minutes * MINUTE_MS;
    while (clock.now() < until) {
      if (watch.may(this.#batch) === "stop") return false;
      await pause(Math.min(200, until - clock.now()));
    }
    return watch.may(this.#batch) !== "stop";
  }

  /** Who of those that were asked verified itself, asked again for a while where the platform does not say; null where it was stopped. */
  async #readBack(w: number): Promise<Reading | null> {
    const { platform, line, watch, clock } = this.#execution;
    const asked = toReadBack(this.#waves.slice(0, w + 1), this.#plan, this.#outcomes);
    if (asked.length === 0) return { read: new Set(), unread: 0 };
    if (!(await this.#lookAgain({ atEvents: true }))) return null;
    const isNoted = (account: string) => this.#outcomes.courseOf(account).done?.what.after === "verified";
    for (const account of asked) if (this.#hasVerified(account) && !isNoted(account)) this.#noteVerified(account);
    await this.#outcomes.saved();
    const read = new Set(asked.filter(isNoted));
    for (const until = clock.now() + Math.min(READ_BACK_MS, this.#plan.policy.try_minutes * MINUTE_MS); ; await pause(READ_AGAIN_MS)) {
      const left = asked.filter((account) => !read.has(account));
      const goesOn = await someAtATime(left, AT_ONCE, async (account) => {
        if (!(await line.turn(this.#plan.rate, () => watch.may(this.#batch, { changes: false })))) return false;
        const standing = await lookAt(platform, line, account);
        if (standing !== null && "is" in standing) return standing.is !== "gone" || this.#gone();
        read.add(account);
        if (standing?.state === "verified") this.#noteVerified(account);
        return true;
      });
      await this.#outcomes.saved();
      if (!goesOn) return null;
      if (read.size === asked.length || clock.now() > until) return { read, unread: asked.length - read.size };
    }
  }

  /** Its events say so: a check that it passed after it was asked. */
  #hasVerified(account: string): boolean {
    const { done } = this.#outcomes.courseOf(account);
    const at = this.#lookout?.verifiedAt.get(account);
    return at !== undefined && done !== null && at >= Math.floor((this.#batch.startedAt ?? done.at) / 1_000) * 1_000;
  }

  #noteVerified(account: string): void {
    const { before, version, tries } = this.#outcomes.courseOf(account).done!.what;
    const entry: OutcomeEntry = {
      type: "outcome",
      account,
      deed: "verify",
      outcome: "changed",
      after: "verified",
      why: "verified itself",
      tries,
    };
    this.#outcomes.note({ ...entry, ...(before === undefined ? {} : { before }), ...(version === undefined ? {} : { version }) });
  }

  #isDone(account: string, deed: Measure): boolean {
    const { done } = this.#outcomes.courseOf(account);
    return done !== null && done.what.deed === deed;
  }

  #hasPassed(w: number): boolean {
    return this.#execution.watch.state.batches.get(this.#batch.id)?.gatesPassed.includes(w) ?? false;
  }

  /** A strike is spread over its window, as far as the rate allows. */
  #rateOf(wave: Wave, left: number): number {
    const { way, window_minutes, rate } = this.#plan;
    if (way !== "strike" || window_minutes === 0 || wave.measure === "verify") return rate;
    return Math.min(rate, Math.max(left / (window_minutes * 60), 0.1));
  }

  async #stop(why: string): Promise<void> {
    this.#execution.watch.stop(this.#batch.id);
    await this.#decide([stopped(this.#batch, why)]);
  }

  /** Unless it was stopped meanwhile. */
  async #decide(acts: readonly Act[]): Promise<void> {
    const { id, generation } = this.#batch;
    await this.#execution.journal.decide((state) => {
      const now = state.batches.get(id);
      return now?.state === "executing" && now.generation === generation ? acts : [];
    });
  }
}

/** What another batch of ours suspended is not let go by asking for less. */
function weaker({ state }: PlannedAccount, deed: Measure): string | null {
  return state === "suspended" && deed !== "suspend" ? "suspended already, from here" : null;
}
