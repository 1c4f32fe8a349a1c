/** A change of an account -> the event by which the platform tells of it, in a file that Cautery ingests; each once, also after a kill. */
import { type Journal, openJournal } from "./journal.js";
import type { Change } from "./ledger.js";

export interface AccountEvent {
  type: "status" | "update";
  id: string;
  time: string;
  account: string;
  status?: "suspended" | "reinstated" | "closed";
  reason?: string;
  actor?: string;
  identity?: { document: string; verified: boolean };
}

export interface EventSink {
  /** Those that are there already are nothing. */
  add(events: readonly AccountEvent[]): void;
  close(): void;
}

/** Null for a change that events have no word for. */
export function eventOf({ at, account, cause, batch, before, after, version }: Change): AccountEvent | null {
  const event = { id: `platform-${version}`, time: new Date(at).toISOString(), account };
  if (cause === "passed") return { type: "update", ...event, identity: { document: `document of ${account}`, verified: true } };
  const status = after === "suspended" || after === "closed" ? after : before === "suspended" || before === "closed" ? "reinstated" : null;
  if (status === null) return null;
  const by = batch === null ? { reason: "by hand", actor: "moderator" } : { reason: batch, actor: "cautery" };
  return { type: "status", ...event, status, ...by };
}

export function eventFile(path: string): EventSink {
  const ids = new Set<string>();
  const file: Journal = openJournal(path, ({ id }: AccountEvent) => ids.add(id));
  return {
    add(events) {
      const fresh = events.filter(({ id }) => !ids.has(id));
      for (const { id } of fresh) ids.add(id);
      if (fresh.length > 0) file.append(fresh);
    },
    close: () => file.close(),
  };
}
