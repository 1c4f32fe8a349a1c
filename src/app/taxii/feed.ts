/**
 * What is shared at a level -> every version that was ever given out, each with the moment since when it is there: kept as records, so that
 * whoever asks for what came after a moment misses nothing, across restarts and on any of several servers.
 */
import { createHash } from "node:crypto";
import { z } from "zod";
import { type Given, givenOf, missing, type Revision, revise, withdraw } from "../../attribution/stix/revisions.js";
import type { StixObject } from "../../attribution/stix/share.js";
import type { Marking } from "../../model/dossier.js";
import { DAY_MS } from "../../tools/units.js";
import { type SharePorts, shareOperators } from "../share.js";

export interface FeedOptions {
  marking: Marking;
  /** Values as keyed hashes. */
  hash: boolean;
}

/** One version of one object. */
export interface Entry {
  id: string;
  type: string;
  /** When it was changed last, or made; for what has neither, when it was added. */
  version: string;
  /** Microseconds since 1970: of each later than of the one before. */
  added: number;
  revoked: boolean;
  /** Its place in the feed. */
  at: number;
  /** Where it is kept. */
  page: number;
  place: number;
}

const kept = z.object({
  entries: z.array(
    z.object({
      base: z.string(),
      life: z.number(),
      hash: z.string(),
      added: z.number(),
      object: z.looseObject({ type: z.string(), id: z.string() }),
    }),
  ),
});
type Kept = z.infer<typeof kept>["entries"][number];

/** Versions in one record, and records read at once. */
const PAGE = 500;
const PAGES_AT_ONCE = 10;
/** From the end of the month on: else each day's end would be another, and everything would come anew daily. */
const HOLDS_DAYS = 180;
/** What earlier versions named may have been withdrawn since; of all other types the id settles what they say of anybody. */
const NAMING: ReadonlySet<string> = new Set(["threat-actor", "infrastructure"]);

