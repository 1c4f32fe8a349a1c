/**
 * How much is to be read and how much is known -> what a job wants of memory and disk, and whether a machine has it. All figures are
 * estimates, bytes unless said otherwise, and lie here in one place.
 */

/** Measured on simulated worlds of 10,000, 100,000 and (memory) 1,000,000 accounts (june-2026): `docs/measurements.md`. */
const EVENT = 525;
/** How much more NDJSON is than what it is compressed to. */
const COMPRESSED = 6;
const EVENTS_AN_ACCOUNT = 40;
const MEMORY = { base: 500e6, account: 4_900 };
/** Of `MEMORY`, what lies in Node's heap, which has a limit of its own. */
const HEAP = { base: 100e6, account: 1_000 };
/** An id and what waits to be merged an event; footprint, days, index and run an account. */
const DISK = { event: 12 + 95, account: 3_000 };
const OUT = { account: 150 };
/** What is left free on a disk. */
const SPARE = 100e6;

/** What there is in a store, or will be. */
export interface Load {
  events: number;
  accounts: number;
}

export interface Need {
  memory: number;
  heap: number;
  /** By how much the folder of the state grows at the most. */
  data: number;
  out: number;
}

/** What a machine has for it; a disk that state and results share is `data` and `out` both, once. */
export interface Room {
  /** What this process may have, and what of it nobody else has now. */
  memory: number;
  free: number;
  heap: number;
  data: number;
  out: number;
  sameDisk: boolean;
}

/** A file of events: its size on disk, and how far (in bytes of NDJSON) it was read before. */
export interface Unread {
  size: number;
  isCompressed: boolean;
  done: number;
}

/** What is read anew; as many events an account as the store has, where it has many. */
export function loadOf(files: readonly Unread[], known: Load): Load {
  const bytes = files.reduce((sum, { size, isCompressed, done }) => sum + Math.max(0, size * (isCompressed ? COMPRESSED : 1) - done), 0);
  const events = bytes / EVENT;
  const each = known.accounts > 0 && known.events > 0 ? known.events / known.accounts : EVENTS_AN_ACCOUNT;
  return { events: Math.round(events), accounts: Math.round(events / each) };
}

export function needOf(fresh: Load, known: Load): Need {
  const accounts = fresh.accounts + known.accounts;
  return {
    memory: MEMORY.base + MEMORY.account * accounts,
    heap: HEAP.base + HEAP.account * accounts,
    data: DISK.event * fresh.events + DISK.account * accounts,
    out: OUT.account * accounts,
  };
}

/** As many accounts as a job on an empty folder may have there. */
export function accountsFor({ free, heap, data, out, sameDisk }: Room): number {
  const disk = DISK.event * EVENTS_AN_ACCOUNT + DISK.account;
  const least = Math.min(
    (free - MEMORY.base) / MEMORY.account,
    (heap - HEAP.base) / HEAP.account,
    (data - SPARE) / (sameDisk ? disk + OUT.account : disk),
    sameDisk ? Number.POSITIVE_INFINITY : (out - SPARE) / OUT.account,
  );
  return Math.max(0, Math.floor(least));
}

/** What each account and each event of a job wants, in words. */
export const RATES = `${gb(MEMORY.base)} of memory and ${MEMORY.account / 1e3} kB an account of ${EVENTS_AN_ACCOUNT} events; of disk ${DISK.account / 1e3} kB an account and ${DISK.event} bytes an event`;

/** What is short, each with what is wanted, what there is, and how to mend it; empty where the job fits. */
export function shortages(need: Need, room: Room): string[] {
  const disks = room.sameDisk
    ? [
        {
          what: "the data folder's disk",
          wanted: need.data + need.out,
          has: room.data,
          mend: "free some, or name a folder on a larger one",
        },
      ]
    : [
        {
          what: "the data folder's disk",
          wanted: need.data,
          has: room.data,
          mend: "free some, or put --data (without it: TMPDIR) on a larger one",
        },
        { what: "the results' disk", wanted: need.out, has: room.out, mend: "free some, or put --out on a larger one" },
      ];
  const heapMb = Math.ceil(need.heap / 2 ** 20 / 256) * 256;
  return [
    {
      what: "memory",
      wanted: need.memory,
      has: room.free,
      mend: `end what else runs, or take a machine (or a control group) with more: this one may use ${gb(room.memory)} in all`,
    },
    { what: "Node's heap", wanted: need.heap, has: room.heap, mend: `set NODE_OPTIONS=--max-old-space-size=${heapMb}` },
    ...disks.map((disk) => ({ ...disk, has: disk.has - SPARE })),
  ]
    .filter(({ wanted, has }) => wanted > has)
    .map(({ what, wanted, has, mend }) => `${what}: about ${gb(wanted)} wanted, ${gb(Math.max(0, has))} there; ${mend}`);
}

/** In words: how much, and of how many accounts. */
export function needInWords({ memory, data, out }: Need, accounts: number): string {
  return `some ${Math.round(accounts).toLocaleString("en-US")} accounts want ${gb(memory)} of memory, ${gb(data)} of disk for the state, ${gb(out)} for results`;
}

export function gb(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
