/**
 * Sequences of what people and time do to batches, drawn by fast-check, and a small model of what is right, written apart from the code:
 * no call may begin without a quorum that stands.
 */
import fc from "fast-check";
import { expect } from "vitest";
import type { Signed } from "../../src/enforcement/acts.js";
import { decisionOf, givenBack, openAppeal, refuseDecision } from "../../src/enforcement/decide/appeal.js";
import { approve, denialOf, deny } from "../../src/enforcement/decide/approve.js";
import { glassOf, halt, pause, resume, resumptionOf, start } from "../../src/enforcement/decide/execute.js";
import { removePerson } from "../../src/enforcement/decide/people.js";
import { reversalOf, reverse } from "../../src/enforcement/decide/reverse.js";
import { approvalOf } from "../../src/enforcement/quorum.js";
import { PermanentError } from "../../src/errors.js";
import { batchOf } from "../../src/model/enforcement/plan.js";
import { Office, PLAN } from "./office.js";

const NAMES = ["ann", "bea", "cem", "dot", "eve"] as const;
const ROLES = ["viewer", "analyst", "approver", "admin"] as const;
const HASHES = ["0a".repeat(32), "0b".repeat(32)] as const;
const HOUR_MS = 3_600_000;
const NEEDED = 2;
const APPROVAL_HOURS = 24;

const name = fc.constantFrom(...NAMES);
const which = fc.constantFrom(0, 1);
/** Few keys, so that two names share one now and then. */
const key = fc.constantFrom(1, 2, 3, 4);
/** The one that the person is enrolled with, most often. */
const used = fc.oneof({ weight: 5, arbitrary: fc.constant("own" as const) }, { weight: 1, arbitrary: key });

export const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("enrol" as const), name, role: fc.constantFrom(...ROLES), key }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("remove" as const), name }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("plan" as const), which, name }) },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant("approve" as const), which, name, used, flip: fc.constantFrom(false, false, false, true) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("deny" as const), which, name, used }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("execute" as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("break-glass" as const), which, name, used }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("expire" as const), hours: fc.constantFrom(1, 12, 25, 400) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("halt" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("pause" as const), which }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("resume" as const), which, name, used, signed: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("finish" as const), which }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("reverse" as const), which, name, used }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("reverse-part" as const), which, name, used }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("gate" as const),
      which,
      wave: fc.constantFrom(0, 1),
      answer: fc.constantFrom("go on" as const, "ask" as const, "fail" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("appeal" as const),
      which,
      name,
      used,
      verdict: fc.constantFrom("uphold" as const, "reject" as const),
    }),
  },
);
/** People as a team has them, more often than not; then anything. */
const staff: readonly Step[] = [
  { do: "enrol", name: "ann", role: "analyst", key: 1 },
  { do: "enrol", name: "bea", role: "approver", key: 2 },
  { do: "enrol", name: "cem", role: "approver", key: 3 },
  { do: "enrol", name: "dot", role: "admin", key: 4 },
  { do: "plan", which: 0, name: "ann" },
];
export const sequence = fc
  .tuple(fc.constantFrom([], staff, staff, staff), fc.array(step, { minLength: 10, maxLength: 50, size: "max" }))
  .map(([first, then]) => [...first, ...then]);

export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** What the model knows of a person, and of a batch. */
interface Known {
  role: (typeof ROLES)[number];
  key: number;
  /** The step at which it came to be so. */
  at: number;
}
type Runs = "quorum" | "glass" | "reversal" | null;
/** What was stopped, and what lets it go on. */
interface Standstill {
  stoppedWith: Runs;
  /** A gate or a halt stopped it: only an approver lets it go on. */
  needsSignature: boolean;
  isHalted: boolean;
}
interface Right extends Standstill {
  planners: Set<string>;
  /** Who approved it, began it alone or let it go on. */
  signers: Set<string>;
  plannedAt: number;
  /** By name: the key, and the hour. */
  approvals: Map<string, { key: number; hour: number }>;
  /** What lets calls begin: null where nothing does. */
  runs: Runs;
  /** How it stands when its reversals are carried out; null where none is open. */
  under: Standstill | null;
  /** All of it is taken back, by one reversal or another. */
  isWhole: boolean;
  asked: Set<number>;
  passed: Set<number>;
}

const STANDING: Standstill = { stoppedWith: null, needsSignature: false, isHalted: false };

