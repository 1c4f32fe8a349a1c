/** What campaigns and rings of a style do that style 0's do not, as it shows in the events; and the innocent who do the same. */
import { describe, expect, test } from "vitest";
import { planWorld } from "../../../src/simulate/plan.js";
import { accountId } from "../../../src/simulate/render.js";
import { type Settings, settle } from "../../../src/simulate/settings.js";
import { STYLES } from "../../../src/simulate/styles/styles.js";
import type { Campaign, World } from "../../../src/simulate/world.js";
import { distance, type Line, once, worldOf } from "../world-of.js";

const HOUR = 3_600_000;
const numbers = STYLES.map((_, i) => i).slice(1);
const settings = (style: number): Partial<Settings> => ({ style, accounts: 2500, fraud: 0.4, eventsPerAccount: 12, days: 20, seed: 5 });

function both(style: number): { plan: World; lines: Line[]; of: (campaign: Campaign, type: Line["type"]) => Line[] } {
  const plan = planWorld(settle(settings(style)));
  const { lines } = worldOf(settings(style));
  const campaigns = new Map<string, Campaign>();
  for (const campaign of plan.campaigns)
    for (let i = campaign.first; i < campaign.first + campaign.size; i++) campaigns.set(accountId(plan, i), campaign);
  return { plan, lines, of: (campaign, type) => once(lines, type).filter(({ account }) => campaigns.get(account) === campaign) };
}

test("a pool that fails over: no address of the first day is there after it, and none of the second before", () => {
  const { plan, of } = both(4);
  const moved = plan.campaigns.filter(({ failOver, level, rotating, plant }) => failOver && level === "sloppy" && !rotating && !plant);
  expect(moved.length).toBeGreaterThan(0);
  for (const campaign of moved) {
    const ips = (after: boolean): Set<string> =>
      new Set(
        of(campaign, "usage").flatMap(({ network, time }) =>
          network && Date.parse(time) >= campaign.failOver!.at === after ? [network.ip] : [],
        ),
      );
    const [before, later] = [ips(false), ips(true)];
    expect(later.size).toBeGreaterThan(0);
    expect([...later].filter((ip) => before.has(ip))).toEqual([]);
  }
});

test("exits that rotate: an account is seen from many addresses, each shared with others of its campaign and with innocents where rented", () => {
  const { plan, of } = both(5);
  const perAccount = (campaign: Campaign): number => {
    const lines = of(campaign, "usage").filter(({ network }) => network);
    return (
      new Set(lines.map(({ account, network }) => `${account} ${network!.ip}`)).size / new Set(lines.map(({ account }) => account)).size
    );
  };
  const pooled = plan.campaigns.filter(({ ownPool, level, plant }) => (ownPool || level === "moderate") && level !== "sloppy" && !plant);
  const mean = (rotating: boolean): number => {
    const these = pooled.filter((campaign) => campaign.rotating === rotating).map(perAccount);
    expect(these.length).toBeGreaterThan(0);
    return these.reduce((a, b) => a + b) / these.length;
  };
  expect(mean(true)).toBeGreaterThan(1.7 * mean(false));
});

test("a campaign disguised into one country: three card ranges, one mail provider and addresses of it", () => {
  const { plan, of } = both(3);
  const regional = plan.campaigns.filter(
    ({ region, level, signupToolchain, plant }) => region && level === "careful" && !signupToolchain && !plant,
  );
  expect(regional.length).toBeGreaterThan(1);
  for (const campaign of regional) {
    const young = new Set(
      Array.from({ length: campaign.size }, (_, i) => i)
        .filter((i) => !campaign.aged[i])
        .map((i) => accountId(plan, campaign.first + i)),
    );
    const signups = of(campaign, "signup").filter(({ account }) => young.has(account));
    const { code } = campaign.region!;
    expect(new Set(signups.flatMap(({ payment }) => payment?.bin ?? [])).size).toBeLessThanOrEqual(3);
    expect(new Set(signups.flatMap(({ payment }) => payment?.country ?? []))).toEqual(new Set([code]));
    expect(new Set(signups.flatMap(({ email }) => email?.split("@")[1] ?? [])).size).toBe(1);
    expect(new Set(signups.flatMap(({ network }) => network?.country ?? []))).toEqual(new Set([code]));
  }
});

test("crews: each does one kind of work, and a template goes from one crew to another when its turn is over", () => {
  const { plan, of } = both(6);
  const split = plan.campaigns.filter(({ crews, level }) => crews > 1 && level !== "expert");
  expect(split.length).toBeGreaterThan(2);
  let crossed = 0;
  for (const campaign of split) {
    const crew = new Map(Array.from({ length: campaign.size }, (_, i) => [accountId(plan, campaign.first + i), campaign.crewOf[i]!]));
    const usage = of(campaign, "usage");
    for (const number of new Set(crew.values())) {
      const work = usage.filter(({ account }) => crew.get(account) === number).map(({ capability }) => capability!);
      const main = Object.keys(campaign.operator.capabilities)[number]!;
      expect(work.filter((one) => one === main).length / work.length).toBeGreaterThan(0.7);
    }
    const prompts = usage.filter(({ prompt_simhash }) => prompt_simhash);
    const [one] = prompts;
    const family = prompts.filter(({ prompt_simhash }) => distance(prompt_simhash!, one!.prompt_simhash!) <= 6);
    if (new Set(family.map(({ account }) => crew.get(account))).size > 1) crossed++;
  }
  expect(crossed).toBeGreaterThan(0);
});

