/** The API over a small store: two clusters, people with keys, and a token of each role; asked in this process. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hono } from "hono";
import { expect } from "vitest";
import { openDelivery } from "../../src/adapters/delivery/open.js";
import { duckDbStore } from "../../src/adapters/duckdb/store.js";
import { createToken } from "../../src/app/access/tokens.js";
import { enrol } from "../../src/app/enforcement/people.js";
import { openIntake } from "../../src/app/intake.js";
import { Shelf } from "../../src/app/look/shelf.js";
import { openLayouts } from "../../src/cli/report-layouts.js";
import { publicKeyOf } from "../../src/enforcement/signed.js";
import { Live } from "../../src/http/live.js";
import { Metrics } from "../../src/http/metrics.js";
import type { Route } from "../../src/http/route.js";
import { serverOf } from "../../src/http/server.js";
import type { Serving } from "../../src/http/serving.js";
import { tableOf } from "../../src/http/table.js";
import { pseudonymiser } from "../../src/indicator/normalise/pseudonym.js";
import { ACCESS_ROLES, type AccessRole } from "../../src/model/access/caller.js";
import { checkPolicy } from "../../src/model/enforcement/policy.js";
import { type Log, silentLog } from "../../src/ports/log.js";
import { feed, LINKS, runOf, signup } from "../app/enforcement/store.js";
import { policy, SECRET } from "../app/enforcement/team.js";
import { keyOf } from "../enforcement/office.js";
import { KEY } from "../ingest/worlds.js";

/** The person of each role, and the seed of the person's key. */
export const STAFF = { viewer: ["vic", 11], analyst: ["ann", 12], approver: ["bob", 13], admin: ["eve", 14] } as const;

export interface Asked {
  method?: string;
  /** Null: none. */
  token?: string | null;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  /** The address that it comes from. */
  from?: string;
}

export interface Office {
  app: Hono;
  routes: readonly Route[];
  serving: Serving;
  live: Live;
  /** The secret of a token of each role. */
  tokens: Readonly<Record<AccessRole, string>>;
  /** How often work was asked for. */
  asked: { carryOut: number; cluster: number };
  now: { at: number };
  /** As the approver, unless told otherwise. */
  ask(path: string, asked?: Asked): Promise<Response>;
  json<T = Record<string, unknown>>(path: string, asked?: Asked & { status?: number }): Promise<T>;
  close(): Promise<void>;
}

/** 10:00 on a day of July 2026. */
const START = Date.UTC(2026, 6, 1, 10);
const ACCOUNTS = ["a", "b", "c", "d", "e", "f", "g"];

export interface OfficeOptions {
  log?: Log;
  rate?: { perSecond: number; burst: number };
  signIn?: Serving["signIn"];
  board?: Serving["board"];
  /** What its clock shows at first. */
  start?: number;
}

export async function office({ log = silentLog, rate, signIn = null, board = null, start = START }: OfficeOptions = {}): Promise<Office> {
  const dir = mkdtempSync(join(tmpdir(), "cautery-http-"));
  const store = duckDbStore(join(dir, "data"));
  await store.open("check");
  const now = { at: start };
  const clock = { now: () => now.at };
  const events = ACCOUNTS.map((account) =>
    signup(account, { client: { device: "x" }, email: `${account}@example.org`, name: `=cmd ${account}` }),
  );
  await feed(store, dir, events, { merge: true });
  await store.saveRun(runOf({ "c-1": "a b c d e", "c-2": "f g" }, [...LINKS, "f-g device:w=10 payment:v=9"]), { at: now.at, ledger: 1 });
  const asked = { carryOut: 0, cluster: 0 };
  const intake = openIntake({ store, clock, key: KEY }, { threads: 1 });
  const delivery = openDelivery({ CAUTERY_WEBHOOK_SECRET: SECRET });
  const serving: Serving = {
    store,
    clock,
    key: KEY,
    pseudonymise: pseudonymiser(KEY),
    log,
    shelf: new Shelf(store, clock),
    intake,
    target: "dry-run",
    policy,
    layouts: await openLayouts(),
    signIn,
    delivery,
    board,
    carryOut() {
      asked.carryOut++;
    },
    async cluster() {
      asked.cluster++;
      return { state: "started" };
    },
  };
  for (const [role, [name, seed]] of Object.entries(STAFF))
    await enrol(
      serving,
      { name, role: role as keyof typeof STAFF, key: publicKeyOf(keyOf(seed)) },
      { sign: null, policy: checkPolicy({}) },
    );
  const tokens = {} as Record<AccessRole, string>;
  for (const role of ACCESS_ROLES) {
    const marking = role === "partner" ? ("green" as const) : null;
    const name = role === "partner" ? "lab" : STAFF[role][0];
    tokens[role] = (await createToken(serving, { name, role, days: null, marking, by: "eve" })).secret;
  }
  const live = new Live(store, log, { everyMs: 3_600_000, heartbeatMs: 3_600_000 });
  const metrics = new Metrics();
  const routes = tableOf({ metrics, live, version: "0.0.0" });
  const address = { from: "192.0.2.7" };
  const app = serverOf(routes, serving, { metrics, addressOf: () => address.from, ...(rate === undefined ? {} : { rate }) });
  const ask: Office["ask"] = async (path, { method = "GET", token = tokens.approver, body, headers = {}, from = "192.0.2.7" } = {}) => {
    address.from = from;
    return await app.request(`http://cautery.test${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
  };
  return {
    app,
    routes,
    serving,
    live,
    tokens,
    asked,
    now,
    ask,
    async json(path, { status = 200, ...given } = {}) {
      const answer = await ask(path, given);
      const text = await answer.text();
      expect(answer.status, text).toBe(status);
      return JSON.parse(text);
    },
    async close() {
      live.close();
      await delivery.close();
      await intake.close();
      await store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
