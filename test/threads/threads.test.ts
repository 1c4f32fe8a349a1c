/** Threads and pools of them: what is thrown comes back as it was thrown, and a thread that dies takes only what it was at with it. */
import { afterEach, describe, expect, it } from "vitest";
import { outlookOf, PermanentError, TransientError, UsageError } from "../../src/errors.js";
import { threadFile } from "../../src/threads/locate.js";
import { inThread } from "../../src/threads/once.js";
import { ThreadPool } from "../../src/threads/pool.js";
import { Thread, ThreadDied } from "../../src/threads/thread.js";

type OddTasks = {
  double(n: number): number;
  data(): unknown;
  keep(n: number): number;
  noted(texts: string[]): number;
  bytes(length: number): Uint8Array;
  fail(how: "permanent" | "usage" | "transient" | "text" | "fault"): void;
  uncloneable(): void;
  die(counter: Int32Array): void;
  dieUntil(given: { counter: Int32Array; enough: number }): number;
  crash(): void;
  never(): void;
};

const FILE = new URL("./odd-thread.mjs", import.meta.url);
const counter = () => new Int32Array(new SharedArrayBuffer(4));

const open: { close(): Promise<void> }[] = [];
afterEach(() => Promise.all(open.splice(0).map((each) => each.close())));

const thread = (options = {}) => {
  const made = new Thread<OddTasks>(FILE, options);
  open.push(made);
  return made;
};
const pool = (size: number) => {
  const made = new ThreadPool<OddTasks>(FILE, size);
  open.push(made);
  return made;
};
const thrown = async (work: Promise<unknown>): Promise<Error> => {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  throw new Error("nothing was thrown");
};

describe("a thread's file", () => {
  it("of a source is found in the build, where it lies as deep", () => {
    const root = new URL("../../", import.meta.url).href;
    expect(threadFile("./digest-thread.js", `${root}src/ingest/digest-pool.ts`).href).toBe(`${root}dist/src/ingest/digest-thread.js`);
    expect(threadFile("./recluster-thread.js", `${root}workers/main.ts`).href).toBe(`${root}dist/workers/recluster-thread.js`);
  });

  it("of the build is found beside it", () => {
    expect(threadFile("./a.js", "file:///x/dist/src/b/c.js").href).toBe("file:///x/dist/src/b/a.js");
  });
});

describe("a thread", () => {
  it("answers what it is asked, many at once", async () => {
    const one = thread({ data: { of: "mine" } });
    expect(await Promise.all([one.ask("double", 4), one.ask("double", 5), one.ask("data", undefined)])).toEqual([8, 10, { of: "mine" }]);
  });

  it("keeps what it is told, and hands its memory over with an answer", async () => {
    const one = thread();
    one.tell("keep", 3);
    expect(await one.ask("keep", 4)).toBe(7);
    expect(await one.ask("bytes", 3)).toEqual(Uint8Array.of(7, 7, 7));
  });

  it("says how far it is while it works", async () => {
    const notes: string[] = [];
    expect(await thread({ onNote: (text: string) => notes.push(text) }).ask("noted", ["load", "link"])).toBe(2);
    expect(notes).toEqual(["load", "link"]);
  });

  it.each([
    { how: "permanent", Class: PermanentError, message: "mend the file", outlook: "permanent" },
    { how: "usage", Class: UsageError, message: "give a file", outlook: "permanent" },
    { how: "transient", Class: TransientError, message: "the store is away", outlook: "transient" },
    { how: "fault", Class: TypeError, message: "Cannot read properties of undefined (reading 'subarray')", outlook: "unknown" },
    { how: "text", Class: Error, message: "only a text", outlook: "unknown" },
  ] as const)("throws a $how error with its class, message and outlook", async ({ how, Class, message, outlook }) => {
    const error = await thrown(thread().ask("fail", how));
    expect(error).toBeInstanceOf(Class);
    expect(error.message).toBe(message);
    expect(outlookOf(error)).toBe(outlook);
  });

  it("throws with the stack of where it was thrown, and the cause with its own", async () => {
    const error = await thrown(thread().ask("fail", "permanent"));
    expect(error.stack).toContain("odd-thread.mjs");
    expect(error.cause).toBeInstanceOf(RangeError);
    expect((error.cause as Error).message).toBe("the value 300 does not fit");
    expect((error.cause as Error).stack).toContain("odd-thread.mjs");
  });

  it("goes on after a task that failed, or whose answer cannot be sent", async () => {
    const one = thread();
    await thrown(one.ask("fail", "fault"));
    expect((await thrown(one.ask("uncloneable", undefined))).message).toContain("could not be cloned");
    expect(await one.ask("double", 1)).toBe(2);
  });

  it("that ends fails all that it was asked, and what it is asked later", async () => {
    const one = thread();
    const waiting = thrown(one.ask("never", undefined));
    const dying = thrown(one.ask("die", counter()));
    for (const error of [await waiting, await dying, await thrown(one.ask("double", 1))]) {
      expect(error).toBeInstanceOf(ThreadDied);
      expect(error.message).toContain("odd-thread");
      expect(outlookOf(error)).toBe("unknown");
    }
    expect(one.isDead).toBe(true);
  });

  it("that crashes beside its task tells what was thrown", async () => {
    const error = await thrown(thread().ask("crash", undefined));
    expect(error).toBeInstanceOf(ThreadDied);
    expect(error.cause).toMatchObject({ name: "TypeError", message: "thrown by nobody's task" });
  });

  it("whose file is missing says so", async () => {
    const gone = new Thread<OddTasks>(new URL("./no-such-thread.mjs", import.meta.url));
    const error = await thrown(gone.ask("double", 1));
    expect((error.cause as Error).message).toContain("no-such-thread.mjs");
  });
});

