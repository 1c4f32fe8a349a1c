/** A world whose last day is cut off, and what was found the day after beside what is found from scratch. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { cutNextDay } from "../../bench/whole/cut.js";
import { compareDays } from "../../bench/whole/same.js";
import { withNextDay, worldAt } from "../../bench/whole/world.js";
import { temporaryFolders } from "../ingest/worlds.js";

const folder = temporaryFolders();
let dir: string;
beforeEach(() => {
  dir = folder();
});

const written = (name: string, lines: readonly object[]): string => {
  writeFileSync(join(dir, name), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  return join(dir, name);
};
const read = (path: string): Record<string, string>[] =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const signup = (account: string) => ({ type: "signup", account });
const usage = (account: string, n: number) => ({ type: "usage", account, n });
/** Ten accounts of long standing, 40 events; then a day of 20: three sign up, and one's sign-up comes twice, once too late. */
const BEFORE = Array.from({ length: 40 }, (_, n) => (n < 10 ? signup(`a${n}`) : usage(`a${n % 10}`, n)));
const DAY = [
  signup("new-1"),
  signup("a9"),
  signup("new-2"),
  ...Array.from({ length: 14 }, (_, n) => usage(["a1", "new-2", "new-1", "a2"][n % 4], 100 + n)),
  signup("new-3"),
  usage("new-3", 200),
  usage("a3", 201),
];

describe("the next day", () => {
  it("has the lines of known accounts and of the first that sign up, and the file before it ends where it begins", async () => {
    const [events, nextDay] = [written("events.ndjson", [...BEFORE, ...DAY]), join(dir, "next-day.ndjson")];
    expect(await cutNextDay(events, nextDay, { events: 19, newcomers: 1 })).toEqual({ events: 9, newcomers: 1 });
    expect(read(events)).toEqual(BEFORE);
    expect(read(nextDay)).toEqual(DAY.filter(({ account }) => !["new-2", "new-3"].includes(account)));
    expect(readdirSync(dir).sort()).toEqual(["events.ndjson", "next-day.ndjson"]);
  });

  it("ends with the last event that was asked for", async () => {
    const later = Array.from({ length: 60 }, (_, n) => usage(`a${n % 10}`, 300 + n));
    const [events, nextDay] = [written("events.ndjson", [...BEFORE, ...later]), join(dir, "next-day.ndjson")];
    expect(await cutNextDay(events, nextDay, { events: 40, newcomers: 1 })).toEqual({ events: 40, newcomers: 0 });
    expect(read(events)).toEqual([...BEFORE, ...later.slice(0, 18)]);
    expect(read(nextDay)).toEqual(later.slice(18, 58));
  });

  it("cannot be longer than the world", async () => {
    const events = written("events.ndjson", DAY);
    await expect(cutNextDay(events, join(dir, "next-day.ndjson"), { events: 30, newcomers: 1 })).rejects.toThrow(/fewer events/);
    expect(read(events)).toEqual(DAY);
  });
});

describe("a world that is there", () => {
  /** Ten accounts: a day of 9 events and a newcomer. */
  const world = (): string => {
    const at = join(dir, "world");
    mkdirSync(at);
    written("world/events.ndjson", [...BEFORE, ...DAY.slice(0, 9)]);
    written("world/operators.json", []);
    written("world/world.json", [{ accounts: 10 }]);
    return at;
  };

  it("is left as it is: its copy is cut, once, and said to be there before it is made", async () => {
    const say = vi.spyOn(console, "log").mockReturnValue();
    const at = world();
    const cut = await withNextDay(await worldAt(at, 10));
    expect(cut.dir).toBe(`${at}-cut`);
    expect(say.mock.calls.flat().some((line) => line.includes(`kept as ${at}-cut`))).toBe(true);
    expect(read(join(at, "events.ndjson")).length).toBe(49);
    expect(read(cut.events)).toEqual(BEFORE);
    expect(read(cut.nextDay)).toEqual(DAY.slice(0, 9).filter(({ account }) => account !== "new-2"));
    expect(await withNextDay(await worldAt(at, 10))).toEqual(cut);
    expect(await withNextDay(await worldAt(cut.dir, 10))).toEqual(cut);
  });

  it("is cut itself where that is asked for", async () => {
    vi.spyOn(console, "log").mockReturnValue();
    const at = world();
    const cut = await withNextDay(await worldAt(at, 10), { inPlace: true });
    expect(cut).toEqual(await worldAt(at, 10));
    expect([read(cut.events).length, read(cut.nextDay).length]).toEqual([40, 6]);
    expect(readdirSync(dir)).toEqual(["world"]);
  });

  it("is refused where it is not whole, or of another size", async () => {
    await expect(worldAt(world(), 20)).rejects.toThrow(/has 10 accounts, not 20/);
    await expect(worldAt(dir, 20)).rejects.toThrow(/no world\.json/);
  });

  it("is not begun where there is no room for it", async () => {
    const say = vi.spyOn(console, "log").mockReturnValue();
    const place = join(dir, "huge");
    await expect(worldAt(place, 1e12)).rejects.toThrow(/are free, .* are needed/);
    expect(readdirSync(dir)).toEqual([]);
    expect(say.mock.calls.length).toBe(1);
  });
});

describe("clusters after the next day, beside those from scratch", () => {
  const row = (cluster: string, accounts: string, more: object = {}) => ({ cluster, accounts: accounts.split(" "), score: 0.5, ...more });
  const compared = async (after: readonly object[], scratch: readonly object[]) =>
    await compareDays(
      written("before", [row("c-1", "a b c"), row("c-2", "x y", { stranger: "unknown-1" })]),
      written("after", after),
      written("scratch", scratch),
    );
  const SCRATCH = [row("s-1", "a b c d", { stranger: "unknown-7" }), row("s-2", "x y", { stranger: "unknown-7" })];
  const AFTER = [row("c-1", "a b c d", { stranger: "unknown-1" }), row("c-2", "x y", { stranger: "unknown-1" })];

  it("are the same but for ids, and for names that are made of ids", async () => {
    const nothing: string[] = [];
    expect(await compared(AFTER, SCRATCH)).toEqual({ clusters: 2, alone: nothing, differing: nothing, misnamed: nothing, kept: 2 });
  });

  it("are told apart by members, by what is said of them, by strangers and by ids", async () => {
    const [first, second] = AFTER;
    const among = async (after: readonly object[]) => {
      const { alone, differing, misnamed } = await compared(after, SCRATCH);
      return { alone, differing, misnamed };
    };
    expect(await among([first])).toEqual({ alone: ["x"], differing: [], misnamed: [] });
    expect(await among([{ ...first, accounts: ["a", "b"] }, second])).toMatchObject({ alone: ["a"], differing: [] });
    expect(await among([{ ...first, score: 0.6 }, second])).toMatchObject({ alone: [], differing: ["a (score)"] });
    expect(await among([first, { ...second, stranger: "unknown-2" }])).toMatchObject({ differing: ["x (stranger)"] });
    expect(await among([first, { ...second, cluster: "c-3" }])).toMatchObject({ differing: [], misnamed: ["c-3 should be c-2"] });
  });
});
