/**
 * Names of people -> whose of the provider's subjects they are: the first who signs in by a name keeps it, so that nobody takes over a
 * person by being called like one; and who was removed is not let in again by a rule.
 */
import { z } from "zod";
import type { Identity } from "../../ports/access/identity.js";
import type { Records } from "../../ports/knowledge.js";

const KIND = "identity";
const kept = z.union([z.object({ issuer: z.string(), subject: z.string() }), z.object({ removed: z.literal(true) })]);

/** `other`: somebody else has the name; `removed`: the person was taken off. */
export type Bound = "mine" | "other" | "removed";

export async function bindIdentity(store: Records, { name, issuer, subject }: Identity): Promise<Bound> {
  for (;;) {
    const record = await store.record(KIND, name);
    if (record !== null) {
      const known = kept.parse(JSON.parse(record.body));
      if ("removed" in known) return "removed";
      return known.issuer === issuer && known.subject === subject ? "mine" : "other";
    }
    if (await store.keepRecord(KIND, name, JSON.stringify({ issuer, subject }), 0)) return "mine";
  }
}

/** By no rule is the person enrolled again: by an admin alone. */
export async function barIdentity(store: Records, name: string): Promise<void> {
  for (;;) {
    const version = (await store.record(KIND, name))?.version ?? 0;
    if (await store.keepRecord(KIND, name, JSON.stringify({ removed: true }), version)) return;
  }
}

/** Who is enrolled again may sign in again, as whoever comes first. */
export async function admitIdentity(store: Records, name: string): Promise<void> {
  const record = await store.record(KIND, name);
  if (record !== null && "removed" in kept.parse(JSON.parse(record.body))) await store.dropRecord(KIND, name);
}
