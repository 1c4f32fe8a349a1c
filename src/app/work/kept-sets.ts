/** A selection of accounts too long for an address <-> a name for it: the same accounts have the same name, and it says nothing of them. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { NotFoundError } from "../../errors.js";
import type { Records } from "../../ports/knowledge.js";

const KIND = "set";
const kept = z.array(z.string());

/** In the order that they come in, which is part of what they are. */
export async function keepSet({ store }: { store: Records }, accounts: readonly string[]): Promise<string> {
  const body = JSON.stringify(accounts);
  const name = createHash("sha256").update(body).digest("base64url").slice(0, 22);
  await store.keepRecord(KIND, name, body, 0); // it is kept already where it says no
  return name;
}

/** Throws a `NotFoundError` where nobody kept one under that name. */
export async function keptSet({ store }: { store: Records }, name: string): Promise<string[]> {
  const record = await store.record(KIND, name);
  if (record === null) throw new NotFoundError(`no selection ${JSON.stringify(name)} is kept here: ask who sent the link to select again`);
  return kept.parse(JSON.parse(record.body));
}
