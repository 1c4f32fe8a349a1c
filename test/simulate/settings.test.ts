/** The settings of a world: defaults, presets, stress options, and what is refused. */
import { describe, expect, test } from "vitest";
import { UsageError } from "../../src/errors.js";
import { planWorld } from "../../src/simulate/plan.js";
import { DEFAULTS, PRESETS, settle } from "../../src/simulate/settings.js";
import { once, worldOf } from "./world-of.js";

const small = { accounts: 500, eventsPerAccount: 6, days: 10, fraud: 0.1, seed: 3 };

describe("settle", () => {
  test("fills in what was not asked for", () => {
    expect(settle({ accounts: 77, fraud: undefined })).toEqual({ ...DEFAULTS, accounts: 77 });
  });

  test.each([
    [{ accounts: 0 }, /--accounts/],
    [{ fraud: 1.5 }, /--fraud/],
    [{ days: Number.NaN }, /--days/],
    [{ accounts: 10.5 }, /--accounts.*whole/],
    [{ levels: [] }, /--levels/],
    [{ simhashShare: -1 }, /--simhash-share/],
  ])("refuses %j and names the option", (asked, message) => {
    expect(() => settle(asked)).toThrow(UsageError);
    expect(() => settle(asked)).toThrow(message);
  });

  test("refuses a preset that there is not, and lists those that there are", () => {
    for (const name of ["may-1066", "constructor", "toString", "__proto__"])
      expect(() => settle({}, name)).toThrow(/june-2026, february-2026/);
  });
});

describe("presets", () => {
  test("june-2026 is 25,000 accounts from 22 April to 5 June", () => {
    const settings = settle({}, "june-2026");
    expect(settings.accounts * settings.fraud).toBe(25_000);
    expect(new Date(settings.start).toISOString()).toBe("2026-04-22T00:00:00.000Z");
    expect(new Date(settings.start + settings.days * 86_400_000).toISOString()).toBe("2026-06-06T00:00:00.000Z");
  });

  test("february-2026 has three operators behind 24,000 accounts", () => {
    const settings = settle({}, "february-2026");
    expect(settings.accounts * settings.fraud).toBe(24_000);
    const { campaigns } = planWorld(settle({ accounts: 12_000 }, "february-2026"));
    expect(new Set(campaigns.map(({ operator }) => operator.id)).size).toBe(3);
  });

  test.each(Object.keys(PRESETS))("%s exchanges what was published, in proportion to the accounts", (preset) => {
    const { lines, truth } = worldOf({ accounts: 4000, eventsPerAccount: 10 }, preset);
    const usage = once(lines, "usage").filter(({ account }) => truth.get(account)!.kind === "campaign");
    const exchanges = usage.reduce((sum, line) => sum + (line.exchanges ?? 1), 0);
    const published = PRESETS[preset]!.fraudExchanges! / 250;
    expect(exchanges / published).toBeGreaterThan(0.75);
    expect(exchanges / published).toBeLessThan(1.3);
  });
});

test("a preset is replayed in any style: exchanges as published, by as many operators", () => {
  const { lines, truth } = worldOf({ style: 4, accounts: 3000, eventsPerAccount: 5 }, "february-2026");
  const usage = once(lines, "usage").filter(({ account }) => truth.get(account)!.kind === "campaign");
  const exchanges = usage.reduce((sum, line) => sum + (line.exchanges ?? 1), 0);
  expect(Math.abs(exchanges / (16_000_000 * 0.003) - 1)).toBeLessThan(0.3);
  expect(new Set(usage.map(({ account }) => truth.get(account)!.operator)).size).toBe(3);
});

describe("stress", () => {
  test("--without leaves the fields out of every event", () => {
    const { lines, text } = worldOf({ ...small, without: ["payment", "device", "phone", "email"] });
    for (const field of ['"payment"', '"device"', '"phone"', '"email"']) expect(text.includes(field)).toBe(false);
    expect(lines.some(({ client }) => client?.ja4)).toBe(true);
  });

  test("--simhash-share leaves fingerprints and prompts out of the rest", () => {
    const usage = once(worldOf({ ...small, simhashShare: 0.5 }).lines, "usage");
    const share = usage.filter(({ prompt, prompt_simhash }) => prompt ?? prompt_simhash).length / usage.length;
    expect(Math.abs(share - 0.5)).toBeLessThan(0.05);
  });

  test("--no-status tells no suspension, though they happen", () => {
    const told = worldOf({ ...small, status: false });
    expect(told.lines.some(({ type }) => type === "status")).toBe(false);
    const signups = ({ lines }: typeof told): string[] =>
      once(lines, "signup")
        .map(({ time }) => time)
        .sort();
    expect(signups(told)).toEqual(signups(worldOf(small)));
  });

  test("--levels keeps to the levels given", () => {
    const { truth } = worldOf({ ...small, levels: ["careful", "expert"] });
    const levels = [...truth.values()].map(({ level }) => level).filter((level) => level !== undefined);
    expect(new Set(levels)).toEqual(new Set(["careful", "expert"]));
  });

  test("--jitter-minutes moves the usage, and nothing else", () => {
    const straight = worldOf(small).lines;
    const moved = worldOf({ ...small, jitterMinutes: 60 }).lines;
    const times = (lines: typeof moved, type: "signup" | "usage"): string[] =>
      once(lines, type)
        .map(({ time }) => time)
        .sort();
    expect(times(moved, "signup")).toEqual(times(straight, "signup"));
    expect(times(moved, "usage")).not.toEqual(times(straight, "usage"));
  });
});
