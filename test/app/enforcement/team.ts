/** A store with one cluster, a real reference platform, and people who plan, approve and decide: what batches are carried out with. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { duckDbStore } from "../../../src/adapters/duckdb/store.js";
import { openPlatform } from "../../../src/adapters/platform/open.js";
import { batchDetail } from "../../../src/app/enforcement/batches.js";
import { approveBatch, type ControlPorts, startBatch } from "../../../src/app/enforcement/control.js";
import { executeAll } from "../../../src/app/enforcement/execute/execute.js";
import { enrol } from "../../../src/app/enforcement/people.js";
import type { PlanRequest } from "../../../src/app/enforcement/plan.js";
import { type Sign, signWith } from "../../../src/app/enforcement/sign.js";
import { suspend } from "../../../src/app/enforcement/suspend.js";
import { publicKeyOf } from "../../../src/enforcement/signed.js";
import { checkPolicy } from "../../../src/model/enforcement/policy.js";
import type { ClusterRun } from "../../../src/model/run.js";
import { silentLog } from "../../../src/ports/log.js";
import type { Order } from "../../../src/ports/orders.js";
import type { Platform } from "../../../src/ports/platform.js";
import type { GraphStore } from "../../../src/ports/store.js";
import { keyOf } from "../../enforcement/office.js";
import { KEY } from "../../ingest/worlds.js";
import { type PlatformOptions, type RunningPlatform, startPlatform } from "../../platform/start.js";
import { request } from "./store.js";

export const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const STAFF = { pat: ["analyst", 1], bea: ["approver", 2], cem: ["approver", 3], dot: ["admin", 4] } as const;
export type Name = keyof typeof STAFF;

export interface Team extends ControlPorts {
  store: GraphStore;
  /** For files; gone when it closes. */
  dir: string;
  /** What the platform says really happened. */
  real: RunningPlatform;
  platform: Platform;
  /** Orders that the executor finds at its next look. */
  orders: Order[];
  sign(name: Name): Sign;
  /** Planned and approved by as many as it needs; its id. */
  approved(given?: Partial<PlanRequest>): Promise<string>;
  /** Started, where it is not yet, and carried out until it ends or stops. */
  carryOut(id?: string): Promise<void>;
  detail(id: string): ReturnType<typeof batchDetail>;
  save(run: ClusterRun): Promise<void>;
  close(): Promise<void>;
}

/** Where a team works: the store, and who carries its batches out. */
export interface Place {
  store: GraphStore;
  key: Uint8Array;
  /** Gives what carries out all that the log says, and returns when nothing is left of it. */
  work(at: { platform: Platform; orders: Order[] }): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export async function team(
  run: ClusterRun,
  { timeoutMs = 400, ...options }: Partial<PlatformOptions> & { timeoutMs?: number } = {},
  place?: Place,
): Promise<Team> {
  const dir = mkdtempSync(join(tmpdir(), "cautery-test-"));
  const { store, key, work, close } = place ?? (await inFolder(join(dir, "data")));
  const real = await startPlatform({ secret: SECRET, journal: join(dir, "platform.journal"), ...options });
  const platform = openPlatform({
    CAUTERY_PLATFORM_URL: real.url,
    CAUTERY_PLATFORM_SECRET: SECRET,
    CAUTERY_PLATFORM_TIMEOUT_MS: String(timeoutMs),
  });
  const ports = { store, clock: Date, key };
  const orders: Order[] = [];
  const carry = await work({ platform, orders });
  let saved = 0;
  const made: Team = {
    ...ports,
    dir,
    real,
    platform,
    orders,
    sign: (name) => signWith(name, keyOf(STAFF[name][1]), Date),
    async approved(given = {}) {
      const { batch, hash, plan } = await suspend(
        ports,
        request({ target: platform.target, windowMinutes: 0, rate: 400, policy, ...given }),
      );
      const needed = plan.policy.quorum.filter(({ above }) => plan.accounts.count > above).at(-1)?.approvals ?? 1;
      for (const name of (["bea", "dot"] as const).slice(0, needed)) await approveBatch(ports, batch, hash, made.sign(name));
      return batch;
    },
    async carryOut(id) {
      if (id !== undefined) await startBatch(ports, id, { target: platform.target });
      await carry();
    },
    detail: (id) => batchDetail(ports, id),
    async save(next) {
      await store.saveRun(next, { at: ++saved, ledger: await store.ledger() });
    },
    async close() {
      await platform.close();
      await real.close();
      await close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
  await made.save(run);
  for (const [name, [role, seed]] of Object.entries(STAFF))
    await enrol(ports, { name, role, key: publicKeyOf(keyOf(seed)) }, { sign: null, policy: checkPolicy({}) });
  return made;
}

/** An embedded store, and this process. */
async function inFolder(dir: string): Promise<Place> {
  const store = duckDbStore(dir);
  await store.open("check");
  return {
    store,
    key: KEY,
    async work({ platform, orders }) {
      const given = async () => orders.splice(0).map((order) => ({ order, taken: async () => {} }));
      return () => executeAll({ store, clock: Date, key: KEY, platform, log: silentLog, orders: { given } }, new AbortController().signal);
    },
    close: () => store.close(),
  };
}

/** Nobody is drawn to verify: each test asks for what it is about. */
export const policy = checkPolicy({ sample: { share: 0, most: 0 } });

/** Accounts of a cluster, each tied to its neighbours by a device and a payment; and some that hang on the first by a device alone. */
export function ring(size: number, hanging = 0): { accounts: string; links: string[] } {
  const names = Array.from({ length: size }, (_, i) => `m${i}`);
  const loose = Array.from({ length: hanging }, (_, i) => `h${i}`);
  return {
    accounts: [...names, ...loose].join(" "),
    links: [
      ...names.flatMap((name, i) => [1, 2].map((step) => `${name}-${names[(i + step) % size]} device:x=10 payment:y=9`)),
      ...loose.map((name, i) => `${name}-m0 device:z${i}=10`),
    ],
  };
}