test("loose synchrony: the shards of a burst are sent up to an hour apart", () => {
  const spread = (style: number): number => Math.max(...planWorld(settle(settings(style))).campaigns.map(({ spreadMs }) => spreadMs));
  expect(spread(5)).toBeGreaterThan(0.5 * HOUR);
  expect(spread(5)).toBeLessThanOrEqual(HOUR);
  expect(spread(1)).toBeLessThan(0.1 * HOUR);
});

describe.each(numbers)("in style %i", (style) => {
  const { truth, lines } = worldOf({ style, accounts: 4000, fraud: 0.15, eventsPerAccount: 5, days: 12, seed: 23 });
  const groups = new Map<string, Line[]>();
  for (const line of once(lines, "signup").sort((a, b) => Date.parse(a.time) - Date.parse(b.time))) {
    const { group } = truth.get(line.account)!;
    if (group) groups.set(group, [...(groups.get(group) ?? []), line]);
  }
  const those = (wanted: (kind: string, twin: boolean) => boolean): Line[][] =>
    [...groups.values()].filter(([one]) => {
      const { kind, twin } = truth.get(one!.account)!;
      return wanted(kind, twin === true);
    });

  test("rings take codes in a row, refer each other, and some share nothing that is checked", () => {
    const rings = those((kind) => kind === "promo_ring").filter((ring) => ring.length > 4);
    expect(rings.length).toBeGreaterThan(1);
    const codes = rings.map((ring) => [
      ...new Set(ring.flatMap(({ promo }) => (promo?.includes("-") ? [Number(promo.split("-")[1])] : []))),
    ]);
    expect(codes.some((row) => row.length > 0)).toBe(true);
    for (const row of codes) expect(Math.max(...row, 0) - Math.min(...row, Number.POSITIVE_INFINITY)).toBeLessThan(30);
    const shares = (ring: Line[], value: (line: Line) => string | undefined): boolean => {
      const values = ring.flatMap((line) => value(line) ?? []);
      return new Set(values).size < values.length;
    };
    const bare = rings.filter(
      (ring) => !shares(ring, ({ payment }) => payment?.fingerprint) && !shares(ring, ({ client }) => client?.device),
    );
    if (STYLES[style]!.rings!.bare >= 0.25) expect(bare.length).toBeGreaterThan(0);
    // one person's clock, but where it is hidden on purpose
    const oneClock = rings.filter((ring) => new Set(ring.map(({ client }) => client?.timezone)).size === 1);
    expect(oneClock.length).toBeGreaterThan(0.3 * rings.length);
  });

  test("a course signs up within the hour with one code, and is no fraud", () => {
    const courses = those((_, twin) => twin).filter((group) => group.filter(({ promo }) => promo?.startsWith("CLASS")).length > 2);
    expect(courses.length).toBeGreaterThan(0);
    for (const course of courses) {
      expect(Date.parse(course.at(-1)!.time) - Date.parse(course[0]!.time)).toBeLessThan(HOUR);
      expect(new Set(course.flatMap(({ promo }) => (promo?.startsWith("CLASS") ? promo : []))).size).toBe(1);
      expect(truth.get(course[0]!.account)).toMatchObject({ fraud: false, kind: "campus", twin: true });
    }
  });

  test.each([
    ["company", "a red team"],
    ["campus", "a research group"],
  ])("a %s's twin, %s, sends near-identical prompts from several accounts within minutes", (kind) => {
    const members = new Set(
      those((its, twin) => twin && its === kind)
        .filter(([one]) => !one!.promo?.startsWith("CLASS"))
        .flat()
        .map(({ account }) => account),
    );
    const sent = once(lines, "usage")
      .filter(({ account, prompt_simhash }) => members.has(account) && prompt_simhash)
      .sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
    const together = sent.filter((line, i) => {
      const near = sent.slice(i + 1, i + 8);
      return near.some(
        (other) =>
          other.account !== line.account &&
          Date.parse(other.time) - Date.parse(line.time) < 0.1 * HOUR &&
          distance(line.prompt_simhash!, other.prompt_simhash!) <= 6,
      );
    });
    expect(sent.length).toBeGreaterThan(12);
    expect(together.length / sent.length).toBeGreaterThan(0.2);
  });
});

test("--prompts-as-text writes texts, near for one template and far for others", () => {
  const { lines } = worldOf({ ...settings(1), accounts: 600, promptsAsText: true });
  const usage = once(lines, "usage");
  expect(usage.filter(({ prompt_simhash }) => prompt_simhash)).toEqual([]);
  const prompts = usage.flatMap(({ prompt }) => prompt ?? []);
  expect(prompts.length / usage.length).toBeGreaterThan(0.9);
  const starts = new Map<string, Set<string>>();
  for (const prompt of prompts) {
    const start = prompt.split(" ").slice(0, 8).join(" ");
    starts.set(start, (starts.get(start) ?? new Set()).add(prompt));
  }
  const family = [...starts.values()].sort((a, b) => b.size - a.size)[0]!;
  expect(family.size).toBeGreaterThan(3);
  const [one, other] = [...family].map((prompt) => prompt.split(" "));
  expect(one!.filter((word, i) => word !== other![i]).length).toBeLessThanOrEqual(3);
});
