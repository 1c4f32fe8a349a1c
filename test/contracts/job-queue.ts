/** What every JobQueue promises, whatever it is made of: one list, run on each. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PermanentError, TransientError } from "../../src/errors.js";
import type { Job, JobQueue } from "../../src/ports/queue.js";

/** `fresh` gives an empty queue whose first pause between tries is a few milliseconds. */
export function jobQueueContract(fresh: () => Promise<JobQueue>): void {
  let queue: JobQueue;
  beforeEach(async () => {
    queue = await fresh();
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

    it("tells what still runs to stop when the time to drain is over", async () => {
      let told = false;
      let running = false;
      queue.work("ingest", (_, signal) => {
        running = true;
        return new Promise((resolve) => {
          signal.addEventListener("abort", () => {
            told = true;
            resolve();
          });
        });
      });
      await queue.add("ingest", job("a"));
      await expect.poll(() => running).toBe(true);
      await queue.close(10);
      expect(told).toBe(true);
    });
  });
}
