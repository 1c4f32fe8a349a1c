/** Alerts and the messages that tell them, as records; written so that what dies at any point is taken up again by whoever looks next. */

import { z } from "zod";
import type { Records } from "../../ports/knowledge.js";
import { allRecords } from "../all-records.js";
import { type Alert, alert } from "./alert.js";

const ALERT = "alert";
const BY_TIME = "alert-by-time";
const WAITING = "alert-waiting";
const PARCEL = "alert-parcel";
const MARK = "alert-mark";
/** Milliseconds since 1970 that no alert is as late as: the later, the earlier in the list. */
const FAR = 9_999_999_999_999;

const looked = z.object({
  /** The last run's number. */
  run: z.number(),
  /** The log's entries. */
  entry: z.number(),
});
/** How far a store was looked at. */
export type Looked = z.infer<typeof looked>;

/** One message: the alerts in it never change, so that its id and its bytes do not either. */
const parcel = z.object({
  parcel: z.string(),
  rule: z.string(),
  alerts: z.array(z.string()),
  tries: z.number(),
  /** Milliseconds since 1970. */
  nextTry: z.number(),
});
export type Parcel = z.infer<typeof parcel>;

const waiting = z.object({ rule: z.string(), at: z.number() });
export interface WaitingAlert extends z.infer<typeof waiting> {
  alert: string;
}

/** False where it is known already. It is in no message yet. */
export async function keepAlert(store: Records, made: Alert): Promise<boolean> {
  const { alert: id, rule } = made;
  if ((await store.record(ALERT, id)) !== null) return false;
  const at = Date.parse(made.at);
  // the alert last: one that is there waits, was sent, or was given up
  await store.keepRecord(WAITING, id, JSON.stringify({ rule, at } satisfies z.infer<typeof waiting>), 0);
  await store.keepRecord(BY_TIME, `${String(FAR - at).padStart(13, "0")}/${id}`, "{}", 0);
  return await store.keepRecord(ALERT, id, JSON.stringify(made), 0);
}

/** The latest first, each with its place; those behind the place `after`. */
export async function alertPage(
  store: Records,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<{ place: string; alert: Alert }[]> {
  const page: { place: string; alert: Alert }[] = [];
  for (const { id: place } of await store.records(BY_TIME, { limit, ...(after === undefined ? {} : { after }) })) {
    const found = await alertNamed(store, place.slice(place.indexOf("/") + 1));
    if (found !== null) page.push({ place, alert: found });
  }
  return page;
}

export async function alertNamed(store: Records, id: string): Promise<Alert | null> {
  const found = await store.record(ALERT, id);
  return found === null ? null : alert.parse(JSON.parse(found.body));
}

export async function changeAlert(store: Records, id: string, changed: Partial<Alert>): Promise<void> {
  for (let found = await store.record(ALERT, id); found !== null; found = await store.record(ALERT, id))
    if (await store.keepRecord(ALERT, id, JSON.stringify({ ...alert.parse(JSON.parse(found.body)), ...changed }), found.version)) return;
}

export async function waitingAlerts(store: Records): Promise<WaitingAlert[]> {
  return (await allRecords(store, WAITING)).map(({ id, body }) => ({ alert: id, ...waiting.parse(JSON.parse(body)) }));
}

export const waitNoMore = (store: Records, id: string): Promise<void> => store.dropRecord(WAITING, id);

export async function parcels(store: Records): Promise<Parcel[]> {
  return (await allRecords(store, PARCEL)).map(({ body }) => parcel.parse(JSON.parse(body)));
}

/** As it is from now on; new where there is none. */
export async function keepParcel(store: Records, made: Parcel): Promise<void> {
  const version = (await store.record(PARCEL, made.parcel))?.version ?? 0;
  await store.keepRecord(PARCEL, made.parcel, JSON.stringify(made), version);
}

export const dropParcel = (store: Records, { parcel: id }: Parcel): Promise<void> => store.dropRecord(PARCEL, id);

/** How far the store was looked at; null where nobody has yet. */
export async function markOf(store: Records): Promise<Looked | null> {
  const found = await store.record(MARK, MARK);
  return found === null ? null : looked.parse(JSON.parse(found.body));
}

export async function setMark(store: Records, mark: Looked): Promise<void> {
  const version = (await store.record(MARK, MARK))?.version ?? 0;
  await store.keepRecord(MARK, MARK, JSON.stringify(mark), version);
}
