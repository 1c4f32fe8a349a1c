/** Who may decide an appeal, and what an upheld one does to the batches that hold the account, however they stand. */
import { describe, expect, it } from "vitest";
import { decisionOf, givenBack, openAppeal, refuseDecision } from "../../../src/enforcement/decide/appeal.js";
import { approve } from "../../../src/enforcement/decide/approve.js";
import { glassOf, halt, pause, resume, resumptionOf, start } from "../../../src/enforcement/decide/execute.js";
import { approvalOf } from "../../../src/enforcement/quorum.js";
import { HASH, type Office, staffed } from "../office.js";

const STARTED = { isShadow: false, breakGlassCap: 100 };

/** Planned by ann, approved by bea; `eve` and `fay` take no part. */
function executing(): Office {
  const office = staffed().enrol("eve", "approver", 5).enrol("fay", "approver", 6);
  const { id } = office.plan();
  office.do((state, now) => approve(state, id, HASH, office.sign(approvalOf(office.batch()), "bea"), now));
  office.do((state, now) => start(state, id, STARTED, null, now));
  return office;
}

function resuming(office: Office, by: string): void {
  office.do((state, now) => resume(state, office.batch().id, office.sign(resumptionOf(office.batch()), by), now));
}

function appealed(office: Office) {
  office.do((state) => openAppeal(state, "acc-1", office.batch().id, "it is mine"));
  return [...office.state.appeals.values()].at(-1)!;
}

function refusal(office: Office, by: string): string | null {
  const appeal = appealed(office);
  try {
    refuseDecision(office.state, appeal, "uphold", "theirs", office.sign(decisionOf(appeal, "uphold", "theirs"), by), office.now);
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

const upheld = (office: Office) => {
  const appeal = appealed(office);
  const signed = office.sign(decisionOf(appeal, "uphold", "theirs"), "fay");
  office.do((state) => [
    { type: "decided", appeal: appeal.id, verdict: "uphold", reason: "theirs", signed, judgement: null },
    ...givenBack(state, appeal, [office.batch().id], "theirs", signed),
  ]);
};
const ended = (office: Office) => office.do(() => [{ type: "reversed", batch: office.batch().id, counts: {} }]);

describe("an appeal is decided by a third person", () => {
  it("and not by who approved it, also once a halt took that approval back", () => {
    const office = staffed().enrol("eve", "approver", 5);
    const { id } = office.plan();
    office.do((state, now) => approve(state, id, HASH, office.sign(approvalOf(office.batch()), "bea"), now));
    office.do(() => halt("a mistake"));
    office.do((state, now) => approve(state, id, HASH, office.sign(approvalOf(office.batch()), "cem"), now));
    office.do((state, now) => start(state, id, STARTED, null, now));
    expect(refusal(office, "bea")).toMatch(/third person/);
    expect(refusal(office, "cem")).toMatch(/third person/);
    expect(refusal(office, "eve")).toBeNull();
  });

  it("nor by who let it go on", () => {
    const office = executing();
    office.do(() => halt("a mistake"));
    expect(refusal(office, "cem")).toBeNull();
    // cem is as old as the plan, and lets it go on
    resuming(office, "cem");
    expect(refusal(office, "cem")).toMatch(/let it go on: a third person/);
  });

  it("nor by who began it alone", () => {
    const office = staffed().enrol("eve", "approver", 5);
    const { id } = office.plan({ accounts: 50 });
    const broken = { signed: office.sign(glassOf(office.batch(), "now"), "eve"), reason: "now" };
    office.do((state, now) => start(state, id, STARTED, broken, now));
    expect(refusal(office, "eve")).toMatch(/began it alone/);
    expect(refusal(office, "cem")).toBeNull();
  });

  it("nor by these under another name, which had their key once, or a key of a third name's that had it", () => {
    const office = executing();
    office.enrol("bea2", "approver", 2).enrol("bea2", "approver", 7);
    expect(refusal(office, "bea2"), "under a new key").toMatch(/bea2, who held a key of bea's, .*third person/);
    office.enrol("bea3", "approver", 7);
    expect(refusal(office, "bea3"), "by a chain of keys").toMatch(/third person/);
    expect(refusal(office, "fay")).toBeNull();
  });
});

describe("an upheld appeal", () => {
  it.each<[string, (office: Office) => void, string, string]>([
    ["a batch that is done", (office) => office.do(() => [{ type: "done", batch: office.batch().id, counts: {} }]), "reversing", "done"],
    ["one that runs", () => {}, "reversing", "paused"],
    ["one that was paused", (office) => office.do((state) => pause(state, office.batch().id, "asked for")), "reversing", "paused"],
  ])("gives the account back from %s, which stands as before then", (_, stand, during, after) => {
    const office = executing();
    stand(office);
    upheld(office);
    expect(office.batch().state).toBe(during);
    ended(office);
    expect(office.batch().state).toBe(after);
  });

  it("of a halted batch begins nothing: it waits for the signature that a resumption needs, and the halt stands after", () => {
    const office = executing();
    office.do(() => halt("the platform is wrong"));
    upheld(office);
    expect(office.batch()).toMatchObject({ state: "paused", was: "reversing", resumeNeeds: "signature" });
    expect(office.batch().why).toMatch(/halted \(the platform is wrong\)/);
    upheld(office); // another of the same account: nobody let it go on meanwhile
    expect(office.batch().state).toBe("paused");
    expect(() => office.do((state, now) => resume(state, office.batch().id, null, now))).toThrow(/an approver has to let it go on/);
    expect(() => resuming(office, "ann")).toThrow(/ann/);
    resuming(office, "cem");
    expect(office.batch().state).toBe("reversing");
    ended(office);
    expect(office.batch()).toMatchObject({ state: "halted", why: "the platform is wrong", resumeNeeds: "signature" });
  });

  it("of a batch that never began does nothing to it", () => {
    const office = staffed();
    office.plan();
    const appeal = appealed(office);
    const signed = office.sign(decisionOf(appeal, "uphold", "theirs"), "cem");
    expect(givenBack(office.state, appeal, [office.batch().id], "theirs", signed)).toEqual([]);
  });
});
