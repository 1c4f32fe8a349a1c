/** Footprints of the embedded store: a page of bytes a part, in a file of its own, replaced whole. */
import { open, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { readPage, writePage } from "../../indicator/page.js";
import { partOf } from "../../indicator/slice/segment.js";
import type { FootprintRow } from "../../ports/footprints.js";
import type { GraphStore } from "../../ports/store.js";
import type { DuckDbClient } from "./client.js";
import type { EmbeddedLog } from "./log.js";

interface EmbeddedFootprints extends Pick<GraphStore, "parts" | "part" | "replacePart" | "footprintsOf"> {
  open(): Promise<void>;
}

/** What `part` hands to `replacePart`: the page as it was, and the ledger number up to which its segments were given. */
interface Token {
  rows: readonly FootprintRow[];
  end: number;
}

/**
 * A part's page is file `footprints-PART-VERSION`; its segments are merged up to, not including, ledger number `mergedTo`. In memory that may
 * be further on than in its row: where the slices have nothing for the part, there is nothing to merge.
 */
interface State {
  version: number;
  mergedTo: number;
}

export function footprints(client: DuckDbClient, log: EmbeddedLog): EmbeddedFootprints {
  const page = (part: number, version: number) => join(client.dir, `footprints-${part}-${version}`);
  let states: State[] = [];

  /** What `read` finds, all of one version: a part that is replaced meanwhile is read again, since its page and its segments may be gone. */
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
  const rowsOf = async (part: number, { version }: State) => (version === 0 ? [] : readPage(await readFile(page(part, version))));
  /** The part has nothing before `end` that is not merged; who is the last to say so frees the log. */
  const clear = async (part: number, end: number) => {
    if (states[part].mergedTo < end) states[part] = { ...states[part], mergedTo: end };
    if (states.every(({ mergedTo }) => mergedTo >= end)) await log.trim(end);
  };

  return {
    async open() {
      const rows = await client.query("SELECT version, merged_to FROM parts ORDER BY part");
      states = rows.map((row) => ({ version: Number(row.version), mergedTo: Number(row.merged_to) }));
      await sweep(client.dir, new Set(states.map(({ version }, part) => page(part, version))));
    },
    parts: () => states.length,
    async part(part) {
      const { rows, segments, end, mergedTo } = await steadily(part, async (state) => {
        return { rows: await rowsOf(part, state), ...(await log.segmentsOf(part, state.mergedTo)), mergedTo: state.mergedTo };
      });
      if (segments.length === 0 && end > mergedTo) await clear(part, end);
      return { part, footprints: rows, segments, token: { rows, end } satisfies Token };
    },
    async replacePart(part, changed, token) {
      const { rows, end } = token as Token;
      const { version } = states[part];
      const all = new Map(rows.map((row) => [row.account, row]));
      for (const row of changed) all.set(row.account, row);
      await writeDurably(page(part, version + 1), writePage([...all.values()]));
      await client.query("UPDATE parts SET version = $1, merged_to = $2 WHERE part = $3", [version + 1, end, part]);
      states[part] = { version: version + 1, mergedTo: end };
      await rm(page(part, version), { force: true });
      await clear(part, end);
    },
    async footprintsOf(accounts) {
      const wanted = new Set(accounts);
      const found: FootprintRow[] = [];
      for (const part of new Set(accounts.map((account) => partOf(account, states.length)))) {
        const rows = await steadily(part, (state) => rowsOf(part, state));
        found.push(...rows.filter(({ account }) => wanted.has(account)));
      }
      return found;
    },
  };
}

/** Removes pages that a process which died left behind. */
async function sweep(dir: string, current: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(dir)) {
    if (name.startsWith("footprints-") && !current.has(join(dir, name))) await rm(join(dir, name), { force: true });
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