/** Plays the steps; fails where a call could begin that the model does not allow. Returns how many calls could begin. */
export function play(steps: readonly Step[]): number {
  const office = new Office();
  const people = new Map<string, Known>();
  const heldKeys = new Map<string, Set<number>>();
  const batches = new Map<string, Right>();
  let calls = 0;
  let clock = 0;

  const mayDecide = (name: string, key: number) => {
    const person = people.get(name);
    return person !== undefined && person.key === key && (person.role === "approver" || person.role === "admin");
  };
  const isPlanners = (right: Right, name: string, key: number) =>
    right.planners.has(name) || [...right.planners].some((planner) => heldKeys.get(planner)?.has(key));
  const isOne = (a: string, b: string) => {
    const names = new Set([a]);
    for (const each of names)
      for (const [other, keys] of heldKeys) if ([...keys].some((key) => heldKeys.get(each)?.has(key))) names.add(other);
    return names.has(b);
  };
  const stop = (right: Right, how: Omit<Standstill, "stoppedWith">) => {
    if (right.runs === null) return;
    Object.assign(right, { stoppedWith: right.runs, runs: null, ...how });
  };
  const takeBack = (right: Right, { isWhole, waits }: { isWhole: boolean; waits: boolean }) => {
    const { stoppedWith, needsSignature, isHalted } = right;
    right.under ??= { stoppedWith, needsSignature, isHalted };
    right.isWhole ||= isWhole;
    if (waits) Object.assign(right, { runs: null, stoppedWith: "reversal", needsSignature: true, isHalted: true });
    else Object.assign(right, { runs: "reversal", ...STANDING });
  };
  const counts = (right: Right, name: string, key: number) =>
    mayDecide(name, key) && people.get(name)!.at < right.plannedAt && !isPlanners(right, name, key);
  const quorum = (right: Right) => {
    const standing = [...right.approvals].filter(([name, { key, hour }]) => counts(right, name, key) && clock < hour + APPROVAL_HOURS);
    return new Set(standing.map(([, { key }]) => key)).size >= NEEDED;
  };

  for (const [at, each] of steps.entries()) {
    const id = "which" in each ? batchOf(HASHES[each.which]) : "";
    const right = batches.get(id);
    /** Whether the decision was taken. */
    const attempt = (decide: Parameters<Office["do"]>[0]): boolean => {
      try {
        office.do(decide);
        return true;
      } catch (error) {
        if (error instanceof PermanentError) return false;
        throw error;
      }
    };
    const batch = office.state.batches.get(id);
    const key = "used" in each ? (each.used === "own" ? (people.get(each.name)?.key ?? 1) : each.used) : 0;
    switch (each.do) {
      case "enrol":
        if (people.get(each.name)?.role === each.role && people.get(each.name)?.key === each.key) break;
        office.enrol(each.name, each.role, each.key);
        people.set(each.name, { role: each.role, key: each.key, at });
        heldKeys.set(each.name, new Set([...(heldKeys.get(each.name) ?? []), each.key]));
        break;
      case "remove":
        if (attempt((state, now) => removePerson(state, each.name, null, false, now))) people.delete(each.name);
        break;
      case "plan": {
        const rules = { approvals: NEEDED, approvalHours: APPROVAL_HOURS, planDays: 14, dayCap: 100_000, days: null };
        const before = batch?.generation;
        if (people.get(each.name)?.role === "viewer" || batch?.state === "done") break;
        const after = office.plan({ ...PLAN, hash: HASHES[each.which], by: each.name, accounts: 50, rules });
        if (after.generation !== before)
          batches.set(id, {
            planners: new Set([each.name]),
            signers: new Set(),
            plannedAt: at,
            approvals: new Map(),
            runs: null,
            ...STANDING,
            under: null,
            isWhole: false,
            asked: new Set(),
            passed: new Set(),
          });
        else if (after.state === "planned") right!.planners.add(each.name);
        break;
      }
      case "approve": {
        if (!batch) break;
        const signed = flipped(office.sign(approvalOf(batch), each.name, key), each.flip);
        const taken = attempt((state, now) => approve(state, id, batch.hash, signed, now));
        if (each.flip) expect(taken, "a flipped bit").toBe(false);
        if (taken) right!.approvals.set(each.name, { key, hour: clock });
        if (taken) right!.signers.add(each.name);
        break;
      }
      case "deny":
        if (batch && attempt((state, now) => deny(state, id, office.sign(denialOf(batch, "no"), each.name, key), "no", now)))
          right!.runs = null;
        break;
      case "execute": {
        const started =
          batch !== undefined && attempt((state, now) => start(state, id, { isShadow: false, breakGlassCap: 100 }, null, now));
        if (started && batch!.state === "planned") {
          expect(quorum(right!), `${id} starts only with a quorum`).toBe(true);
          right!.runs = "quorum";
        }
        break;
      }
      case "break-glass": {
        if (batch?.state !== "planned") break;
        const broken = { signed: office.sign(glassOf(batch, "now"), each.name, key), reason: "now" };
        if (!attempt((state, now) => start(state, id, { isShadow: false, breakGlassCap: 100 }, broken, now))) break;
        expect(mayDecide(each.name, key), "an approver breaks the glass").toBe(true);
        right!.runs = "glass";
        right!.signers.add(each.name);
        break;
      }
      case "expire":
        clock += each.hours;
        office.now += each.hours * HOUR_MS;
        break;
      case "halt":
        office.do(() => halt("stop"));
        for (const other of batches.values()) {
          other.approvals = other.runs === null && other.stoppedWith === null ? new Map() : other.approvals;
          stop(other, { needsSignature: true, isHalted: true });
          for (const standstill of [other, other.under])
            if (standstill !== null && standstill.stoppedWith !== null) Object.assign(standstill, { needsSignature: true, isHalted: true });
        }
        break;
      case "pause":
        if (batch && attempt((state) => pause(state, id, "asked for"))) stop(right!, { needsSignature: false, isHalted: false });
        break;
      case "gate": {
        if (batch?.state !== "executing") break;
        const { wave, answer } = each;
        const gate = { type: "gate" as const, batch: id, wave, answer, why: "so many", figures: {} };
        const stopped = { type: "paused" as const, batch: id, why: "a gate", needs: "signature" as const };
        office.do(() => (answer === "go on" ? [gate] : [gate, stopped]));
        right!.asked.add(wave);
        if (answer === "go on") right!.passed.add(wave);
        else stop(right!, { needsSignature: true, isHalted: false });
        break;
      }
      case "resume": {
        if (!batch || batch.state === "executing" || batch.state === "reversing") break;
        const signed = each.signed ? office.sign(resumptionOf(batch), each.name, key) : null;
        if (!attempt((state, now) => resume(state, id, signed, now))) break;
        if (signed) expect(mayDecide(each.name, key) && !isPlanners(right!, each.name, key), "an approver lets it go on").toBe(true);
        else expect(right!.needsSignature, "goes on without a signature only where no gate and no halt stopped it").toBe(false);
        if (!signed && right!.stoppedWith === "quorum")
          expect(quorum(right!), "goes on without a signature only while approved").toBe(true);
        if (signed) right!.signers.add(each.name);
        if (signed && right!.stoppedWith !== "reversal") for (const wave of right!.asked) right!.passed.add(wave);
        Object.assign(right!, { runs: right!.stoppedWith, ...STANDING });
        break;
      }
      case "finish":
        if (batch?.state === "executing") office.do(() => [{ type: "done", batch: id, counts: { changed: 50 } }]);
        else if (batch?.state === "reversing") office.do(() => [{ type: "reversed", batch: id, counts: {} }]);
        else break;
        Object.assign(right!, { runs: null, ...((!right!.isWhole && right!.under) || STANDING), under: null });
        break;
      case "reverse":
      case "reverse-part": {
        if (!batch) break;
        const asked = { batch: id, accounts: each.do === "reverse" ? null : ["acc-1", "acc-2"], reason: "wrong" };
        if (!attempt((state, now) => reverse(state, asked, office.sign(reversalOf(batch, asked), each.name, key), now))) break;
        expect(mayDecide(each.name, key), "an approver reverses").toBe(true);
        takeBack(right!, { isWhole: each.do === "reverse", waits: false });
        break;
      }
      case "appeal": {
        if (!batch || batch.startedAt === null) break;
        office.do((state) => openAppeal(state, "acc-1", id, "mine"));
        const appeal = [...office.state.appeals.values()].find((one) => one.batch === id && one.decision === null)!;
        const { verdict } = each;
        const signed = office.sign(decisionOf(appeal, verdict, "so"), each.name, key);
        const decided = attempt((state, now) => {
          refuseDecision(state, appeal, verdict, "so", signed, now);
          const back = verdict === "uphold" ? givenBack(state, appeal, [id], "so", signed) : [];
          return [{ type: "decided", appeal: appeal.id, verdict, reason: "so", signed, judgement: null }, ...back];
        });
        if (!decided) break;
        const tookPart = [...right!.planners, ...right!.signers].some((other) => isOne(other, each.name));
        expect(mayDecide(each.name, key) && !tookPart, "a third person decides").toBe(true);
        if (verdict === "reject") break;
        if (batch.state === "executing") stop(right!, { needsSignature: false, isHalted: false });
        takeBack(right!, { isWhole: false, waits: right!.isHalted });
        break;
      }
    }
    for (const [other, { runs, passed }] of batches) {
      const { state, gatesPassed } = office.state.batches.get(other)!;
      expect(new Set(gatesPassed), `gates that ${other} has passed`).toEqual(passed);
      const mayCall = state === "executing" || state === "reversing";
      expect(mayCall, `${other} is ${state} after step ${at} (${each.do})`).toBe(runs !== null);
      if (mayCall) calls++;
    }
  }
  return calls;
}

function flipped(signed: Signed, flip: boolean): Signed {
  if (!flip) return signed;
  const bytes = Buffer.from(signed.signature, "base64");
  bytes[11] ^= 16;
  return { ...signed, signature: bytes.toString("base64") };
}
