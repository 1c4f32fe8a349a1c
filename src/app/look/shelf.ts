/**
 * What was read of the current run, as long as it is current: the list of its clusters, and some clusters and links. A run never changes,
 * so that nothing here grows stale; what was asked for longest ago goes first.
 */
import type { Cluster } from "../../model/cluster.js";
import type { Link } from "../../model/link.js";
import type { ClusterSummary, RunInfo } from "../../model/run.js";
import type { Clock } from "../../ports/clock.js";
import type { RunReader } from "../../ports/runs.js";
import { hash } from "../../tools/hash.js";
import { byCodeUnit } from "../../tools/order.js";
import { clusterInRun } from "../clusters.js";
import { runOf } from "../current-run.js";

/** Whether a new run was saved is asked once in so long. */
const FRESH_MS = 200;
/** Accounts of clusters, and links, that are held. */
const MOST = { accounts: 200_000, links: 300_000 };
const PAGE = 1_000;

/** Of a run: every cluster's summary, by size, and how many accounts each gained. */
export interface ClusterList {
  run: number;
  clusters: readonly ClusterSummary[];
  growth(id: string): number;
  /** In the order of a sort: descending, then by id. */
  sorted(by: ClusterSort): readonly ClusterSummary[];
}

export type ClusterSort = "size" | "score" | "exchanges" | "last_seen" | "growth";

export class Shelf {
  readonly #store: RunReader;
  readonly #clock: Clock;
  #current: { info: RunInfo; until: number } | null = null;
  #list: Promise<ClusterList> | null = null;
  #listed = -1;
  #values: Promise<ValueIndex> | null = null;
  #indexed = -1;
  readonly #clusters: Held<Cluster>;
  readonly #links: Held<readonly Link[]>;

  constructor(store: RunReader, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
    this.#clusters = new Held(MOST.accounts, ({ accounts }) => accounts.length + 20);
    this.#links = new Held(MOST.links, ({ length }) => length + 20);
  }

  /** Throws a `NotFoundError` where there is no clustering yet. */
  async current(): Promise<RunInfo> {
    const now = this.#clock.now();
    if (this.#current !== null && now < this.#current.until) return this.#current.info;
    const info = await runOf(this.#store);
    this.#current = { info, until: now + FRESH_MS };
    return info;
  }

  async list(): Promise<ClusterList> {
    const { number } = await this.current();
    if (this.#list === null || this.#listed !== number) {
      this.#listed = number;
      this.#list = listOf(this.#store, number);
      this.#list.catch(() => {
        this.#list = null; // who asks next reads again
      });
    }
    return await this.#list;
  }

  /** The cluster of today that has this id, or took over the one that had it. */
  async cluster(id: string): Promise<{ cluster: Cluster; number: number }> {
    const { number } = await this.current();
    const held = await this.#clusters.get(`${number} ${id}`, async () => {
      const { cluster, number: of } = await clusterInRun(this.#store, id);
      return of === number ? cluster : null;
    });
    return held === null ? await clusterInRun(this.#store, id) : { cluster: held, number };
  }

  async links(cluster: string, run: number): Promise<readonly Link[]> {
    return (await this.#links.get(`${run} ${cluster}`, () => this.#store.linksOf(cluster, run))) ?? [];
  }

  /** Clusters of the run of which some evidence has this text. */
  async clustersWith(text: string): Promise<readonly string[]> {
    const { number } = await this.current();
    if (this.#values === null || this.#indexed !== number) {
      this.#indexed = number;
      this.#values = indexOf(this.#store, number);
      this.#values.catch(() => {
        this.#values = null;
      });
    }
    return (await this.#values).clustersOf(text);
  }
}

async function listOf(store: RunReader, run: number): Promise<ClusterList> {
  const clusters: ClusterSummary[] = [];
  for (let after: ClusterSummary | undefined; ; after = clusters.at(-1)) {
    const page = await store.clusters({ run, limit: PAGE, ...(after === undefined ? {} : { after }) });
    clusters.push(...page);
    if (page.length < PAGE) break;
  }
  const grown = new Map<string, number>();
  for (const { cluster, joined, left } of await store.changesOf(run)) grown.set(cluster, (grown.get(cluster) ?? 0) + joined - left);
  const growth = (id: string) => grown.get(id) ?? 0;
  const of: Record<ClusterSort, (cluster: ClusterSummary) => number> = {
    size: ({ size }) => size,
    score: ({ score }) => score,
    exchanges: ({ exchanges }) => exchanges,
    last_seen: ({ lastSeen }) => lastSeen,
    growth: ({ id }) => growth(id),
  };
  const orders = new Map<ClusterSort, readonly ClusterSummary[]>();
  return {
    run,
    clusters,
    growth,
    sorted(by) {
      const known = orders.get(by);
      if (known) return known;
      const sorted = [...clusters].sort((a, b) => of[by](b) - of[by](a) || byCodeUnit(a.id, b.id));
      orders.set(by, sorted);
      return sorted;
    },
  };
}

/** Texts by their hash: a text's clusters are found without holding any text. */
interface ValueIndex {
  clustersOf(text: string): readonly string[];
}

async function indexOf(store: RunReader, run: number): Promise<ValueIndex> {
  const ids: string[] = [];
  const byHash = new Map<number, number[]>();
  for await (const { id, evidence } of store.allClusters(run)) {
    const place = ids.push(id) - 1;
    for (const { value } of evidence) {
      const key = keyOf(value);
      const places = byHash.get(key);
      if (places === undefined) byHash.set(key, [place]);
      else if (places.at(-1) !== place) places.push(place);
    }
  }
  return { clustersOf: (text) => (byHash.get(keyOf(text)) ?? []).map((place) => ids[place]) };
}

/** 52 bits: a number holds no more. What shares them by chance is sorted out by whoever reads the cluster. */
function keyOf(text: string): number {
  const { hi, lo } = hash(text);
  return (hi & 0xfffff) * 2 ** 32 + lo;
}

/** Values by key, up to so much in all; one that is being read is waited for by all who ask. Null is not held. */
class Held<T> {
  readonly #most: number;
  readonly #size: (value: T) => number;
  readonly #held = new Map<string, { value: Promise<T | null>; size: number }>();
  #total = 0;

  constructor(most: number, size: (value: T) => number) {
    this.#most = most;
    this.#size = size;
  }

  async get(key: string, read: () => Promise<T | null>): Promise<T | null> {
    const known = this.#held.get(key);
    if (known) {
      this.#held.delete(key);
      this.#held.set(key, known);
      return await known.value;
    }
    const entry = { value: read(), size: 0 };
    this.#held.set(key, entry);
    try {
      const value = await entry.value;
      if (value === null) this.#drop(key);
      else this.#weigh(key, entry, this.#size(value));
      return value;
    } catch (error) {
      this.#drop(key);
      throw error;
    }
  }

  #weigh(key: string, entry: { size: number }, size: number): void {
    if (this.#held.get(key) !== entry) return;
    entry.size = size;
    this.#total += size;
    for (const oldest of this.#held.keys()) {
      if (this.#total <= this.#most || oldest === key) return;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#total -= this.#held.get(key)?.size ?? 0;
    this.#held.delete(key);
  }
}
