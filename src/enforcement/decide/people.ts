/** Who is to be added or removed -> the act that says so, or why not. */
import { NotFoundError, PermanentError, UsageError } from "../../errors.js";
import type { Act, PersonRole, Signed } from "../acts.js";
import { signer } from "../quorum.js";
import type { Claim } from "../signed.js";
import type { State } from "../state.js";

export interface NewPerson {
  name: string;
  role: PersonRole;
  /** Raw Ed25519 public key, base64; null for one who signs nothing. */
  key: string | null;
}

export const additionOf = ({ name, role, key }: NewPerson): Claim => ({ act: "person-added", about: { name, role, key } });
export const removalOf = (name: string): Claim => ({ act: "person-removed", about: { name } });

/**
 * A name that is enrolled already gets this role and key instead. `mustBeSigned`: by an admin, unless there is no admin with a key yet and
 * this is the first. Throws a `PermanentError` where that is missing or wrong.
 */
export function addPerson(state: State, person: NewPerson, signed: Signed | null, mustBeSigned: boolean, now: number): Act[] {
  const { name, role, key } = person;
  if ((role === "approver" || role === "admin") && key === null)
    throw new UsageError(`an ${role} signs what is decided: give --key FILE, which gets the key`);
  const known = state.people.get(name);
  if (known && known.role === role && known.key === key) return [];
  const isFirstAdmin = role === "admin" && !hasAdmin(state);
  refuseUnsigned(state, additionOf(person), signed, mustBeSigned && !isFirstAdmin, now);
  return [{ type: "person-added", name, role, key, ...(signed ? { signed } : {}) }];
}

/** Throws a `NotFoundError` where there is no such person. */
export function removePerson(state: State, name: string, signed: Signed | null, mustBeSigned: boolean, now: number): Act[] {
  if (!state.people.has(name)) throw new NotFoundError(`${name} is not enrolled: \`cautery people list\` shows who is`);
  refuseUnsigned(state, removalOf(name), signed, mustBeSigned, now);
  return [{ type: "person-removed", name, ...(signed ? { signed } : {}) }];
}

function refuseUnsigned(state: State, claim: Claim, signed: Signed | null, must: boolean, now: number): void {
  if (signed === null) {
    if (!must) return;
    throw new PermanentError("the policy wants an admin's signature for this (people_signed): give --signed-by NAME --sign-key FILE");
  }
  const { name, role } = signer(state, claim, signed, now);
  if (role !== "admin") throw new PermanentError(`${name} is no admin: an admin signs who is added and removed`);
}

const hasAdmin = (state: State): boolean => [...state.people.values()].some(({ role, key }) => role === "admin" && key !== null);
