/**
 * The current run, held in memory as long as it is current: the next one is gathered in the background and takes its place when it is
 * whole; and what was asked for last of what a looker works out.
 */
import { setTimeout as pause } from "node:timers/promises";
import { NotFoundError } from "../../errors.js";
import type { Dossier } from "../../model/dossier.js";
import type { Link } from "../../model/link.js";
import type { RunInfo } from "../../model/run.js";
import type { Clock } from "../../ports/clock.js";
import type { GraphStore } from "../../ports/store.js";
import { Held } from "../../tools/held/held.js";
import { clusterInRun } from "../clusters.js";
import { runOf } from "../current-run.js";
import { type ClusterDetails, HeldRun } from "./held-run.js";
import { type Drawn, type Looker, lookerOf } from "./looker.js";

/** Whether a new run was saved is asked once in so long; who comes when that was asked so long ago twice over waits for the answer. */
const FRESH_MS = 200;
/** A new run that is small is waited for. */
const PATIENCE_MS = 50;
/** Of graphs that are held, with all that is told of them. */
const MOST_BYTES = 24 << 20;
const ANATOMY_BYTES = 100_000;
/** Accounts of a cluster whose links are read ahead, and of how many clusters it is remembered that they were. */
const LARGE = 2_000;
const MOST_AHEAD = 1_000;

export interface ShelfOptions {
  /** Told where the next run could not be read: it is tried again, and the one before serves meanwhile. */
  onFailure?: (failure: unknown) => void;
  /** Whoever does what takes its time: this thread, unless another does. */
  looker?: Looker;
}

export class Shelf {
  readonly looker: Looker;
  readonly #store: GraphStore;
  readonly #clock: Clock;
  readonly #onFailure: (failure: unknown) => void;
  #held: HeldRun | null = null;
  #reading: { number: number; done: Promise<void> } | null = null;
  #asked = Number.NEGATIVE_INFINITY;
  #asking: Promise<void> | null = null;
  #dossiers: { at: number; all: readonly Dossier[] } | null = null;
  #readingDossiers: Promise<void> | null = null;
  readonly #ahead = new Set<string>();
  readonly #drawn = new Held<Drawn>(MOST_BYTES, ({ graph }) => graph.length + ANATOMY_BYTES);

  constructor(store: GraphStore, clock: Clock, { onFailure = () => {}, looker = lookerOf(store) }: ShelfOptions = {}) {
    this.#store = store;
    this.#clock = clock;
    this.#onFailure = onFailure;
    this.looker = looker;
  }

  /** Throws a `NotFoundError` where there is no clustering yet. */
  async run(): Promise<HeldRun> {
    const since = this.#clock.now() - this.#asked;
    if (since >= FRESH_MS) this.#askOnce();
    if (this.#held === null || since >= 2 * FRESH_MS) await this.#asking;
    if (this.#reading !== null) {
      if (this.#held === null) await this.#reading.done;
      else await Promise.race([this.#reading.done.catch(() => {}), pause(PATIENCE_MS)]); // a failure is told to `onFailure`
    }
    return this.#held!;
  }

  async current(): Promise<RunInfo> {
    return (await this.run()).info;
  }

  /** The cluster of today that has this id, or took over the one that had it. */
  async details(id: string): Promise<{ cluster: ClusterDetails; number: number; growth: number }> {
    const held = await this.run();
    const own = held.details(id);
    if (own !== null) {
      if (own.size >= LARGE) this.#readAhead(id, held.number);
      return { cluster: own, number: held.number, growth: held.growth(id) };
    }
    const { cluster, number } = await clusterInRun(this.#store, id);
    const { accounts, ...rest } = cluster;
    return { cluster: { ...rest, size: accounts.length }, number, growth: 0 };
  }

  /** Of a cluster of the run that is held. Throws a `NotFoundError` where there is none of this id. */
  async drawn(id: string): Promise<Drawn> {
    const held = await this.run();
    if (!held.has(id)) throw new NotFoundError(`no cluster ${JSON.stringify(id)} in run ${held.number}: listClusters has those there are`);
    return await this.#drawn.get(`${held.number} ${id}`, () => this.looker.draw({ cluster: id, run: held.number, ...held.body(id) }));
  }

  /** Its links' evidence in columns, gzipped, of the run `number`. Throws a `NotFoundError` as `drawn` does. */
  async evidence(id: string): Promise<{ number: number; evidence: Uint8Array }> {
    const { number } = await this.run();
    const { indicators } = (await this.drawn(id)).anatomy;
    return { number, evidence: await this.looker.evidence({ cluster: id, run: number, indicators }) };
  }

  /** The links that an account has in the cluster that it is in, sorted by (a, b). */
  async ties(account: string): Promise<readonly Link[]> {
    const held = await this.run();
    const cluster = held.clusterOf(account);
    return cluster === null ? [] : await this.looker.ties({ account, run: held.number, cluster });
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
      clusterOf: async (account, run) => {
        const held = await of(run);
        return held === null ? await store.clusterOf(account, run) : held.clusterOf(account);
      },
      tiesOf: async (account, run) => ((await of(run)) === null ? await store.tiesOf(account, run) : [...(await this.ties(account))]),
    };
  }

  /** As they were a moment ago. */
  async dossiers(): Promise<readonly Dossier[]> {
    const since = this.#dossiers === null ? Number.POSITIVE_INFINITY : this.#clock.now() - this.#dossiers.at;
    if (since >= FRESH_MS) this.#readDossiers();
    if (this.#dossiers === null || since >= 2 * FRESH_MS) await this.#readingDossiers;
    return this.#dossiers!.all;
  }

  #readDossiers(): void {
    this.#readingDossiers ??= this.#store
      .loadDossiers()
      .then((all) => {
        this.#dossiers = { at: this.#clock.now(), all };
      })
      .finally(() => {
        this.#readingDossiers = null;
      });
    this.#readingDossiers.catch(() => {}); // whoever waits for it hears of it, and who comes next asks again
  }

  /** Whoever looks at a large cluster asks next what ties its accounts, which then has been read already. */
  #readAhead(cluster: string, run: number): void {
    const key = `${run} ${cluster}`;
    if (this.#ahead.has(key)) return;
    if (this.#ahead.size >= MOST_AHEAD) this.#ahead.clear();
    this.#ahead.add(key);
    this.looker.ties({ account: "", cluster, run }).catch(() => this.#ahead.delete(key)); // whoever asks for some hears of it
  }

  #askOnce(): void {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    this.#asking.catch(() => {}); // whoever waits for it hears of it, and who comes next asks again
  }

  async #ask(): Promise<void> {
    const info = await runOf(this.#store);
    this.#asked = this.#clock.now();
    if (info.number !== this.#held?.number && info.number !== this.#reading?.number) this.#read(info);
  }

  #read(info: RunInfo): void {
    const done = this.looker.gather(info).then(
      (gathered) => {
        this.#held = new HeldRun(gathered);
        this.#reading = null;
      },
      (failure: unknown) => {
        this.#reading = null;
        this.#asked = Number.NEGATIVE_INFINITY; // who asks next begins it again, and is not handed what is not there
        this.#onFailure(failure);
        throw failure;
      },
    );
    done.catch(() => {}); // whoever waits for it hears of it
    this.#reading = { number: info.number, done };
  }
}