export class Feed {
  readonly #options: FeedOptions;
  readonly #kind: string;
  readonly #entries: Entry[] = [];
  /** By id: the places of its versions. */
  readonly #versions = new Map<string, number[]>();
  readonly #given = new Map<string, Given>();
  #pages = 0;
  /** What was shared when it was compared last. */
  #state = "";
  #last: Promise<void> = Promise.resolve();

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#kind = `shared ${options.marking}${options.hash ? " hashed" : ""}`;
  }

  /** Adds what changed since in what is shared. */
  refresh(ports: SharePorts): Promise<void> {
    return this.#inTurn(() => this.#compare(ports));
  }

  /** Reads what was added since, by whichever server. */
  follow(store: SharePorts["store"]): Promise<void> {
    return this.#inTurn(() => this.#catchUp(store));
  }

  #inTurn(act: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(act, act);
    return this.#last;
  }

  /** In the order in which they were added, without what may not be told any more. */
  *entries(): Generator<Entry> {
    for (const entry of this.#entries) if (this.#isTold(entry)) yield entry;
  }

  has(id: string): boolean {
    return this.#versions.has(id);
  }

  /** Of the versions that may still be told. */
  isFirst(entry: Entry): boolean {
    return this.#versions.get(entry.id)!.find((at) => this.#isTold(this.#entries[at])) === entry.at;
  }

  isLast(entry: Entry): boolean {
    return this.#versions.get(entry.id)!.at(-1) === entry.at;
  }

  /** Each as it was given out. */
  async objects(store: SharePorts["store"], entries: readonly Entry[]): Promise<StixObject[]> {
    const objects: StixObject[] = [];
    let read: { page: number; kept: readonly Kept[] } = { page: -1, kept: [] };
    for (const { page, place } of entries) {
      if (read.page !== page) read = { page, kept: readPage((await store.record(this.#kind, pageId(page)))!.body) };
      objects.push(read.kept[place].object);
    }
    return objects;
  }

  #isTold(entry: Entry): boolean {
    const last = this.#entries[this.#versions.get(entry.id)!.at(-1)!];
    return last === entry || (!last.revoked && !NAMING.has(entry.type));
  }

  /** What is kept is read before what is shared: who appends where another did meanwhile is refused, and compares again. */
  async #compare(ports: SharePorts): Promise<void> {
    for (;;) {
      await this.#catchUp(ports.store);
      const expiresAt = endOf(ports.clock.now());
      const state = await stateOf(ports, expiresAt);
      if (state === this.#state) return;
      const { marking, hash } = this.#options;
      const { bundle } = await shareOperators(ports, { marking, hash, expiresAt });
      // a report lists what is in a bundle: a collection is the list itself
      const objects = bundle.objects.filter(({ type }) => type !== "report");
      const revisions = revise(this.#given, objects, ports.clock.now());
      const gone = await this.#withdrawn(ports, missing(this.#given, objects));
      if (!(await this.#append(ports, [...revisions, ...gone]))) continue;
      this.#state = state;
      return;
    }
  }

  async #withdrawn({ store, clock }: SharePorts, gone: readonly Given[]): Promise<Revision[]> {
    const lastOf = ({ id }: Given): Entry => this.#entries[this.#versions.get(id)!.at(-1)!];
    const sorted = gone.toSorted((a, b) => lastOf(a).at - lastOf(b).at); // each record is read once
    const objects = await this.objects(store, sorted.map(lastOf));
    return sorted.map((given, i) => withdraw(given, objects[i], clock.now()));
  }

  /** False where another server was quicker. */
  async #append({ store, clock }: SharePorts, revisions: readonly Revision[]): Promise<boolean> {
    for (let from = 0; from < revisions.length; from += PAGE) {
      const first = Math.max(clock.now() * 1_000, (this.#entries.at(-1)?.added ?? 0) + 1);
      const entries = revisions.slice(from, from + PAGE).map((revision, i): Kept => ({ ...revision, added: first + i }));
      if (!(await store.keepRecord(this.#kind, pageId(this.#pages), JSON.stringify({ entries }), 0))) return false;
      this.#take(entries);
    }
    return true;
  }

  async #catchUp(store: SharePorts["store"]): Promise<void> {
    for (;;) {
      const after = this.#pages === 0 ? {} : { after: pageId(this.#pages - 1) };
      const pages = await store.records(this.#kind, { ...after, limit: PAGES_AT_ONCE });
      for (const { body } of pages) this.#take(readPage(body));
      if (pages.length < PAGES_AT_ONCE) return;
    }
  }

  #take(page: readonly Kept[]): void {
    for (const [place, { added, ...revision }] of page.entries()) {
      const { id, type, modified, created, revoked } = revision.object;
      const at = this.#entries.length;
      const version = String(modified ?? created ?? timestamp(added));
      this.#entries.push({ id, type, version, added, revoked: revoked === true, at, page: this.#pages, place });
      const versions = this.#versions.get(id);
      if (versions === undefined) this.#versions.set(id, [at]);
      else versions.push(at);
      this.#given.set(revision.base, givenOf(revision));
    }
    this.#pages++;
  }
}

/** With microseconds: as TAXII has its times. */
export function timestamp(micros: number): string {
  const [seconds] = new Date(Math.floor(micros / 1_000)).toISOString().split(".");
  return `${seconds}.${String(micros % 1_000_000).padStart(6, "0")}Z`;
}

const readPage = (body: string): Kept[] => kept.parse(JSON.parse(body)).entries;

/** Ids in the order of their numbers. */
const pageId = (page: number): string => String(page).padStart(9, "0");

function endOf(now: number): number {
  const month = new Date(now);
  return Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1) + HOLDS_DAYS * DAY_MS;
}

async function stateOf({ store }: SharePorts, expiresAt: number): Promise<string> {
  const run = (await store.currentRun())?.number ?? 0;
  return createHash("sha256")
    .update(JSON.stringify([run, expiresAt, await store.loadDossiers()]))
    .digest("hex");
}
