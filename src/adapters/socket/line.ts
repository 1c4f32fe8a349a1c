/** A connection to the server of a store -> what is asked of it, many at once: each answer finds whoever asked. */
import type { Socket } from "node:net";
import { PermanentError, TransientError } from "../../errors.js";
import { heard } from "../../threads/told.js";
import type { Operations, Reply, Request } from "./operations.js";
import { Wire } from "./wire.js";

interface Waiting {
  /** In words. */
  asked: string;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export class Line {
  readonly #dir: string;
  readonly #wire: Wire;
  readonly #waiting = new Map<number, Waiting>();
  #count = 0;
  #isClosed = false;
  #gone: { why: Error | null } | null = null;

  constructor(socket: Socket, dir: string) {
    this.#dir = dir;
    this.#wire = new Wire(socket, {
      heard: (value) => this.#hear(value as Reply),
      gone: (why) => {
        this.#gone = { why };
        for (const { asked, reject } of this.#waiting.values()) reject(this.#goneDuring(asked));
        this.#waiting.clear();
      },
    });
  }

  /** A number that was not given before. */
  number(): number {
    return ++this.#count;
  }

  async ask<Name extends keyof Operations>(
    operation: Name,
    ...args: Parameters<Operations[Name]>
  ): Promise<Awaited<ReturnType<Operations[Name]>>> {
    if (this.#isClosed) throw new PermanentError("the store is not open: call open first");
    const asked = operation === "call" ? String(args[0]) : operation;
    if (this.#gone !== null) throw this.#goneDuring(asked);
    const number = this.number();
    this.#wire.send({ number, operation, args } satisfies Request);
    const answer = await new Promise((resolve, reject) => {
      this.#waiting.set(number, { asked, resolve, reject });
    });
    return answer as Awaited<ReturnType<Operations[Name]>>;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#wire.end();
  }

  #hear(reply: Reply): void {
    const waiting = this.#waiting.get(reply.number);
    this.#waiting.delete(reply.number);
    if ("failed" in reply) waiting?.reject(heard(reply.failed));
    else waiting?.resolve(reply.value);
  }

  #goneDuring(asked: string): TransientError {
    return new TransientError(
      `the cautery that holds ${this.#dir} went away in the middle of it (${asked}); what was asked may be done or not: look, and try again`,
      { cause: this.#gone?.why ?? undefined },
    );
  }
}
