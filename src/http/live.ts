/**
 * Changes of the store -> server-sent events (HTML, 9.2) to all who listen: the store is asked once for all, and each event's id is where
 * its reader goes on, whichever server it comes back to.
 */
import { changesSince, type LiveChange, type Position, positionNow } from "../app/live/changes-since.js";
import { asError } from "../errors.js";
import type { Log } from "../ports/log.js";
import type { GraphStore } from "../ports/store.js";

export interface LiveOptions {
  everyMs?: number;
  heartbeatMs?: number;
  /** Listeners at the most. */
  most?: number;
}

/** Who does not read so much is let go: it comes back with its last id. */
const MOST_WAITING = 256 << 10;

interface Listener {
  position: Position;
  controller: ReadableStreamDefaultController<Uint8Array>;
}

export class Live {
  readonly #store: GraphStore;
  readonly #log: Log;
  readonly #most: number;
  readonly #listeners = new Set<Listener>();
  readonly #timers: NodeJS.Timeout[];
  /** By what is asked for: answers that are under way. */
  readonly #asking = new Map<string, Promise<unknown>>();
  #seen: Position | null = null;
  #looking = false;
  /** Asked to look while it looked: what came meanwhile may have come too late for that. */
  #again = false;

  constructor(store: GraphStore, log: Log, { everyMs = 500, heartbeatMs = 15_000, most = 2_000 }: LiveOptions = {}) {
    this.#store = store;
    this.#log = log;
    this.#most = most;
    this.#timers = [setInterval(() => void this.look(), everyMs), setInterval(() => this.#beat(), heartbeatMs)];
    for (const timer of this.#timers) timer.unref();
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  /** What came after `last` (an event's id) first, then what comes; null where there are too many listeners. */
  async listen(last: string | null): Promise<ReadableStream<Uint8Array> | null> {
    if (this.#listeners.size >= this.#most) return null;
    const given = last === null ? null : readPosition(last);
    const from = given ?? (await this.#together("now", () => positionNow(this.#store)));
    const missed = given === null ? [] : await this.#together(writePosition(given), () => changesSince(this.#store, given));
    let listener: Listener;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          listener = { position: from, controller };
          this.#listeners.add(listener);
          send(controller, `retry: 2000\nid: ${writePosition(from)}\n: listening\n\n`);
          for (const change of missed) this.#tell(listener, change);
          void this.look();
        },
        cancel: () => {
          this.#listeners.delete(listener);
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: MOST_WAITING }),
    );
  }

  /** Many come back at once after a restart, most with the same id: one look answers them. What came since it began is looked for then. */
  async #together<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const known = this.#asking.get(key) as Promise<T> | undefined;
    if (known !== undefined) return await known;
    const asked = ask().finally(() => this.#asking.delete(key));
    this.#asking.set(key, asked);
    return await asked;
  }

  /** Looks for what came since it looked last, and tells everybody. */
  async look(): Promise<void> {
    if (this.#listeners.size === 0) return;
    if (this.#looking) {
      this.#again = true;
      return;
    }
    this.#looking = true;
    try {
      const oldest = [...this.#listeners].map(({ position }) => position).reduce(least);
      const from = this.#seen === null ? oldest : least(this.#seen, oldest);
      for (const change of await changesSince(this.#store, from)) {
        for (const listener of this.#listeners) this.#tell(listener, change);
        this.#seen = change.position;
      }
    } catch (error) {
      this.#log.warn("changes could not be looked for, and will be again", { error: asError(error) });
    } finally {
      this.#looking = false;
    }
    if (!this.#again) return;
    this.#again = false;
    await this.look();
  }

  close(): void {
    for (const timer of this.#timers) clearInterval(timer);
    for (const listener of [...this.#listeners]) this.#end(listener);
  }

  #tell(listener: Listener, { position, type, data }: LiveChange): void {
    if (!this.#listeners.has(listener) || !isAfter(position, listener.position)) return;
    listener.position = most(listener.position, position);
    if ((listener.controller.desiredSize ?? 0) <= 0) this.#end(listener);
    else send(listener.controller, `id: ${writePosition(listener.position)}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  #beat(): void {
    for (const listener of [...this.#listeners]) {
      if ((listener.controller.desiredSize ?? 0) <= 0) this.#end(listener);
      else send(listener.controller, ":\n\n");
    }
  }

  #end(listener: Listener): void {
    this.#listeners.delete(listener);
    try {
      listener.controller.close();
    } catch {
      // it was closed from the other side
    }
  }
}

const encoder = new TextEncoder();
const send = (controller: ReadableStreamDefaultController<Uint8Array>, text: string): void => controller.enqueue(encoder.encode(text));

const writePosition = ({ run, entry, judgement }: Position): string => `${run}.${entry}.${judgement}`;

function readPosition(text: string): Position | null {
  const found = /^(\d{1,9})\.(\d{1,12})\.(\d{1,9})$/.exec(text);
  return found === null ? null : { run: Number(found[1]), entry: Number(found[2]), judgement: Number(found[3]) };
}

const least = (a: Position, b: Position): Position => ({
  run: Math.min(a.run, b.run),
  entry: Math.min(a.entry, b.entry),
  judgement: Math.min(a.judgement, b.judgement),
});
const most = (a: Position, b: Position): Position => ({
  run: Math.max(a.run, b.run),
  entry: Math.max(a.entry, b.entry),
  judgement: Math.max(a.judgement, b.judgement),
});
const isAfter = (a: Position, b: Position): boolean => a.run > b.run || a.entry > b.entry || a.judgement > b.judgement;
