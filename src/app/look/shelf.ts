/**
 * The current run, held in memory as long as it is current: the next one is read in the background and takes its place when it is whole;
 * and links of the clusters that were asked for last.
 */
import { setTimeout as pause } from "node:timers/promises";
import type { EvidenceColumns } from "../../contract/evidence-columns.js";
import { NotFoundError } from "../../errors.js";
import type { Cluster } from "../../model/cluster.js";
import { type Link, namesValue } from "../../model/link.js";
import type { RunInfo } from "../../model/run.js";
import type { Clock } from "../../ports/clock.js";
import type { GraphStore } from "../../ports/store.js";
import { clusterInRun } from "../clusters.js";
import { runOf } from "../current-run.js";
import { type Anatomy, anatomyOf } from "./anatomy.js";
import type { ClusterList } from "./cluster-list.js";
import { evidenceOf } from "./evidence.js";
import { Held } from "./held.js";
import { type HeldRun, holdRun } from "./held-run.js";
import { placeAgain } from "./place-again.js";
import { ownLinks } from "./shared-by-parts.js";

/** Whether a new run was saved is asked once in so long. */
const FRESH_MS = 200;
/** A new run that is small is waited for. */
const PATIENCE_MS = 50;
const MOST_LINKS = 300_000;
/** Accounts and links of graphs that are held. */
const MOST_DRAWN = 600_000;

export class Shelf {
  readonly #store: GraphStore;
  readonly #clock: Clock;
  readonly #onFailure: (failure: unknown) => void;
  #held: HeldRun | null = null;
  #reading: { number: number; done: Promise<void> } | null = null;
  #askAt = Number.NEGATIVE_INFINITY;
  readonly #anatomies = new Held<Anatomy>(MOST_DRAWN, ({ accounts, links }) => accounts + links + 20);
  readonly #links = new Held<readonly Link[]>(MOST_LINKS, ({ length }) => length + 20);

  /** `onFailure` is told where the next run could not be read: it is tried again, and the one before serves meanwhile. */
  constructor(store: GraphStore, clock: Clock, onFailure: (failure: unknown) => void = () => {}) {
    this.#store = store;
    this.#clock = clock;
    this.#onFailure = onFailure;
  }

  /** Throws a `NotFoundError` where there is no clustering yet. */
  async run(): Promise<HeldRun> {
    const now = this.#clock.now();
    if (now >= this.#askAt) {
      const info = await runOf(this.#store);
      this.#askAt = now + FRESH_MS;
      if (info.number !== this.#held?.number && info.number !== this.#reading?.number) this.#read(info);
    }
    if (this.#reading !== null) {
      if (this.#held === null) await this.#reading.done;
      else await Promise.race([this.#reading.done.catch(() => {}), pause(PATIENCE_MS)]); // a failure is told to `onFailure`
    }
    return this.#held!;
  }

  async current(): Promise<RunInfo> {
    return (await this.run()).info;
  }

  async list(): Promise<ClusterList> {
    return (await this.run()).list;
  }

  /** The cluster of today that has this id, or took over the one that had it. */
  async cluster(id: string): Promise<{ cluster: Cluster; number: number }> {
    const held = await this.run();
    const cluster = held.cluster(id);
    return cluster === null ? await clusterInRun(this.#store, id) : { cluster, number: held.number };
  }

  async links(cluster: string, run: number): Promise<readonly Link[]> {
    return await this.#links.get(`${run} ${cluster}`, () => this.#store.linksOf(cluster, run));
  }

  /** Of a cluster of the current run. Throws a `NotFoundError` where there is none of this id. */
  async anatomy(id: string): Promise<Anatomy> {
    const held = await this.run();
    const cluster = held.cluster(id);
    if (cluster === null)
      throw new NotFoundError(`no cluster ${JSON.stringify(id)} in run ${held.number}: listClusters has those there are`);
    return await this.#anatomies.get(`${held.number} ${id}`, async () =>
      anatomyOf(held, cluster, await this.links(id, held.number), (parts) => placeAgain(this.#store, parts)),
    );
  }

  /** Of a cluster of the current run, in the order of its anatomy's links. Throws a `NotFoundError` as `anatomy` does. */
  async evidence(id: string): Promise<EvidenceColumns> {
    const held = await this.run();
    const { indicators } = await this.anatomy(id);
    if (held.model === null) throw new NotFoundError(`run ${held.number} was kept without its model: cluster again`);
    const { accounts, evidence } = held.cluster(id)!;
    const known = new Set(indicators.map(({ kind, value }) => JSON.stringify([kind, value])));
    const others = evidence.filter(({ kind, value }) => namesValue({ kind }) && !known.has(JSON.stringify([kind, value])));
    const values = [...indicators, ...others].map(({ kind, value }) => ({ kind, value }));
    return evidenceOf({ run: held.number, model: held.model, own: ownLinks(accounts, await this.links(id, held.number)), values });
  }

  /** The store, with what is held answered from here. */
  get store(): GraphStore {
    const of = async (run: number | undefined): Promise<HeldRun | null> => {
      const held = await this.run();
      return run === undefined || run === held.number ? held : null;
    };
    const store = this.#store;
    return {
      ...store,
      currentRun: () => this.current(),
      cluster: async (id, run) => {
        const held = await of(run);
        return held === null ? await store.cluster(id, run) : held.cluster(id);
      },
      clusterOf: async (account, run) => {
        const held = await of(run);
        return held === null ? await store.clusterOf(account, run) : held.clusterOf(account);
      },
      linksOf: async (cluster, run) => [...(await this.links(cluster, run ?? (await this.run()).number))],
      tiesOf: async (account, run) => {
        const held = await of(run);
        const cluster = held?.clusterOf(account) ?? null;
        if (held === null || cluster === null) return await store.tiesOf(account, run);
        return (await this.links(cluster, held.number)).filter(({ a, b }) => a === account || b === account);
      },
      modelOf: async (run) => (await of(run))?.model ?? (await store.modelOf(run)),
      resolveClusterId: async (id) => ((await this.run()).has(id) ? id : await store.resolveClusterId(id)),
    };
  }

  #read(info: RunInfo): void {
    const done = holdRun(this.#store, info).then(
      (held) => {
        this.#held = held;
        this.#reading = null;
      },
      (failure: unknown) => {
        this.#reading = null;
        this.#askAt = Number.NEGATIVE_INFINITY; // who asks next begins it again, and is not handed what is not there
        this.#onFailure(failure);
        throw failure;
      },
    );
    done.catch(() => {}); // whoever waits for it hears of it
    this.#reading = { number: info.number, done };
  }
}
