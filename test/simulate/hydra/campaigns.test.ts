/**
 * Fraud in a simulated world: what each level of evasion shares and hides, who takes over after a suspension, who stands on shared ground.
 */
import { describe, expect, test } from "vitest";
import { centreOf } from "../../../src/simulate/people/prompts.js";
import { planWorld } from "../../../src/simulate/plan.js";
import { type Level, settle } from "../../../src/simulate/settings.js";
import { distance, type Line, once, worldOf } from "../world-of.js";

const MINUTE = 60_000;
const asked = { accounts: 3000, fraud: 0.2, eventsPerAccount: 20, days: 25, seed: 21 };
const world = worldOf(asked);
const plan = planWorld(settle(asked));
const levelOf = (line: Line): string | undefined => world.truth.get(line.account)!.level;
const groupOf = (line: Line): string => world.truth.get(line.account)!.group!;

/** Share of a level's accounts that share a value with another account of their campaign. */
function shared(level: Level, value: (line: Line) => string | undefined): number {
  const holders = new Map<string, number>();
  const signups = once(world.lines, "signup").filter((line) => levelOf(line) === level);
  const key = (line: Line): string => `${groupOf(line)} ${value(line)}`;
  const given = signups.filter((line) => value(line) !== undefined);
  for (const line of given) holders.set(key(line), (holders.get(key(line)) ?? 0) + 1);
  return given.filter((line) => holders.get(key(line))! > 1).length / given.length;
}

const card = (line: Line): string | undefined => line.payment?.fingerprint;
const device = (line: Line): string | undefined => line.client?.device;
const domain = (line: Line): string | undefined => line.email?.split("@")[1];
const ip = (line: Line): string | undefined => line.network?.ip;

describe("levels", () => {
  test("the sloppy share cards, devices and addresses, and one domain", () => {
    expect(shared("sloppy", card)).toBeGreaterThan(0.7);
    expect(shared("sloppy", device)).toBeGreaterThan(0.6);
    expect(shared("sloppy", ip)).toBeGreaterThan(0.6);
    expect(shared("sloppy", domain)).toBeGreaterThan(0.8);
  });

  test("the moderate rent a pool of addresses, and seldom use a card or a device twice", () => {
    expect(shared("moderate", card)).toBeLessThan(0.3);
    expect(shared("moderate", device)).toBeLessThan(0.3);
    expect(shared("moderate", ip)).toBeGreaterThan(0.3);
  });

  test.each(["careful", "expert"] as const)("the %s share no card and no device", (level) => {
    expect(shared(level, card)).toBe(0);
    expect(shared(level, device)).toBe(0);
  });

  test("the careful are given away by their clients and prompts, the experts by neither", () => {
    const clients = (level: Level): number => {
      const seen = new Map<string, Set<string>>();
      for (const line of once(world.lines, "usage"))
        if (levelOf(line) === level && line.client && !line.client.device)
          seen.set(groupOf(line), (seen.get(groupOf(line)) ?? new Set()).add(line.client.ja4));
      return Math.max(...[...seen.values()].map((ja4s) => ja4s.size));
    };
    expect(clients("careful")).toBeLessThanOrEqual(4);
    expect(clients("expert")).toBeGreaterThan(6);
  });
});

describe("a work queue", () => {
  test("sends near-identical prompts from different accounts of an expert campaign within three minutes", () => {
    const prompts = once(world.lines, "usage")
      .filter((line) => levelOf(line) === "expert" && line.prompt_simhash)
      .sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
    const partners = new Map<string, Set<string>>();
    prompts.forEach((one, i) => {
      for (let j = i + 1; j < prompts.length && Date.parse(prompts[j]!.time) - Date.parse(one.time) <= 3 * MINUTE; j++) {
        const other = prompts[j]!;
        if (other.account === one.account || distance(one.prompt_simhash!, other.prompt_simhash!) > 6) continue;
        expect(groupOf(other)).toBe(groupOf(one));
        for (const [a, b] of [
          [one, other],
          [other, one],
        ] as const)
          partners.set(a.account, (partners.get(a.account) ?? new Set()).add(b.account));
      }
    });
    const experts = [...world.truth.values()].filter(({ level }) => level === "expert");
    expect(partners.size / experts.length).toBeGreaterThan(0.85);
  });
});

