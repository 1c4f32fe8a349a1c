/** What tells that a promotion was taken many times over: by codes, referrals, pace, silence; and what looks alike and is none. */
import { describe, expect, it } from "vitest";
import { groundOf } from "../../src/disposition/baseline.js";
import { type Features, featuresOf } from "../../src/disposition/features.js";
import type { Population } from "../../src/indicator/population.js";
import { link } from "../../src/link/link.js";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../src/tools/units.js";
import { type Person, populationOf, START } from "../attribution/population.js";

/** Sign up a day apart, every fifth with a code of their own, all with a card. */
const strangers: readonly Person[] = Array.from({ length: 200 }, (_, i) => ({
  account: `x${i}`,
  seen: { payment: [`card-${i}`], signup_ip: [`10.0.${i}.1`], ...(i % 5 === 0 ? { promo: [`HI${i * 10}`] } : {}) },
  at: START + i * DAY_MS,
}));

/** Of the group, among the strangers. */
function measure(group: readonly Person[], change: (population: Population) => void = () => {}): Features {
  const population = populationOf([...strangers, ...group]);
  change(population);
  const members = group.map(({ account }) => population.indexOf(account));
  return featuresOf(members, groundOf(population, link(population)));
}

const members = (n: number, of: (i: number) => Omit<Person, "account">): Person[] =>
  Array.from({ length: n }, (_, i) => ({ account: `m${i}`, ...of(i) }));

describe("codes", () => {
  it("in a row are one campaign's, as one code is", () => {
    const one = measure(members(4, () => ({ seen: { promo: ["FREE-0041"] } })));
    const row = measure(members(4, (i) => ({ seen: { promo: [`FREE-004${i}`] } })));
    expect(row.promo).toBeCloseTo(one.promo, 9);
    expect(row.promo).toBeGreaterThan(0.5);
  });

  it("that do not follow one another are several", () => {
    expect(measure(members(4, (i) => ({ seen: { promo: [`FREE-${1000 + 50 * i}`] } }))).promo).toBe(0);
  });

  it("are a cluster's own where nobody else uses them, and less so the more others do", () => {
    const own = measure(members(4, () => ({ seen: { promo: ["FREE-0041"] } })));
    const others = measure(members(4, () => ({ seen: { promo: ["HI0"] } })));
    expect(own.ownCode).toBe(1);
    expect(others.ownCode).toBe(0.8);
  });

  it("are used by more than of all", () => {
    expect(measure(members(4, () => ({ seen: { promo: ["FREE-0041"] } }))).coded).toBeGreaterThan(0.5);
    expect(measure(members(4, () => ({ seen: { device: ["d"] } }))).coded).toBeLessThan(0);
  });
});

describe("referrals", () => {
  const referred = (by: (i: number) => string) => measure(members(5, (i) => ({ seen: { referrer: i > 0 ? [by(i)] : [] } })));
  const star = referred(() => "m0");
  const chain = referred((i) => `m${i - 1}`);

  it("of a star are all of one", () => {
    expect([star.referred, star.referring, star.oneReferrer]).toEqual([0.8, 0.2, 0.8]);
  });

  it("of a chain are each of another", () => {
    expect([chain.referred, chain.referring, chain.oneReferrer]).toEqual([0.8, 0.8, 0]);
  });

  it("by somebody outside are a star's too, and refer nobody inside", () => {
    const outside = measure(members(4, () => ({ seen: { referrer: ["x7"] } })));
    expect([outside.referred, outside.referring, outside.oneReferrer]).toEqual([0, 0, 1]);
  });
});

describe("sign-ups", () => {
  const every = (gap: number) => measure(members(6, (i) => ({ seen: { device: ["d"] }, at: START + 5 * HOUR_MS + i * gap })));

  it("are soon after one another: within a minute, a day, weeks", () => {
    const [minute, day, weeks] = [MINUTE_MS, DAY_MS, 30 * DAY_MS].map((gap) => every(gap).soon);
    expect(minute).toBeCloseTo(1, 9);
    expect(day).toBeCloseTo(0, 9);
    expect(weeks).toBeLessThan(-0.4);
  });

  it("are paced where their gaps are even, as a script's are, and not as chance makes them", () => {
    const gaps = [1, 14, 2, 0.5, 31]; // minutes
    const byHand = members(6, (i) => ({
      seen: { device: ["d"] },
      at: START + gaps.slice(0, i).reduce((sum, gap) => sum + gap, 0) * MINUTE_MS,
    }));
    expect(every(5 * MINUTE_MS).paced).toBeGreaterThan(0.4);
    expect(measure(byHand).paced).toBe(0);
    expect(every(7 * DAY_MS).paced).toBe(0); // a family's, by chance even
  });
});

it("accounts that were used for an hour and left are silent, beside those that are used to the end", () => {
  const end = START + 300 * DAY_MS;
  const lasting = (left: boolean) =>
    measure(
      members(3, () => ({ seen: { device: ["d"] }, at: START + DAY_MS })),
      (population) => {
        population.lastSeen = population.firstSeen.map((at, i) => (left && population.account(i).startsWith("m") ? at + HOUR_MS : end));
      },
    ).silent;
  expect(lasting(true)).toBeGreaterThan(0.9);
  expect(lasting(false)).toBeCloseTo(0, 9);
});

it("accounts without a card are more than of all, and one address for all is told", () => {
  const none = measure(members(4, () => ({ seen: { signup_ip: ["10.9.9.9"], email_stem: ["anna"] } })));
  expect(none.unpaid).toBeGreaterThan(0.5);
  expect([none.oneSignupAddress, none.oneStem, none.pair]).toEqual([1, 1, 0]);
  expect(measure(members(2, (i) => ({ seen: { payment: [`p${i}`] } })))).toMatchObject({ pair: 1, oneSignupAddress: 0 });
});
