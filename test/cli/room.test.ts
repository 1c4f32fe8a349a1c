/** Whether a job fits a machine, by made-up readings of memory, control groups and disks: what is short is named with its figures. */
import { existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { memoryAllowed, roomOf } from "../../src/adapters/machine.js";
import { type Job, jobOf, refuseShort } from "../../src/cli/room.js";
import { PermanentError } from "../../src/errors.js";
import { accountsFor, loadOf, needOf, type Room, shortages } from "../../src/model/need.js";
import { cautery } from "./command.js";

const GB = 1e9;
const NOTHING = { events: 0, accounts: 0 };
const plain = (size: number, done = 0) => ({ size, isCompressed: false, done });
/** Of a million accounts with forty events each: 21 GB. */
const million = loadOf([plain(21 * GB)], NOTHING);
const ample: Room = { memory: 32 * GB, free: 30 * GB, heap: 4.3 * GB, data: 100 * GB, out: 100 * GB, sameDisk: false };
const short = (room: Partial<Room>, load = million) =>
  shortages(needOf(load, NOTHING), { ...ample, ...room }).map((each) => each.split(":")[0]);

describe("what a job brings", () => {
  it("is told by its bytes, more of them where they are compressed, without what was read before", () => {
    expect(million).toEqual({ events: 40_000_000, accounts: 1_000_000 });
    expect(loadOf([{ ...plain(3.5 * GB), isCompressed: true }], NOTHING)).toEqual(million);
    expect(loadOf([plain(11 * GB, 5 * GB), plain(15 * GB)], NOTHING)).toEqual(million);
    expect(loadOf([plain(GB, GB), plain(5, 7)], NOTHING)).toEqual(NOTHING);
    expect(loadOf([], NOTHING)).toEqual(NOTHING);
  });

  it("is of fewer accounts where those that are known are busier", () => {
    expect(loadOf([plain(21 * GB)], { events: 5_700_000, accounts: 20_000 }).accounts).toBe(Math.round(40e6 / 285));
  });

  it("wants room for what is known too", () => {
    const [alone, beside] = [NOTHING, { events: 40e6, accounts: 1e6 }].map((known) => needOf(million, known));
    expect(beside.memory - alone.memory).toBeCloseTo(4.9 * GB);
    expect(beside.data).toBeGreaterThan(alone.data);
  });
});

describe("a machine", () => {
  it.each<[string, Partial<Room>, string[]]>([
    ["has room enough", {}, []],
    ["has too little memory free", { free: 4 * GB }, ["memory"]],
    ["gives Node's heap too little", { heap: GB }, ["Node's heap"]],
    ["has a full disk for the state", { data: 5 * GB }, ["the data folder's disk"]],
    ["has a full disk for results", { out: 0.2 * GB }, ["the results' disk"]],
    ["has one disk for both, which is full", { sameDisk: true, data: 7.4 * GB, out: 7.4 * GB }, ["the data folder's disk"]],
    [
      "has little of all",
      { free: GB, heap: GB, data: GB, out: 0 },
      ["memory", "Node's heap", "the data folder's disk", "the results' disk"],
    ],
  ])("that %s", (_, room, expected) => {
    expect(short(room)).toEqual(expected);
  });

  it("has room for as many accounts as the least of what it has allows, and for not one more", () => {
    for (const room of [
      { free: 2 * GB },
      { heap: GB },
      { data: 3 * GB },
      { data: 3 * GB, out: 3 * GB, sameDisk: true },
      { out: 0.11 * GB },
    ]) {
      const accounts = accountsFor({ ...ample, ...room });
      const events = (count: number) => ({ events: 40 * count, accounts: count });
      expect(short(room, events(accounts))).toEqual([]);
      expect(short(room, events(accounts + 2)).length).toBe(1);
    }
    expect(accountsFor({ ...ample, free: 0 })).toBe(0);
  });

  it.each([
    ["a control group's limit", { total: 24 * GB, constrained: 4 * GB }, 4 * GB],
    ["none, as some systems say", { total: 24 * GB, constrained: 0 }, 24 * GB],
    ["none, as others say", { total: 24 * GB, constrained: 2 ** 64 }, 24 * GB],
    ["one beyond what there is", { total: 2 * GB, constrained: 4 * GB }, 2 * GB],
  ])("may use by %s", (_, read, allowed) => {
    expect(memoryAllowed(read)).toBe(allowed);
  });

  it("is read in folders that are missing yet by the one that they will be in", async () => {
    const read = { total: 24 * GB, free: 20 * GB, constrained: 4 * GB, heap: 2 * GB };
    const room = await roomOf({ data: join(tmpdir(), "no", "such"), out: tmpdir() }, read);
    expect(room).toMatchObject({ memory: 4 * GB, free: 4 * GB, heap: 2 * GB, sameDisk: true });
    expect(Math.abs(room.data - room.out)).toBeLessThan(GB); // others write to that disk meanwhile
    expect(room.data).toBeGreaterThan(0);
  });
});

describe("a job that does not fit", () => {
  const input = { source: "/events.ndjson", path: "/events.ndjson", encoding: "plain" as const, size: 21 * GB };
  const job = (): Promise<Job> => jobOf(null, [input, { ...input, source: "-", encoding: "stream", size: 0 }]);

  it("is refused with what it wants, what there is, and what to do", async () => {
    const told = await job().then((wanted) => {
      expect(() => refuseShort(wanted, ample)).not.toThrow();
      try {
        refuseShort(wanted, { ...ample, memory: 4 * GB, free: 4 * GB, heap: GB });
      } catch (error) {
        return error;
      }
    });
    expect(told).toBeInstanceOf(PermanentError);
    for (const part of ["1,000,000 accounts", "memory: about 5.4 GB wanted, 4.0 GB there", "--max-old-space-size=1280", "--regardless"])
      expect((told as Error).message).toContain(part);
  });

  it("counts what a folder holds, and not what it read before", async () => {
    const store = {
      mark: async (source: string) => ({ source, offset: 10.5 * GB }) as never,
      counts: async () => ({ accepted: 40_000_000 }) as never,
      currentRun: async () => ({ accounts: 1_000_000 }) as never,
    };
    expect((await jobOf(store, [input])).accounts).toBe(1_500_000);
  });
});

describe("`cautery run`", () => {
  const dir = mkdtempSync(join(tmpdir(), "cautery-room-"));
  afterAll(() => rmSync(dir, { recursive: true }));
  const run = (events: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) =>
    cautery(["run", events, "--out", join(dir, "out"), "--data", join(dir, "data"), ...args], {
      CAUTERY_KEY_FILE: join(dir, "key"),
      ...env,
    });

  it("refuses a terabyte of events before it reads any", async () => {
    const events = join(dir, "terabyte.ndjson");
    writeFileSync(events, "");
    truncateSync(events, 1e12); // takes no room
    const { code, stderr } = await run(events);
    expect(code).toBe(1);
    expect(stderr).toMatch(/too small for the job.*47,619,048 accounts.*\n.*memory: about 233\.8 GB wanted/);
    expect(existsSync(join(dir, "out", "clusters.ndjson"))).toBe(false);
  });

  it("goes on all the same with --regardless", async () => {
    const events = join(dir, "events.ndjson");
    writeFileSync(events, '{"type":"signup","id":"1","time":"2026-04-22T08:14:03Z","account":"a"}\n');
    const small = { NODE_OPTIONS: "--max-old-space-size=40 --max-semi-space-size=1" };
    const refused = await run(events, [], small);
    expect(refused.stderr).toMatch(/Node's heap: about 0\.1 GB wanted/);
    expect(refused.code).toBe(1);
    expect((await run(events, ["--regardless"], small)).code).toBe(0);
  });
});
