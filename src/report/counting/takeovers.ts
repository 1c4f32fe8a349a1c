/** Accounts of one cluster with their suspensions and sign-ups -> who took over from whom, and how soon: a sign-up within a day after. */
import { RELINK_MS } from "../../cluster/identity/relink.js";
import { byCodeUnit } from "../../tools/order.js";
import type { MaterialAccount } from "./material.js";

export interface Takeover {
  suspended: string;
  successor: string;
  /** Milliseconds since 1970. */
  at: number;
  seconds: number;
}

/** Of each suspension in the period the next sign-up within the cluster, as a cluster's time to relink is counted; by time. */
export function takeoversOf(members: readonly MaterialAccount[]): Takeover[] {
  const signups = members
    .flatMap(({ account, signupAt }) => (signupAt === null ? [] : [{ account, at: signupAt }]))
    .sort((a, b) => a.at - b.at || byCodeUnit(a.account, b.account));
  let place = 0;
  return members
    .flatMap(({ account, suspended }) => suspended.map((at) => ({ account, at })))
    .sort((a, b) => a.at - b.at || byCodeUnit(a.account, b.account))
    .flatMap(({ account, at }) => {
      while (place < signups.length && signups[place].at <= at) place++;
      const next = signups[place];
      if (next === undefined || next.at - at > RELINK_MS) return [];
      return { suspended: account, successor: next.account, at, seconds: Math.round((next.at - at) / 1000) };
    });
}

/** Null where there are none; of an even number the upper of the two in the middle, as everywhere. */
export function medianOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : [...values].sort((a, b) => a - b)[values.length >> 1];
}
