/** Files -> a store: counted once, whatever is given, again or anew. */
import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, it } from "vitest";
import { PermanentError, TransientError } from "../../src/errors.js";
import { listInputs } from "../../src/event/input.js";
import { openIngester } from "../../src/ingest/ingester.js";
import type { SliceCommit } from "../../src/ports/event-log.js";
import { footprints, ingest, KEY, lines, quarantine, temporaryFolders, text, withStore } from "./worlds.js";

const folder = temporaryFolders();
let data: string;
let files: string;
beforeEach(() => {
  data = folder();
  files = folder();
});

function file(name: string, content: string | Buffer): string {
  const path = join(files, name);
  writeFileSync(path, content);
  return path;
}

describe("the same events", () => {
  it("change nothing when their file comes again", async () => {
    const path = file("a.ndjson", text(lines(0, 500)));
    const counts = await ingest(data, [path]);
    expect(counts).toMatchObject({ events: 500, accepted: 500, duplicates: 0 });
    const before = await footprints(data);
    expect(await ingest(data, [path])).toEqual(counts);
    expect(await footprints(data)).toEqual(before);
  });

  it("are duplicates in another file, also where they were read in another run", async () => {
    await ingest(data, [file("a.ndjson", text(lines(0, 500)))]);
    const before = await footprints(data);
    expect(await ingest(data, [file("b.ndjson.gz", gzipSync(text(lines(250, 500))))])).toMatchObject({
      events: 750,
      accepted: 500,
      duplicates: 250,
    });
    expect(await footprints(data)).toEqual(before);
  });

  it("give the same footprints in pieces, shuffled, compressed and in folders", async () => {
    const whole = await ingest(data, [file("whole.ndjson", text(lines(0, 900)))]);
    const expected = await footprints(data);
    const parts = join(files, "parts", "deeper");
    mkdirSync(parts, { recursive: true });
    writeFileSync(join(parts, "1.ndjson.gz"), gzipSync(text(lines(600, 900).toReversed())));
    writeFileSync(join(parts, "2.jsonl"), text(lines(0, 300)));
    writeFileSync(join(files, "parts", "3.ndjson"), text(lines(300, 600)).trimEnd());
    const other = folder();
    expect(await ingest(other, [join(files, "parts")])).toEqual(whole);
    expect(await footprints(other)).toEqual(expected);
  });

  it("count once within sixty days of the one that counted, and again after", async () => {
    const line = (day: number) =>
      JSON.stringify({ type: "usage", id: "same", time: new Date(1.77e12 + day * 86_400_000).toISOString(), account: "a" });
    expect(await ingest(data, [file("a.ndjson", text([line(0), line(59), line(61), line(100), line(-60)]))])).toMatchObject({
      accepted: 2,
      duplicates: 3,
    });
    expect(await ingest(data, [file("b.ndjson", text([line(-61), line(30)]))]), "also in a later run").toMatchObject({
      accepted: 3,
      duplicates: 4,
    });
  });
});

describe("a file", () => {
  it("that grew is read on from where it ended", async () => {
    const path = file("a.ndjson", text(lines(0, 100)));
    await ingest(data, [path]);
    appendFileSync(path, text(lines(100, 150)));
    expect(await ingest(data, [path])).toMatchObject({ events: 150, accepted: 150, duplicates: 0, lines: 150 });
  });

  it("that was replaced under its name is read from its start", async () => {
    await ingest(data, [file("a.ndjson", text(lines(0, 100)))]);
    expect(await ingest(data, [file("a.ndjson", text(lines(90, 300)))])).toMatchObject({ events: 310, accepted: 300, duplicates: 10 });
    expect(await ingest(data, [file("a.ndjson", text(lines(90, 300)))])).toMatchObject({ events: 310 });
  });

  it("that is empty or blank is fine", async () => {
    expect(await ingest(data, [file("a.ndjson", ""), file("b.ndjson", "\n \r\n\t\n"), file("c.ndjson", gzipSync(""))])).toMatchObject({
      events: 0,
      quarantined: 0,
    });
  });

  it("with a byte order mark and Windows line ends is fine", async () => {
    expect(await ingest(data, [file("a.ndjson", `\ufeff${lines(0, 3).join("\r\n")}`)])).toMatchObject({ events: 3, accepted: 3 });
  });

  it("that is missing is told before anything is read", async () => {
    await expect(ingest(data, [file("a.ndjson", text(lines(0, 5))), join(files, "none.ndjson")])).rejects.toThrow(
      /none\.ndjson does not exist/,
    );
    expect(await ingest(data, [])).toMatchObject({ events: 0 });
  });

  it("that is truncated gives what is readable, and its break is a line of the quarantine, once", async () => {
    const whole = gzipSync(text(lines(0, 5000)));
    const path = file("a.ndjson.gz", whole.subarray(0, whole.length - 3000));
    const counts = await ingest(data, [path]);
    expect(counts.accepted).toBeGreaterThan(2000);
    expect(counts).toMatchObject({ quarantined: 1, events: counts.accepted + 1 });
    expect(await quarantine(data)).toMatchObject([{ line: counts.accepted + 1, error: expect.stringContaining("gzip") }]);
    expect(await ingest(data, [path]), "the same again changes nothing").toEqual(counts);
    writeFileSync(path, whole);
    expect(await ingest(data, [path]), "mended, the rest is read").toMatchObject({ accepted: 5000, duplicates: 0 });
  });
});

