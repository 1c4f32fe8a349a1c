/** When accounts signed up -> what signing up near each other says of two. */
import { describe, expect, it } from "vitest";
import { link } from "../../src/link/link.js";
import { PairScorer } from "../../src/link/score.js";
import { nearness, nobodySeen, signUpBits, signUpsOf } from "../../src/link/sign-ups.js";
import type { LinkEvidence } from "../../src/model/link.js";
import { type Person, populationOf, START } from "../attribution/population.js";

const MINUTE = 60_000;

/** Sign-ups at these minutes, and a thousand more, an hour and a half apart. */
function signedUp(...minutes: readonly number[]) {
  const named = minutes.map((minute, i) => ({ account: `a${i}`, at: START + minute * MINUTE }));
  const others = Array.from({ length: 1000 }, (_, i) => ({ account: `o${i}`, at: START + (i + 2) * 90 * MINUTE }));
  return signUpsOf(populationOf([...named, ...others]));
}

describe("two sign-ups", () => {
  it.each([
    [0, 0],
    [10, 0], // in a row
    [11, 1], // near each other
    [60, 1],
    [61, -1],
  ])("%i min apart are of nearness %i, both ways round", (minutes, expected) => {
    const signUps = signedUp(0, minutes);
    expect([nearness(0, 1, signUps), nearness(1, 0, signUps)]).toEqual([expected, expected]);
  });

  it("count the more, the nearer they are, and nothing where they are not", () => {
    const bits = [5, 40, 80].map((minutes) => signUpBits(0, 1, signedUp(0, minutes)));
    expect(bits[0]).toBeGreaterThan(3);
    expect(bits[0]).toBeGreaterThanOrEqual(bits[1]);
    expect(bits[1]).toBeGreaterThan(3);
    expect(bits[2]).toBe(0);
  });

  it("count by how many others signed up as near to either: in a wave they say nothing", () => {
    const wave = Array.from({ length: 400 }, (_, i) => 5 + (i % 5));
    const few = signedUp(0, 8, 1, 2, 3);
    expect(signUpBits(0, 1, few)).toBeLessThan(signUpBits(0, 1, signedUp(0, 8)));
    expect(signUpBits(0, 1, few)).toBeGreaterThan(0);
    expect(signUpBits(0, 1, signedUp(0, 8, ...wave))).toBe(0);
    // one of them alone was in the wave's midst
    const edge = signedUp(0, 10, ...wave.map((minute) => minute + 8));
    expect(signUpBits(0, 1, edge)).toBe(0);
    expect(signUpBits(1, 0, edge)).toBe(0);
  });

  it("say nothing where nobody saw one of the two", () => {
    const population = populationOf([{ account: "a" }, { account: "b" }, ...Array.from({ length: 200 }, (_, i) => other(i))]);
    expect(signUpBits(0, 1, signUpsOf(population))).toBeGreaterThan(3);
    population.signupAt = Float64Array.from(population.signupAt, (at, i) => (i === 1 ? Number.NaN : at));
    expect(signUpBits(0, 1, signUpsOf(population))).toBe(0);
    expect(signUpBits(0, 1, nobodySeen(population.size))).toBe(0);
  });
});

const other = (i: number): Person => ({
  account: `o${i}`,
  at: START + (i + 2) * 90 * MINUTE,
  seen: { device: [`d-${i}`], payment: [`p-${i}`], email_domain: [`m-${i % 11}`] },
});

describe("two that share a card", () => {
  const others = Array.from({ length: 400 }, (_, i) => other(i));
  const signUpRow = (minutes: number): LinkEvidence | undefined => {
    const two = ["a", "b"].map((account, i) => ({
      account,
      at: START + i * minutes * MINUTE,
      seen: { payment: ["card"], device: [`own-${i}`] },
    }));
    const { model } = link(populationOf([...two, ...others]));
    const rows: LinkEvidence[] = [];
    new PairScorer(model).score(0, 1, rows);
    return rows.find(({ kind }) => kind === "sign-up");
  };

  it("have a row that says how near they signed up, where they did", () => {
    expect(signUpRow(4)).toMatchObject({ kind: "sign-up", value: "4 min apart" });
    expect(signUpRow(4)!.bits).toBeGreaterThan(2);
    expect(signUpRow(70)).toBeUndefined();
  });
});

describe("how near one hand's accounts sign up", () => {
  it("is learned: where hands do it in a row, it is worth more", () => {
    const others = Array.from({ length: 1000 }, (_, i) => other(i));
    const hands = (gap: number) =>
      Array.from({ length: 400 }, (_, i) => ({
        account: `h${i}`,
        at: START + (1200 * 90 + Math.floor(i / 2) * 400 + (i % 2) * gap) * MINUTE,
        seen: { device: [`dev-${i >> 1}`], payment: [`card-${i >> 1}`] },
      }));
    const learned = (gap: number) => link(populationOf([...others, ...hands(gap)])).model.signUps.m[0];
    expect(learned(3)).toBeGreaterThan(0.15);
    expect(learned(200)).toBeLessThan(0.05);
  });
});
