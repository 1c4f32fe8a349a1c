/**
 * The state, looked at again and again while calls are made -> whether one more may begin: not once its batch was stopped, nor while the
 * store does not say so.
 */
import { shortText } from "../../../enforcement/acts.js";
import { halt, pause as pausing } from "../../../enforcement/decide/execute.js";
import type { Batch, State } from "../../../enforcement/state.js";
import { PermanentError } from "../../../errors.js";
import type { Clock } from "../../../ports/clock.js";
import type { Order, Orders } from "../../../ports/orders.js";
import type { Journal } from "../journal.js";
import type { Permission } from "./line.js";

/**
 * The state is looked at so often, and is too old after so long: with the time to connect less than the two seconds within which a halt
 * holds.
 */
const LOOK_MS = 300;
const OLD_MS = 1_000;

export class Watch {
  readonly #journal: Journal;
  readonly #clock: Clock;
  readonly #orders: Orders | null;
  #state: State;
  #readAt: number;
  /** Batches that may make no call more, whatever the log says so far. */
  readonly #stopped = new Set<string>();
  #allStopped = false;
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> = Promise.resolve();
  #isLooking = false;
  #isReversing: boolean;

  private constructor(journal: Journal, clock: Clock, orders: Orders | null, state: State) {
    this.#journal = journal;
    this.#clock = clock;
    this.#orders = orders;
    this.#state = state;
    this.#readAt = clock.now();
    this.#isReversing = isReversing(state);
  }

  static async open(journal: Journal, clock: Clock, orders: Orders | null): Promise<Watch> {
    await takeOrders(journal, orders);
    const watch = new Watch(journal, clock, orders, await journal.state());
    watch.#timer = setInterval(() => {
      if (watch.#isLooking) return;
      watch.#isLooking = true;
      watch.#looking = watch
        .look()
        .catch(() => {}) // a store that is away: the state grows old, and no call begins
        .then(() => {
          watch.#isLooking = false;
        });
    }, LOOK_MS);
    return watch;
  }

  get state(): State {
    return this.#state;
  }

  async look(): Promise<void> {
    const at = this.#clock.now();
    await takeOrders(this.#journal, this.#orders);
    this.#state = await this.#journal.state();
    this.#readAt = at;
    this.#isReversing = isReversing(this.#state);
    // what is stopped in the log too may be taken up again by it
    for (const id of this.#stopped) if (!isAtWork(this.#state.batches.get(id))) this.#stopped.delete(id);
  }

  /** Whether a call of this batch, as it was when it was taken up, may begin now: it waits while the store does not say. */
  may({ id, generation, state: doing }: Pick<Batch, "id" | "generation" | "state">, { changes = true } = {}): Permission {
    if (this.#allStopped || this.#stopped.has(id)) return "stop";
    if (this.#clock.now() - this.#readAt > OLD_MS) return "wait";
    const batch = this.#state.batches.get(id);
    if (batch?.generation !== generation || batch.state !== doing) return "stop";
    return doing === "executing" && this.#isReversing && changes ? "wait" : "go"; // a strike must not claim what is being let go
  }

  /** From now on, before it stands in the log. */
  stop(batch: string): void {
    this.#stopped.add(batch);
  }

  stopAll(): void {
    this.#allStopped = true;
  }

  get isStopped(): boolean {
    return this.#allStopped;
  }

  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#looking;
  }
}

const isReversing = ({ batches }: State): boolean => [...batches.values()].some(({ state }) => state === "reversing");
const isAtWork = (batch: Batch | undefined): boolean => batch?.state === "executing" || batch?.state === "reversing";

/** What was asked of whoever holds the folder: into the log, and then it is gone. */
export async function takeOrders(journal: Journal, orders: Orders | null): Promise<void> {
  for (const { order, taken } of (await orders?.given()) ?? []) {
    await taken(await carriedOut(journal, order));
  }
}

/** Why it cannot be, for who gave the order. */
async function carriedOut(journal: Journal, order: Order): Promise<string | undefined> {
  if (order.do === "halt") {
    await journal.decide(() => halt(shortText(order.reason)));
    return;
  }
  try {
    await journal.decide((state) => pausing(state, order.batch, "asked for"));
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    return error.message;
  }
}
