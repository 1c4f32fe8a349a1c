/** Bodies of event lines, many at once -> the store and an exact answer for each, with real commits in a temporary folder. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Intake, type IntakeBody, type IntakeOptions, openIntake } from "../../src/app/intake.js";
import { cloudEventLines } from "../../src/contract/cloud-events.js";
import { MAX_LINE_BYTES } from "../../src/event/parse.js";
import type { IntakeCounts } from "../../src/model/slice-counts.js";
import type { SliceCommit } from "../../src/ports/event-log.js";
import type { GraphStore } from "../../src/ports/store.js";
import { footprints, ingest, KEY, lines, quarantine, temporaryFolders, text, withStore } from "../ingest/worlds.js";

const folder = temporaryFolders();
const clock = { now: () => 0 };

async function withIntake<T>(store: GraphStore, use: (intake: Intake) => Promise<T>, options: IntakeOptions = {}): Promise<T> {
  const intake = openIntake({ store, clock, key: KEY }, { threads: 1, ...options });
  try {
    return await use(intake);
  } finally {
    await intake.close();
  }
}

const inFolder = <T>(data: string, use: (intake: Intake, store: GraphStore) => Promise<T>): Promise<T> =>
  withStore(data, (store) => withIntake(store, (intake) => use(intake, store)));

const bytes = (content: string | readonly string[]): Buffer => Buffer.from(typeof content === "string" ? content : text(content));
const body = (content: string | readonly string[]): IntakeBody => [bytes(content)];
const counts = (accepted: number, duplicates = 0, quarantined = 0, errors: IntakeCounts["errors"] = []): IntakeCounts => ({
  accepted,
  duplicates,
  quarantined,
  errors,
});

/** The store, whose commits go through `commit`, which is handed the real one. */
function committing(store: GraphStore, commit: (slice: SliceCommit, really: GraphStore["commit"]) => ReturnType<GraphStore["commit"]>) {
  return new Proxy(store, {
    get(target, name) {
      if (name === "commit") return (slice: SliceCommit) => commit(slice, (each) => target.commit(each));
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** A door that is shut until it is opened; `reached` resolves when somebody stands before it. */
function door() {
  let open = () => {};
  let reach = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  return { opened, open, reached, reach };
}

describe("bodies taken at once", () => {
  it("are answered each for itself, and are the population that a file of their lines is", async () => {
    const [data, other] = [folder(), folder()];
    const bodies = Array.from({ length: 12 }, (_, n) => [...lines(n * 40, n * 40 + 60), n % 3 === 0 ? "nonsense" : ""]);
    const answers = await inFolder(data, (intake) => Promise.all(bodies.map((each) => intake.take(body(each)))));
    const sum = (of: (answer: IntakeCounts) => number) => answers.reduce((all, answer) => all + of(answer), 0);
    expect([sum((a) => a.accepted), sum((a) => a.duplicates), sum((a) => a.quarantined)]).toEqual([500, 220, 4]);
    for (const { accepted, duplicates } of answers) expect(accepted + duplicates).toBe(60);

    const path = join(folder(), "events.ndjson");
    writeFileSync(path, text(bodies.flat()));
    const whole = await ingest(other, [path]);
    expect(await withStore(data, (store) => store.counts())).toEqual(whole);
    expect(await footprints(data)).toEqual(await footprints(other));
    expect(await quarantine(data)).toEqual(await quarantine(other));
  });

  it("are told to whoever waits for news once they are durable, and not where nothing in them is new", async () => {
    await withStore(folder(), async (store) => {
      const applied: number[] = [];
      let news = 0;
      const use = async (intake: Intake) => {
        for (const content of [lines(0, 20), lines(0, 20), ["nonsense"], lines(10, 30)]) {
          await intake.take(body(content));
          applied.push(news);
        }
      };
      await withIntake(store, use, { onNews: () => news++ });
      expect(applied).toEqual([1, 1, 1, 2]);
    });
  });

  it("share a commit, in which an event is the earlier body's; and what comes while one is under way goes with the next", async () => {
    await withStore(folder(), async (real) => {
      const slices: SliceCommit[] = [];
      const store = committing(real, (slice, really) => {
        slices.push(slice);
        return really(slice);
      });
      await withIntake(store, async (intake) => {
        const all = [lines(0, 10), lines(5, 15), [...lines(12, 20), ...lines(19, 20)], lines(0, 20)];
        const answers = await Promise.all(all.map((each) => intake.take(body(each))));
        expect(answers).toEqual([counts(10), counts(5, 5), counts(5, 4), counts(0, 20)]);
        expect(slices).toHaveLength(1);
        expect(await intake.take(body(lines(15, 25)))).toEqual(counts(5, 5));
        expect(slices[1]).toMatchObject({ before: slices[0].after, after: { source: "http", next: 2, lines: 59 } });
      });
    });
  });

  it("are committed by several intakes on one store, as several processes are, and each event counts once", async () => {
    await withStore(folder(), async (store) => {
      const intakes = [1, 2, 3].map(() => openIntake({ store, clock, key: KEY }, { threads: 1 }));
      const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => intakes[n % 3].take(body(lines(n * 10, n * 10 + 20)))));
      await Promise.all(intakes.map((intake) => intake.close()));
      expect(answers.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(130);
      expect(await store.counts()).toMatchObject({ events: 240, accepted: 130, duplicates: 110, lines: 240 });
    });
  });
});

describe("a body", () => {
  const LONG = `{"long":"${"x".repeat(MAX_LINE_BYTES)}"}`;

  it("says what is wrong by its own lines, blank ones too, and keeps it by the line of all bodies", async () => {
    const data = folder();
    const [first, second, third] = lines(0, 3);
    await inFolder(data, async (intake) => {
      const one = await intake.take([bytes(`\n${first}\r\n \t\r\n{"type":1}\r\n`), Buffer.from([0x7b, 0xff, 0x0a]), bytes(second)]);
      const two = await intake.take(body(`${LONG}\n\nnull\n${third}`));
      const type = { line: 4, error: "type: must be a string" };
      expect(one).toEqual(counts(2, 0, 2, [type, { line: 5, error: expect.stringMatching(/^not JSON/) }]));
      const long = { line: 1, error: `longer than ${MAX_LINE_BYTES} bytes` };
      expect(two).toEqual(counts(1, 0, 2, [long, { line: 3, error: "not a JSON object" }]));
    });
    expect((await quarantine(data)).map(({ line, raw }) => [line, raw.slice(0, 8)])).toEqual([
      [4, '{"type":'],
      [5, "{�"],
      [7, '{"long":'],
      [9, "null"],
    ]);
  });

  it("tells of its first hundred errors, and counts all", async () => {
    await inFolder(folder(), async (intake) => {
      const { quarantined, errors } = await intake.take(body(Array.from({ length: 150 }, () => "x")));
      expect([quarantined, errors.length, errors[99].line]).toEqual([150, 100, 100]);
    });
  });

  it("of nothing, or of nothing but white space and a byte order mark, is nothing", async () => {
    await inFolder(folder(), async (intake, store) => {
      expect(await intake.take([])).toEqual(counts(0));
      expect(await store.ledger()).toBe(0);
      expect(await intake.take([Buffer.from([0xef, 0xbb, 0xbf])])).toEqual(counts(0));
      expect(await intake.take(body("\n \r\n"))).toEqual(counts(0));
    });
  });

  it("is the same wherever it is cut into chunks", async () => {
    await inFolder(folder(), async (intake) => {
      let at = 0;
      const line = fc.constantFrom("event", "event", "event", "ü", "", " \r", "{", '{"type":"signup"}', "\ufeff{}");
      const property = fc.asyncProperty(
        fc.array(line, { maxLength: 12 }),
        fc.array(fc.nat(2000), { maxLength: 6 }),
        fc.boolean(),
        fc.boolean(),
        async (kinds, cuts, isEnded, isMarked) => {
          const body = () => {
            const all = kinds.map((kind) => (kind === "event" ? lines(at++, at)[0] : kind)).join("\n");
            return Buffer.from(`${isMarked ? "\ufeff" : ""}${all}${isEnded ? "\n" : ""}`);
          };
          const pieces = (whole: Buffer) => {
            const places = [0, ...cuts.map((cut) => cut % (whole.length + 1)).sort((a, b) => a - b), whole.length];
            return places.slice(1).map((place, i) => whole.subarray(places[i], place));
          };
          const [whole, cut] = await Promise.all([intake.take([body()]), intake.take(pieces(body()))]);
          expect(cut).toEqual(whole);
          expect(whole.accepted).toBe(kinds.filter((kind) => kind === "event").length);
        },
      );
      await fc.assert(property, { numRuns: 60 });
    });
  });

  it("of CloudEvents has an error for each envelope that is none, in its place", async () => {
    const envelope = (id: string) => ({ specversion: "1.0", id, source: "/s", type: "t", data: JSON.parse(lines(0, 1)[0]) });
    const batch = [envelope("1"), { specversion: "1.0" }, envelope("1"), { ...envelope("2"), data: { type: "x" } }, envelope("3"), 5];
    const data = folder();
    await inFolder(data, async (intake) => {
      const [first, again] = await Promise.all([intake.take(cloudEventLines(batch)), intake.take(cloudEventLines(batch))]);
      expect(first).toMatchObject({ accepted: 2, duplicates: 1, quarantined: 3 });
      expect(first.errors.map(({ line }) => line)).toEqual([2, 4, 6]);
      expect(again).toEqual({ ...first, accepted: 0, duplicates: 3 });
    });
    expect((await quarantine(data)).map(({ line }) => line)).toEqual([2, 4, 6, 8, 10, 12]);
  });
});

describe("a commit that fails", () => {
  it("fails its bodies alone: those that wait behind it stand, and what is sent again counts once", async () => {
    const data = folder();
    await withStore(data, async (real) => {
      const held = door();
      let fails = true;
      const store = committing(real, async (slice, really) => {
        if (!fails) return await really(slice);
        fails = false;
        held.reach();
        await held.opened;
        throw new Error("the disk is away");
      });
      await withIntake(store, async (intake) => {
        const failing = [intake.take(body(lines(0, 10))), intake.take(body(lines(10, 20)))].map((each) => each.catch(String));
        await held.reached;
        const next = [intake.take(body(lines(5, 30))), intake.take(body(lines(20, 40)))];
        held.open();
        expect(await Promise.all(failing)).toEqual(["Error: the disk is away", "Error: the disk is away"]);
        expect(await Promise.all(next)).toEqual([counts(25), counts(10, 10)]);
        expect(await intake.take(body(lines(0, 10)))).toEqual(counts(5, 5));
      });
      expect(await store.counts()).toMatchObject({ accepted: 40, duplicates: 15 });
    });
  });

  it("and stands all the same makes what is sent again a duplicate", async () => {
    await withStore(folder(), async (real) => {
      let fails = true;
      const store = committing(real, async (slice, really) => {
        const answer = await really(slice);
        if (!fails) return answer;
        fails = false;
        throw new Error("the answer was lost");
      });
      await withIntake(store, async (intake) => {
        await expect(intake.take(body(lines(0, 10)))).rejects.toThrow("the answer was lost");
        expect(await intake.take(body(lines(0, 12)))).toEqual(counts(2, 10));
      });
    });
  });
});

describe("a body that ends early", () => {
  /** Chunks, and then nothing for ever; says when it is asked for more, and when it is told to end. */
  function stuck(chunks: readonly Uint8Array[]) {
    const asked = door();
    let returned = false;
    const left = [...chunks];
    const iterator: AsyncIterator<Uint8Array> = {
      next() {
        if (left.length > 0) return Promise.resolve({ done: false, value: left.shift()! });
        asked.reach();
        return new Promise(() => {});
      },
      return() {
        returned = true;
        return Promise.resolve({ done: true, value: undefined });
      },
    };
    return { chunks: { [Symbol.asyncIterator]: () => iterator }, asked: asked.reached, isReturned: () => returned };
  }

  it("by its signal has nothing counted that was not committed, and holds no room", async () => {
    await withStore(folder(), (store) =>
      withIntake(
        store,
        async (intake) => {
          const ending = new AbortController();
          const { chunks, asked, isReturned } = stuck([bytes(lines(0, 3)), bytes("{")]);
          const taken = intake.take(chunks, { signal: ending.signal });
          await asked;
          ending.abort(new Error("the sender has gone"));
          await expect(taken).rejects.toThrow("the sender has gone");
          expect(isReturned()).toBe(true);
          expect(await store.counts()).toMatchObject({ events: 0 });
          await expect(intake.take(body(lines(0, 3)), { signal: ending.signal })).rejects.toThrow("the sender has gone");
          expect(await intake.take(body(lines(0, 40)))).toEqual(counts(40));
        },
        { inFlightBytes: 3000 },
      ),
    );
  });

  it("by its chunks fails with what they threw", async () => {
    await inFolder(folder(), async (intake, store) => {
      const broken = async function* () {
        yield bytes(lines(0, 3));
        throw new Error("the connection was reset");
      };
      await expect(intake.take(broken())).rejects.toThrow("the connection was reset");
      expect(await intake.take(body(lines(0, 3)))).toEqual(counts(3));
      expect(await store.counts()).toMatchObject({ events: 3 });
    });
  });

  it("since the intake is closed is to be sent again; one that was read is answered first", async () => {
    await withStore(folder(), async (real) => {
      const held = door();
      const store = committing(real, async (slice, really) => {
        held.reach();
        await held.opened;
        return await really(slice);
      });
      const intake = openIntake({ store, clock, key: KEY }, { threads: 1 });
      const { chunks, asked } = stuck([bytes(lines(0, 3))]);
      const unread = intake.take(chunks).catch(String);
      const read = intake.take(body(lines(3, 9)));
      await Promise.all([asked, held.reached]);
      const closed = intake.close();
      expect(await unread).toMatch(/^TransientError: .*send them again/);
      held.open();
      expect(await read).toEqual(counts(6));
      await closed;
      await expect(intake.take(body(lines(0, 3)))).rejects.toThrow(/send them again/);
    });
  });
});

describe("where there is little room", () => {
  it("a body is not read on before a commit has made some", async () => {
    await withStore(folder(), async (real) => {
      const held = door();
      const store = committing(real, async (slice, really) => {
        held.reach();
        await held.opened;
        return await really(slice);
      });
      await withIntake(
        store,
        async (intake) => {
          let read = 0;
          const chunks = async function* () {
            for (; read < 50; read++) yield bytes(lines(10 * read, 10 * read + 10));
          };
          const taken = intake.take(chunks());
          await held.reached;
          expect(read).toBeLessThan(10);
          held.open();
          expect(await taken).toEqual(counts(500));
        },
        { inFlightBytes: 8000 },
      );
    });
  });

  it("bodies whose lines are longer than all of it are taken, many at once", async () => {
    await withStore(folder(), (store) =>
      withIntake(
        store,
        async (intake) => {
          const chunks = async function* (n: number) {
            const line = bytes(`${lines(n, n + 1)[0].slice(0, -1)},"name":"${"x".repeat(5000)}"}`);
            for (let at = 0; at < line.length; at += 100) yield line.subarray(at, at + 100);
          };
          const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => intake.take(chunks(n))));
          expect(answers).toEqual(answers.map(() => counts(1)));
        },
        { inFlightBytes: 3000 },
      ),
    );
  });
});