describe("a pool of threads", () => {
  it("has no more threads than it may, and none before one is needed", async () => {
    const two = pool(2);
    expect(two.alive).toBe(0);
    await two.run("double", 1);
    expect(two.alive).toBe(1);
    const answers = await Promise.all([1, 2, 3, 4, 5].map((n) => two.run("double", n)));
    expect(answers.map(({ answer }) => answer)).toEqual([2, 4, 6, 8, 10]);
    expect(two.alive).toBe(2);
  });

  it("says which thread answered, so that what it kept can be asked of it", async () => {
    const two = pool(2);
    const [a, b] = await Promise.all([two.run("keep", 5), two.run("keep", 50)]);
    expect(a.thread).not.toBe(b.thread);
    expect(await Promise.all([a.thread.ask("keep", 0), b.thread.ask("keep", 0)])).toEqual([5, 50]);
  });

  it("replaces a thread that dies, and tries what it was at once more", async () => {
    const one = pool(1);
    const deaths = counter();
    expect((await one.run("dieUntil", { counter: deaths, enough: 1 })).answer).toBe(2);
    expect((await one.run("double", 3)).answer).toBe(6);
    expect(one.alive).toBe(1);
  });

  it("fails a task that kills a second thread, and no other", async () => {
    const one = pool(1);
    const deaths = counter();
    const killing = thrown(one.run("die", deaths));
    const behind = one.run("double", 4);
    expect(await killing).toBeInstanceOf(ThreadDied);
    expect(Atomics.load(deaths, 0)).toBe(2);
    expect((await behind).answer).toBe(8);
  });

  it("does not try again what had its memory handed over", async () => {
    const one = pool(1);
    const deaths = counter();
    const bytes = new Uint8Array(8);
    expect(await thrown(one.run("die", deaths, [bytes.buffer]))).toBeInstanceOf(ThreadDied);
    expect(Atomics.load(deaths, 0)).toBe(1);
    expect((await one.run("double", 4)).answer).toBe(8);
  });

  it("replaces a thread that died while it was free", async () => {
    const one = pool(1);
    const { thread } = await one.run("double", 1);
    await thread.close();
    expect((await one.run("double", 2)).answer).toBe(4);
    expect(one.alive).toBe(1);
  });

  it("that is closed fails what runs, what waits, and what is asked later, and starts nothing", async () => {
    const one = pool(1);
    await one.run("double", 1);
    const running = thrown(one.run("never", undefined));
    const waiting = thrown(one.run("double", 1));
    await one.close();
    for (const error of [await running, await waiting, await thrown(one.run("double", 1))]) expect(error.message).toMatch(/ended/);
  });
});

describe("a task in a thread of its own", () => {
  it("answers, and throws what the task throws", async () => {
    const lost = new AbortController().signal;
    expect(await inThread<OddTasks, "double">(FILE, "double", 21, { lost })).toBe(42);
    expect(await thrown(inThread<OddTasks, "fail">(FILE, "fail", "fault", { lost }))).toBeInstanceOf(TypeError);
    expect(await thrown(inThread<OddTasks, "die">(FILE, "die", counter(), { lost }))).toBeInstanceOf(ThreadDied);
  });

  it("is ended where it is no longer wanted, and that may be tried again", async () => {
    const lost = new AbortController();
    const working = thrown(inThread<OddTasks, "never">(FILE, "never", undefined, { lost: lost.signal }));
    lost.abort(new Error("the lock went to another worker"));
    const error = await working;
    expect(error).toBeInstanceOf(TransientError);
    expect((error.cause as Error).message).toBe("the lock went to another worker");
    expect(await thrown(inThread<OddTasks, "double">(FILE, "double", 1, { lost: lost.signal }))).toBeInstanceOf(TransientError);
  });
});
