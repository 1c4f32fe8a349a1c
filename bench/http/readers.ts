/** Readers of server-sent events over connections of their own, as browsers' are: each comes back with the last id that it was told. */
import { type ClientRequest, type IncomingMessage, request } from "node:http";

export interface ReadersOptions {
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Comes back so long after it was cut off. */
  retryMs: number;
}

/** One reader: what it was told, in order, with when. */
export class Reader {
  /** Of each event its data, and the moment. */
  readonly told: { data: string; at: number }[] = [];
  last: string | null = null;
  connects = 0;
  readonly #options: ReadersOptions;
  #asked: ClientRequest | null = null;
  #text = "";
  #closed = false;
  #opened: (() => void) | null = null;

  constructor(options: ReadersOptions) {
    this.#options = options;
  }

  /** Resolves once it listens. `reads: false`: takes nothing of what comes. */
  open({ reads = true } = {}): Promise<void> {
    return new Promise((resolve) => {
      this.#opened = resolve;
      this.#ask(reads);
    });
  }

  close(): void {
    this.#closed = true;
    this.#asked?.destroy();
  }

  #ask(reads: boolean): void {
    const { url, headers } = this.#options;
    const asked = request(url, { agent: false, headers: { ...headers, ...(this.last === null ? {} : { "last-event-id": this.last }) } });
    this.#asked = asked;
    this.#text = "";
    const again = () => {
      if (this.#asked !== asked) return;
      this.#asked = null;
      if (!this.#closed && reads) setTimeout(() => this.#ask(reads), this.#options.retryMs);
    };
    asked.on("response", (answer) => this.#hear(answer, reads, again));
    asked.on("error", again);
    asked.end();
  }

  #hear(answer: IncomingMessage, reads: boolean, again: () => void): void {
    answer.on("error", again).on("close", again);
    if (answer.statusCode !== 200) return void answer.destroy();
    this.connects++;
    if (!reads) {
      answer.pause();
      answer.socket.pause();
      this.#opened?.();
      return;
    }
    answer.setEncoding("utf8").on("data", (chunk: string) => this.#take(chunk));
  }

  #take(chunk: string): void {
    const events = (this.#text + chunk).split("\n\n");
    this.#text = events.pop()!;
    const at = performance.now();
    for (const event of events) {
      let data: string | null = null;
      for (const line of event.split("\n")) {
        if (line.startsWith("id: ")) this.last = line.slice(4);
        else if (line.startsWith("data: ")) data = line.slice(6);
      }
      if (data !== null) this.told.push({ data, at });
    }
    this.#opened?.();
  }
}

export async function openReaders(count: number, options: ReadersOptions, how: { reads?: boolean } = {}): Promise<Reader[]> {
  const readers = Array.from({ length: count }, () => new Reader(options));
  await Promise.all(readers.map((reader) => reader.open(how)));
  return readers;
}
