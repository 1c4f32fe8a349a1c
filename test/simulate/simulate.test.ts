/** A simulated world: that it is reproducible, in the contract's form, whole, and keeps its answer to itself. */
import { describe, expect, test } from "vitest";
import { type Line, once, worldOf } from "./world-of.js";

const world = worldOf({ accounts: 4000, fraud: 0.08, eventsPerAccount: 8, days: 20, seed: 5 });
const { lines, truth } = world;
const isFraud = (line: Line): boolean => truth.get(line.account)!.fraud;

describe("a world", () => {
  test("is the same bytes for the same seed, and others for another", () => {
    const small = { accounts: 300, eventsPerAccount: 5, seed: 9 };
    expect(worldOf(small).text).toBe(worldOf(small).text);
    expect(worldOf(small).text).not.toBe(worldOf({ ...small, seed: 10 }).text);
  });

  test("has exactly the accounts and the fraud asked for", () => {
    expect(truth.size).toBe(4000);
    expect([...truth.values()].filter(({ fraud }) => fraud)).toHaveLength(320);
  });

  test.each([0, 0.005, 0.2, 1])("can have a fraud of %s", (fraud) => {
    const { truth } = worldOf({ accounts: 400, fraud, eventsPerAccount: 3 });
    expect([...truth.values()].filter((line) => line.fraud)).toHaveLength(400 * fraud);
  });

  test.each([1, 2, 7, 100])("can be as small as %i accounts", (accounts) => {
    const tiny = worldOf({ accounts, fraud: 0.2, eventsPerAccount: 5 });
    expect(tiny.truth.size).toBe(accounts);
    expect(new Set(once(tiny.lines, "signup").map(({ account }) => account)).size).toBe(accounts);
  });

  test("holds every kind of innocent and every level of fraud", () => {
    const kinds = new Set([...truth.values()].map(({ kind, level }) => level ?? kind));
    expect([...kinds].sort()).toEqual([
      "automation",
      "benchmark",
      "campus",
      "careful",
      "company",
      "expert",
      "hackathon",
      "household",
      "individual",
      "moderate",
      "pair",
      "promo_ring",
      "reseller",
      "sloppy",
      "tool",
    ]);
  });

  test("signs every account up exactly once, and lets none act before or fall outside the world", () => {
    const signups = once(lines, "signup");
    expect(signups).toHaveLength(4000);
    const since = new Map(signups.map(({ account, time }) => [account, time]));
    const end = new Date(Date.UTC(2026, 3, 21)).toISOString();
    expect(lines.filter(({ account, time }) => time < since.get(account)! || time >= end)).toEqual([]);
  });

  test("is silent while an account is suspended", () => {
    const suspended = new Map<string, boolean>();
    const ordered = [...once(lines, "usage"), ...once(lines, "status")].sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
    for (const line of ordered) {
      if (line.type === "status") suspended.set(line.account, line.status === "suspended");
      else if (suspended.get(line.account)) expect.fail(`${line.account} acts at ${line.time}, while it is suspended`);
    }
    expect([...suspended.values()].some((still) => !still)).toBe(true);
  });

  test("comes roughly in the order of time, a few lines twice and a few late", () => {
    const ids = lines.map(({ id }) => id);
    const twice = ids.length - new Set(ids).size;
    expect(twice / ids.length).toBeGreaterThan(0.0002);
    expect(twice / ids.length).toBeLessThan(0.003);
    let latest = "";
    let late = 0;
    for (const { time } of lines) {
      if (time < latest) late++;
      else latest = time;
    }
    expect(late / lines.length).toBeLessThan(0.01);
  });

  test("has about the usage asked for", () => {
    const usage = once(lines, "usage").filter((line) => !isFraud(line)).length / 3680;
    expect(usage).toBeGreaterThan(5);
    expect(usage).toBeLessThan(14);
  });
});

describe("the answer", () => {
  const keys = (line: Line): string[] => Object.keys(line);

  test("is not in the order of the fields", () => {
    const order = [
      "type",
      "id",
      "time",
      "account",
      "email",
      "phone",
      "name",
      "organization",
      "payment",
      "identity",
      "api_key",
      "model",
      "capability",
      "prompt",
      "prompt_simhash",
      "input_tokens",
      "output_tokens",
      "exchanges",
      "network",
      "client",
      "promo",
      "referrer",
      "attributes",
      "status",
      "reason",
      "actor",
    ];
    const layouts = [...new Set(lines.map((line) => keys(line).join()))].map((layout) => layout.split(","));
    for (const layout of layouts) expect(layout).toEqual(order.filter((key) => layout.includes(key)));
  });

  test.each([
    ["signup", ["email", "phone", "name", "payment", "network", "client", "attributes"]],
    ["usage", ["network", "client", "prompt_simhash", "capability", "model"]],
  ] as const)("is not in which fields a %s gives", (type, fields) => {
    const events = once(lines, type);
    for (const field of fields) {
      const share = (fraud: boolean): number => {
        const these = events.filter((line) => isFraud(line) === fraud);
        return these.filter((line) => keys(line).includes(field)).length / these.length;
      };
      expect(Math.abs(share(true) - share(false)), field).toBeLessThan(0.07);
    }
  });

  test("is not in the kinds of events: the fraudulent and the innocent have them all", () => {
    for (const fraud of [true, false]) {
      expect(new Set(lines.filter((line) => isFraud(line) === fraud).map(({ type }) => type))).toEqual(
        new Set(["signup", "usage", "status", "update"]),
      );
    }
  });

  test("is not in the ids: one form, and no part of it favours either side", () => {
    const mean = (list: number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
    expect([...truth.keys()].filter((id) => !/^acc-[0-9a-z]{11}$/.test(id))).toEqual([]);
    const rank = new Map([...truth.keys()].sort().map((id, i) => [id, i / truth.size]));
    const ranks = [...truth.values()].filter(({ fraud }) => fraud).map(({ account }) => rank.get(account)!);
    expect(Math.abs(mean(ranks) - 0.5)).toBeLessThan(0.06); // 320 uniform ranks: deviation 0.016
    expect(lines.filter(({ id }) => !/^ev-[0-9a-f]{16}$/.test(id))).toEqual([]);
  });

  test("is not in the volume: no campaign account sends more than busy innocents do", () => {
    const volumes = (fraud: boolean): number[] => {
      const sums = new Map<string, number>();
      for (const line of once(lines, "usage"))
        if (isFraud(line) === fraud) sums.set(line.account, (sums.get(line.account) ?? 0) + (line.exchanges ?? 1));
      return [...sums.values()].sort((a, b) => a - b);
    };
    const innocent = volumes(false);
    expect(volumes(true).at(-1)!).toBeLessThan(innocent.at(-1)!);
    expect(innocent[Math.floor(innocent.length * 0.9)]!).toBeGreaterThan(volumes(true)[Math.floor(volumes(true).length / 2)]!);
  });
});
