/** Whom an account met at work and whose suspension it followed -> bits for its being one of them. */
import { describe, expect, it } from "vitest";
import { meetingBits, successionBits } from "../../../src/cluster/refine/timing.js";

const MINUTE = 60_000;
const WEEK_SECONDS = 7 * 86_400;

describe("members met at work", () => {
  it("say nothing while they are one or two: a public prompt brings such meetings about", () => {
    expect([0, 1, 2].map((members) => meetingBits(members, 0, 0.01))).toEqual([0, 0, 0]);
  });

  it("say more the more they are, each less than the one before", () => {
    const [three, four, five] = [3, 4, 5].map((members) => meetingBits(members, 0, 0.01));
    expect(three).toBeGreaterThan(5);
    expect(four - three).toBeGreaterThan(0);
    expect(five - four).toBeLessThan(four - three);
  });

  it("say less in a community that is a large part of all, and nothing where it is nearly all", () => {
    expect(meetingBits(5, 0, 0.2)).toBeLessThan(meetingBits(5, 0, 0.01));
    expect(meetingBits(5, 0, 0.9)).toBe(0);
  });

  it("say less where strangers were met too", () => {
    expect(meetingBits(3, 2, 0.01)).toBeLessThan(meetingBits(3, 0, 0.01));
  });
});

describe("a sign-up after a suspension", () => {
  const at = (...minutes: number[]) => Float64Array.from(minutes, (minute) => minute * MINUTE);
  const suspended = { all: at(100, 5000), own: at() };
  const bits = (minute: number, by = suspended) => successionBits(minute * MINUTE, by, WEEK_SECONDS);

  it("tells by how soon it came", () => {
    expect(bits(5003)).toBe(3); // the most that timing is worth
    expect(bits(5240)).toBeGreaterThan(0);
    expect(bits(5240)).toBeLessThan(bits(5100));
  });

  it("tells nothing before all suspensions, long after the last one, or where nobody knows when it was", () => {
    expect([bits(99), bits(6000), bits(Number.NaN)]).toEqual([0, 0, 0]);
  });

  it("tells less where suspensions are many", () => {
    const many = at(...Array.from({ length: 100 }, (_, i) => i * 100));
    expect(bits(115, { all: many, own: at() })).toBeLessThan(bits(115));
  });

  it("tells as much where Cautery suspended the account and its fellows since", () => {
    const since = at(5100, 5100, 5101, 6000);
    const struck = { all: at(100, 5000, 5100, 5100, 5101, 6000), own: since };
    expect([110, 400, 5020].map((minute) => bits(minute, struck))).toEqual([110, 400, 5020].map((minute) => bits(minute)));
    expect(bits(6010, struck)).toBeGreaterThan(0); // who comes after it took over, whoever did it
  });
});
