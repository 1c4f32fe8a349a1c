/** Who may approve or deny a plan, and when an approval counts. */
import { describe, expect, it } from "vitest";
import { approve, denialOf, deny } from "../../../src/enforcement/decide/approve.js";
import { start } from "../../../src/enforcement/decide/execute.js";
import { removePerson } from "../../../src/enforcement/decide/people.js";
import { approvalOf, standingApprovals, stateAt } from "../../../src/enforcement/quorum.js";
import { HASH, Office, staffed } from "../office.js";

const STARTED = { isShadow: false, breakGlassCap: 100 };

/** `by` approves; with another's key where a seed is given. */
function approving(office: Office, by: string, { seed, hash = HASH }: { seed?: number; hash?: string } = {}) {
  return office.do((state, now) => approve(state, office.batch().id, hash, office.sign(approvalOf(office.batch()), by, seed), now));
}
const starting = (office: Office) => office.do((state, now) => start(state, office.batch().id, STARTED, null, now));
const stateOf = (office: Office) => stateAt(office.state, office.batch(), office.now);

describe("a plan", () => {
  it("is approved by a person who had no part in it, and may then be started", () => {
    const office = staffed();
    office.plan();
    expect(() => starting(office)).toThrow(/0 of the 1 approvals/);
    approving(office, "bea");
    expect(stateOf(office)).toBe("approved");
    starting(office);
    expect(stateOf(office)).toBe("executing");
  });

  it("that needs two is approved by two persons under two keys", () => {
    const office = staffed();
    office.plan({ rules: { approvals: 2, approvalHours: 24, planDays: 14, dayCap: 1_000, days: null } });
    approving(office, "bea");
    expect(stateOf(office)).toBe("planned");
    office.later(0.01);
    expect(() => approving(office, "bea")).toThrow(/approved .* already/);
    approving(office, "dot");
    expect(stateOf(office)).toBe("approved");
  });

  it("that needs two is not approved by two names that held one key", () => {
    const office = new Office()
      .enrol("ann", "analyst", 1)
      .enrol("bea", "approver", 2)
      .enrol("bo", "approver", 2)
      .enrol("bo", "approver", 5);
    office.plan({ rules: { approvals: 2, approvalHours: 24, planDays: 14, dayCap: 1_000, days: null } });
    approving(office, "bea");
    expect(() => approving(office, "bo")).toThrow(/held a key that bo held too/);
    expect(stateOf(office)).toBe("planned");
  });

  it("is ended by one denial, also of one that was approved", () => {
    const office = staffed();
    office.plan();
    approving(office, "bea");
    office.do((state, now) => deny(state, office.batch().id, office.sign(denialOf(office.batch(), "a campus"), "cem"), "a campus", now));
    expect(stateOf(office)).toBe("denied");
    expect(() => starting(office)).toThrow(/denied/);
  });

  it("that was denied may be planned again, and none of its approvals is left", () => {
    const office = staffed();
    office.plan();
    approving(office, "bea");
    const signed = office.batch().approvals[0].signed;
    office.do((state, now) => deny(state, office.batch().id, office.sign(denialOf(office.batch(), "no"), "cem"), "no", now));
    const again = office.plan();
    expect([again.generation, stateOf(office)]).toEqual([2, "planned"]);
    expect(() => office.do((state, now) => approve(state, again.id, HASH, signed, now)), "the old signature").toThrow(/served before/);
  });
});

