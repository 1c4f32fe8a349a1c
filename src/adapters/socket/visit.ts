/** One client's requests -> a store, and its answers, each when it is ready; what the client leaves behind is cleared away. */
import type { Socket } from "node:net";
import { PermanentError } from "../../errors.js";
import type { AuditHead } from "../../model/enforcement/audit.js";
import { told } from "../../threads/told.js";
import { refuseOtherZone, zoneOf } from "../../tools/zone.js";
import { refuseOtherKey } from "../other-key.js";
import { type Asked, isWay } from "./methods.js";
import type { Batch, Operations, Reply, Request } from "./operations.js";
import { RunGathered } from "./run-parts.js";
import { encode } from "./values.js";
import { Wire } from "./wire.js";

/** Whom a client meets. */
export interface Host {
  store: Asked;
  dir: string;
  keyCheck: string;
  version: string;
}

/** A batch ends with the item that fills it. */
const BATCH_BYTES = 1 << 20;
const BATCH_ITEMS = 512;

interface Stream {
  iterator: AsyncIterator<unknown>;
  /** What it threw after items that were not sent yet. */
  failed: { error: unknown } | null;
}

export class Visit {
  readonly #host: Host;
  readonly #wire: Wire;
  readonly #operations: Operations;
  readonly #underWay = new Set<Promise<void>>();
  readonly #streams = new Map<number, Stream>();
  readonly #uploads = new Map<number, RunGathered>();
  /** Locks that this client took, by both names. */
  readonly #locks = new Map<string, { lock: string; holder: string }>();
  #isWelcome = false;
  #isOver = false;
  /** The client is gone, and all that it left is cleared away. */
  readonly over: Promise<void>;

  constructor(socket: Socket, host: Host) {
    this.#host = host;
    this.#operations = this.#answers();
    this.#wire = new Wire(socket, { heard: (value) => this.#take(value as Request), gone: () => {} });
    this.over = this.#wire.closed.then(() => this.#clear());
  }

  /** What is under way is answered, nothing else any more. */
  async end(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#underWay);
    await this.#wire.end();
    await this.over;
  }

  #take({ number, operation, args }: Request): void {
    if (this.#isOver) return;
    const answered = this.#answer(operation, args).then(
      (value) => this.#reply({ number, value }),
      (error: unknown) => this.#wire.send({ number, failed: told(error) } satisfies Reply),
    );
    const over = answered.then(() => void this.#underWay.delete(over));
    this.#underWay.add(over);
  }

  #reply(reply: Extract<Reply, { value: unknown }>): void {
    try {
      this.#wire.send(reply);
    } catch (error) {
      this.#wire.send({ number: reply.number, failed: told(error) } satisfies Reply); // too large, or not to be copied
    }
  }

  async #answer(operation: keyof Operations, args: unknown[]): Promise<unknown> {
    if (!Object.hasOwn(this.#operations, operation)) throw new PermanentError(`there is no operation ${operation}`);
    if (!this.#isWelcome && operation !== "hello") throw new PermanentError("the store is not open: call open first");
    return await (this.#operations[operation] as (...args: unknown[]) => Promise<unknown>)(...args);
  }

  #answers(): Operations {
    const { store, dir, keyCheck, version } = this.#host;
    return {
      hello: async (theirs, theirKeyCheck, { zone }) => {
        if (zone !== undefined) zoneOf(zone);
        if (theirs !== version)
          throw new PermanentError(`${dir} is held by cautery ${version}, and this is ${theirs}: use that one, or end it first`);
        refuseOtherKey(theirKeyCheck, keyCheck, dir);
        refuseOtherZone(zone, store.zone(), dir);
        this.#isWelcome = true;
        return { parts: store.parts(), zone: store.zone() };
      },
      call: async (name, args) => {
        if (!isWay(name, "plain")) throw new PermanentError(`${name} cannot be called so`);
        const value = await methodOf<Promise<unknown>>(store, name)(...args);
        this.#noteLock(name, args, value);
        return value;
      },
      iterate: async (stream, name, args) => {
        if (!isWay(name, "iterable")) throw new PermanentError(`${name} cannot be iterated`);
        const iterator = methodOf<AsyncIterable<unknown>>(store, name)(...args)[Symbol.asyncIterator]();
        this.#streams.set(stream, { iterator, failed: null });
      },
      next: async (number) => {
        const stream = this.#streams.get(number);
        if (stream === undefined) throw new PermanentError(`no stream ${number} is open`);
        let isOpen = false;
        try {
          const batch = await batchOf(stream);
          isOpen = !batch.isLast;
          return batch;
        } finally {
          if (!isOpen) this.#streams.delete(number);
        }
      },
      drop: (stream) => this.#drop(stream),
      append: async (head, append) => (await store.appendAudit((now) => (isSame(now, head) ? append : null))) !== null,
      lay: async (upload, part) => {
        const gathered = this.#uploads.get(upload) ?? new RunGathered();
        gathered.add(part);
        this.#uploads.set(upload, gathered);
      },
      save: async (upload, head, circumstances) => {
        const gathered = this.#uploads.get(upload) ?? new RunGathered();
        this.#uploads.delete(upload);
        const { run, index } = gathered.whole(head);
        return await store.saveRun(run, { ...circumstances, index });
      },
      writeParquet: (folder) => store.writeParquet(folder),
    };
  }

  async #drop(number: number): Promise<void> {
    const stream = this.#streams.get(number);
    this.#streams.delete(number);
    await stream?.iterator.return?.();
  }

  /** A lock goes with whoever held it. */
  #noteLock(name: string, args: unknown[], value: unknown): void {
    if (name !== "acquire" && name !== "release") return;
    const [lock, holder] = args as [string, string];
    const both = JSON.stringify([lock, holder]);
    if (name === "release") this.#locks.delete(both);
    else if (value === true) this.#locks.set(both, { lock, holder });
  }

  async #clear(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#underWay);
    this.#uploads.clear();
    const streams = [...this.#streams.keys()].map((stream) => this.#drop(stream));
    const locks = [...this.#locks.values()].map(({ lock, holder }) => this.#host.store.release(lock, holder));
    await Promise.allSettled([...streams, ...locks]); // nobody is left to hear of it; a lock expires, or goes with the holder
  }
}

const methodOf = <Result>(store: Asked, name: string) => (store as unknown as Record<string, (...args: unknown[]) => Result>)[name];

/** As much as is sent at a time; what it throws comes after the items before it. */
async function batchOf(stream: Stream): Promise<Batch> {
  const items: Uint8Array[] = [];
  if (stream.failed !== null) throw stream.failed.error;
  for (let bytes = 0; bytes < BATCH_BYTES && items.length < BATCH_ITEMS; ) {
    try {
      const { done, value } = await stream.iterator.next();
      if (done) return { items, isLast: true };
      const item = encode(value);
      bytes += item.length;
      items.push(item);
    } catch (error) {
      if (items.length === 0) throw error;
      stream.failed = { error };
      break;
    }
  }
  return { items, isLast: false };
}

const isSame = (a: AuditHead | null, b: AuditHead | null): boolean =>
  a?.size === b?.size && a?.control === b?.control && a?.checkpoint === b?.checkpoint;
