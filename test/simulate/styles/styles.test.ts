/** Styles of worlds: that style 0 is what it was, and that each other is whole, valid and reproducible, with the figures that it names. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { truthRow } from "../../../src/contract/truth.js";
import { UsageError } from "../../../src/errors.js";
import { parseEvent } from "../../../src/event/parse.js";
import { planWorld } from "../../../src/simulate/plan.js";
import { accountId } from "../../../src/simulate/render.js";
import { settle } from "../../../src/simulate/settings.js";
import { truth as truthLines } from "../../../src/simulate/simulate.js";
import { STYLES } from "../../../src/simulate/styles/styles.js";
import { type Line, once, type ParsedWorld, worldOf } from "../world-of.js";

const numbers = STYLES.map((_, i) => i).slice(1);
const worlds = new Map<number, ParsedWorld>();
/** A world of 3,000 accounts in a style, made once. */
function world(style: number): ParsedWorld {
  let made = worlds.get(style);
  if (!made) {
    made = worldOf({ style, accounts: 3000, fraud: 0.1, eventsPerAccount: 4, days: 12, seed: 11 });
    worlds.set(style, made);
  }
  return made;
}

const usual = worldOf({ accounts: 3000, fraud: 0.1, eventsPerAccount: 1, days: 3 }).truth;

/** The commonest value of a list, and its share. */
function commonest(values: readonly string[]): { value: string; share: number } {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [value, count] = [...counts].sort((a, b) => b[1] - a[1])[0]!;
  return { value, share: count / values.length };
}

describe("style 0", () => {
  test.each([
    [{ accounts: 700, eventsPerAccount: 5, seed: 3 }, undefined, "e3e5c3e9598c1c21d151581325515baa"],
    [
      { accounts: 900, eventsPerAccount: 3, seed: 8, without: ["phone"] as const, jitterMinutes: 30, simhashShare: 0.5 },
      "june-2026",
      "d5de59bd143dd0de3b72ce7425302979",
    ],
  ])("of %j %s is the same bytes as before there were styles", (asked, preset, hash) => {
    const { text } = worldOf(asked, preset);
    const answer = [...truthLines(planWorld(settle(asked, preset)))].join("");
    expect(createHash("sha256").update(text).update(answer).digest("hex").slice(0, 32)).toBe(hash);
  });
});

test.each([-1, 7, 1.5, Number.NaN])("style %s is refused, and the styles are named", (style) => {
  expect(() => settle({ style })).toThrow(UsageError);
  expect(() => settle({ style })).toThrow(/--style.*0 habit, 1 atlantic, .*6 bargain/);
});

test("no two styles have the same name, mix of countries or figures", () => {
  expect(STYLES.length).toBeGreaterThan(6);
  for (const of of [
    (i: number) => STYLES[i]!.name,
    (i: number) => JSON.stringify(STYLES[i]!.people.countries),
    (i: number) => JSON.stringify(STYLES[i]!.groups),
    (i: number) => JSON.stringify(STYLES[i]!.pacing),
    (i: number) => JSON.stringify(STYLES[i]!.evasion),
  ])
    expect(new Set(STYLES.map((_, i) => of(i))).size).toBe(STYLES.length);
});

