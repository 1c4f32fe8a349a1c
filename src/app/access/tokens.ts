/** Bearer tokens of programs and people: made, listed, revoked, and looked up by whoever is asked with one. Only their hashes are kept. */
import { z } from "zod";
import { NotFoundError, PermanentError, UsageError } from "../../errors.js";
import { ACCESS_ROLES, type AccessRole, type Caller, mayAct } from "../../model/access/caller.js";
import { MARKINGS, type Marking } from "../../model/dossier.js";
import type { Clock } from "../../ports/clock.js";
import type { Records } from "../../ports/knowledge.js";
import { DAY_MS } from "../../tools/units.js";
import { allRecords } from "../all-records.js";
import { Journal } from "../enforcement/journal.js";
import type { ChangePorts } from "./changes.js";
import { newSecret, secretHash, shortName } from "./secrets.js";

export interface TokenPorts {
  store: Records;
  clock: Clock;
}

const KIND = "token";
const PREFIX = "cautery_";
/** A token is looked up at each request, and told when it was used last once in so long. */
const USED_EVERY_MS = 60_000;
const MOST_DAYS = 3_650;
/** Names as people have them: see `acts.ts`. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@ -]{0,99}$/u;

export const isPersonName = (text: string): boolean => NAME.test(text);

const kept = z.object({
  token: z.string(),
  name: z.string(),
  role: z.enum(ACCESS_ROLES),
  marking: z.enum(MARKINGS).nullable(),
  hash: z.boolean().default(false),
  created_at: z.string(),
  created_by: z.string(),
  expires_at: z.string().nullable(),
  used_at: z.string().nullable(),
  revoked_at: z.string().nullable(),
});

/** A token as it is listed: never the secret. */
export type TokenRow = z.infer<typeof kept>;

export interface NewToken {
  /** The person that it is of. */
  name: string;
  role: AccessRole;
  /** After which it is none; null: until revoked. */
  days: number | null;
  /** A partner's highest marking. */
  marking: Marking | null;
  /** A partner is told indicators' values as keyed hashes alone. */
  hash?: boolean;
  /** Who makes it. */
  by: string;
}

/**
 * The secret is told this once. Throws a `UsageError` where the name, the days or the marking cannot be, a `PermanentError` for more than
 * the person may.
 */
export async function createToken(
  ports: ChangePorts,
  { name, role, days, marking, hash: hashed = false, by }: NewToken,
): Promise<TokenRow & { secret: string }> {
  if (!isPersonName(name))
    throw new UsageError("a token is a person's: give a name of 1 to 100 letters, digits, or any of . _ @ - and blanks");
  if (days !== null && !(days > 0 && days <= MOST_DAYS)) throw new UsageError(`a token stands for 1 to ${MOST_DAYS} days`);
  if ((role === "partner") !== (marking !== null))
    throw new UsageError("a partner's token names the highest marking that it sees, and no other token does");
  if (hashed && role !== "partner") throw new UsageError("only a partner's token may be told hashes alone");
  const person = (await new Journal(ports).state()).people.get(name);
  if (person !== undefined && role !== "partner" && !mayAct(person.role, role))
    throw new PermanentError(`${name} is enrolled as ${person.role}: a token of ${name}'s cannot be ${role}`);
  const secret = newSecret(PREFIX);
  const hash = secretHash(secret);
  const now = ports.clock.now();
  const row: TokenRow = {
    token: shortName("t-", hash),
    name,
    role,
    marking,
    hash: hashed,
    created_at: time(now),
    created_by: by,
    expires_at: days === null ? null : time(now + days * DAY_MS),
    used_at: null,
    revoked_at: null,
  };
  if (!(await ports.store.keepRecord(KIND, hash, JSON.stringify(row), 0))) throw new PermanentError("two tokens alike: make another");
  return { ...row, secret };
}

/** All there ever were, by when they were made. */
export async function tokensOf({ store }: Pick<TokenPorts, "store">): Promise<TokenRow[]> {
  return (await allOf(store)).map(({ row }) => row).sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
}

/** From then on it opens nothing. `token` is its id. Throws a `NotFoundError` where there is none. */
export async function revokeToken({ store, clock }: TokenPorts, token: string): Promise<TokenRow> {
  for (;;) {
    const found = (await allOf(store)).find(({ row }) => row.token === token);
    if (!found) throw new NotFoundError(`no token ${JSON.stringify(token)}: \`cautery tokens list\` shows those there are`);
    if (found.row.revoked_at !== null) return found.row;
    const row = { ...found.row, revoked_at: time(clock.now()) };
    if (await store.keepRecord(KIND, found.id, JSON.stringify(row), found.version)) return row;
  }
}

/** All of a person's, from then on: who is no longer enrolled asks for nothing. */
export async function revokeTokensOf(ports: TokenPorts, name: string): Promise<void> {
  for (const { row } of await allOf(ports.store)) if (row.name === name && row.revoked_at === null) await revokeToken(ports, row.token);
}

/** Who asks with this secret; null where it is no token, has expired, or was revoked. */
export async function callerOf(ports: TokenPorts, secret: string): Promise<Caller | null> {
  return secret.startsWith(PREFIX) ? await callerByHash(ports, secretHash(secret)) : null;
}

/** The same by the secret's hash: for a session that the token opened. */
export async function callerByHash({ store, clock }: TokenPorts, hash: string): Promise<Caller | null> {
  const record = await store.record(KIND, hash);
  if (record === null) return null;
  const row = kept.parse(JSON.parse(record.body));
  const now = clock.now();
  if (row.revoked_at !== null || (row.expires_at !== null && Date.parse(row.expires_at) <= now)) return null;
  if (row.used_at === null || Date.parse(row.used_at) + USED_EVERY_MS <= now)
    await store.keepRecord(KIND, hash, JSON.stringify({ ...row, used_at: time(now) }), record.version); // who was quicker has said it
  const { name, role, marking, hash: hashed, token, expires_at } = row;
  return { name, role, marking, hash: hashed, by: token, expiresAt: expires_at === null ? null : Date.parse(expires_at) };
}

async function allOf(store: Records): Promise<{ id: string; version: number; row: TokenRow }[]> {
  return (await allRecords(store, KIND)).map(({ id, version, body }) => ({ id, version, row: kept.parse(JSON.parse(body)) }));
}

const time = (at: number): string => new Date(at).toISOString();
