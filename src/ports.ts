/** The ports: what the pure stages and the doors need of the world outside. Adapters implement them; their libraries' types never leave. */
import type { Dossier } from "./attribution/dossier.js";
import type { Judgement } from "./attribution/judgement.js";
import type { ClusterRun, KnownCluster, Placement } from "./cluster/cluster.js";
import type { QuarantinedLine } from "./event/quarantine.js";

/** Milliseconds since 1970, by whoever is asked. */
export interface Clock {
  now(): number;
}

/** What was counted of a slice of input; sums over slices give `summary.json`. */
export interface SliceCounts {
  /** Lines that are not blank: accepted + duplicates + quarantined. */
  events: number;
  accepted: number;
  duplicates: number;
  quarantined: number;
  /** Fields that were not what they should be, dropped. */
  droppedFields: number;
  /** Fields that the contract does not name, ignored. */
  ignoredFields: number;
  /** All lines, blank ones too: gives the next slice its first line number. */
  lines: number;
}

/** How far a source (a file, a stream) has been applied. */
export interface SourceMark {
  source: string;
  /** Number of slices applied: the next slice has this number. */
  next: number;
  /** Bytes applied, of the decompressed source. */
  offset: number;
  /** Lines applied, blank ones too. */
  lines: number;
  /** SHA-256 (hex) of the source's first `firstLength` bytes and of the last `lastLength` before `offset`: tells a file that grew from another under the same name. */
  firstHash: string;
  firstLength: number;
  lastHash: string;
  lastLength: number;
}

/** The rows of one part (accounts by hash) of one slice: see `indicator/segment.ts` for the bytes. */
export interface Segment {
  part: number;
  bytes: Uint8Array;
}

/** One slice of events, digested: written in one transaction with the mark that it was applied. */
export interface SliceCommit {
  /** The ledger's number that this commit takes; it is stale if another commit took it. */
  ledger: number;
  /** The mark of the source before, `null` for its first slice. */
  before: SourceMark | null;
  after: SourceMark;
  segments: readonly Segment[];
  /** The event ids this slice took, 12 bytes each: 64-bit hash (two uint32 LE), event time in seconds (uint32 LE). */
  ids: Uint8Array;
  /** Least and greatest event time in `ids`, seconds. */
  idsFrom: number;
  idsTo: number;
  counts: SliceCounts;
  quarantined: readonly QuarantinedLine[];
}

/** An account's merged footprint as bytes (`indicator/footprint.ts`). */
export interface FootprintRow {
  account: string;
  bytes: Uint8Array;
}

/** One part of the accounts, with what was not merged yet. */
export interface Part {
  part: number;
  footprints: readonly FootprintRow[];
  /** In any order: the merge commutes. */
  segments: readonly Uint8Array[];
  /** Opaque to the core: names the segments above, for `replacePart`. */
  token: unknown;
}

/** Where all state lives. Every method may be called again after a crash; a write is whole or not at all. */
export interface GraphStore {
  /** Constraints, indexes, tables: idempotent. Throws a `PermanentError` if the store was written with another pseudonym key (`keyCheck`). */
  open(keyCheck: string): Promise<void>;
  close(): Promise<void>;

  // --- the log of slices
  /** How many slices were ever committed, by anyone. */
  ledger(): Promise<number>;
  mark(source: string): Promise<SourceMark | null>;
  /** Compare-and-set on the ledger and the source's mark: `stale` (and nothing written) if either has moved. */
  commit(slice: SliceCommit): Promise<"committed" | "stale">;
  /** Ids of slices with ledger number >= `from` that hold a time in [`idsFrom`, `idsTo`] (seconds), in the ledger's order. */
  ids(from: number, idsFrom: number, idsTo: number): AsyncIterable<{ ledger: number; ids: Uint8Array }>;
  counts(): Promise<SliceCounts>;
  /** Every quarantined line, by source, then line. */
  quarantined(): AsyncIterable<QuarantinedLine>;

  // --- footprints
  /** How many parts accounts are dealt into; fixed when the store was first opened. */
  parts(): number;
  part(part: number): Promise<Part>;
  /** Replaces the changed footprints of a part and drops the segments named by `token`, in one transaction. */
  replacePart(part: number, changed: readonly FootprintRow[], token: unknown): Promise<void>;
  footprintsOf(accounts: readonly string[]): Promise<FootprintRow[]>;

  // --- clusters
  /** Makes `run` the current one in one transaction, with the index that later accounts are placed by; what was before stays as lineage. */
  saveRun(run: ClusterRun, index?: Uint8Array): Promise<void>;
  loadRun(): Promise<ClusterRun | null>;
  /** Ids and members of every cluster of the current run, and ids that were superseded. */
  knownClusters(): Promise<KnownCluster[]>;
  /** The current id for an id that may have been superseded, or null. */
  resolveClusterId(id: string): Promise<string | null>;

