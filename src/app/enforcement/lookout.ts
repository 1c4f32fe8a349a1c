/**
 * A plan, and the store as it is now -> which of its accounts are not to be acted on any more and why, and which accounts came to its
 * clusters since. Asked again and again while a batch runs: what has not changed is not read again.
 */
import { GUARDS, type Guarded, guardOf, type Rules, rulesOf } from "../../enforcement/plan/guards.js";
import type { Particulars } from "../../indicator/particulars.js";
import type { Plan } from "../../model/enforcement/plan.js";
import { innocenceOf } from "../../model/judged-accounts.js";
import type { Judgement } from "../../model/judgement.js";
import type { Clock } from "../../ports/clock.js";
import type { GraphStore } from "../../ports/store.js";
import { heirsOf, ofOneRun } from "../clusters.js";
import { runOf } from "../current-run.js";
import { presentParticulars } from "./particulars.js";

export interface Look {
  /** Accounts of the plan that are not to be acted on, and why. */
  skip: ReadonlyMap<string, string>;
  /** Accounts of the clusters of today that the plan does not know, sorted. */
  newcomers: readonly string[];
  /** When accounts of the plan last passed a check of who they are, as their events say: ms since 1970, to the second. */
  verifiedAt: ReadonlyMap<string, number>;
  /** The run that is current. */
  run: number;
}

const AGAIN = GUARDS.filter(({ again }) => again);
/** Where a clock is handed in, events are read again after so many times as long as the last reading took: a tenth of the time at most. */
const REST = 9;

/**
 * What the last look found, the same object, where no run, judgement or slice of events came since. Looks of one plan object at one store
 * share what was read. With a `clock`, events that came are looked at as often as a tenth of the time allows (a large store takes seconds),
 * without one each time; a run and a judgement always are.
 */
export async function lookAgain(store: GraphStore, plan: Plan, clock?: Clock): Promise<Look> {
  let lookout = lookouts.get(plan);
  if (lookout?.store !== store) {
    lookout = new Lookout(store, plan);
    lookouts.set(plan, lookout);
  }
  return await lookout.look(clock);
}

/** What was read for a plan goes with the plan. */
const lookouts = new WeakMap<Plan, Lookout>();

/** Where the clusters' accounts are today. */
interface Membership {
  run: number;
  /** By account, of the heirs that are fraudulent. */
  members: ReadonlySet<string>;
  /** By account, of the heirs that are not: what their cluster is. */
  otherwise: ReadonlyMap<string, string>;
}

class Lookout {
  readonly store: GraphStore;
  readonly #plan: Plan;
  readonly #accounts: readonly string[];
  readonly #known: ReadonlySet<string>;
  #membership: Membership | null = null;
  #judgements = -1;
  #rules: Rules;
  #ledger = -1;
  #particulars: ReadonlyMap<string, Particulars> = new Map();
  /** By the clock handed in, when events may be read again. */
  #restsUntil = Number.NEGATIVE_INFINITY;
  #look: Look | null = null;
  #looking: Promise<Look> | null = null;

  constructor(store: GraphStore, plan: Plan) {
    this.store = store;
    this.#plan = plan;
    this.#accounts = plan.accounts.items.map(({ account }) => account);
    this.#known = new Set([...this.#accounts, ...plan.left_out.map(accountOf), ...plan.protected.map(accountOf)]);
    this.#rules = rulesOf(plan, { innocent: new Set(), asOf: 0 });
  }

  /** One at a time: who asks meanwhile hears the same. */
  look(clock?: Clock): Promise<Look> {
    this.#looking ??= this.#lookNow(clock).finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  async #lookNow(clock?: Clock): Promise<Look> {
    const changes = [await this.#readMembership(), await this.#readJudgements(), await this.#readEvents(clock)];
    if (this.#look === null || changes.includes(true)) this.#look = this.#compose(this.#membership!);
    return this.#look;
  }

  async #readMembership(): Promise<boolean> {
    if ((await runOf(this.store)).number === this.#membership?.run) return false;
    this.#membership = await ofOneRun(this.store, async (run) => {
      const members = new Set<string>();
      const otherwise = new Map<string, string>();
      const ids = new Set<string>();
      for (const { cluster } of this.#plan.clusters) for (const id of (await heirsOf(this.store, cluster)) ?? []) ids.add(id);
      for (const id of ids) {
        const cluster = await this.store.cluster(id, run);
        for (const account of cluster?.accounts ?? [])
          if (cluster?.disposition === "fraudulent") members.add(account);
          else otherwise.set(account, `its cluster ${id} is ${cluster?.disposition} now`);
      }
      return { run, members, otherwise };
    });
    return true;
  }

  async #readJudgements(): Promise<boolean> {
    const judgements: readonly Judgement[] = await this.store.loadJudgements();
    if (judgements.length === this.#judgements) return false; // they are only ever appended
    this.#rules = { ...this.#rules, innocent: innocenceOf(judgements).accounts };
    this.#judgements = judgements.length;
    return true;
  }

  async #readEvents(clock?: Clock): Promise<boolean> {
    const ledger = await this.store.ledger();
    if (ledger === this.#ledger) return false;
    const began = clock?.now() ?? 0;
    if (clock && began < this.#restsUntil) return false;
    this.#particulars = await presentParticulars(this.store, this.#accounts);
    this.#ledger = ledger; // as it was before they were read
    if (clock) this.#restsUntil = clock.now() + REST * (clock.now() - began);
    return true;
  }

  #compose({ run, members, otherwise }: Membership): Look {
    const skip = new Map<string, string>();
    for (const account of this.#accounts) {
      const why = members.has(account) ? this.#guarded(account) : (otherwise.get(account) ?? "left the cluster");
      if (why !== null) skip.set(account, why);
    }
    const verifiedAt = new Map<string, number>();
    for (const [account, { verifiedAt: at }] of this.#particulars) if (at !== null) verifiedAt.set(account, at);
    return { skip, newcomers: [...members].filter((account) => !this.#known.has(account)).sort(), verifiedAt, run };
  }

  #guarded(account: string): string | null {
    const particulars = this.#particulars.get(account);
    if (!particulars) return null;
    const guarded: Guarded = { account, particulars, confidence: null };
    return guardOf(guarded, this.#rules, AGAIN)?.says(guarded, this.#rules) ?? null;
  }
}

const accountOf = ({ account }: { account: string }): string => account;
