/** The log -> the state that its acts make, kept up to date; and acts and outcomes -> the log, if nothing was decided in between. */
import { randomBytes } from "node:crypto";
import {
  type Act,
  actToLog,
  checkAct,
  checkOutcome,
  type OutcomeEntry,
  outcomesStream,
  outcomeToLog,
  type Placed,
} from "../../enforcement/acts.js";
import { type Signer, signerOf } from "../../enforcement/audit/note.js";
import { CONTROL, sealPage } from "../../enforcement/audit/seal.js";
import { fold, NOTHING, type State } from "../../enforcement/state.js";
import { messageOf, PermanentError } from "../../errors.js";
import type { AuditHead, AuditLog, AuditPage, Plans } from "../../ports/audit.js";
import type { Clock } from "../../ports/clock.js";

export interface JournalPorts {
  store: AuditLog & Plans;
  clock: Clock;
  /** The pseudonym key: the log's checkpoints are signed by a key that is derived from it. */
  key: Uint8Array;
}

const SALT_BYTES = 16;

export class Journal {
  readonly #store: AuditLog & Plans;
  readonly #clock: Clock;
  readonly #signer: Signer;
  #state: State = NOTHING;
  /** The log's size after the last act that is in the state. */
  #control = 0;

  constructor({ store, clock, key }: JournalPorts) {
    this.#store = store;
    this.#clock = clock;
    this.#signer = signerOf(key);
  }

  /** As of now: reads what was decided since it was asked last. */
  async state(): Promise<State> {
    const head = await this.#store.auditHead();
    if (head !== null && head.control > this.#control) {
      const acts: Placed<Act>[] = [];
      for await (const page of this.#store.auditPages({ stream: CONTROL, from: this.#control })) {
        refuseErased(page);
        acts.push(...placed(page, checkAct));
      }
      this.#take(acts);
    }
    return this.#state;
  }

  /**
   * Appends what `decide` makes of the state as it is at the moment of appending: where something was decided meanwhile, it decides again.
   * Returns the acts with their places; none where there was nothing to do. What `decide` throws, it throws; and a `PermanentError` where
   * what it makes could not be read again, or does not follow from the state: nothing is appended then.
   */
  async decide(decide: (state: State, now: number) => readonly Act[]): Promise<Placed<Act>[]> {
    for (;;) {
      const state = await this.state();
      const at = this.#clock.now();
      const acts = decide(state, at).map(actToLog);
      if (acts.length === 0) return [];
      refuseImpossible(state, at, acts);
      const append = await this.#append(CONTROL, at, acts, (head) => (head?.control ?? 0) === this.#control);
      if (append === null) continue;
      const placedActs = acts.map((what, i) => ({ entry: append.first + i, at, what }));
      this.#take(placedActs);
      return placedActs;
    }
  }

  /** What became of calls, whatever was decided meanwhile. */
  async record(batch: string, generation: number, outcomes: readonly OutcomeEntry[]): Promise<Placed<OutcomeEntry>[]> {
    if (outcomes.length === 0) return [];
    const at = this.#clock.now();
    const sound = outcomes.map(outcomeToLog);
    const page = (await this.#append(outcomesStream(batch, generation), at, sound, () => true))!;
    return sound.map((what, i) => ({ entry: page.first + i, at, what }));
  }

  /** A batch's outcomes, in the log's order: all, or those of entry `from` and later. */
  async outcomes({ id, generation }: { id: string; generation: number }, from = 0): Promise<Placed<OutcomeEntry>[]> {
    const all: Placed<OutcomeEntry>[] = [];
    for await (const page of this.#store.auditPages({ stream: outcomesStream(id, generation), from }))
      all.push(...placed(page, checkOutcome));
    return from === 0 ? all : all.filter(({ entry }) => entry >= from);
  }

  async #append(
    stream: string,
    at: number,
    entries: readonly object[],
    still: (head: AuditHead | null) => boolean,
  ): Promise<AuditPage | null> {
    const bodies = entries.map((entry) => JSON.stringify(entry));
    const salts = bodies.map(() => randomBytes(SALT_BYTES).toString("hex"));
    const appended = await this.#store.appendAudit((head) =>
      still(head) ? sealPage({ head, stream, at, bodies, salts, signer: this.#signer }) : null,
    );
    return appended?.page ?? null;
  }

  /** Acts in the log's order, without a gap after those in the state; some may be in it already, where several asked for them at once. */
  #take(acts: readonly Placed<Act>[]): void {
    const later = acts.filter(({ entry }) => entry >= this.#control);
    if (later.length === 0) return;
    this.#state = fold(this.#state, later);
    this.#control = this.#state.next;
  }
}

/** A log with such acts could not be read any more, and nothing could be halted by it. */
function refuseImpossible(state: State, at: number, acts: readonly Act[]): void {
  try {
    fold(
      state,
      acts.map((what, i) => ({ entry: state.next + i, at, what })),
    );
  } catch (cause) {
    throw new PermanentError(
      `nothing was logged, since it does not follow from how things stand (${messageOf(cause)}): look at \`cautery batches\`, and ask again`,
      { cause },
    );
  }
}

/** No act is ever erased by Cautery (`erase.ts`): a halt or a denial without its body would be one that never was. */
function refuseErased({ first, entries }: AuditPage): void {
  const i = entries.findIndex(({ body }) => body === null);
  if (i < 0) return;
  throw new PermanentError(
    `the body of entry ${first + i} of the log, an act, was taken away: restore it from a backup or an export, and find out who could write to the store`,
  );
}

/** The entries of a page that were not erased. */
function placed<T>({ first, at, entries }: AuditPage, check: (given: unknown) => T): Placed<T>[] {
  return entries.flatMap(({ body }, i) => (body === null ? [] : [{ entry: first + i, at, what: check(JSON.parse(body)) }]));
}
