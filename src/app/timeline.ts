/** A cluster's id of any time, or an account's -> what its accounts did day by day, and altogether by capability and by model. */
import { NotFoundError } from "../errors.js";
import { type ActivitySummary, summariseActivity } from "../indicator/days/summary.js";
import type { GraphStore } from "../ports/store.js";
import { clusterNamed } from "./clusters.js";

/** Days from 1 January 1970 in the store's zone: [from, to). All there are where one is left out. */
export interface DayRange {
  from?: number;
  to?: number;
}

export interface Timeline extends ActivitySummary {
  /** The cluster's id of today, or null where an account was asked for. */
  cluster: string | null;
  /** The time zone of the days. */
  zone: string;
}

/**
 * As far as events were merged, which a clustering does. Throws a `PermanentError` where `what` is neither a cluster nor an account with
 * events.
 */
export async function timelineOf(
  store: GraphStore,
  what: string,
  { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: DayRange = {},
): Promise<Timeline> {
  if ((await store.resolveClusterId(what)) === null) return await timelineOfAccount(store, what, { from, to });
  const { id, accounts } = await clusterNamed(store, what);
  const activities = await store.activityOf(accounts);
  if (activities.length === 0) throw new NotFoundError(`no event of an account of ${what} was merged: cluster again`);
  return { cluster: id, zone: store.zone(), ...summariseActivity(activities, from, to) };
}

/** The same of an account, whatever clusters are called. Throws a `NotFoundError` where no event of it was merged. */
export async function timelineOfAccount(
  store: GraphStore,
  account: string,
  { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: DayRange = {},
): Promise<Timeline> {
  const activities = await store.activityOf([account]);
  if (activities.length === 0)
    throw new NotFoundError(
      `${JSON.stringify(account)} is no cluster's id, and no event of such an account was merged: cluster again, or check the id`,
    );
  return { cluster: null, zone: store.zone(), ...summariseActivity(activities, from, to) };
}