describe("an approval is refused", () => {
  const refusals: [string, (office: Office) => unknown, RegExp][] = [
    ["of who planned it", (office) => approving(office, "ann"), /analyst/],
    [
      "of who planned it, with a role that may approve",
      () => {
        const own = new Office().enrol("ann", "approver", 1);
        own.plan();
        return approving(own, "ann");
      },
      /planned it/,
    ],
    [
      "under a second name with the planner's key",
      () => {
        const twice = new Office().enrol("ann", "analyst", 1).enrol("ann2", "approver", 1);
        twice.plan();
        return approving(twice, "ann2");
      },
      /also ann's/,
    ],
    [
      "under a key that the planner held before",
      () => {
        const changed = new Office().enrol("ann", "analyst", 1).enrol("ann", "analyst", 7).enrol("eve", "approver", 1);
        changed.plan();
        return approving(changed, "eve");
      },
      /also ann's/,
    ],
    [
      "of a name that held the planner's key before it got one of its own",
      () => {
        const washed = new Office().enrol("ann", "analyst", 1).enrol("eve", "approver", 1).enrol("eve", "approver", 8);
        washed.plan();
        return approving(washed, "eve");
      },
      /eve has held a key of ann's/,
    ],
    [
      "of a name that was taken off and enrolled again under another key since",
      () => {
        const back = new Office().enrol("ann", "analyst", 1).enrol("eve", "approver", 1);
        back.do((state, now) => removePerson(state, "eve", null, false, now));
        back.enrol("eve", "approver", 8);
        back.plan();
        return approving(back, "eve");
      },
      /eve has held a key of ann's/,
    ],
    [
      "of a name that a third one ties to the planner",
      () => {
        const chain = new Office()
          .enrol("ann", "analyst", 1)
          .enrol("mid", "viewer", 1)
          .enrol("mid", "viewer", 8)
          .enrol("eve", "approver", 8);
        chain.plan();
        return approving(chain, "eve");
      },
      /eve has held a key of ann's/,
    ],
    ["of nobody who is enrolled", (office) => approving(office, "zed", { seed: 9 }), /not enrolled/],
    ["under a key that is not the person's", (office) => approving(office, "bea", { seed: 3 }), /not the one that bea is enrolled with/],
    ["of another hash", (office) => approving(office, "bea", { hash: "cd".repeat(32) }), /look at the plan again/],
    [
      "of a person enrolled after the plan",
      (office) => {
        office.enrol("fay", "approver", 6);
        return approving(office, "fay");
      },
      /after the plan was made/,
    ],
    [
      "of a role given after the plan",
      () => {
        const raised = new Office().enrol("ann", "analyst", 1).enrol("gus", "analyst", 5);
        raised.plan();
        raised.enrol("gus", "approver", 5);
        return approving(raised, "gus");
      },
      /after the plan was made/,
    ],
    [
      "with one bit of the signature flipped",
      (office) => {
        const signed = office.sign(approvalOf(office.batch()), "bea");
        const bytes = Buffer.from(signed.signature, "base64");
        bytes[17] ^= 4;
        const flipped = { ...signed, signature: bytes.toString("base64") };
        return office.do((state, now) => approve(state, office.batch().id, HASH, flipped, now));
      },
      /not of this/,
    ],
    [
      "that was signed an hour ago",
      (office) => {
        const signed = office.sign(approvalOf(office.batch()), "bea");
        office.later(1);
        return office.do((state, now) => approve(state, office.batch().id, HASH, signed, now));
      },
      /not of now/,
    ],
    [
      "that is a signature of a denial",
      (office) => {
        const signed = office.sign(denialOf(office.batch(), "no"), "bea");
        return office.do((state, now) => approve(state, office.batch().id, HASH, signed, now));
      },
      /not of this/,
    ],
  ];
  it.each(refusals)("%s", (_, attempt, message) => {
    const office = staffed();
    office.plan();
    expect(() => attempt(office)).toThrow(message);
  });
});

describe("an approval no longer counts", () => {
  it("after its hours: the batch is expired, and a fresh one makes it good", () => {
    const office = staffed();
    office.plan();
    approving(office, "bea");
    office.later(24);
    expect(stateOf(office)).toBe("expired");
    expect(() => starting(office)).toThrow(/they end after 24 h/);
    approving(office, "cem");
    expect(stateOf(office)).toBe("approved");
  });

  it("when the person was removed, or has another role since", () => {
    for (const change of [
      (office: Office) => office.do((state, now) => removePerson(state, "bea", null, false, now)),
      (office: Office) => office.enrol("bea", "viewer", 2),
    ]) {
      const office = staffed();
      office.plan();
      approving(office, "bea");
      change(office);
      expect(standingApprovals(office.state, office.batch(), office.now)).toEqual([]);
      expect(() => starting(office)).toThrow(/0 of the 1 approvals/);
    }
  });

  it("when a second person planned the same after it", () => {
    const office = staffed();
    office.plan();
    approving(office, "bea");
    office.plan({ by: "bea" });
    expect(() => starting(office)).toThrow(/0 of the 1 approvals/);
  });
});
