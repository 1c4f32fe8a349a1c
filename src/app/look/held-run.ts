/**
 * A run -> all that is asked of it again and again, in memory: its clusters as JSON, its accounts in columns, and where each value and each
 * account is found. A run never changes, so that nothing here grows stale.
 */
import { setImmediate as turn } from "node:timers/promises";
import { readPage } from "../../indicator/page.js";
import { type Particulars, ParticularsReader } from "../../indicator/particulars.js";
import type { Cluster } from "../../model/cluster.js";
import type { FittedModel } from "../../model/fitted.js";
import type { ClusterSummary, RunInfo } from "../../model/run.js";
import type { GraphStore } from "../../ports/store.js";
import { hash } from "../../tools/hash.js";
import { type ClusterList, listOf } from "./cluster-list.js";
import { type Member, MemberColumns } from "./member-columns.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** So many bytes of footprints are looked at before others have their turn. */
const TURN_BYTES = 256 << 10;

export class HeldRun {
  readonly info: RunInfo;
  readonly list: ClusterList;
  readonly model: FittedModel | null;
  readonly #accounts: readonly string[];
  readonly #ordinals: ReadonlyMap<string, number>;
  /** The accounts of cluster i are at [start[i], start[i + 1]). */
  readonly #start: Uint32Array;
  readonly #ids: ReadonlyMap<string, number>;
  /** JSON of each cluster but its accounts. */
  readonly #details: readonly Uint8Array[];
  readonly #values: ReadonlyMap<number, number | readonly number[]>;
  readonly #columns: MemberColumns;
  /** Of every account that is known, in a cluster or not: ascending. */
  readonly #known: Float64Array;

  constructor(parts: Gathered) {
    this.info = parts.info;
    this.list = parts.list;
    this.model = parts.model;
    this.#accounts = parts.accounts;
    this.#ordinals = parts.ordinals;
    this.#start = Uint32Array.from(parts.start);
    this.#ids = new Map(parts.ids.map((id, i) => [id, i]));
    this.#details = parts.details;
    this.#values = parts.values;
    this.#columns = parts.columns;
    this.#known = parts.known;
  }

  get number(): number {
    return this.info.number;
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  cluster(id: string): Cluster | null {
    const i = this.#ids.get(id);
    if (i === undefined) return null;
    const details = JSON.parse(decoder.decode(this.#details[i])) as Omit<Cluster, "accounts">;
    return { ...details, accounts: this.#accounts.slice(this.#start[i], this.#start[i + 1]) };
  }

  /** The id of the account's cluster, or null. */
  clusterOf(account: string): string | null {
    const ordinal = this.#ordinals.get(account);
    return ordinal === undefined ? null : this.list.clusters[placeIn(this.#start, ordinal)].id;
  }

  /** Whether an event of the account was merged: by a hash of 53 bits, so that it may be said in error of one in ten billion. */
  knows(account: string): boolean {
    const key = keyOf(account);
    let low = 0;
    for (let high = this.#known.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (this.#known[middle] < key) low = middle + 1;
      else high = middle;
    }
    return this.#known[low] === key;
  }

  /** Accounts of a cluster, by their places in it. */
  members(cluster: string, from: number, to: number): Member[] {
    const i = this.#ids.get(cluster)!;
    const first = this.#start[i] + from;
    const accounts = this.#accounts.slice(first, Math.min(this.#start[i] + to, this.#start[i + 1]));
    return accounts.map((account, j) => this.#columns.at(account, first + j));
  }

  /** Clusters of which some evidence has this text, or one with the same hash: who reads them sees which. */
  clustersWith(text: string): readonly string[] {
    const found = this.#values.get(keyOf(text)) ?? [];
    return (typeof found === "number" ? [found] : found).map((place) => this.list.clusters[place].id);
  }
}

interface Gathered {
  info: RunInfo;
  list: ClusterList;
  model: FittedModel | null;
  accounts: readonly string[];
  ordinals: ReadonlyMap<string, number>;
  start: readonly number[];
  ids: readonly string[];
  details: readonly Uint8Array[];
  values: ReadonlyMap<number, number | readonly number[]>;
  columns: MemberColumns;
  known: Float64Array;
}

/** Reads all of it, a piece at a time: others are answered meanwhile. */
export async function holdRun(store: GraphStore, info: RunInfo): Promise<HeldRun> {
  const { number } = info;
  const accounts: string[] = [];
  const start = [0];
  const ids: string[] = [];
  const details: Uint8Array[] = [];
  const values = new Map<number, number | number[]>();
  for await (const { accounts: members, ...rest } of store.allClusters(number)) {
    const place = ids.push(rest.id) - 1;
    details.push(encoder.encode(JSON.stringify(rest)));
    for (const account of members) accounts.push(account);
    start.push(accounts.length);
    for (const { value } of rest.evidence) note(values, keyOf(value), place);
    if (place % 100 === 99) await turn();
  }
  const list = await listOf(store, number);
  if (list.clusters.some(({ id }: ClusterSummary, i) => id !== ids[i])) throw new Error(`run ${number} was read in two orders`);
  const ordinals = new Map(accounts.map((account, i) => [account, i]));
  const { columns, known } = await columnsOf(store, ordinals);
  return new HeldRun({ info, list, model: await store.modelOf(number), accounts, ordinals, start, ids, details, values, columns, known });
}

/** What members' lists show of each account in a cluster, and a key of every account. */
async function columnsOf(store: GraphStore, ordinals: ReadonlyMap<string, number>): Promise<Pick<Gathered, "columns" | "known">> {
  const columns = new MemberColumns(ordinals.size);
  const keys: number[] = [];
  const reader = new ParticularsReader();
  for (let part = 0; part < store.parts(); part++) {
    const { footprints } = await store.part(part);
    let bytesSeen = 0;
    for (const { account, bytes } of readPage(footprints)) {
      keys.push(keyOf(account));
      const ordinal = ordinals.get(account);
      if (ordinal !== undefined) columns.set(ordinal, reader.read(bytes) satisfies Particulars);
      bytesSeen += bytes.length;
      if (bytesSeen < TURN_BYTES) continue;
      bytesSeen = 0;
      await turn();
    }
  }
  return { columns, known: Float64Array.from(keys).sort() };
}

function note(values: Map<number, number | number[]>, key: number, place: number): void {
  const before = values.get(key);
  if (before === undefined) values.set(key, place);
  else if (typeof before === "number") {
    if (before !== place) values.set(key, [before, place]);
  } else if (before.at(-1) !== place) before.push(place);
}

/** Of the ranges that begin at these places, the one that the place is in. */
function placeIn(start: Uint32Array, place: number): number {
  let low = 0;
  for (let high = start.length - 1; low < high; ) {
    const middle = (low + high + 1) >> 1;
    if (start[middle] <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** 53 bits: a number holds no more. */
function keyOf(text: string): number {
  const { hi, lo } = hash(text);
  return ((hi & 0x1fffff) >>> 0) * 2 ** 32 + (lo >>> 0);
}
