/** Outcomes of a batch beside what the platform kept -> what `enforcement-chaos` finds wrong: every account that is not as it has to be. */
import { describe, expect, it } from "vitest";
import { type Kept, type Outcome, reckon } from "../../bench/enforcement/reckoning.js";

const suspended: Outcome = { account: "acc-1", outcome: "changed", measure: "suspend" };
const asked: Outcome = { account: "acc-2", outcome: "changed", measure: "verify" };
const skipped: Outcome = { account: "acc-3", outcome: "skipped", measure: "suspend" };
const forestalled: Outcome = { account: "acc-4", outcome: "unchanged", measure: "suspend" };
const batch = [suspended, asked, skipped, forestalled];

const kept: Kept = {
  changes: { "acc-1": { "account.suspend": 1 }, "acc-2": { "account.verify": 1 } },
  states: {
    "acc-1": { state: "suspended", cause: "account.suspend" },
    "acc-2": { state: "verifying", cause: "account.verify" },
    "acc-4": { state: "suspended", cause: "meddled" },
  },
};
const but = ({ changes = {}, states = {} }: Partial<Kept>): Kept => ({
  changes: { ...kept.changes, ...changes },
  states: { ...kept.states, ...states },
});

describe("a batch held against what the platform kept", () => {
  it("agrees where each account was changed once, or not at all where it was skipped or somebody else was before", () => {
    expect(reckon(batch, kept)).toEqual([]);
  });

  it("agrees where somebody else did something to an account after us", () => {
    expect(reckon(batch, but({ states: { "acc-2": { state: "suspended", cause: "meddled" } } }))).toEqual([]);
  });

  it.each<[string, Outcome[], Kept, string]>([
    ["an account changed twice", batch, but({ changes: { "acc-1": { "account.suspend": 2 } } }), "acc-1 is changed, and its changes are"],
    [
      "another change than the plan's",
      batch,
      but({ changes: { "acc-1": { "account.verify": 1 } } }),
      'acc-1 is changed, and its changes are {"account.verify":1}',
    ],
    ["a change that never was", batch, but({ changes: { "acc-1": {} } }), "acc-1 is changed, and its changes are {}"],
    [
      "a change of one that was skipped",
      batch,
      but({ changes: { "acc-3": { "account.suspend": 1 } } }),
      "acc-3 is skipped, and its changes are",
    ],
    ["a change of one that is not planned", batch, but({ changes: { "acc-9": { "account.suspend": 1 } } }), "acc-9 is not of the plan"],
    ["one that stands otherwise", batch, but({ states: { "acc-1": { state: "active", cause: "lapsed" } } }), "stands as active"],
    [
      "unchanged, and nobody else was there",
      batch,
      but({ states: { "acc-4": { state: "suspended", cause: "lapsed" } } }),
      "acc-4 is unchanged, and nobody else",
    ],
    ["an account without an outcome", [...batch, { ...skipped, account: "acc-5", outcome: "waiting" }], kept, "acc-5 is lost"],
    ["an outcome that nobody knows", [...batch, { ...skipped, account: "acc-5", outcome: "unknown" }], kept, "acc-5 is lost"],
    ["an account that is named twice", [...batch, skipped], kept, "the batch names accounts twice"],
  ])("tells of %s", (_, outcomes, platform, said) => {
    expect(reckon(outcomes, platform)).toEqual([expect.stringContaining(said)]);
  });
});
