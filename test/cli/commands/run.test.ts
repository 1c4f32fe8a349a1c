/** `cautery run`: the whole job on one machine, as the contract has it. */
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { duckDbStore } from "../../../src/adapters/duckdb/store.js";
import { runEmbedded } from "../../../src/cli/embedded.js";
import { UsageError } from "../../../src/errors.js";
import { keyCheck } from "../../../src/indicator/normalise/pseudonym.js";
import { dayText } from "../../../src/tools/zone.js";
import { lines, temporaryFolders, text } from "../../ingest/worlds.js";

const folder = temporaryFolders();
let dir: string;
beforeEach(() => {
  dir = folder();
  process.env.CAUTERY_KEY_FILE = join(dir, "key");
});

const file = (name: string, content: string): string => {
  writeFileSync(join(dir, name), content);
  return join(dir, name);
};
const found = (out: string, name: string): string => readFileSync(join(out, name), "utf8");

describe("the three files", () => {
  it("are left whole, with counts that add up and each bad line in the quarantine", async () => {
    const events = file("events.ndjson", text([...lines(0, 50), "{broken", ...lines(0, 5)]));
    const out = join(dir, "deep", "out");
    const summary = await runEmbedded({ events: [events], out });
    expect(JSON.parse(found(out, "summary.json"))).toEqual(summary);
    expect(summary).toMatchObject({ events: 56, accepted: 50, duplicates: 5, quarantined: 1, accounts: 10 });
    expect(JSON.parse(found(out, "quarantine.ndjson"))).toMatchObject({ source: events, line: 51, raw: "{broken" });
    const clusters = found(out, "clusters.ndjson").split("\n").filter(Boolean);
    expect(clusters.length).toBe(summary.clusters);
  });

  it("are the same, bar the time it took, when the same events are read again into the same data folder", async () => {
    const options = { events: [file("events.ndjson", text(lines(0, 300)))], data: join(dir, "data") };
    const [first, again] = [await runEmbedded({ ...options, out: join(dir, "1") }), await runEmbedded({ ...options, out: join(dir, "2") })];
    expect({ ...again, seconds: 0 }).toEqual({ ...first, seconds: 0 });
    expect(found(join(dir, "2"), "clusters.ndjson")).toBe(found(join(dir, "1"), "clusters.ndjson"));
  });
});

describe("attributes of any number of keys", () => {
  /** Sign-ups that answered eight questions each; the first two share a card. */
  const signups = (keys: number): string =>
    Array.from({ length: 400 }, (_, i) =>
      JSON.stringify({
        type: "signup",
        id: `s-${i}`,
        time: new Date(1.77e12 + i * 60_000).toISOString(),
        account: `account-${i}`,
        payment: { fingerprint: `card-${Math.max(1, i)}` },
        email: `own-${i}@own-${i}.de`,
        attributes: Object.fromEntries(Array.from({ length: 8 }, (_, k) => [`key-${(i * 8 + k) % keys}`, `answer-${(i + k) % 90}`])),
      }),
    ).join("\n");

  it.each([
    [130, undefined],
    [3200, 2176],
  ])("do not stop a run, and what is beyond its measure is told (%i keys)", async (keys, beyond) => {
    const out = join(dir, "out");
    const summary = await runEmbedded({ events: [file("events.ndjson", signups(keys))], out });
    expect(summary).toMatchObject({ accounts: 400, dropped_fields: 0 });
    expect(summary.other_attribute_keys).toBe(beyond);
    const clusters = found(out, "clusters.ndjson");
    if (beyond) expect(clusters).toContain('["account-0","account-1"]');
  });
});

describe("the zone of days", () => {
  const daysIn = async (zone?: string) => {
    const late = { type: "usage", id: "e", time: "2026-01-01T01:30:00Z", account: "a" };
    await runEmbedded({
      events: [file("events.ndjson", text([JSON.stringify(late)]))],
      data: join(dir, "data"),
      out: join(dir, "out"),
      zone,
    });
    const store = duckDbStore(join(dir, "data"));
    await store.open(keyCheck(readFileSync(join(dir, "key"))));
    const [{ days }] = await store.activityOf(["a"]);
    await store.close();
    return days.map(({ day }) => dayText(day));
  };

  it("is UTC, or the one that the data folder was made with, and no other from then on", async () => {
    expect(await daysIn()).toEqual(["2026-01-01"]);
    await expect(daysIn("America/Sao_Paulo")).rejects.toThrow(/counts days in UTC, not in America/);
    rmSync(join(dir, "data"), { recursive: true });
    expect(await daysIn("America/Sao_Paulo")).toEqual(["2025-12-31"]);
    expect(await daysIn()).toEqual(["2025-12-31"]);
  });
});

describe("what is wrong with the call", () => {
  it("is told before anything is done", async () => {
    const out = join(dir, "out");
    await expect(runEmbedded({ events: [join(dir, "none")], out })).rejects.toThrow(/does not exist; check the path/);
    const events = [file("events.ndjson", text(lines(0, 1)))];
    await expect(runEmbedded({ events, out, operators: join(dir, "none.json") })).rejects.toThrow(/none.json does not exist/);
    await expect(runEmbedded({ events, out, zone: "Europe/Atlantis" })).rejects.toThrow(UsageError);
    await expect(runEmbedded({ events: [events[0], events[0]], out })).rejects.toThrow(/given twice/);
    expect(() => found(out, "summary.json")).toThrow(/ENOENT/);
  });
});
