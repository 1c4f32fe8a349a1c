/** Accounts' sums, with the operator and the cluster of each -> totals, and sums by operator, cluster, day and capability. */
import { type AccountSums, CAPABILITY_NAMES, type DaySums } from "./sums.js";

export interface Usage {
  accounts: number;
  exchanges: number;
  input_tokens: number;
  output_tokens: number;
}

export class GroupTally {
  readonly usage: Usage = none();
  readonly byDay = new Map<number, Usage>();
  readonly capabilities = new Float64Array(CAPABILITY_NAMES.length);
}

export const none = (): Usage => ({ accounts: 0, exchanges: 0, input_tokens: 0, output_tokens: 0 });

/** Each account is in one cluster, and each cluster is one operator's: so everything adds up. */
export class Tally {
  readonly total: Usage = none();
  readonly operators = new Map<string, GroupTally>();
  readonly clusters = new Map<string, Usage>();

  add({ days }: AccountSums, cluster: string, operator: string): void {
    const group = entryOf(this.operators, operator, () => new GroupTally());
    const ofCluster = entryOf(this.clusters, cluster, none);
    if (days.length === 0) return;
    for (const usage of [this.total, group.usage, ofCluster]) usage.accounts++;
    for (const sums of days) {
      const exchanges = exchangesOf(sums);
      for (const usage of [this.total, group.usage, ofCluster]) addTo(usage, sums, exchanges);
      for (let place = 0; place < CAPABILITY_NAMES.length; place++) group.capabilities[place] += sums.exchanges[place];
      if (sums.day === null) continue;
      const day = entryOf(group.byDay, sums.day, none);
      day.accounts++;
      addTo(day, sums, exchanges);
    }
  }
}

export function exchangesOf({ exchanges }: Pick<DaySums, "exchanges">): number {
  let sum = 0;
  for (let place = 0; place < exchanges.length; place++) sum += exchanges[place];
  return sum;
}

/** Of all of an account's days. */
export function usageOf(days: readonly DaySums[]): Usage {
  const usage = { ...none(), accounts: days.length > 0 ? 1 : 0 };
  for (const sums of days) addTo(usage, sums, exchangesOf(sums));
  return usage;
}

function addTo(usage: Usage, { inputTokens, outputTokens }: DaySums, exchanges: number): void {
  usage.exchanges += exchanges;
  usage.input_tokens += inputTokens;
  usage.output_tokens += outputTokens;
}

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let entry = map.get(key);
  if (entry === undefined) {
    entry = make();
    map.set(key, entry);
  }
  return entry;
}
