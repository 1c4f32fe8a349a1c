/** A run as it was gathered -> its clusters, its accounts, and where each value is found. A run never changes: nothing here grows stale. */
import type { Cluster } from "../../model/cluster.js";
import type { FittedModel } from "../../model/fitted.js";
import type { RunInfo } from "../../model/run.js";
import { firstFrom } from "../../tools/first-from.js";
import { ClusterList } from "./cluster-list.js";
import { type GatheredRun, keyOf } from "./gather-run.js";
import { ClusterPages } from "./list-clusters.js";
import { type Member, type MemberColumns, memberAt, membersBetween } from "./member-columns.js";
import { placeOfText, Texts } from "./texts.js";

/** A cluster without its accounts: `size` says how many. */
export type ClusterDetails = Omit<Cluster, "accounts"> & { size: number };

export class HeldRun {
  readonly list: ClusterPages;
  readonly #run: GatheredRun;
  readonly #details: Texts;
  readonly #accounts: Texts;

  constructor(run: GatheredRun) {
    this.#run = run;
    this.list = new ClusterPages(new ClusterList(run.info.number, run.list));
    this.#details = new Texts(run.details);
    this.#accounts = new Texts(run.accounts);
  }

  get info(): RunInfo {
    return this.#run.info;
  }

  get number(): number {
    return this.#run.info.number;
  }

  get model(): FittedModel | null {
    return this.#run.model;
  }

  has(id: string): boolean {
    return this.#placeOf(id) >= 0;
  }

  details(id: string): ClusterDetails | null {
    const place = this.#placeOf(id);
    return place < 0 ? null : (JSON.parse(this.#details.at(place)) as ClusterDetails);
  }

  /** The accounts of a cluster, and what is known of each. */
  body(id: string): { accounts: string[]; members: MemberColumns } {
    const place = this.#placeOf(id);
    const [from, to] = [this.#run.start[place], this.#run.start[place + 1]];
    return { accounts: this.#accounts.slice(from, to), members: membersBetween(this.#run.members, from, to) };
  }

  growth(id: string): number {
    return this.list.list.growth(this.#placeOf(id));
  }

  /** The id of the account's cluster, or null. */
  clusterOf(account: string): string | null {
    const { start, accountPlaces } = this.#run;
    const place = placeOfText(this.#accounts, accountPlaces, account);
    return place < 0 ? null : this.list.list.ids.at(firstFrom(start, 0, start.length, place + 1) - 1);
  }

  /** Whether an event of the account was merged: by a hash of 53 bits, so that it may be said in error of one in ten billion. */
  knows(account: string): boolean {
    const key = keyOf(account);
    return this.#run.known.some((keys) => keys[firstFrom(keys, 0, keys.length, key)] === key);
  }

  /** Accounts of a cluster, by their places in it. */
  members(cluster: string, from: number, to: number): Member[] {
    const place = this.#placeOf(cluster);
    const first = this.#run.start[place] + from;
    const accounts = this.#accounts.slice(first, Math.min(this.#run.start[place] + to, this.#run.start[place + 1]));
    return accounts.map((account, i) => memberAt(this.#run.members, account, first + i));
  }

  /** Clusters of which some evidence has this text, or one with the same hash: who reads them sees which. At most `limit`. */
  clustersWith(text: string, limit: number): readonly string[] {
    const { valueKeys, valueClusters } = this.#run;
    const key = keyOf(text);
    const found: string[] = [];
    for (let i = firstFrom(valueKeys, 0, valueKeys.length, key); valueKeys[i] === key && found.length < limit; i++)
      found.push(this.list.list.ids.at(valueClusters[i]));
    return found;
  }

  #placeOf(id: string): number {
    return placeOfText(this.list.list.ids, this.#run.idPlaces, id);
  }
}
