/** What a clustering worker's ticks put into the queue: where one is asked for, at work, failing, or cannot succeed. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inProcessQueue } from "../../src/adapters/queue/inprocess.js";
import { TransientError } from "../../src/errors.js";
import type { Clock } from "../../src/ports/clock.js";
import { FAULTS, type JobQueue } from "../../src/ports/queue.js";
import { reclusterRole } from "../../workers/recluster.js";
import type { Role } from "../../workers/role.js";
import { heardLog, type Line } from "../contracts/heard-log.js";

const HOUR_MS = 3_600_000;
const EVERY_MS = HOUR_MS;
const QUIET_MS = 120_000;

/** What of a store a clustering is asked for by; one process, so a lock is whoever's asks first. */
function requestStore(clock: Clock) {
  const state = { asked: 0, answered: 0, clustered: -1, ledger: 0, run: null as { at: number } | null };
  const locks = new Map<string, string>();
  return {
    state,
    requests: async () => ({ asked: state.asked, answered: state.answered, ledger: state.clustered }),
    answer: async (request: number, ledger: number) => {
      state.answered = request;
      state.clustered = ledger;
      state.run = { at: clock.now() };
    },
    currentRun: async () => state.run,
    ledger: async () => state.ledger,
    announced: async () => [],
    acquire: async (lock: string, holder: string) => {
      if (!locks.has(lock)) locks.set(lock, holder);
      return locks.get(lock) === holder;
    },
    release: async (lock: string, holder: string) => void (locks.get(lock) === holder && locks.delete(lock)),
  };
}

describe("ticks of a clustering's worker", () => {
  let queue: JobQueue;
  let role: Role;
  let said: Line[];
  let store: ReturnType<typeof requestStore>;
  const clock = { at: 0, now: () => clock.at };
  let clusterings: number;
  let cluster: () => Promise<void>;

  beforeEach(() => {
    clock.at = Date.now();
    said = [];
    clusterings = 0;
    cluster = async () => {};
    store = requestStore(clock);
    queue = inProcessQueue({ backoffMs: 2, log: heardLog(said) });
    const counted = () => {
      clusterings++;
      return cluster();
    };
    role = reclusterRole({ store, queue }, new AbortController().signal, {
      quietMs: QUIET_MS,
      everyMs: EVERY_MS,
      clock,
      cluster: counted,
    });
  });
  afterEach(() => queue.close(0));

  const tick = async (times = 1) => {
    for (let i = 0; i < times; i++) await role.tick();
  };
  const depth = () => queue.depth("recluster");
  const dead = async () => (await queue.deadLetters()).length;
  const idle = () => expect.poll(depth, { timeout: 5_000 }).toBe(0);

  it("have what was asked for clustered once", async () => {
    store.state.asked = 1;
    await tick(3);
    expect(await depth()).toBe(1);
    queue.work("recluster", role.take);
    await idle();
    await tick(3);
    expect(await depth()).toBe(0);
    expect(clusterings).toBe(1);
  });

  it("add nothing while a clustering is at work", async () => {
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    cluster = () => held;
    store.state.asked = 1;
    await tick();
    queue.work("recluster", role.take);
    await expect.poll(() => clusterings).toBe(1);
    await tick(5);
    expect(await depth()).toBe(1);
    release();
    await idle();
    expect(clusterings).toBe(1);
  });

  it("add nothing while one that failed waits for its next try, so that a worker doesn't cluster without pause", async () => {
    let tries = 0;
    cluster = async () => {
      await tick(3); // as those of the other workers
      if (++tries < 5) throw new TransientError("the store is away");
    };
    store.state.asked = 1;
    await tick();
    queue.work("recluster", role.take);
    for (let failed = 1; failed < 5; failed++) {
      await expect.poll(() => said.length, { timeout: 5_000, interval: 1 }).toBeGreaterThanOrEqual(failed);
      await tick(3);
      expect(await depth()).toBe(1);
    }
    await idle();
    expect(clusterings).toBe(5);
  });

  it("leave one that cannot succeed to a person until the schedule's time has come", async () => {
    cluster = async () => {
      throw new TypeError("x is undefined");
    };
    store.state.asked = 1;
    await tick();
    queue.work("recluster", role.take);
    await expect.poll(dead, { timeout: 5_000 }).toBe(1);
    store.state.ledger = 7; // news, too
    clock.at += EVERY_MS / 2;
    await tick(10);
    expect(await depth()).toBe(0);
    expect(clusterings).toBe(FAULTS);

    clock.at += EVERY_MS;
    await tick();
    await expect.poll(() => clusterings, { timeout: 5_000 }).toBe(2 * FAULTS);
    await idle();
    expect(await dead()).toBe(1);
  });

  it("go on by themselves once a clustering that somebody asked for has succeeded", async () => {
    cluster = async () => {
      throw new TypeError("x is undefined");
    };
    store.state.asked = 1;
    await tick();
    queue.work("recluster", role.take);
    await expect.poll(dead, { timeout: 5_000 }).toBe(1);
    cluster = async () => {};
    clock.at += 60_000;
    await queue.add("recluster", { id: "asked", data: {} });
    await idle();
    clock.at += 60_000;
    await tick();
    store.state.ledger = 7;
    await tick();
    clock.at += QUIET_MS;
    await tick();
    await expect.poll(() => store.state.clustered).toBe(7);
  });

  it("cluster a change after a quiet time, and by the schedule where it is never quiet, whichever worker clustered last", async () => {
    queue.work("recluster", role.take);
    store.state.ledger = 1;
    await tick();
    clock.at += QUIET_MS;
    await tick();
    await expect.poll(() => store.state.clustered).toBe(1);
    await idle();
    for (let minutes = 1; minutes <= 30; minutes++) {
      clock.at += 60_000;
      store.state.ledger++;
      await tick();
    }
    await store.answer(0, store.state.ledger); // another worker's
    for (let minutes = 1; minutes <= 59; minutes++) {
      clock.at += 60_000;
      store.state.ledger++;
      await tick();
    }
    await idle();
    expect(clusterings).toBe(1);
    clock.at += 120_000;
    store.state.ledger++;
    await tick();
    await expect.poll(() => clusterings).toBe(2);
  });
});
