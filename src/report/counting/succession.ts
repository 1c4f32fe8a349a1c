/** Suspensions in the period and who took over -> succession: how many, how soon, by day and operator, and one by one. */
import type { Report } from "../../contract/report.js";
import { byCodeUnit } from "../../tools/order.js";
import { rounded } from "../../tools/rounded.js";
import { dayText, type Zone } from "../../tools/zone.js";
import type { MaterialAccount, MaterialCluster } from "./material.js";
import { medianOf, type Takeover } from "./takeovers.js";

/** Takeovers that are told one by one: the latest. */
const MOST = 1_000;

interface DayEntry {
  day: number;
  operator: string;
  suspended: Set<string>;
  taken: Set<string>;
  seconds: number[];
}

export function successionOf(
  accounts: readonly MaterialAccount[],
  clusters: readonly MaterialCluster[],
  takeovers: ReadonlyMap<string, readonly Takeover[]>,
  { dayOf }: Zone,
): Report["succession"] {
  const days = new Map<string, DayEntry>();
  const entryOf = (at: number, operator: string): DayEntry => {
    const day = dayOf(at);
    const entry = days.get(`${day} ${operator}`) ?? { day, operator, suspended: new Set(), taken: new Set(), seconds: [] };
    days.set(`${day} ${operator}`, entry);
    return entry;
  };
  for (const { account, cluster, suspended } of accounts)
    for (const at of suspended) entryOf(at, clusters[cluster].operator).suspended.add(account);
  const all = clusters.flatMap(({ id, operator }) => (takeovers.get(id) ?? []).map((each) => ({ ...each, operator })));
  for (const { operator, suspended, at, seconds } of all) {
    const entry = entryOf(at, operator);
    entry.taken.add(suspended);
    entry.seconds.push(seconds);
  }
  const suspended = accounts.filter((account) => account.suspended.length > 0).length;
  const taken = new Set(all.map((each) => each.suspended)).size;
  return {
    suspended,
    taken_over: taken,
    share: suspended === 0 ? null : rounded(taken / suspended),
    median_s: medianOf(all.map(({ seconds }) => seconds)),
    by_day: [...days.values()]
      .sort((a, b) => a.day - b.day || byCodeUnit(a.operator, b.operator))
      .map((entry) => ({
        day: dayText(entry.day),
        operator: entry.operator,
        suspended: entry.suspended.size,
        taken_over: entry.taken.size,
        median_s: medianOf(entry.seconds),
      })),
    takeovers: all
      .sort((a, b) => a.at - b.at || byCodeUnit(a.suspended, b.suspended))
      .slice(-MOST)
      .map(({ operator, suspended, successor, at, seconds }) => ({
        operator,
        suspended,
        successor,
        at: new Date(at).toISOString(),
        seconds,
      })),
  };
}
