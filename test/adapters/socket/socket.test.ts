/** What holds for a store over a socket alone: who may ask, what is read ahead, what ends when somebody goes, several at work at once. */
import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openFolder } from "../../../src/adapters/folder.js";
import { reach } from "../../../src/adapters/socket/client.js";
import { Line } from "../../../src/adapters/socket/line.js";
import { cauteryVersion } from "../../../src/adapters/version.js";
import { verifyAudit } from "../../../src/app/audit.js";
import { afterOthers } from "../../../src/app/holding.js";
import { ingest } from "../../../src/app/ingest.js";
import { PermanentError, TransientError, UsageError } from "../../../src/errors.js";
import { listInputs } from "../../../src/event/input.js";
import type { QuarantinedLine } from "../../../src/model/quarantine.js";
import { next } from "../../contracts/audit-log.js";
import { KEY_CHECK } from "../../contracts/graph-store.js";
import { KEY } from "../../enforcement/audit/log.js";
import { worldOf } from "../../simulate/world-of.js";
import { folders, type Held, hold, type Store } from "./held.js";
import { startHolder } from "./start-holder.js";

const dirs = folders();
const open: Held[] = [];
const held = async (dir = dirs.make(), around?: (store: Store) => Store) => {
  const holding = await hold(dir, { around });
  open.push(holding);
  return holding;
};
afterAll(async () => {
  for (const holding of open) await holding.close();
  dirs.remove();
});
const failure = (promise: Promise<unknown>): Promise<Error> =>
  promise.then(
    () => {
      throw new Error("it did not fail");
    },
    (error: Error) => error,
  );

describe("the socket", () => {
  it("is its owner's alone, and gone when nobody answers any more", async () => {
    const dir = dirs.make();
    const holding = await hold(dir);
    expect(statSync(join(dir, "cautery.sock")).mode & 0o777).toBe(0o600);
    expect(readdirSync(dir).filter((name) => name.startsWith(".socket"))).toEqual([]);
    await holding.close();
    expect(readdirSync(dir)).not.toContain("cautery.sock");
    expect(await reach(dir)).toBeNull();
  });

  it("is reached in a folder of any depth", async () => {
    const dir = join(dirs.make(), "deep".repeat(20), "deeper".repeat(20));
    mkdirSync(dir, { recursive: true });
    const client = await (await held(dir)).client();
    expect(await client.ledger()).toBe(0);
  });

  it("refuses another key, another zone and another version, as the folder would", async () => {
    const holding = await held();
    const key = await failure(holding.client("key-check-b"));
    expect([key.constructor, key.message]).toEqual([PermanentError, expect.stringMatching(/another pseudonym key.*CAUTERY_KEY_FILE/)]);
    const zone = await failure(holding.client(KEY_CHECK, "Europe/Berlin"));
    expect(zone).toBeInstanceOf(UsageError);
    const line = new Line((await reach(holding.dir))!, holding.dir);
    const early = await failure(line.ask("call", "ledger", []));
    expect(early.message).toMatch(/not open/);
    const version = await failure(line.ask("hello", "0.0.1", KEY_CHECK, {}));
    expect(version.message).toMatch(/held by cautery .* and this is 0\.0\.1: use that one/);
    await line.close();
  });

  it("closes a connection that brings anything but frames, and answers the others", async () => {
    const holding = await held();
    const client = await holding.client();
    const stranger = (await reach(holding.dir))!;
    const closed = new Promise((resolve) => stranger.once("close", resolve));
    stranger.on("error", () => {}).resume();
    stranger.write(Buffer.alloc(100, 255));
    await closed;
    expect(await client.ledger()).toBe(0);
  });

  it("calls no method but those of the table", async () => {
    const holding = await held();
    const line = new Line((await reach(holding.dir))!, holding.dir);
    await line.ask("hello", cauteryVersion(), KEY_CHECK, {});
    for (const name of ["close", "open", "toString", "nothing", "quarantined"])
      expect((await failure(line.ask("call", name, []))).message).toContain(name);
    await line.close();
  });
});

describe("what the holder throws", () => {
  it("keeps its class, its message and its cause's", async () => {
    const thrown = [
      new UsageError("called wrongly", { cause: new RangeError("below nought") }),
      new TransientError("away"),
      new PermanentError("broken"),
      new TypeError("a fault"),
    ];
    const errors = [...thrown];
    const holding = await held(dirs.make(), (store) => ({
      ...store,
      async ledger() {
        throw errors.shift();
      },
    }));
    const client = await holding.client();
    for (const wanted of thrown) {
      const error = await failure(client.ledger());
      expect([error.constructor, error.message, (error.cause as Error | undefined)?.message]).toEqual([
        wanted.constructor,
        wanted.message,
        (wanted.cause as Error | undefined)?.message,
      ]);
    }
  });

  it("in the middle of a list comes after what was before it", async () => {
    const holding = await held(dirs.make(), (store) => ({
      ...store,
      async *quarantined() {
        for (let line = 1; line <= 3; line++) yield lineOf(line);
        throw new TransientError("away");
      },
    }));
    const client = await holding.client();
    const read: number[] = [];
    const error = await failure(
      (async () => {
        for await (const { line } of client.quarantined()) read.push(line);
      })(),
    );
    expect([read, error.constructor, error.message]).toEqual([[1, 2, 3], TransientError, "away"]);
  });
});