describe.each(numbers)("style %i", (style) => {
  const { people, groups, gives, evasion } = STYLES[style]!;

  test("gives the same bytes for the same seed, and others for another", () => {
    const small = { style, accounts: 300, eventsPerAccount: 3, seed: 9 };
    const { text } = worldOf(small);
    expect(worldOf(small).text).toBe(text);
    expect(worldOf({ ...small, seed: 10 }).text).not.toBe(text);
  });

  test("has every kind and every level at 3,000 accounts, and a valid truth", () => {
    const rows = [...world(style).truth.values()];
    expect(rows).toHaveLength(3000);
    expect(rows.filter(({ fraud }) => fraud)).toHaveLength(300);
    for (const row of rows) expect(truthRow.safeParse(row).success).toBe(true);
    const kinds = (of: Iterable<{ kind: string; level?: string }>): string[] =>
      [...new Set([...of].map(({ kind, level }) => level ?? kind))].sort();
    expect(kinds(rows)).toEqual(kinds(usual.values()));
  });

  test("has no event that the engine would quarantine or drop a field of", () => {
    const counts = { dropped: 0, ignored: 0 };
    const wrong = world(style).lines.filter((line) => typeof parseEvent({ ...line }, counts) === "string");
    expect([wrong, counts]).toEqual([[], { dropped: 0, ignored: 0 }]);
  });

  test.each([1, 7, 60])("can be as small as %i accounts, with any share of fraud", (accounts) => {
    for (const fraud of [0, 0.3, 1]) {
      const tiny = worldOf({ style, accounts, fraud, eventsPerAccount: 3, days: 6 });
      expect(new Set(once(tiny.lines, "signup").map(({ account }) => account)).size).toBe(accounts);
    }
  });

  test("has twelve countries or more, and people of each of the common ones", () => {
    expect(people.countries.length).toBeGreaterThanOrEqual(12);
    const seen = new Set(once(world(style).lines, "signup").map(({ network }) => network?.country));
    const total = people.countries.reduce((sum, { weight }) => sum + weight, 0);
    for (const { code, weight } of people.countries) if (weight / total > 0.02) expect(seen).toContain(code);
  });

  test("has card ranges as concentrated as it says", () => {
    const home = [...people.countries].sort((a, b) => b.weight - a.weight)[0]!.code;
    const { truth, lines } = worldOf({ style, accounts: 8000, fraud: 0, eventsPerAccount: 0.1, days: 2 });
    const bins = once(lines, "signup").flatMap(({ account, payment }) =>
      payment?.country === home && truth.get(account)!.kind === "individual" ? [payment.bin] : [],
    );
    const weights = Array.from({ length: people.cards.ranges }, (_, r) => (r + 1) ** -people.cards.exponent);
    const expected = weights[0]! / weights.reduce((a, b) => a + b, 0);
    expect(bins.length).toBeGreaterThan(80);
    expect(Math.abs(commonest(bins).share - expected)).toBeLessThan(0.06);
  });

  test("collects the fields that it says, from the innocent and the fraudulent alike", () => {
    const { lines, truth } = world(style);
    const signups = once(lines, "signup");
    const share = (fraud: boolean, has: (line: Line) => unknown): number => {
      const these = signups.filter(({ account }) => truth.get(account)!.fraud === fraud);
      return these.filter((line) => has(line) !== undefined).length / these.length;
    };
    for (const fraud of [true, false]) {
      expect(Math.abs(share(fraud, ({ email }) => email) - gives.email)).toBeLessThan(0.05);
      expect(Math.abs(share(fraud, ({ phone }) => phone) - gives.phone)).toBeLessThan(0.09);
      expect(Math.abs(share(fraud, ({ client }) => client?.device) - gives.device)).toBeLessThan(0.09);
      expect(share(fraud, ({ client }) => client?.ja4)).toBe(gives.ja4 ? 1 : 0);
    }
  });

  test("has a few twins of campaigns and rings among its companies and campuses, none of them fraud", () => {
    const twins = [...world(style).truth.values()].filter(({ twin }) => twin !== undefined);
    expect(twins.length / 2700).toBeGreaterThan(0.002);
    expect(twins.length / 2700).toBeLessThan(0.015);
    for (const { twin, fraud, kind } of twins) expect([twin, fraud, ["company", "campus"].includes(kind)]).toEqual([true, false, true]);
    expect(Object.values(groups.twins).reduce((a, b) => a + b)).toBeLessThanOrEqual(0.0101);
  });

  test("buys aged accounts, each signed up long before, idle, and changed before it is used", () => {
    const asked = { style, accounts: 3000, fraud: 0.3, eventsPerAccount: 4, days: 12, seed: 12 };
    const plan = planWorld(settle(asked));
    const { lines, truth } = worldOf(asked);
    const handovers = plan.happenings.filter(
      ({ what, account }) => what === "handover" && plan.groups[plan.accounts.group[account]!]!.campaign,
    );
    expect(handovers.length).toBeGreaterThan(8);
    for (const { account } of handovers) {
      const gap = (plan.accounts.from[account]! - plan.accounts.signup[account]!) / 86_400_000;
      expect(gap).toBeGreaterThanOrEqual(evasion.aged!.days[0]);
      expect(gap).toBeLessThanOrEqual(evasion.aged!.days[1]);
    }
    const earliest = (type: Line["type"]): Map<string, string> => {
      const times = new Map<string, string>();
      for (const { account, time } of once(lines, type)) if (time < (times.get(account) ?? "9")) times.set(account, time);
      return times;
    };
    const [signedUp, updated, used] = [earliest("signup"), earliest("update"), earliest("usage")];
    for (const { account } of handovers) {
      const id = accountId(plan, account);
      expect(truth.get(id)!.kind).toBe("campaign");
      expect(Date.parse(updated.get(id)!) - Date.parse(signedUp.get(id)!)).toBeGreaterThan((evasion.aged!.days[0] - 1) * 86_400_000);
      expect((used.get(id) ?? "9") > updated.get(id)!).toBe(true);
    }
  });

  test("innocents sign up as long ago as bought accounts do", () => {
    expect(groups.leadDays).toBeGreaterThanOrEqual(evasion.aged!.days[1]);
  });
});
