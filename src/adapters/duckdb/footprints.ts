/** Footprints and activity of the embedded store: a page of bytes of each a part, in files of their own, replaced whole. */
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { inOrder, readActivity } from "../../indicator/days/read.js";
import { readPage, writePage } from "../../indicator/page.js";
import { partOf } from "../../indicator/slice/segment.js";
import type { FootprintRow } from "../../ports/footprints.js";
import type { GraphStore } from "../../ports/store.js";
import { writeDurably } from "./bytes.js";
import type { DuckDbClient } from "./client.js";
import type { EmbeddedLog } from "./log.js";

interface EmbeddedFootprints extends Pick<GraphStore, "parts" | "part" | "replacePart" | "footprintsOf" | "activityOf"> {
  open(): Promise<void>;
}

/**
 * What `part` hands to `replacePart`: the pages as they were (the activity's only where it was read), and the ledger number up to which its
 * segments were given.
 */
interface Receipt {
  rows: readonly FootprintRow[];
  activity: readonly FootprintRow[] | null;
  end: number;
}

/**
 * A part's pages are files `footprints-PART-VERSION` and `activity-PART-VERSION`; its segments are merged up to, not including, ledger
 * number `mergedTo`. In memory that may be further on than in its row: where the slices have nothing for the part, there is nothing to
 * merge.
 */
interface State {
  version: number;
  mergedTo: number;
}

type Kind = "footprints" | "activity";
const KINDS: readonly Kind[] = ["footprints", "activity"];

export function footprints(client: DuckDbClient, log: EmbeddedLog): EmbeddedFootprints {
  const page = (kind: Kind, part: number, version: number) => join(client.dir, `${kind}-${part}-${version}`);
  let states: State[] = [];

  /**
   * What `read` finds, all of one version: a part that is replaced meanwhile is read again, since its pages and its segments may be gone.
   */
  const steadily = async <T>(part: number, read: (state: State) => Promise<T>): Promise<T> => {
    for (;;) {
      const state = states[part];
      const replaced = () => states[part].version !== state.version;
      try {
        const found = await read(state);
        if (!replaced()) return found;
      } catch (error) {
        if (!replaced()) throw error;
      }
    }
  };
  const rowsOf = async (kind: Kind, part: number, { version }: State): Promise<FootprintRow[]> =>
    version === 0 ? [] : readPage(await readFile(page(kind, part, version)));
  const rowsOfAccounts = async (kind: Kind, accounts: readonly string[]): Promise<FootprintRow[]> => {
    const wanted = new Set(accounts);
    const found: FootprintRow[] = [];
    for (const part of new Set(accounts.map((account) => partOf(account, states.length)))) {
      const rows = await steadily(part, (state) => rowsOf(kind, part, state));
      found.push(...rows.filter(({ account }) => wanted.has(account)));
    }
    return found;
  };
  /** The part has nothing before `end` that is not merged; who is the last to say so frees the log. */
  const clear = async (part: number, end: number) => {
    if (states[part].mergedTo < end) states[part] = { ...states[part], mergedTo: end };
    if (states.every(({ mergedTo }) => mergedTo >= end)) await log.trim(end);
  };

  return {
    async open() {
      const rows = await client.query("SELECT version, merged_to FROM parts ORDER BY part");
      states = rows.map((row) => ({ version: Number(row.version), mergedTo: Number(row.merged_to) }));
      await sweep(client.dir, new Set(states.flatMap(({ version }, part) => KINDS.map((kind) => page(kind, part, version)))));
    },
    parts: () => states.length,
    async part(part) {
      const { rows, activity, segments, end, mergedTo } = await steadily(part, async (state) => {
        const rows = await rowsOf("footprints", part, state);
        const waiting = await log.segmentsOf(part, state.mergedTo);
        const activity = waiting.segments.length > 0 ? await rowsOf("activity", part, state) : null;
        return { rows, activity, ...waiting, mergedTo: state.mergedTo };
      });
      if (segments.length === 0 && end > mergedTo) await clear(part, end);
      return { part, footprints: rows, activity: activity ?? [], segments, receipt: { rows, activity, end } satisfies Receipt };
    },
    async replacePart(part, changed, receipt) {
      const { rows, activity, end } = receipt as Receipt;
      const { version } = states[part];
      const days = changed.map(({ account, activity }) => ({ account, bytes: activity }));
      const known = activity ?? (await rowsOf("activity", part, states[part]));
      await Promise.all([
        writeDurably(page("footprints", part, version + 1), writePage(replaced(rows, changed))),
        writeDurably(page("activity", part, version + 1), writePage(replaced(known, days))),
      ]);
      await client.query("UPDATE parts SET version = $1, merged_to = $2 WHERE part = $3", [version + 1, end, part]);
      states[part] = { version: version + 1, mergedTo: end };
      for (const kind of KINDS) await rm(page(kind, part, version), { force: true });
      await clear(part, end);
    },
    footprintsOf: (accounts) => rowsOfAccounts("footprints", accounts),
    activityOf: async (accounts) =>
      inOrder((await rowsOfAccounts("activity", accounts)).map(({ account, bytes }) => readActivity(account, bytes))),
  };
}

/** What was known, with what changed in its place. */
function replaced(known: readonly FootprintRow[], changed: readonly FootprintRow[]): FootprintRow[] {
  const all = new Map(known.map((row) => [row.account, row]));
  for (const row of changed) all.set(row.account, row);
  return [...all.values()];
}

/** Removes pages that a process which died left behind. */
async function sweep(dir: string, current: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(dir)) {
    if (KINDS.some((kind) => name.startsWith(`${kind}-`)) && !current.has(join(dir, name))) await rm(join(dir, name), { force: true });
  }
}