const lineOf = (line: number): QuarantinedLine => ({ source: "a", line, error: "not JSON", raw: "x".repeat(1_000) });

describe("a long list", () => {
  it("is read a little ahead, and ended where its reader stops", async () => {
    let made = 0;
    let isEnded = false;
    const holding = await held(dirs.make(), (store) => ({
      ...store,
      async *quarantined() {
        try {
          for (; made < 1_000_000; made++) yield lineOf(made);
        } finally {
          isEnded = true;
        }
      },
    }));
    const client = await holding.client();
    const read: number[] = [];
    for await (const { line } of client.quarantined()) if (read.push(line) === 1_500) break;
    expect(read).toEqual(Array.from({ length: 1_500 }, (_, i) => i));
    expect(isEnded).toBe(true);
    expect(made).toBeLessThan(3_000);
  });

  it("is ended where its reader goes", async () => {
    const ended = new Promise<void>((resolve) => {
      void held(dirs.make(), (store) => ({
        ...store,
        async *quarantined() {
          try {
            for (let line = 0; ; line++) yield lineOf(line);
          } finally {
            resolve();
          }
        },
      })).then(async (holding) => {
        const client = await holding.client();
        await client.quarantined()[Symbol.asyncIterator]().next();
        await client.close();
      });
    });
    await ended;
  });
});

describe("several at once", () => {
  it("each have all of their questions answered, in whatever order", async () => {
    const holding = await held();
    const clients = await Promise.all([holding.client(), holding.client()]);
    const asked = clients.flatMap((client) => Array.from({ length: 50 }, (_, part) => client.part(part)));
    expect((await Promise.all(asked)).map(({ part }) => part)).toEqual([...Array(50).keys(), ...Array(50).keys()]);
  });

  it("lose nothing of what they append to the log", async () => {
    const holding = await held();
    const clients = [await holding.client(), await holding.client(), holding.store];
    await Promise.all(clients.flatMap((client, i) => Array.from({ length: 8 }, () => client.appendAudit(next(2, `outcomes/b-${i}`)))));
    expect(await verifyAudit({ store: holding.store, key: KEY })).toMatchObject({ whole: true, entries: 48 });
  });

  it("count the events of one file once, though all read it", async () => {
    const dir = dirs.make();
    const path = join(dir, "events.ndjson");
    writeFileSync(path, worldOf({ accounts: 60, fraud: 0.15, seed: 31 }).text);
    const holding = await held();
    const clients = [await holding.client(), await holding.client()];
    const inputs = await listInputs([path]);
    await Promise.all(clients.map((store) => ingest({ store, clock: Date, key: KEY }, { inputs, threads: 1 })));
    const alone = await held();
    await ingest({ store: alone.store, clock: Date, key: KEY }, { inputs, threads: 1 });
    expect(await holding.store.counts()).toEqual(await alone.store.counts());
  });

  it("wait for one another where they may not work at once, and for nobody who is gone", async () => {
    const holding = await held();
    const [first, second] = [await holding.client(), await holding.client()];
    const done: string[] = [];
    let waits = 0;
    await afterOthers(
      first,
      "recluster",
      async () => {
        const other = afterOthers(
          second,
          "recluster",
          async () => done.push("second"),
          () => {
            waits++;
            done.push("first");
            void first.close(); // with its lock
          },
        );
        await other;
      },
      () => {},
    ).catch((error: unknown) => expect(error).toBeInstanceOf(PermanentError)); // it could not release what went with it
    expect([waits, done]).toEqual([1, ["first", "second"]]);
  });
});

describe("a holder that is killed", () => {
  it("fails what is under way for now, and leaves the folder to the next", async () => {
    const dir = dirs.make();
    const env = { CAUTERY_KEY_FILE: join(dirs.make(), "key") };
    const holder = await startHolder(dir, env);
    const { store } = await openFolder(dir, {}, env);
    expect(store.parts()).toBe(64);
    const error = await holder.kill(() => failure(store.ledger()));
    expect(error).toBeInstanceOf(TransientError);
    expect(error.message).toMatch(/the cautery that holds .* went away in the middle of it \(ledger\)/);
    expect(await failure(store.counts())).toBeInstanceOf(TransientError);
    await store.close();
    const next = await startHolder(dir, env);
    const again = await openFolder(dir, {}, env);
    expect(await again.store.ledger()).toBe(0);
    await again.store.close();
    await next.end();
    const free = await openFolder(dir, {}, env);
    expect(await free.store.ledger()).toBe(0);
    await free.store.close();
  });
});