  /** A name of the current run, another for each; null before the first. */
  currentRun(): Promise<string | null>;
  /** The index that the current run was saved with, or null. */
  loadIndex(): Promise<{ run: string; bytes: Uint8Array } | null>;

  // --- dossiers and judgements
  saveDossiers(dossiers: readonly Dossier[]): Promise<void>;
  loadDossiers(): Promise<Dossier[]>;
  appendJudgement(judgement: Judgement): Promise<void>;
  loadJudgements(): Promise<Judgement[]>;

  /** A lock over processes, for a clustering: null if another holds it and it has not expired. */
  acquire(lock: string, holder: string, ttlMs: number): Promise<boolean>;
  release(lock: string, holder: string): Promise<void>;
}

/** A source that waits to be applied: up to byte `size` of the file at `path`, to its end where `final`. */
export interface SourceNotice {
  source: string;
  path: string;
  size: number;
  final: boolean;
}

/** What services must apply, kept beside the state: a job may be lost, and what is pending is found again from here. */
export interface SourceRegistry {
  /** `size` only grows, and `final` stays. */
  announce(notice: SourceNotice): Promise<void>;
  announced(): Promise<SourceNotice[]>;
  /** For a source applied to its end; one that grew meanwhile stays. */
  forget(notice: SourceNotice): Promise<void>;
}

/** Accounts that came after the current run, placed one batch after the other; the next run takes no notice of them, and they are gone with it. */
export interface PlacementRegistry {
  /** What was committed from a ledger number on and is not merged yet, in the ledger's order. */
  segmentsFrom(ledger: number): AsyncIterable<{ ledger: number; bytes: Uint8Array }>;
  /** Later ones of an account replace earlier ones: `ledger` tells how many slices were looked at. Where `run` is no longer current, nothing is seen of them. */
  savePlacements(run: string, ledger: number, placements: readonly Placement[]): Promise<void>;
  /** Of the current run. */
  placement(account: string): Promise<Placement | null>;
  /** The run that accounts were last placed by, and how many slices were looked at then. */
  placed(): Promise<{ run: string; ledger: number } | null>;
}

/** Clusterings asked for and answered, beside the state: what was asked and not answered is pending, whatever became of the job. */
export interface ClusteringRequests {
  /** Asks for a clustering of all that is applied now; returns the request's number. */
  request(): Promise<number>;
  /** `ledger`: how many slices the last clustering saw, or -1. */
  requests(): Promise<{ asked: number; answered: number; ledger: number }>;
  /** A clustering that began when `asked` was `request` and the ledger `ledger` stands. */
  answer(request: number, ledger: number): Promise<void>;
}

/**
 * The graph of one clustering (`run`), cut into lots that any worker may search. A job only names a lot: whether it is searched, and by whom, is told
 * here. What a clustering that died has left is dropped by the next.
 */
export interface LotStore {
  layLot(run: string, lot: number, bytes: Uint8Array): Promise<void>;
  /** Whether the lot has no result and is now this holder's, for so long; not where another holds it, or where the run is over. */
  claimLot(run: string, lot: number, holder: string, ttlMs: number): Promise<boolean>;
  /** Null where it is gone. */
  readLot(run: string, lot: number): Promise<Uint8Array | null>;
  /** The first result stands; of a lot that is gone, nothing is kept. */
  saveLotResult(run: string, lot: number, result: Uint8Array): Promise<void>;
  lots(run: string): Promise<{ lot: number; searched: boolean }[]>;
  lotResults(run: string): AsyncIterable<{ lot: number; result: Uint8Array }>;
  dropLots(run: string): Promise<void>;
  /** Of all runs but this. */
  dropOtherLots(run: string): Promise<void>;
}

export const QUEUE_NAMES = ["ingest", "place", "recluster", "communities", "attribute"] as const;
export type QueueName = (typeof QUEUE_NAMES)[number];

/** A job carries ids; the state is in the store. It may run twice, late or never. */
export interface Job {
  /** Content-derived: adding the same job twice is adding it once while it waits. */
  id: string;
  data: unknown;
}

export interface DeadLetter {
  queue: QueueName;
  id: string;
  data: unknown;
  error: string;
  failedAt: number;
}

export interface JobQueue {
  add(queue: QueueName, job: Job, options?: { delayMs?: number }): Promise<void>;
  /** Takes jobs until `close`. The handler throws `PermanentError` for what can't succeed (goes to the dead letters) and anything else for a retry with backoff. */
  work(queue: QueueName, handler: (job: Job, signal: AbortSignal) => Promise<void>): void;
  /** Jobs waiting or running. */
  depth(queue: QueueName): Promise<number>;
  deadLetters(): Promise<DeadLetter[]>;
  /** Puts dead letters back; returns how many. */
  replay(ids?: readonly string[]): Promise<number>;
  /** Finishes what runs (at most `drainMs`), takes nothing new, closes. */
  close(drainMs?: number): Promise<void>;
}
