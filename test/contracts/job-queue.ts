/** What every JobQueue promises, whatever it is made of: one list, run on each. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PermanentError, TransientError } from "../../src/errors.js";
import type { Log } from "../../src/ports/log.js";
import { FAULTS, type Job, type JobQueue } from "../../src/ports/queue.js";
import { heardLog, type Line } from "./heard-log.js";

/** `fresh` gives an empty queue whose pauses between tries are a few milliseconds, and that tells `log` of them. */
export function jobQueueContract(fresh: (log: Log) => Promise<JobQueue>): void {
  let queue: JobQueue;
  let said: Line[];
  beforeEach(async () => {
    said = [];
    queue = await fresh(heardLog(said));
  });
  afterEach(() => queue.close(0));

  const job = (id: string): Job => ({ id, data: { of: id } });
  /** Takes jobs of `ingest` and notes them; `then` may fail. */
  const listen = (then: (job: Job, times: number) => void | Promise<void> = () => {}) => {
    const taken: string[] = [];
    queue.work("ingest", async (each) => {
      taken.push(each.id);
      await then(each, taken.filter((id) => id === each.id).length);
    });
    return taken;
  };

  describe("a job", () => {
    it("is handed to the worker of its queue, with its data", async () => {
      await queue.add("ingest", job("a"));
      await queue.add("recluster", job("b"));
      const seen: Job[] = [];
      queue.work("ingest", async (each) => void seen.push({ id: each.id, data: each.data }));
      await expect.poll(() => seen).toEqual([job("a")]);
      expect(await queue.depth("recluster")).toBe(1);
    });

    it("waits until a worker takes it, and is gone when it is done", async () => {
      await queue.add("ingest", job("a"));
      expect(await queue.depth("ingest")).toBe(1);
      listen();
      await expect.poll(() => queue.depth("ingest")).toBe(0);
    });

    it("added twice while it waits is one", async () => {
      await queue.add("ingest", job("a"));
      await queue.add("ingest", job("a"));
      expect(await queue.depth("ingest")).toBe(1);
    });

    it("added while it runs runs again, for it may mean more than the run saw", async () => {
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      const taken = listen((_, times) => (times === 1 ? held : undefined));
      await queue.add("ingest", job("a"));
      await expect.poll(() => taken.length).toBe(1);
      await queue.add("ingest", job("a"));
      release();
      await expect.poll(() => taken.length).toBe(2);
    });

    it("added again and again while it runs runs once more, and not beside itself", async () => {
      let running = 0;
      let most = 0;
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      const taken = listen(async (_, times) => {
        most = Math.max(most, ++running);
        if (times === 1) await held;
        running--;
      });
      await queue.add("ingest", job("a"));
      await expect.poll(() => taken.length).toBe(1);
      for (let times = 0; times < 3; times++) await queue.add("ingest", job("a"));
      await queue.add("ingest", job("end"), { delayMs: 50 });
      release();
      await expect.poll(() => taken).toEqual(["a", "a", "end"]);
      expect(most).toBe(1);
    });

    it("that adds itself while it runs is taken again after the delay", async () => {
      const taken = listen(async (each, times) => {
        if (times === 1) await queue.add("ingest", each, { delayMs: 20 });
      });
      await queue.add("ingest", job("a"));
      await expect.poll(() => taken).toEqual(["a", "a"]);
      await expect.poll(() => queue.depth("ingest")).toBe(0);
    });

    it("with a delay is not taken before its time", async () => {
      const taken = listen();
      await queue.add("ingest", job("late"), { delayMs: 150 });
      await queue.add("ingest", job("soon"));
      await expect.poll(() => taken).toEqual(["soon", "late"]);
    });
  });

  describe("a job that fails", () => {
    it("is tried again when trying again can help", async () => {
      const taken = listen((_, times) => {
        if (times < 3) throw new TransientError("away");
      });
      await queue.add("ingest", job("a"));
      await expect.poll(() => taken.length, { timeout: 5_000 }).toBe(3);
      await expect.poll(() => queue.depth("ingest")).toBe(0);
      expect(await queue.deadLetters()).toEqual([]);
    });

    it("for a reason that passes is tried for as long as it takes", async () => {
      const times = 12;
      const taken = listen((_, tries) => {
        if (tries < times) throw new TransientError("the store is away");
      });
      await queue.add("ingest", job("a"));
      await expect.poll(() => taken.length, { timeout: 10_000 }).toBe(times);
      await expect.poll(() => queue.depth("ingest")).toBe(0);
      expect(await queue.deadLetters()).toEqual([]);
    });

    it("for a reason that nobody named is tried a few times, and is then a dead letter with where it failed and why", async () => {
      const taken = listen(() => {
        throw new TypeError("x is undefined", { cause: new RangeError("300 does not fit") });
      });
      await queue.add("ingest", job("a"));
      await expect.poll(async () => (await queue.deadLetters()).length, { timeout: 5_000 }).toBe(1);
      const [letter] = await queue.deadLetters();
      expect(letter).toMatchObject({ queue: "ingest", id: "a", data: { of: "a" }, error: "x is undefined" });
      expect(letter.stack).toMatch(/TypeError: x is undefined\n +at [\s\S]*job-queue[\s\S]*caused by: RangeError: 300 does not fit\n +at /);
      expect(taken).toEqual(Array.from({ length: FAULTS }, () => "a"));
    });

    it("has its faults counted apart from the tries that a server's absence took", async () => {
      const taken = listen((_, times) => {
        if (times <= 5) throw new TransientError("the store is away");
        if (times <= 5 + FAULTS - 1) throw new TypeError("x is undefined");
      });
      await queue.add("ingest", job("a"));
      await expect.poll(() => taken.length, { timeout: 5_000 }).toBe(5 + FAULTS);
      await expect.poll(() => queue.depth("ingest")).toBe(0);
      expect(await queue.deadLetters()).toEqual([]);
    });

    it("and is added again while it waits for its next try is one", async () => {
      const taken = listen(async (_, times) => {
        if (times < 3) throw new TransientError("the store is away");
      });
      await queue.add("ingest", job("a"));
      const added: number[] = [];
      for (let tries = 1; tries < 3; tries++) {
        await expect.poll(() => said.length, { interval: 1 }).toBe(tries);
        await queue.add("ingest", job("a"));
        added.push(await queue.depth("ingest"));
      }
      await expect.poll(() => queue.depth("ingest")).toBe(0);
      expect(added).toEqual([1, 1]);
      expect(taken.length).toBeGreaterThanOrEqual(3);
      expect(taken.length, "once more where it was added while a try ran").toBeLessThanOrEqual(4);
    });

    it("is told to the log at each try: which, why, and where it failed", async () => {
      listen((_, times) => {
        if (times === 1) throw new TransientError("the store is away");
        if (times === 2) throw new TypeError("x is undefined");
        throw new PermanentError("no such file; give it back");
      });
      await queue.add("ingest", job("a"));
      await expect.poll(async () => (await queue.deadLetters()).length, { timeout: 5_000 }).toBe(1);
      expect(said.map(({ level, fields }) => [level, fields.queue, fields.job, fields.tries, fields.error?.message])).toEqual([
        ["warn", "ingest", "a", 1, "the store is away"],
        ["warn", "ingest", "a", 2, "x is undefined"],
        ["error", "ingest", "a", 3, "no such file; give it back"],
      ]);
      expect(said[1].fields.error?.stack).toContain("job-queue");
      expect(JSON.stringify(said)).not.toContain('"of"');
    });

    it("goes to the dead letters at once when trying again cannot help", async () => {
      const taken = listen(() => {
        throw new PermanentError("no such file; give it back");
      });
      await queue.add("ingest", job("a"));
      await expect.poll(async () => (await queue.deadLetters()).length).toBe(1);
      const [letter] = await queue.deadLetters();
      expect(letter).toMatchObject({ queue: "ingest", id: "a", data: { of: "a" }, error: "no such file; give it back" });
      expect(letter.failedAt).toBeGreaterThan(0);
      expect(taken).toEqual(["a"]);
      expect(await queue.depth("ingest")).toBe(0);
    });

    it("does not stop those behind it", async () => {
      const taken = listen(({ id }) => {
        if (id === "bad") throw new PermanentError("bad");
      });
      await queue.add("ingest", job("bad"));
      await queue.add("ingest", job("good"));
      await expect.poll(() => taken).toEqual(["bad", "good"]);
    });
  });

  describe("dead letters", () => {
    const die = async (...ids: string[]) => {
      let mended = false;
      const taken = listen(() => {
        if (!mended) throw new PermanentError("broken");
      });
      for (const id of ids) await queue.add("ingest", job(id));
      await expect.poll(async () => (await queue.deadLetters()).length).toBe(ids.length);
      mended = true;
      taken.length = 0;
      return taken;
    };

    it("are put back by their ids", async () => {
      const taken = await die("a", "b");
      expect(await queue.replay(["b"])).toBe(1);
      await expect.poll(() => taken).toEqual(["b"]);
      expect((await queue.deadLetters()).map(({ id }) => id)).toEqual(["a"]);
    });

    it("of a job that died twice are one", async () => {
      let mended = false;
      const taken = listen(() => {
        if (!mended) throw new PermanentError("broken");
      });
      for (let times = 1; times <= 2; times++) {
        await queue.add("ingest", job("a"));
        await expect.poll(() => taken.length).toBe(times);
        await expect.poll(() => queue.depth("ingest")).toBe(0);
      }
      expect((await queue.deadLetters()).map(({ id }) => id)).toEqual(["a"]);
      mended = true;
      expect(await queue.replay()).toBe(1);
      await expect.poll(() => taken.length).toBe(3);
      expect(await queue.deadLetters()).toEqual([]);
    });

    it("that are put back have all their tries before them", async () => {
      const taken = listen(() => {
        throw new TypeError("x is undefined");
      });
      await queue.add("ingest", job("a"));
      await expect.poll(async () => (await queue.deadLetters()).length, { timeout: 5_000 }).toBe(1);
      await queue.replay();
      await expect.poll(() => taken.length, { timeout: 5_000 }).toBe(2 * FAULTS);
      await expect.poll(async () => (await queue.deadLetters()).length).toBe(1);
    });

    it("are put back all together", async () => {
      const taken = await die("a", "b");
      expect(await queue.replay()).toBe(2);
      await expect.poll(() => [...taken].sort()).toEqual(["a", "b"]);
      expect(await queue.deadLetters()).toEqual([]);
    });
  });

  describe("closing", () => {
    it("finishes what runs and takes nothing new", async () => {
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      let finished = false;
      const taken = listen(async () => {
        await held;
        finished = true;
      });
      await queue.add("ingest", job("a"));
      await queue.add("ingest", job("b"));
      await expect.poll(() => taken).toEqual(["a"]);
      const closed = queue.close(10_000);
      release();
      await closed;
      expect(finished).toBe(true);
      expect(taken).toEqual(["a"]);
    });

    it("has a job that fails meanwhile tried no more", async () => {
      let fail = () => {};
      const failing = new Promise<void>((_, reject) => {
        fail = () => reject(new TransientError("the store is away"));
      });
      const taken = listen(() => failing);
      await queue.add("ingest", job("a"));
      await expect.poll(() => taken.length).toBe(1);
      const closed = queue.close(10_000);
      fail();
      await closed;
      expect(said.length).toBe(1);
      expect(taken).toEqual(["a"]);
    });

    it("waits no longer than it is told for what does not end", async () => {
      const taken = listen(() => new Promise(() => {}));
      await queue.add("ingest", job("a"));
      await expect.poll(() => taken.length).toBe(1);
      await queue.close(10);
    });
  });
}
