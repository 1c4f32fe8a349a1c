/** What may be started, paused, taken up again, halted, reversed and appealed against, and by whom. */
import { describe, expect, it } from "vitest";
import { decisionOf, openAppeal, refuseDecision } from "../../../src/enforcement/decide/appeal.js";
import { approve } from "../../../src/enforcement/decide/approve.js";
import { glassOf, halt, pause, resume, resumptionOf, start } from "../../../src/enforcement/decide/execute.js";
import { reversalOf, reverse } from "../../../src/enforcement/decide/reverse.js";
import { approvalOf, stateAt } from "../../../src/enforcement/quorum.js";
import { batchOf } from "../../../src/model/enforcement/plan.js";
import { HASH, type Office, PLAN, staffed } from "../office.js";

const STARTED = { isShadow: false, breakGlassCap: 100 };
const OTHER = "cd".repeat(32);

function approved(hash = HASH, accounts = 200): Office {
  const office = staffed();
  const { id } = office.plan({ hash, accounts });
  office.do((state, now) => approve(state, id, hash, office.sign(approvalOf(office.batch(id)), "bea"), now));
  return office;
}
const executing = (): Office => {
  const office = approved();
  office.do((state, now) => start(state, office.batch().id, STARTED, null, now));
  return office;
};
const resuming = (office: Office, by?: string) =>
  office.do((state, now) => resume(state, office.batch().id, by === undefined ? null : office.sign(resumptionOf(office.batch()), by), now));

describe("a batch", () => {
  it("that runs already is not started twice", () => {
    const office = executing();
    expect(office.do((state, now) => start(state, office.batch().id, STARTED, null, now))).toEqual([]);
  });

  it("that is only watched never starts", () => {
    const office = approved();
    expect(() => office.do((state, now) => start(state, office.batch().id, { ...STARTED, isShadow: true }, null, now))).toThrow(
      /only watched/,
    );
  });

  it("waits for tomorrow where the day's cap is spent", () => {
    const office = approved(HASH, 900);
    office.do((state, now) => start(state, office.batch().id, STARTED, null, now));
    const { id } = office.plan({ hash: OTHER, accounts: 200 });
    office.do((state, now) => approve(state, id, OTHER, office.sign(approvalOf(office.batch(id)), "cem"), now));
    const starting = () => office.do((state, now) => start(state, id, STARTED, null, now));
    expect(starting).toThrow(/day_cap is 1000; start it tomorrow/);
    office.later(13);
    expect(starting()).toHaveLength(1);
  });

  it("that was paused by hand goes on without a signature, while its approvals count", () => {
    const office = executing();
    office.do((state) => pause(state, office.batch().id, "asked for"));
    expect(() => office.do((state, now) => start(state, office.batch().id, STARTED, null, now))).toThrow(/cautery resume/);
    resuming(office);
    expect(office.batch().state).toBe("executing");
    office.do((state) => pause(state, office.batch().id, "asked for"));
    office.later(25);
    expect(() => resuming(office)).toThrow(/an approver has to let it go on/);
    resuming(office, "cem");
    expect(office.batch().state).toBe("executing");
  });

  it("that a gate stopped wants the signature of one who may approve it, and had no part in it", () => {
    const office = executing();
    const { id } = office.batch();
    office.do(() => [
      { type: "gate", batch: id, wave: 0, answer: "ask", why: "2 of 9 passed", figures: {} },
      { type: "paused", batch: id, why: "gate: 2 of 9 passed", needs: "signature" },
    ]);
    expect(() => resuming(office)).toThrow(/an approver has to let it go on/);
    expect(() => resuming(office, "ann")).toThrow(/analyst/);
    resuming(office, "cem");
    expect([office.batch().state, office.batch().gatesPassed]).toEqual(["executing", [0]]);
  });
});

describe("a halt", () => {
  it("stops every batch that runs or waits, and takes the approvals of what was not begun", () => {
    const office = executing();
    const { id } = office.plan({ hash: OTHER, accounts: 10 });
    office.do((state, now) => approve(state, id, OTHER, office.sign(approvalOf(office.batch(id)), "cem"), now));
    office.do(() => halt("a mistake"));
    expect(office.batch().state).toBe("halted");
    expect(stateAt(office.state, office.batch(id), office.now)).toBe("planned");
    expect(() => resuming(office)).toThrow(/an approver/);
    resuming(office, "bea");
    expect(office.batch().state).toBe("executing");
  });

  it("is not let go on by who was enrolled, or got this key, after the plan", () => {
    const office = executing();
    office.enrol("eve", "approver", 8).enrol("cem", "approver", 9);
    office.do(() => halt("a mistake"));
    for (const by of ["eve", "cem"]) expect(() => resuming(office, by)).toThrow(/after the plan was made/);
    expect(office.batch().state).toBe("halted");
  });

  it("stops a reversal too, which then goes on as one", () => {
    const office = executing();
    office.do(() => [{ type: "done", batch: office.batch().id, counts: {} }]);
    const asked = { batch: office.batch().id, accounts: null, reason: "wrong" };
    office.do((state, now) => reverse(state, asked, office.sign(reversalOf(office.batch(), asked), "bea"), now));
    office.do(() => halt("stop"));
    resuming(office, "cem");
    expect(office.batch().state).toBe("reversing");
    office.do(() => [{ type: "reversed", batch: office.batch().id, counts: {} }]);
    expect(office.batch().state).toBe("reversed");
  });
});

