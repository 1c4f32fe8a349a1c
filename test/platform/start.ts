/**
 * The reference platform: a real server that owns accounts, receives Cautery's messages and counts what really happened. Faults can be
 * switched on, here or through its control port (`control.ts`); `main.ts` makes a program of it, which can be killed and started again.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook, WebhookVerificationError } from "standardwebhooks";
import { eventFile } from "./events.js";
import { befalls, type Draw, type Faults, type RateLimit, tokenBucket } from "./faults.js";
import { type Answer, type Customers, Ledger } from "./ledger.js";
import type { State } from "./message.js";

const MOST_BODY_BYTES = 64 * 1024;
const TICK_MS = 100;
/** Answers that were held back are given out when so many wait, or after so long. */
const HELD = 4;
const HELD_MS = 50;

export interface PlatformOptions {
  /** As Cautery has it. */
  secret: string;
  /** Its state: made where it is missing, taken up where it is there. */
  journal: string;
  /** Where events go (NDJSON); nowhere by default. */
  events?: string;
  /** On 127.0.0.1; any by default. */
  port?: number;
  /** All accounts there are; by default any that is named. */
  accounts?: ReadonlySet<string>;
  customers?: Customers;
  faults?: Faults;
  seed?: number;
  limit?: RateLimit | null;
  slowMs?: number;
  /** Of all but signatures and rates, which go by the real time. */
  now?: () => number;
}

export interface RunningPlatform {
  url: string;
  ledger: Ledger;
  statistics(): Statistics;
  faults(): Faults;
  setFaults(faults: Faults): void;
  setLimit(limit: RateLimit | null): void;
  close(): Promise<void>;
}

export type Statistics = ReturnType<Ledger["statistics"]> & {
  /** POSTs and GETs since this start. */
  calls: number;
  looks: number;
  /** By the rate limit alone. */
  limited: number;
  /** By status; what was not answered is 0. */
  answers: Record<string, number>;
  /** Calls and looks that came and have not been answered, by whoever still waits. */
  under_way: number;
  /** When the last POST, and the last GET, came, ms since 1970. */
  last_call_at: number | null;
  last_look_at: number | null;
};

export async function startPlatform(options: PlatformOptions): Promise<RunningPlatform> {
  const { secret, seed = 1, slowMs = 200, now = Date.now } = options;
  const webhook = new Webhook(secret);
  const events = options.events === undefined ? null : eventFile(options.events);
  const ledger = new Ledger({ journal: options.journal, events, now, accounts: options.accounts, customers: options.customers });
  let chances: Faults = options.faults ?? {};
  let bucket = options.limit ? tokenBucket(options.limit) : null;
  const at: Pick<Statistics, "last_call_at" | "last_look_at"> = { last_call_at: null, last_look_at: null };
  const counted = { calls: 0, looks: 0, limited: 0, under_way: 0, answers: {} as Record<string, number> };
  const attempts = new Map<string, number>();
  let held: (() => void)[] = [];

  const server = createServer((request, response) => {
    counted.under_way++;
    response.once("close", () => counted.under_way--);
    // a client that went away in the middle of its message has nobody to be told
    receive(request, response).catch(() => response.destroy());
  });

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const reading = request.method === "GET";
    counted[reading ? "looks" : "calls"]++;
    at[reading ? "last_look_at" : "last_call_at"] = Date.now();
    if (bucket !== null && !bucket(performance.now())) {
      counted.limited++;
      return give(response, { status: 429, body: "" }, 1);
    }
    const id = String(request.headers["webhook-id"]);
    if (body === null) return give(response, { status: 413, body: "" });
    if (!isSigned(request, body)) {
      ledger.violate(id, "bad signature");
      return give(response, { status: 401, body: JSON.stringify({ error: "bad signature" }) });
    }
    const account = new URL(request.url ?? "/", "http://platform").searchParams.get("account") ?? "";
    const key = reading ? `GET ${account}` : id;
    const attempt = (attempts.get(key) ?? 0) + 1;
    attempts.set(key, attempt);
    const draw = { seed, salt: ledger.starts, id: key, attempt };
    if (befalls("gone", chances, draw)) return give(response, { status: 410, body: "" });
    await (reading ? read(account, response, draw) : take(id, body, response, draw));
  }

  async function read(account: string, response: ServerResponse, draw: Draw): Promise<void> {
    if (befalls("read_timeout", chances, draw)) return count(0);
    if (befalls("read_error", chances, draw)) return give(response, { status: 500, body: "" });
    const standing = ledger.look(account);
    give(response, standing === null ? { status: 404, body: "" } : { status: 200, body: JSON.stringify(standing) });
  }

  async function take(id: string, body: string, response: ServerResponse, draw: Draw): Promise<void> {
    const on = (fault: Parameters<typeof befalls>[0]) => befalls(fault, chances, draw);
    if (on("too_fast")) return give(response, { status: 429, body: "" }, 1);
    if (on("timeout_before")) return count(0);
    if (on("error_before")) return give(response, { status: 500, body: "" });
    if (on("slow")) await new Promise((resolve) => setTimeout(resolve, slowMs));
    if (on("meddled")) meddle(body);
    const lose = on("half_done");
    const answer = ledger.receive(id, body, { lose });
    if (on("doubled")) ledger.receive(id, body, { lose });
    if (lose) {
      count(0);
      response.destroy();
    } else if (on("timeout_after")) count(0);
    else if (on("error_after")) give(response, { status: 500, body: "" });
    else if (on("reordered")) hold(() => give(response, answer));
    else give(response, answer);
  }

  /** Whoever it is does what we would have done, or the contrary. */
  function meddle(body: string): void {
    const { account, expect }: { account: string; expect: State } = JSON.parse(body).data;
    ledger.meddle(account, expect === "active" ? "suspended" : "active");
  }

  function isSigned(request: IncomingMessage, body: string): boolean {
    try {
      webhook.verify(body, request.headers as Record<string, string>);
      return true;
    } catch (error) {
      if (error instanceof WebhookVerificationError) return false;
      return error instanceof SyntaxError; // signed, and no JSON: refused further on
    }
  }

  function hold(release: () => void): void {
    held.push(release);
    if (held.length === 1) setTimeout(releaseAll, HELD_MS);
    if (held.length >= HELD) releaseAll();
  }

  function releaseAll(): void {
    const all = held.reverse();
    held = [];
    for (const release of all) release();
  }

  function count(status: number): void {
    counted.answers[status] = (counted.answers[status] ?? 0) + 1;
  }

  function give(response: ServerResponse, { status, body }: Answer, retryAfterSeconds?: number): void {
    count(status);
    const headers = retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) };
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
  }

  const url = await listen(server, options.port ?? 0);
  const ticking = setInterval(() => ledger.tick(), TICK_MS);
  return {
    url: `${url}/accounts`,
    ledger,
    statistics: () => ({ ...ledger.statistics(), ...counted, ...at, answers: { ...counted.answers } }),
    faults: () => chances,
    setFaults(next) {
      chances = next;
    },
    setLimit(limit) {
      bucket = limit && tokenBucket(limit);
    },
    async close() {
      clearInterval(ticking);
      await stop(server);
      ledger.close();
    },
  };
}

/** Null where it is longer than a message can be. */
async function bodyOf(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= MOST_BODY_BYTES) chunks.push(chunk);
  }
  return bytes > MOST_BODY_BYTES ? null : Buffer.concat(chunks).toString();
}

/** On 127.0.0.1 -> its address. */
export async function listen(server: Server, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Whoever still waits for an answer is cut off. */
export async function stop(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
