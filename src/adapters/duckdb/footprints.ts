/** Footprints and activity of the embedded store: a page of bytes of each a part, in files of their own, replaced whole. */
import { open, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { inOrder, readActivity } from "../../indicator/days/read.js";
import { readPage, writePage } from "../../indicator/page.js";
import { partOf } from "../../indicator/slice/segment.js";
import type { FootprintRow } from "../../ports/footprints.js";
import type { GraphStore } from "../../ports/store.js";
import type { DuckDbClient } from "./client.js";
import type { EmbeddedLog } from "./log.js";

type Footprints = Pick<GraphStore, "parts" | "part" | "replacePart" | "footprintsOf" | "activityOf">;

/**
 * What `part` hands to `replacePart`: the pages as they were (the activity's only where it was read), and the ledger number up to which its
 * segments were given.
 */
interface Token {
  rows: readonly FootprintRow[];
  activity: readonly FootprintRow[] | null;
  end: number;
}

/**
 * A part's pages are files `footprints-PART-VERSION` and `activity-PART-VERSION`; its segments are merged up to, not including, number
 * `mergedTo`.
 */
interface State {
  version: number;
  mergedTo: number;
}

type Kind = "footprints" | "activity";
const KINDS: readonly Kind[] = ["footprints", "activity"];

export async function openFootprints(client: DuckDbClient, log: EmbeddedLog, dir: string): Promise<Footprints> {
  const page = (kind: Kind, part: number, version: number) => join(dir, `${kind}-${part}-${version}`);
  const rows = await client.query("SELECT version, merged_to FROM parts ORDER BY part");
  const states: State[] = rows.map((row) => ({ version: Number(row.version), mergedTo: Number(row.merged_to) }));
  const parts = states.length;
  await sweep(dir, new Set(states.flatMap(({ version }, part) => KINDS.map((kind) => page(kind, part, version)))));
  const read = async (kind: Kind, part: number, { version }: State): Promise<FootprintRow[]> =>
    version === 0 ? [] : readPage(await readFile(page(kind, part, version)));
  /** What is read of a part, all of one version: again where the part was replaced meanwhile. */
  const steady = async <T>(part: number, work: (state: State) => Promise<T>): Promise<T> => {
    for (;;) {
      const state = states[part];
      try {
        const result = await work(state);
        if (states[part] === state) return result;
      } catch (error) {
        if (states[part] === state) throw error; // else its files are gone
      }
    }
  };
  const rowsOf = async (kind: Kind, accounts: readonly string[]): Promise<FootprintRow[]> => {
    const wanted = new Set(accounts);
    const found: FootprintRow[] = [];
    for (const part of new Set(accounts.map((account) => partOf(account, parts))))
      found.push(...(await steady(part, (state) => read(kind, part, state))).filter(({ account }) => wanted.has(account)));
    return found;
  };

  return {
    parts: () => parts,
    part: (part) =>
      steady(part, async (state) => {
        const rows = await read("footprints", part, state);
        const { segments, end } = await log.segmentsOf(part, state.mergedTo);
        const activity = segments.length > 0 ? await read("activity", part, state) : null;
        return { part, footprints: rows, activity: activity ?? [], segments, token: { rows, activity, end } satisfies Token };
      }),
    async replacePart(part, changed, token) {
      const { rows, activity, end } = token as Token;
      const { version } = states[part];
      const days = changed.map(({ account, activity }) => ({ account, bytes: activity }));
      const known = activity ?? (await read("activity", part, states[part]));
      await Promise.all([
        writeDurably(page("footprints", part, version + 1), writePage(replaced(rows, changed))),
        writeDurably(page("activity", part, version + 1), writePage(replaced(known, days))),
      ]);
      await client.query("UPDATE parts SET version = $1, merged_to = $2 WHERE part = $3", [version + 1, end, part]);
      states[part] = { version: version + 1, mergedTo: end };
      for (const kind of KINDS) await rm(page(kind, part, version), { force: true });
      if (states.every(({ mergedTo }) => mergedTo >= end)) await log.trim(end);
    },
    footprintsOf: (accounts) => rowsOf("footprints", accounts),
    activityOf: async (accounts) => inOrder((await rowsOf("activity", accounts)).map(({ account, bytes }) => readActivity(account, bytes))),
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

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "w");
  try {
    await file.writeFile(bytes);
    await file.datasync();
  } finally {
    await file.close();
  }
}
