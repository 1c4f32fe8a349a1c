/** A connected socket <-> values both ways: each is sent whole and in turn, no faster than the other end reads. */
import { once } from "node:events";
import type { Socket } from "node:net";
import { asError } from "../../errors.js";
import { type Frame, FrameReader, framesOf } from "./frames.js";
import { decode, encode } from "./values.js";

export interface Hearing {
  heard(value: unknown): void;
  /** Once; `why` where it did not simply end. Nothing is heard any more. */
  gone(why: Error | null): void;
}

/** How long who no longer reads is waited for at the end. */
const GRACE_MS = 2_000;

export class Wire {
  readonly #socket: Socket;
  #turn: Promise<void> = Promise.resolve();
  readonly closed: Promise<void>;

  constructor(socket: Socket, hearing: Hearing) {
    this.#socket = socket;
    const reader = new FrameReader();
    let why: Error | null = null;
    socket.on("data", (chunk: Buffer) => {
      try {
        for (const message of reader.read(chunk)) hearing.heard(decode(message));
      } catch (thrown) {
        socket.destroy(asError(thrown));
      }
    });
    socket.on("error", (error) => {
      why ??= error;
    });
    this.closed = new Promise((resolve) => {
      socket.once("close", () => {
        hearing.gone(why);
        resolve();
      });
    });
  }

  /** As the value is now. Throws at once where it cannot be sent; where nobody is there any more, `gone` tells of it. */
  send(value: unknown): void {
    const frames = [...framesOf(encode(value))];
    this.#turn = this.#turn.then(async () => {
      for (const frame of frames) {
        if (this.#socket.destroyed) return;
        if (!this.#write(frame)) await Promise.race([once(this.#socket, "drain"), this.closed]).catch(() => {}); // `gone` tells
      }
    });
  }

  /** What was sent goes out before. */
  async end(): Promise<void> {
    const late = setTimeout(() => this.#socket.destroy(), GRACE_MS);
    try {
      await this.#turn;
      this.#socket.end();
      await this.closed;
    } finally {
      clearTimeout(late);
    }
  }

  #write({ header, bytes }: Frame): boolean {
    this.#socket.cork();
    this.#socket.write(header);
    const hasRoom = this.#socket.write(bytes);
    this.#socket.uncork();
    return hasRoom;
  }
}
