/** A plan that was only watched: who cleared themselves, whom somebody else suspended, who went on. */
import { describe, expect, it } from "vitest";
import { judgedInnocent, type Standing, shadowOf } from "../../src/enforcement/shadow.js";
import { PermanentError } from "../../src/errors.js";
import type { Judgement } from "../../src/model/judgement.js";
import type { StatusChange } from "../../src/model/status.js";
import { DAY_MS } from "../../src/tools/units.js";
import { plannedAccount, planOf } from "./example-plan.js";

const BEGAN = 100 * DAY_MS;
const stays: Standing = {
  cluster: { id: "c-0ne", disposition: "fraudulent" },
  innocent: false,
  verified: false,
  status: [],
  exchanges: [],
};
const change = (status: StatusChange["status"], day: number, actor: string | null = "analyst-1"): StatusChange => ({
  at: day * DAY_MS,
  status,
  actor,
  reason: null,
});

function became(standing: Partial<Standing> | null) {
  const standings = new Map(standing === null ? [] : [["a", { ...stays, ...standing }]]);
  const plan = planOf([plannedAccount("a")], { shadow_days: 7 });
  const { accounts } = shadowOf({ plan, began: BEGAN, now: BEGAN, standings, dayOf: (time) => Math.floor(time / DAY_MS) });
  return `${accounts[0].became}: ${accounts[0].cleared.join(" ")}`;
}

describe("an account that a plan would have hit", () => {
  it.each<[string, string, Partial<Standing> | null]>([
    ["quiet: ", "does nothing", {}],
    ["went-on: ", "works on", { exchanges: [{ day: 101, exchanges: 3 }] }],
    ["quiet: ", "worked on the day that the watch began only", { exchanges: [{ day: 100, exchanges: 3 }] }],
    ["cleared: left", "is in no cluster any more", { cluster: null }],
    ["cleared: left", "is in an innocent cluster", { cluster: { id: "c-2", disposition: "benign" } }],
    ["quiet: ", "is in another fraudulent cluster", { cluster: { id: "c-2", disposition: "fraudulent" } }],
    ["cleared: left", "is not known any more", null],
    ["cleared: innocent", "was judged innocent", { innocent: true }],
    ["cleared: verified", "verified itself", { verified: true, exchanges: [{ day: 101, exchanges: 3 }] }],
    ["cleared: reinstated", "was reinstated", { status: [change("suspended", 101), change("reinstated", 102)] }],
    ["quiet: ", "was reinstated before", { status: [change("suspended", 98), change("reinstated", 99)] }],
    ["suspended: ", "was suspended by somebody else", { status: [change("suspended", 101)] }],
    ["suspended: left", "was suspended by somebody else, and left", { status: [change("suspended", 101)], cluster: null }],
    ["quiet: ", "was suspended before", { status: [change("suspended", 99)] }],
    ["quiet: ", "was suspended by another plan of ours: that tells nothing", { status: [change("suspended", 101, "cautery")] }],
  ])("is %s where it %s", (expected, _, standing) => {
    expect(became(standing)).toBe(expected);
  });
});

describe("a shadow", () => {
  const items = [
    plannedAccount("a"),
    plannedAccount("b"),
    plannedAccount("c", { measure: "verify", instead: "fragile" }),
    plannedAccount("d", { measure: "watch", instead: "tracer" }),
  ];
  const plan = planOf(items, { shadow_days: 7 });
  const dayOf = (time: number): number => Math.floor(time / DAY_MS);
  const standings = new Map([
    ["a", { ...stays, exchanges: [{ day: 103, exchanges: 40 }] }],
    ["b", { ...stays, cluster: null, verified: true }],
    ["c", stays],
    ["d", { ...stays, exchanges: [{ day: 103, exchanges: 1_000 }] }],
  ]);

  it("counts whom it would have hit; who was to be watched anyway is none of them", () => {
    const { accounts, measures, counts, cleared, exchanges } = shadowOf({ plan, began: BEGAN, now: BEGAN, standings, dayOf });
    expect(accounts.map(({ account }) => account)).toEqual(["a", "b", "c"]);
    expect(measures).toEqual({ suspend: 2, "rate-limit": 0, verify: 1, watch: 1 });
    expect(counts).toEqual({ cleared: 1, suspended: 0, "went-on": 1, quiet: 1 });
    expect(cleared).toEqual({ left: 1, innocent: 0, verified: 1, reinstated: 0 });
    expect(exchanges).toBe(40);
  });

  it("is over when its days are, by the time handed in", () => {
    const over = (now: number) => shadowOf({ plan, began: BEGAN, now, standings, dayOf }).over;
    expect([BEGAN, BEGAN + 7 * DAY_MS - 1, BEGAN + 7 * DAY_MS].map(over)).toEqual([false, false, true]);
  });

  it("is refused for a plan that is meant", () => {
    expect(() => shadowOf({ plan: planOf(items), began: BEGAN, now: BEGAN, standings, dayOf })).toThrow(PermanentError);
  });

  it("a cluster that was not fraudulent when it was planned is not left by being so still", () => {
    const clusters = plan.clusters.map((each) => ({ ...each, disposition: "unclear" as const }));
    const unclear = new Map([["a", { ...stays, cluster: { id: "c-0ne", disposition: "unclear" as const } }]]);
    expect(shadowOf({ plan: { ...plan, clusters }, began: BEGAN, now: BEGAN, standings: unclear, dayOf }).accounts[0].cleared).toEqual([]);
  });
});

describe("who is judged innocent", () => {
  const judged = (id: string, at: number, verdict: Judgement["verdict"], accounts: readonly string[]): Judgement => ({
    id,
    at,
    analyst: "Ada",
    reason: "",
    about: { type: "disposition", cluster: "c-1", accounts },
    verdict,
  });

  it("is by the latest judgement that stands", () => {
    const first = judged("j-1", 1, "negative", ["a", "b"]);
    const second = judged("j-2", 2, "positive", ["b"]);
    const withdrawn: Judgement = { ...second, id: "j-3", at: 3, about: { type: "withdrawal", judgement: "j-2" } };
    expect([...judgedInnocent([second, first])]).toEqual(["a"]);
    expect([...judgedInnocent([second, first, withdrawn])]).toEqual(["a", "b"]);
  });
});