describe("a bad line", () => {
  it("is quarantined with its number and its reason, and the rest is read", async () => {
    const good = lines(0, 4);
    const content = [good[0], "{broken", good[1], "", '{"type":"usage"}', good[2], "[]", good[3]].join("\n");
    expect(await ingest(data, [file("a.ndjson", content)])).toMatchObject({ events: 7, accepted: 4, quarantined: 3, lines: 8 });
    expect(await quarantine(data)).toMatchObject([
      { line: 2, error: expect.stringContaining("not JSON"), raw: "{broken" },
      { line: 5, error: "id: missing" },
      { line: 7, error: "not a JSON object" },
    ]);
  });

  it("of bytes that are no text is shown with them replaced", async () => {
    const bytes = Buffer.concat([Buffer.from("{"), Buffer.from([0xff, 0x00, 0xc3]), Buffer.from(`\n${text(lines(0, 1))}`)]);
    expect(await ingest(data, [file("a.ndjson", bytes)])).toMatchObject({ accepted: 1, quarantined: 1 });
    expect((await quarantine(data))[0].raw).toBe("{\ufffd\ufffd\ufffd");
  });

  it.each(["plain", "gzip"])("of 20 MB is quarantined, one of 5 MB is read, and the numbers after them are right (%s)", async (kind) => {
    const long = (bytes: number, id: string) =>
      `{"type":"usage","id":"${id}","time":"2026-01-01T00:00:00Z","account":"a","prompt":"${"word ".repeat(bytes / 5)}"}`;
    const content = text([long(5e6, "fine"), ...lines(0, 2), long(20e6, "not"), ...lines(2, 4), "{", long(17e6, "last")]);
    const path = file("a.ndjson", kind === "gzip" ? gzipSync(content, { level: 1 }) : content);
    const counts = await ingest(data, [path]);
    expect(counts).toMatchObject({ events: 8, accepted: 5, quarantined: 3 });
    const rows = await quarantine(data);
    expect(rows.map(({ line }) => line)).toEqual([4, 7, 8]);
    expect(Math.max(...rows.map(({ raw }) => Buffer.byteLength(raw)))).toBe(4000);
    expect(await ingest(data, [path])).toEqual(counts);
  });
});

describe("an ingester that failed", () => {
  it("is spent: it says so and why, whatever waits for it or comes later, and another goes on with what the store has", async () => {
    const all = lines(0, 40);
    const inputs = await listInputs([file("a.ndjson", text(all.slice(0, 20))), file("b.ndjson", text(all.slice(10, 40)))]);
    await withStore(data, async (store) => {
      // As where a server goes away after it has committed: the commit stands, and nobody hears of it
      const deaf = Object.assign(Object.create(store), {
        commit: async (slice: SliceCommit) => {
          await store.commit(slice);
          throw new TransientError("the store is away");
        },
      });
      const ingester = openIngester(deaf, { key: KEY, threads: 1 });
      const failing = ingester.apply(inputs[0]);
      const waiting = ingester.apply(inputs[1]);
      await expect(failing).rejects.toThrow("the store is away");
      const later = ingester.apply(inputs[1]);
      for (const refused of [waiting, later]) {
        const error = await refused.catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(PermanentError);
        expect(error).toMatchObject({
          message: expect.stringMatching(/spent.*open another.*the store is away/),
          cause: expect.any(TransientError),
        });
      }
      await ingester.close();

      const another = openIngester(store, { key: KEY, threads: 1 });
      for (const input of inputs) await another.apply(input);
      await another.close();
      expect(await store.counts()).toMatchObject({ events: 50, accepted: 40, duplicates: 10 });
    });
  });
});