describe("a reversal of a part, while a batch stands still", () => {
  const halting = (office: Office) => office.do(() => halt("a mistake"));
  const failing = (office: Office) =>
    office.do(() => [
      { type: "gate", batch: office.batch().id, wave: 0, answer: "fail", why: "9 of 9 passed", figures: {} },
      { type: "paused", batch: office.batch().id, why: "gate: 9 of 9 passed", needs: "signature" },
    ]);
  const taking = (office: Office) => {
    const asked = { batch: office.batch().id, accounts: ["a"], reason: "theirs" };
    office.do((state, now) => reverse(state, asked, office.sign(reversalOf(office.batch(), asked), "bea"), now));
  };
  const ended = (office: Office) => office.do(() => [{ type: "reversed", batch: office.batch().id, counts: {} }]);

  it.each([
    ["a halt", halting],
    ["a failed gate", failing],
  ])("takes nothing off %s, however it is paused and taken up again itself", (_, stopping) => {
    const office = executing();
    stopping(office);
    const { state, why } = office.batch();
    taking(office);
    office.do((state) => pause(state, office.batch().id, "asked for"));
    resuming(office);
    expect(office.batch().state).toBe("reversing");
    ended(office);
    expect(office.batch()).toMatchObject({ state, why, was: "executing", resumeNeeds: "signature", gatesPassed: [] });
    expect(() => resuming(office)).toThrow(/an approver has to let it go on/);
    resuming(office, "cem");
    expect(office.batch().state).toBe("executing");
  });

  it("is halted with it: both go on only with signatures", () => {
    const office = executing();
    office.do((state) => pause(state, office.batch().id, "asked for"));
    taking(office);
    halting(office);
    expect(() => resuming(office)).toThrow(/an approver/);
    resuming(office, "cem");
    expect(office.batch().state, "the reversal is not forgotten").toBe("reversing");
    ended(office);
    expect(office.batch().state).toBe("halted");
    expect(() => resuming(office)).toThrow(/an approver/);
  });

  it("goes on with the next one that is signed, where it was paused itself", () => {
    const office = executing();
    halting(office);
    taking(office);
    office.do((state) => pause(state, office.batch().id, "asked for"));
    office.later(0.1);
    taking(office);
    ended(office);
    expect(office.batch()).toMatchObject({ state: "halted", was: "executing", resumeNeeds: "signature" });
  });
});

describe("break-glass", () => {
  const breaking = (office: Office, by: string, id = office.batch().id) =>
    office.do((state, now) =>
      start(state, id, STARTED, { signed: office.sign(glassOf(office.batch(id), "an attack"), by), reason: "an attack" }, now),
    );

  it("is for so many accounts in 24 h, over all batches: a plan cut into small ones is no way around a second person", () => {
    const office = staffed();
    office.plan({ accounts: 60 });
    breaking(office, "bea");
    const { id } = office.plan({ hash: OTHER, accounts: 60 });
    expect(() => breaking(office, "cem", id)).toThrow(/batches for 60 accounts were begun by one person alone within 24 h/);
    office.later(24);
    breaking(office, "cem", id);
    expect(office.batch(id).state).toBe("executing");
  });

  it("is not by a person, role or key that is newer than the plan", () => {
    const office = staffed();
    office.plan({ accounts: 5 });
    office.enrol("eve", "approver", 8).enrol("ann", "approver", 1);
    for (const by of ["eve", "ann"]) expect(() => breaking(office, by)).toThrow(/after the plan was made/);
  });

  it("is one person's, for few accounts, and stands in the batch", () => {
    const office = staffed();
    office.plan({ accounts: 100 });
    breaking(office, "bea");
    expect(office.batch()).toMatchObject({ state: "executing", brokenGlass: { by: "bea", reason: "an attack" } });
  });

  it("is refused for more accounts, and to an analyst", () => {
    const office = staffed();
    office.plan({ accounts: 101 });
    expect(() => breaking(office, "bea")).toThrow(/100 accounts, and .* has 101/);
    const small = staffed();
    small.plan({ accounts: 5 });
    expect(() => breaking(small, "ann")).toThrow(/analyst/);
  });
});

