/** Sessions of the workbench: opened by a link that is good once, held by a cookie of which the store has only the hash, and ended. */
import { z } from "zod";
import { type Caller, RANKS, type Rank } from "../../model/access/caller.js";
import type { Clock } from "../../ports/clock.js";
import type { Records } from "../../ports/knowledge.js";
import { HOUR_MS, MINUTE_MS } from "../../tools/units.js";
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

const kept = z.object({ name: z.string(), role: z.enum(RANKS), expires_at: z.number(), token: z.string().nullable().default(null) });

/** Who a session is of. */
export interface Person {
  name: string;
  role: Rank;
  /** The hash of the token that it came by: the session ends with it. */
  token?: string;
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
  const { name, role, expires_at } = kept.parse(JSON.parse(record.body));
  // of two who come with it at once, one marks it used
  const isMine =
    expires_at > clock.now() && (await store.keepRecord(TICKET, id, JSON.stringify({ name, role, expires_at: 0 }), record.version));
  if (!isMine) return null;
  await store.dropRecord(TICKET, id);
  return await sessionFor({ store, clock }, { name, role });
}

/** A session's secret for a person who is known already: by a provider of identities, or a ticket. */
export async function sessionFor({ store, clock }: SessionPorts, { name, role, token }: Person): Promise<string> {
  const secret = newSecret("");
  const expires_at = clock.now() + SESSION_HOURS * HOUR_MS;
  await store.keepRecord(SESSION, secretHash(secret), JSON.stringify({ name, role, expires_at, token }), 0);
  return secret;
}

/** Null where it has ended. */
export async function sessionCaller({ store, clock }: SessionPorts, secret: string): Promise<Caller | null> {
  const id = secretHash(secret);
  const record = await store.record(SESSION, id);
  if (record === null) return null;
  const { name, role, expires_at, token } = kept.parse(JSON.parse(record.body));
  const stands = expires_at > clock.now() && (token === null || (await callerByHash({ store, clock }, token)) !== null);
  if (stands) return { name, role, marking: null, hash: false, by: shortName("s-", id) };
  await store.dropRecord(SESSION, id);
  return null;
}

export async function endSession({ store }: SessionPorts, secret: string): Promise<void> {
  await store.dropRecord(SESSION, secretHash(secret));
}
