/** People with keys, a clock and a log that is only a list: what tests of decisions are played on. */
import { createPrivateKey, type KeyObject } from "node:crypto";
import type { Act, PersonRole, Placed, Signed } from "../../src/enforcement/acts.js";
import { addPerson } from "../../src/enforcement/decide/people.js";
import { type MadePlan, openPlan } from "../../src/enforcement/decide/plan.js";
import { type Claim, publicKeyOf, signClaim } from "../../src/enforcement/signed.js";
import { type Batch, fold, NOTHING, type State } from "../../src/enforcement/state.js";
import { batchOf } from "../../src/model/enforcement/plan.js";

/** What precedes the 32 bytes of an Ed25519 private key in PKCS#8 (RFC 8410). */
const PKCS8 = Buffer.from("302e020100300506032b657004220420", "hex");

/** The key of a seed from 0 to 255. */
export function keyOf(seed: number): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8, Buffer.alloc(32, seed)]), format: "der", type: "pkcs8" });
}

export const HASH = "ab".repeat(32);

export class Office {
  state: State = NOTHING;
  now = Date.UTC(2026, 5, 1, 12);
  readonly acts: Placed<Act>[] = [];
  readonly #keys = new Map<string, KeyObject>();

  /** Appends what a decision makes of the state as it is; gives the acts. */
  do(decide: (state: State, now: number) => readonly Act[]): readonly Act[] {
    const acts = decide(this.state, this.now);
    const placed = acts.map((what, i) => ({ entry: this.state.next + i, at: this.now, what }));
    this.state = fold(this.state, placed);
    this.acts.push(...placed);
    return acts;
  }

  enrol(name: string, role: PersonRole, seed: number | null): this {
    const key = seed === null ? null : keyOf(seed);
    if (key) this.#keys.set(name, key);
    this.do((state, now) => addPerson(state, { name, role, key: key && publicKeyOf(key) }, null, false, now));
    return this;
  }

  plan(made: Partial<MadePlan> = {}): Batch {
    const hash = made.hash ?? HASH;
    this.do((state, now) => openPlan(state, { ...PLAN, ...made, hash }, now));
    return this.batch(batchOf(hash));
  }

  batch(id = batchOf(HASH)): Batch {
    return this.state.batches.get(id)!;
  }

  /** With the key that the name was enrolled with last, or another's. */
  sign(claim: Claim, by: string, seed?: number): Signed {
    return signClaim(claim, by, seed === undefined ? this.#keys.get(by)! : keyOf(seed), this.now);
  }

  later(hours: number): this {
    this.now += hours * 3_600_000;
    return this;
  }
}

export const PLAN: MadePlan = {
  hash: HASH,
  by: "ann",
  run: 1,
  accounts: 200,
  plan: { measure: "suspend", way: "stages", clusters: ["c-1"], reason: "a campaign", shadowDays: null },
  rules: { approvals: 1, approvalHours: 24, planDays: 14, dayCap: 1_000, days: null },
};

/** An analyst who plans, two approvers and an admin. */
export const staffed = (): Office =>
  new Office().enrol("ann", "analyst", 1).enrol("bea", "approver", 2).enrol("cem", "approver", 3).enrol("dot", "admin", 4);
