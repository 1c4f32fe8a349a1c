/** Who may plan, approve and decide -> acts in the log. */
import type { PersonRow } from "../../contract/batch.js";
import { additionOf, addPerson, type NewPerson, removalOf, removePerson } from "../../enforcement/decide/people.js";
import type { Policy } from "../../model/enforcement/policy.js";
import { byCodeUnit } from "../../tools/order.js";
import { admitIdentity, barIdentity } from "../access/identities.js";
import { endSessionsOf, type SessionPorts } from "../access/sessions.js";
import { revokeTokensOf, type TokenPorts } from "../access/tokens.js";
import { Journal, type JournalPorts } from "./journal.js";
import type { Sign } from "./sign.js";

export interface PeopleOptions {
  /** An admin's, where the policy wants one. */
  sign: Sign | null;
  policy: Policy;
}

/**
 * False where the person is enrolled so already; who gets another role signs in anew. Throws a `PermanentError` where a signature is
 * missing or wrong.
 */
export async function enrol(ports: JournalPorts & SessionPorts, person: NewPerson, { sign, policy }: PeopleOptions): Promise<boolean> {
  const signed = sign?.(additionOf(person)) ?? null;
  const acts = await new Journal(ports).decide((state, now) => addPerson(state, person, signed, policy.people_signed, now));
  await admitIdentity(ports.store, person.name);
  if (acts.length > 0) await endSessionsOf(ports, person.name);
  return acts.length > 0;
}

/** Tokens and sessions of the person open nothing from then on. */
export async function dismiss(ports: JournalPorts & TokenPorts, name: string, { sign, policy }: PeopleOptions): Promise<void> {
  const signed = sign?.(removalOf(name)) ?? null;
  await new Journal(ports).decide((state, now) => removePerson(state, name, signed, policy.people_signed, now));
  await revokeTokensOf(ports, name);
  await endSessionsOf(ports, name);
  await barIdentity(ports.store, name);
}

/** By name. */
export async function peopleOf(ports: JournalPorts): Promise<PersonRow[]> {
  const { people } = await new Journal(ports).state();
  return [...people.values()].map(({ name, role, key }) => ({ name, role, key })).sort((a, b) => byCodeUnit(a.name, b.name));
}
