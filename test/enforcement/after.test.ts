/** What grew back after a strike, on cases small enough to count by hand: an hour is a time, a day is 24 of them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AfterInput, afterOf, type ExchangesByDay, type Heir } from "../../src/enforcement/after.js";
import { DAY_MS, HOUR_MS } from "../../src/tools/units.js";

/** The strike is at noon of day 10. */
const STRIKE = 10 * DAY_MS + 12 * HOUR_MS;
const dayOf = (time: number): number => Math.floor(time / DAY_MS);

/** `a@0` is a member that came at the start, `b@13` one that signed up an hour after the strike. */
function heir(
  cluster: string,
  members: string,
  succession: readonly `${string} ${string} ${number}`[] = [],
  special: Partial<Heir> = {},
): Heir {
  return {
    cluster,
    disposition: "fraudulent",
    of: ["c-1"],
    members: members.split(" ").map((text) => {
      const [account, hours] = text.split("@");
      const signupAt = hours === "0" ? 0 : STRIKE + (Number(hours) - 12) * HOUR_MS;
      return { account, firstSeen: signupAt, signupAt };
    }),
    links: succession.map((text) => {
      const [x, y, bits] = text.split(" ");
      const [a, b] = [x, y].sort();
      return { a, b, evidence: [{ kind: "succession", value: "signed up 60 min after the suspension", bits: Number(bits) }] };
    }),
    ...special,
  };
}

const struck = (...accounts: string[]) => accounts.map((account) => ({ account, cluster: "c-1", at: STRIKE }));
/** The same number each day of [from, to]. */
const daily = (exchanges: number, from: number, to: number): ExchangesByDay =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ day: from + i, exchanges }));
const seenAfter = (given: Partial<AfterInput>) => afterOf({ struck: struck("a", "b"), heirs: [], exchanges: new Map(), dayOf, ...given });

describe("after a strike", () => {
  it("who came since is a newcomer, who was there or was struck is not", () => {
    const { newcomers } = seenAfter({ heirs: [heir("c-1", "a@0 b@14 old@0 x@13 y@40")] });
    expect(newcomers).toBe(2);
  });

  it("a newcomer took over from the struck account that its sign-up is linked with, the likeliest of several", () => {
    const { tookOver } = seenAfter({ heirs: [heir("c-1", "a@0 b@0 x@13 y@14", ["a x 3", "b x 5", "b old 6"])] });
    expect(tookOver).toContainEqual({ account: "x", from: "b", afterMs: HOUR_MS, by: "link" });
  });

  it("where no kept link tells, each took over from the one of its cluster that was struck last before, at most six hours before", () => {
    const all = [
      ...struck("a"),
      { account: "b", cluster: "c-1", at: STRIKE + HOUR_MS },
      { account: "d", cluster: "c-2", at: STRIKE + HOUR_MS },
    ];
    const { tookOver } = seenAfter({
      struck: all,
      heirs: [heir("c-1", "a@0 b@0 x@14 y@15 z@16"), heir("c-3", "d@0 w@20", [], { of: ["c-2"] })],
    });
    expect(tookOver).toEqual([
      { account: "x", from: "b", afterMs: HOUR_MS, by: "timing" },
      { account: "y", from: "a", afterMs: 3 * HOUR_MS, by: "timing" },
    ]);
  });

  it("a sign-up before the account was struck took nothing over from it, whatever suspension it followed", () => {
    const late = [
      { account: "a", cluster: "c-1", at: STRIKE },
      { account: "b", cluster: "c-1", at: STRIKE + 10 * HOUR_MS },
    ];
    expect(seenAfter({ struck: late, heirs: [heir("c-1", "a@0 b@0 x@13", ["b x 5"])] }).tookOver).toEqual([
      { account: "x", from: "a", afterMs: HOUR_MS, by: "timing" },
    ]);
  });

  it("the time to relink is to who took over, else to the next sign-up within a day, and its quartiles are told", () => {
    const three = [...struck("a", "b", "c"), { account: "d", cluster: "c-2", at: STRIKE }];
    const { relink } = seenAfter({
      struck: three,
      heirs: [heir("c-1", "a@0 x@13 y@16", ["b y 4"]), heir("c-3", "d@0 z@40", [], { of: ["c-2"] })],
    });
    expect(relink).toEqual({ accounts: 3, quartilesMs: [HOUR_MS, HOUR_MS, 4 * HOUR_MS] });
    expect(seenAfter({}).relink).toEqual({ accounts: 0, quartilesMs: null });
  });

  it("the work that moved is what newcomers do a day, of what the struck did a day; the day of the strike is in neither", () => {
    const exchanges = new Map([
      ["a", [...daily(60, 0, 9), { day: 10, exchanges: 999 }]],
      ["b", daily(40, 0, 9)],
      ["x", [{ day: 10, exchanges: 999 }, ...daily(50, 11, 14)]],
      ["y", daily(60, 13, 14)],
      ["old", daily(1_000, 0, 14)],
    ]);
    const heirs = [heir("c-1", "a@0 b@0 old@0 x@13"), heir("c-5", "y@14", [], { disposition: "unclear" })];
    const { work, clusters, next } = seenAfter({ heirs, exchanges });
    expect(work).toEqual({ before: 100, daysBefore: 10, after: 80, daysAfter: 4, share: 0.8 });
    expect(clusters).toEqual([
      { cluster: "c-1", disposition: "fraudulent", newcomers: 1, tookOver: 1, exchangesADay: 50, share: 0.5 },
      { cluster: "c-5", disposition: "unclear", newcomers: 1, tookOver: 1, exchangesADay: 30, share: 0.3 },
    ]);
    expect(next).toEqual(["c-1"]);
  });

  it("no more than four weeks are compared, on either side", () => {
    const exchanges = new Map([
      ["a", daily(10, -90, 9)],
      ["x", [...daily(10, 11, 40), ...daily(5, 41, 68)]],
    ]);
    expect(seenAfter({ heirs: [heir("c-1", "a@0 x@13")], exchanges }).work).toMatchObject({
      daysBefore: 28,
      before: 10,
      daysAfter: 28,
      after: 5,
    });
  });

  it("nothing moved where nobody came, and no share is told where the struck did nothing", () => {
    const nobody = seenAfter({ heirs: [heir("c-1", "a@0 b@0")], exchanges: new Map([["a", daily(5, 0, 14)]]) });
    expect([nobody.newcomers, nobody.work.share, nobody.clusters, nobody.next]).toEqual([0, 0, [], []]);
    expect(seenAfter({ heirs: [heir("c-1", "x@13")], exchanges: new Map([["x", daily(5, 11, 14)]]) }).work.share).toBeNull();
  });

  it("does not hang on the order of anything", () => {
    const heirs = [heir("c-1", "a@0 b@0 x@13 y@14", ["a x 3", "b x 3", "b y 2"]), heir("c-3", "z@20 w@20"), heir("c-2", "v@20 u@20")];
    const exchanges = new Map([["a", daily(5, 0, 9)]]);
    const expected = seenAfter({ heirs, exchanges });
    const shuffled = <T>(all: readonly T[]) => fc.shuffledSubarray([...all], { minLength: all.length });
    fc.assert(
      fc.property(shuffled(heirs), shuffled(struck("a", "b")), shuffled(heirs[0].links), (some, accounts, links) => {
        const given = some.map((each) => (each.cluster === "c-1" ? { ...each, links, members: [...each.members].reverse() } : each));
        expect(seenAfter({ struck: accounts, heirs: given, exchanges })).toEqual(expected);
      }),
    );
  });
});
