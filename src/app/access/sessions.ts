/**
 * Sessions of the workbench: opened by a link that is good once or by a provider of identities, held by a cookie of which the store has
 * only the hash, listed and ended.
 */
import { z } from "zod";
import { NotFoundError } from "../../errors.js";
import { type Caller, mayAct, RANKS, type Rank } from "../../model/access/caller.js";
import type { Clock } from "../../ports/clock.js";
import type { Records } from "../../ports/knowledge.js";
import { HOUR_MS, MINUTE_MS } from "../../tools/units.js";
import { allRecords } from "../all-records.js";
import { newSecret, secretHash, shortName } from "./secrets.js";
import { callerByHash } from "./tokens.js";

export interface SessionPorts {
  store: Records;
  clock: Clock;
}

const SESSION = "session";
const TICKET = "ticket";
export const TICKET_MINUTES = 10;
export const SESSION_HOURS = 12;
/** When a session was used last is told once in so long. */
const USED_EVERY_MS = 60_000;

/** What it was opened by: the link that `cautery serve` prints, a provider of identities, or a token. */
const OPENED_BY = ["link", "provider", "token"] as const;
type OpenedBy = (typeof OPENED_BY)[number];

const ticketKept = z.object({ name: z.string(), role: z.enum(RANKS), expires_at: z.number() });
const kept = ticketKept.extend({
  opened_by: z.enum(OPENED_BY),
  created_at: z.number(),
  used_at: z.number(),
  token: z.string().nullable().default(null),
});
type Kept = z.infer<typeof kept>;

/** Who a session is of. */
export interface Person {
  name: string;
  role: Rank;
  /** The hash of the token that it came by: the session ends with it. */
  token?: string | null;
}

/** A session as it is listed: never the secret. */
export interface SessionRow {
  session: string;
  name: string;
  role: Rank;
  opened_by: OpenedBy;
  created_at: string;
  used_at: string;
  expires_at: string;
}

/** What a one-time link carries: good for ten minutes, and once. */
export async function issueTicket({ store, clock }: SessionPorts, { name, role }: Person): Promise<string> {
  const ticket = newSecret("");
  const expires_at = clock.now() + TICKET_MINUTES * MINUTE_MS;
  await store.keepRecord(TICKET, secretHash(ticket), JSON.stringify({ name, role, expires_at }), 0);
  return ticket;
}

/** The session's secret, for its cookie; null where the ticket was used, has expired or is none. */
export async function openSession({ store, clock }: SessionPorts, ticket: string): Promise<string | null> {
  const id = secretHash(ticket);
  const record = await store.record(TICKET, id);
  if (record === null) return null;
  const { name, role, expires_at } = ticketKept.parse(JSON.parse(record.body));
  // of two who come with it at once, one marks it used
  const isMine =
    expires_at > clock.now() && (await store.keepRecord(TICKET, id, JSON.stringify({ name, role, expires_at: 0 }), record.version));
  if (!isMine) return null;
  await store.dropRecord(TICKET, id);
  return await sessionFor({ store, clock }, { name, role }, "link");
}

/**
 * A session's secret for a person who is known already: by a provider of identities, a token or a ticket. What has expired goes meanwhile.
 */
export async function sessionFor(
  { store, clock }: SessionPorts,
  { name, role, token = null }: Person,
  opened_by: OpenedBy,
): Promise<string> {
  await standing({ store, clock });
  const secret = newSecret("");
  const now = clock.now();
  const session: Kept = { name, role, token, opened_by, created_at: now, used_at: now, expires_at: now + SESSION_HOURS * HOUR_MS };
  await store.keepRecord(SESSION, secretHash(secret), JSON.stringify(session), 0);
  return secret;
}

/** Null where it has ended. */
export async function sessionCaller({ store, clock }: SessionPorts, secret: string): Promise<Caller | null> {
  const id = secretHash(secret);
  const record = await store.record(SESSION, id);
  if (record === null) return null;
  const session = kept.parse(JSON.parse(record.body));
  const now = clock.now();
  const { name, role, token, used_at, expires_at } = session;
  if (expires_at <= now || (token !== null && (await callerByHash({ store, clock }, token)) === null)) {
    await store.dropRecord(SESSION, id);
    return null;
  }
  // who was quicker has said it
  if (used_at + USED_EVERY_MS <= now) await store.keepRecord(SESSION, id, JSON.stringify({ ...session, used_at: now }), record.version);
  return { name, role, marking: null, hash: false, by: nameOf(id), expiresAt: expires_at };
}

/** Those that stand, the latest first: of one person, or of everybody. */
export async function sessionsOf(ports: SessionPorts, name: string | null): Promise<SessionRow[]> {
  return (await standing(ports))
    .filter(({ session }) => name === null || session.name === name)
    .sort((a, b) => b.session.created_at - a.session.created_at || (a.id < b.id ? -1 : 1))
    .map(rowOf);
}

/** What opens nothing from then on. Throws a `NotFoundError` where there is none, or it is another's and `caller` is no admin. */
export async function revokeSession(ports: SessionPorts, session: string, caller: Pick<Caller, "name" | "role">): Promise<SessionRow> {
  const found = (await standing(ports)).find(({ id }) => nameOf(id) === session);
  if (!found || (found.session.name !== caller.name && !mayAct(caller.role, "admin")))
    throw new NotFoundError(`no session ${JSON.stringify(session)}: \`cautery sessions list\` shows those there are`);
  await ports.store.dropRecord(SESSION, found.id);
  return rowOf(found);
}

/** All of a person's, from then on: who is no longer enrolled, or as something else, signs in anew. */
export async function endSessionsOf(ports: SessionPorts, name: string): Promise<void> {
  for (const { id, session } of await standing(ports)) if (session.name === name) await ports.store.dropRecord(SESSION, id);
}

/** What it was opened by; null where there was none. */
export async function endSession({ store }: Pick<SessionPorts, "store">, secret: string): Promise<OpenedBy | null> {
  const id = secretHash(secret);
  const record = await store.record(SESSION, id);
  await store.dropRecord(SESSION, id);
  return record === null ? null : kept.parse(JSON.parse(record.body)).opened_by;
}

/** All that have not expired; those that have are forgotten, tickets too. */
async function standing({ store, clock }: SessionPorts): Promise<{ id: string; session: Kept }[]> {
  const now = clock.now();
  const sessions: { id: string; session: Kept }[] = [];
  for (const { id, body } of await allRecords(store, SESSION)) {
    const session = kept.parse(JSON.parse(body));
    if (session.expires_at > now) sessions.push({ id, session });
    else await store.dropRecord(SESSION, id);
  }
  for (const { id, body } of await allRecords(store, TICKET))
    if (ticketKept.parse(JSON.parse(body)).expires_at <= now) await store.dropRecord(TICKET, id);
  return sessions;
}

const nameOf = (id: string): string => shortName("s-", id);

function rowOf({ id, session: { name, role, opened_by, created_at, used_at, expires_at } }: { id: string; session: Kept }): SessionRow {
  const [created, used, expires] = [created_at, used_at, expires_at].map((at) => new Date(at).toISOString());
  return { session: nameOf(id), name, role, opened_by, created_at: created, used_at: used, expires_at: expires };
}
