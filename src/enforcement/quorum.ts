/** A batch, the people there are and the time -> which approvals count, how it stands, and who may decide what. */
import { PermanentError } from "../errors.js";
import { DAY_MS, HOUR_MS } from "../tools/units.js";
import type { Signed } from "./acts.js";
import { type Claim, signedAt } from "./signed.js";
import type { Approval, Batch, Person, State } from "./state.js";
import type { BatchState } from "./transitions.js";

/** What an approval of this batch is a signature of. */
export const approvalOf = ({ id, hash, generation }: Pick<Batch, "id" | "hash" | "generation">): Claim => ({
  act: "approve",
  about: { batch: id, hash, generation },
});

/** A signature is fresh for so long, and not from the future by more than clocks differ. */
const FRESH_MS = 10 * 60_000;
const SKEW_MS = 2 * 60_000;

/**
 * Approvals that count at this time: each signature verified again, of a person who still may approve, with a role and a key that are older
 * than the plan, who had no part in the plan, and never held a key of who had; each person once, by whatever name; not ended.
 */
export function standingApprovals(state: State, batch: Batch, now: number): Approval[] {
  const counted: Approval[] = [];
  for (const approval of batch.approvals) {
    const { by, key } = approval.signed;
    const person = state.people.get(by);
    if (approval.at + batch.rules.approvalHours * HOUR_MS <= now) continue;
    if (!person || refusalOf(state, batch, person, key) !== null) continue;
    if (counted.some(({ signed }) => isOnePerson(state, signed.by, by))) continue;
    if (signedAt(approval.signed, approvalOf(batch)) === null) continue;
    counted.push(approval);
  }
  return counted;
}

/** Why this person's approval under this key does not count for the batch; null where it does. */
export function refusalOf(state: State, batch: Batch, person: Person, key: string): string | null {
  const { name, role, since } = person;
  if (role !== "approver" && role !== "admin") return `${name} is ${article(role)}: approvers and admins approve (\`cautery people add\`)`;
  if (person.key !== key) return `the key is not the one that ${name} is enrolled with`;
  if (since > batch.plannedEntry) return newerThanPlan(name);
  if (batch.planners.includes(name)) return `${name} planned it, or wrote its exceptions: another person has to approve`;
  const planner = batch.planners.find((each) => isOnePerson(state, each, name));
  if (planner === undefined) return null;
  return state.keys.get(planner)?.has(key)
    ? `the key is also ${planner}'s, who planned it: another person has to approve`
    : `${name} has held a key of ${planner}'s, who planned it: another person has to approve`;
}

/** Why this person alone may not begin the batch; null where the person may. Who planned it may. */
export function glassRefusalOf(batch: Batch, { name, role, key: enrolled, since }: Person, key: string): string | null {
  if (role !== "approver" && role !== "admin") return `${name} is ${article(role)}: an approver or an admin decides this`;
  if (enrolled !== key) return `the key is not the one that ${name} is enrolled with`;
  return since > batch.plannedEntry ? newerThanPlan(name) : null;
}

const newerThanPlan = (name: string): string =>
  `${name} was enrolled, or given this role or key, after the plan was made: it does not count; another person approves, or deny the plan and plan it again`;

/** Names that ever held a key in common, or each one with a third, are taken for one person's. */
export function isOnePerson({ keys }: State, a: string, b: string): boolean {
  if (a === b) return true;
  const names = new Set([a]);
  const held = new Set(keys.get(a));
  for (let before = 0; before < names.size; ) {
    before = names.size;
    for (const [name, own] of keys) {
      if (names.has(name) || ![...own].some((key) => held.has(key))) continue;
      names.add(name);
      for (const key of own) held.add(key);
    }
  }
  return names.has(b);
}

const article = (role: string): string => (/^[aeiou]/.test(role) ? `an ${role}` : `a ${role}`);

/** How it stands at this time: as the log has it, but approved while enough approvals count, and expired when they, or the plan, ended. */
export function stateAt(state: State, batch: Batch, now: number): BatchState {
  if (batch.state !== "planned") return batch.state;
  if (isPlanOver(batch, now)) return "expired";
  if (standingApprovals(state, batch, now).length >= batch.rules.approvals) return "approved";
  return batch.approvals.some(({ at }) => at + batch.rules.approvalHours * HOUR_MS <= now) ? "expired" : "planned";
}

/** Nobody approved it in time: it has to be planned again. */
export const isPlanOver = ({ plannedAt, rules }: Batch, now: number): boolean => plannedAt + rules.planDays * DAY_MS <= now;

/** The enrolled person of a signature that is fresh, serves for the first time, and is of this claim. Throws a `PermanentError` else. */
export function signer(state: State, claim: Claim, signed: Signed, now: number): Person {
  const person = state.people.get(signed.by);
  if (!person) throw new PermanentError(`${signed.by} is not enrolled: \`cautery people add ${signed.by} --role approver --key FILE\``);
  if (person.key === null)
    throw new PermanentError(`${signed.by} has no key: \`cautery people add ${signed.by} --role ${person.role} --key FILE\` makes one`);
  if (person.key !== signed.key)
    throw new PermanentError(`the key is not the one that ${signed.by} is enrolled with: name the file that \`cautery people add\` wrote`);
  if (state.signatures.has(signed.signature)) throw new PermanentError("this signature has served before: sign again");
  const at = signedAt(signed, claim);
  if (at === null) throw new PermanentError("the signature is not of this: sign exactly what is asked, with the enrolled key");
  if (at > now + SKEW_MS || at < now - FRESH_MS)
    throw new PermanentError("the signature is not of now: set the clock right, and sign again");
  return person;
}

/** The same, and the person is an approver or an admin. */
export function deciding(state: State, claim: Claim, signed: Signed, now: number): Person {
  const person = signer(state, claim, signed, now);
  if (person.role === "approver" || person.role === "admin") return person;
  throw new PermanentError(`${person.name} is ${article(person.role)}: an approver or an admin decides this`);
}
