/** The stream of changes: what came is told once, in order, to each reader; one that comes back with its last id misses nothing. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Live } from "../../src/http/live.js";
import { silentLog } from "../../src/ports/log.js";
import { LINKS, runOf } from "../app/enforcement/store.js";
import { type Office, office } from "./office.js";
import { planned } from "./requests.js";

let at: Office;
beforeEach(async () => {
  at = await office();
});
afterEach(() => at.close());

interface Told {
  id: string;
  event: string;
  data: Record<string, unknown>;
}

/** A reader of a stream, as a browser's EventSource reads it. */
class Reader {
  readonly told: Told[] = [];
  last: string | null = null;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #text = "";

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
  }

  /** Reads until so many were told; what is on its way is waited for. */
  async until(count: number): Promise<Told[]> {
    while (this.told.length < count) {
      const { value, done } = await this.#reader.read();
      if (done) break;
      this.#take(new TextDecoder().decode(value));
    }
    return this.told;
  }

  cancel(): Promise<void> {
    return this.#reader.cancel();
  }

  #take(text: string): void {
    this.#text += text;
    for (let end = this.#text.indexOf("\n\n"); end >= 0; end = this.#text.indexOf("\n\n")) {
      const fields = Object.fromEntries(
        this.#text
          .slice(0, end)
          .split("\n")
          .map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]),
      );
      this.#text = this.#text.slice(end + 2);
      if (fields.id) this.last = fields.id;
      if (fields.data) this.told.push({ id: fields.id, event: fields.event, data: JSON.parse(fields.data) });
    }
  }
}

const listen = async (live: Live, last: string | null = null) => new Reader((await live.listen(last))!);
const saveRun = () => at.serving.store.saveRun(runOf({ "c-1": "a b c d e f", "c-2": "g" }, LINKS), { at: at.now.at, ledger: 1 });
const judge = () =>
  at.json("/v1/judgements", {
    method: "POST",
    body: { about: { type: "link", a: "a", b: "b" }, verdict: "positive", reason: `seen ${at.now.at++}` },
    status: 201,
  });

describe("a reader", () => {
  it("is told of runs, batches and judgements that came since it came, and of nothing before", async () => {
    await judge();
    const reader = await listen(at.live);
    await saveRun();
    const { batch } = await planned(at, "one hand");
    await judge();
    await at.live.look();
    expect((await reader.until(3)).map(({ event, data }) => [event, data.run ?? data.batch ?? data.about])).toEqual([
      ["run", 2],
      ["batch", batch],
      ["judgement", "link"],
    ]);
  });

  it("is told of a judgement by a slower clock, or of the same moment, and of none twice", async () => {
    const reader = await listen(at.live);
    const told = [long(5), { ...long(5), id: "j-before" }, { ...long(1), id: "j-earlier" }];
    for (const each of told) {
      await at.serving.store.appendJudgement(each);
      await at.live.look();
    }
    expect((await reader.until(3)).map(({ data }) => data.judgement)).toEqual(told.map(({ id }) => id));
  });

  it("is told of what came while it was looked, without waiting for the next time", async () => {
    const reader = await listen(at.live);
    const looking = at.live.look();
    await saveRun();
    await at.live.look();
    await looking;
    expect(await reader.until(1)).toMatchObject([{ event: "run", data: { run: 2 } }]);
  });

  it("is told once, however often it is looked", async () => {
    const reader = await listen(at.live);
    await saveRun();
    for (let i = 0; i < 3; i++) await at.live.look();
    await judge();
    await at.live.look();
    expect((await reader.until(2)).map(({ event }) => event)).toEqual(["run", "judgement"]);
  });

  it("goes on behind any id that it was told, on another server too", async () => {
    const first = await listen(at.live);
    await saveRun();
    await planned(at, "one hand");
    await judge();
    await saveRun();
    await at.live.look();
    const all = await first.until(4);
    const restarted = new Live(at.serving.store, silentLog, { everyMs: 3_600_000 });
    for (const [i, { id }] of all.entries()) {
      const again = await listen(restarted, id);
      const rest = await again.until(all.length - i - 1);
      expect(rest.map(({ data }) => data)).toEqual(all.slice(i + 1).map(({ data }) => data));
      await again.cancel();
    }
    restarted.close();
  });

  it("comes back beside many with one look for all of them, and misses nothing that came meanwhile", async () => {
    let looks = 0;
    const { store } = at.serving;
    const counted = new Proxy(store, {
      get(target, name: keyof typeof store) {
        if (name === "judgementsSince") looks++;
        const value = target[name];
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const restarted = new Live(counted, silentLog, { everyMs: 3_600_000, heartbeatMs: 3_600_000 });
    await judge();
    const coming = Array.from({ length: 100 }, () => listen(restarted, "1.0.0"));
    await saveRun();
    const readers = await Promise.all(coming);
    await restarted.look();
    for (const reader of readers) {
      const told = await reader.until(2);
      expect(told.map(({ event }) => event).sort()).toEqual(["judgement", "run"]);
    }
    expect(looks).toBeLessThan(20);
    restarted.close();
  });

  it("that went is forgotten, and too many are not let in", async () => {
    const few = new Live(at.serving.store, silentLog, { everyMs: 3_600_000, most: 2 });
    const [one] = [await listen(few), await listen(few)];
    expect(await few.listen(null)).toBeNull();
    await one.cancel();
    expect(few.listeners).toBe(1);
    expect(await few.listen(null)).not.toBeNull();
    few.close();
    expect(few.listeners).toBe(0);
  });

  it("that does not read is let go before its changes fill the memory", async () => {
    const stream = (await at.live.listen(null))!;
    for (let i = 0; i < 40; i++) await at.serving.store.appendJudgement(long(i));
    for (let i = 0; i < 3_000 && at.live.listeners > 0; i++) {
      await at.serving.store.appendJudgement(long(100 + i));
      if (i % 500 === 499) await at.live.look();
    }
    expect(at.live.listeners).toBe(0);
    await stream.cancel();
  });
});

const long = (i: number) => ({
  id: `j-${String(i).padStart(198, "0")}`,
  at: at.now.at + i,
  analyst: "ann",
  reason: "",
  about: { type: "link", a: "a", b: "b" } as const,
  verdict: "positive" as const,
});