describe("succession", () => {
  test("a suspended account's work is taken over by a sign-up of the same campaign within 25 minutes", () => {
    const slots = plan.campaigns.flatMap(({ chains }) => chains);
    const turns = slots.flatMap((chain) => chain.slice(1).map((next, i) => ({ before: chain[i]!, next })));
    expect(turns.length).toBeGreaterThan(60);
    for (const { before, next } of turns) {
      const gap = plan.accounts.signup[next]! - plan.accounts.end[before]!;
      expect(gap).toBeGreaterThan(0);
      expect(gap).toBeLessThan(25 * MINUTE);
    }
  });

  test("the truth names whom each replacement replaces: one of its campaign, suspended after some use", () => {
    const active = new Set(world.lines.filter(({ type }) => type === "usage").map(({ account }) => account));
    const suspended = new Set(
      world.lines.filter(({ type, status }) => type === "status" && status === "suspended").map(({ account }) => account),
    );
    const turns = [...world.truth.values()].flatMap(({ group, replaces }) => (replaces === undefined ? [] : [{ group, replaces }]));
    expect(turns.length).toBe(plan.campaigns.flatMap(({ chains }) => chains.flatMap((chain) => chain.slice(1))).length);
    for (const { group, replaces } of turns) {
      expect(world.truth.get(replaces)!.group).toBe(group);
      expect(suspended).toContain(replaces);
    }
    expect(turns.filter(({ replaces }) => active.has(replaces)).length / turns.length).toBeGreaterThan(0.97);
  });

  test("every account of a campaign holds exactly one slot", () => {
    for (const { chains, first, size } of plan.campaigns) {
      expect(chains.flat().sort((a, b) => a - b)).toEqual(Array.from({ length: size }, (_, i) => first + i));
    }
  });
});

describe("operators", () => {
  test("two of them stand on one proxy pool, with prompts of their own", () => {
    const served = plan.campaigns.filter(({ signupToolchain }) => signupToolchain !== null);
    const [one, other] = served.filter(({ pool }) => pool === served[0]!.pool);
    expect(one!.operator).not.toBe(other!.operator);
    expect(plan.pools).toContain(one!.pool);
    expect(one!.templates.filter((template) => other!.templates.includes(template))).toEqual([]);
  });

  test("some have no dossier, and some dossiers belong to nobody here", () => {
    const present = new Set([...world.truth.values()].map(({ operator }) => operator).filter((operator) => operator !== null));
    const known = new Set(world.dossiers.map(({ id }) => id));
    expect([...present].some((operator) => !known.has(operator))).toBe(true);
    expect([...known].some((operator) => !present.has(operator))).toBe(true);
    expect([...present].some((operator) => known.has(operator))).toBe(true);
  });

  test("one campaign shows what is known of another operator", () => {
    const flags = plan.campaigns.filter(({ plant }) => plant !== null);
    expect(flags.length).toBeGreaterThan(0);
    for (const { plant, operator } of flags) {
      expect(plant!.victim).not.toBe(operator);
      expect(plant!.victim.known).toBe(true);
    }
  });

  test("dossiers name templates that are used, and differ in worth; some of what they know is stale", () => {
    const indicators = world.dossiers.flatMap((dossier) => dossier.indicators);
    const operator = plan.operators.find(({ known }) => known)!;
    const centres = new Set(operator.templates.map(centreOf));
    const named = world.dossiers.find(({ id }) => id === operator.id)!.indicators.filter(({ kind }) => kind === "prompt_simhash");
    expect(named.length).toBeGreaterThan(0);
    for (const { value } of named) expect(centres.has(value)).toBe(true);
    expect(new Set(indicators.map(({ reliability }) => reliability)).size).toBeGreaterThan(3);
    expect(new Set(indicators.map(({ credibility }) => credibility)).size).toBeGreaterThan(3);
    expect(indicators.some(({ last_seen }) => last_seen !== null && last_seen < "2026-01")).toBe(true);
  });
});