describe("a reversal", () => {
  it("of a part of a paused batch leaves it paused; of a part of one that is done, done", () => {
    for (const [before, acts] of [
      ["paused", (office: Office) => office.do((state) => pause(state, office.batch().id, "asked for"))],
      ["done", (office: Office) => office.do(() => [{ type: "done", batch: office.batch().id, counts: {} }])],
    ] as const) {
      const office = executing();
      acts(office);
      const asked = { batch: office.batch().id, accounts: ["b", "a"], reason: "theirs" };
      office.do((state, now) => reverse(state, asked, office.sign(reversalOf(office.batch(), asked), "bea"), now));
      expect(office.batch()).toMatchObject({ state: "reversing", reversals: [{ accounts: ["a", "b"] }] });
      office.do(() => [{ type: "reversed", batch: office.batch().id, counts: {} }]);
      expect(office.batch().state).toBe(before);
    }
  });

  it("is not of what runs, nor of what never began", () => {
    const office = executing();
    const asked = { batch: office.batch().id, accounts: null, reason: "wrong" };
    const reversing = (of: Office) => of.do((state, now) => reverse(state, asked, of.sign(reversalOf(of.batch(), asked), "bea"), now));
    expect(() => reversing(office)).toThrow(/pause/);
    expect(() => reversing(approved())).toThrow(/nothing of it was done/);
  });
});

describe("a plan that was carried out", () => {
  const done = (days: number | null, counts: Record<string, number> = { changed: 200 }) => {
    const office = staffed();
    office.plan({ rules: { ...PLAN.rules, days } });
    office.do((state, now) => approve(state, office.batch().id, HASH, office.sign(approvalOf(office.batch()), "bea"), now));
    office.do((state, now) => start(state, office.batch().id, STARTED, null, now));
    office.do(() => [{ type: "done", batch: office.batch().id, counts }]);
    return office;
  };

  it("is not opened again while what it did stands: its reversal would be lost", () => {
    const office = done(null);
    expect(() => office.plan()).toThrow(/was carried out as b-.*reverse it first, or give another --reason/);
    expect(office.batch()).toMatchObject({ state: "done", generation: 1 });
  });

  it("is opened again where nothing came of it, as of a dry run", () => {
    expect(done(null, { changed: 0, skipped: 200 }).plan()).toMatchObject({ state: "planned", generation: 2 });
  });

  it("is opened again once it was reversed, or its time is over", () => {
    const reversed = done(null);
    const asked = { batch: reversed.batch().id, accounts: null, reason: "wrong" };
    reversed.do((state, now) => reverse(state, asked, reversed.sign(reversalOf(reversed.batch(), asked), "bea"), now));
    reversed.do(() => [{ type: "reversed", batch: reversed.batch().id, counts: {} }]);
    expect(reversed.plan()).toMatchObject({ state: "planned", generation: 2 });
    const over = done(7).later(7 * 24);
    expect(over.plan({ rules: { ...PLAN.rules, days: 7 } })).toMatchObject({ state: "planned", generation: 2 });
  });

  it("cannot be forgotten by a log that somebody wrote: an act that opens what is at work is none", () => {
    const office = executing();
    const again = { ...PLAN, type: "planned" as const, batch: office.batch().id, generation: 2 };
    expect(() => office.do(() => [again])).toThrow(/cannot be/);
    expect(() => staffed().do(() => [{ ...again, batch: batchOf(OTHER), generation: 1 }])).toThrow(/cannot be/);
  });
});

describe("an appeal", () => {
  it("is decided by a third person: not by who planned, approved, or holds their keys", () => {
    const office = executing();
    office.do((state) => openAppeal(state, "acc-1", batchOf(HASH), "it is mine"));
    const [appeal] = office.state.appeals.values();
    const refusal = (by: string, seed?: number) => () =>
      refuseDecision(office.state, appeal, "uphold", "theirs", office.sign(decisionOf(appeal, "uphold", "theirs"), by, seed), office.now);
    expect(refusal("ann")).toThrow(/analyst/);
    expect(refusal("bea")).toThrow(/third person/);
    office.enrol("bea2", "approver", 2);
    expect(refusal("bea2")).toThrow(/third person/);
    expect(refusal("cem")).not.toThrow();
  });

  it("is one while it is open, and another once it was decided", () => {
    const office = executing();
    const appealing = () => office.do((state) => openAppeal(state, "acc-1", batchOf(HASH), "it is mine"));
    expect([appealing().length, appealing().length]).toEqual([1, 0]);
    const [appeal] = office.state.appeals.values();
    const signed = office.sign(decisionOf(appeal, "reject", "no"), "cem");
    office.do(() => [{ type: "decided", appeal: appeal.id, verdict: "reject", reason: "no", signed, judgement: null }]);
    expect(appealing()).toHaveLength(1);
  });

  it("of nobody's account costs nothing: a plan of no account is none", () => {
    expect(() => staffed().plan({ ...PLAN, accounts: 0 })).toThrow(/no account to act on/);
  });
});
