/** Footprints of the embedded store: a page of bytes a part, in a file of its own, replaced whole. */
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { readPage, writePage } from "../../indicator/page.js";
import { partOf } from "../../indicator/slice/segment.js";
import type { FootprintRow } from "../../ports/footprints.js";
import type { GraphStore } from "../../ports/store.js";
import { writeDurably } from "./bytes.js";
import type { DuckDbClient } from "./client.js";
import type { EmbeddedLog } from "./log.js";

type Footprints = Pick<GraphStore, "parts" | "part" | "replacePart" | "footprintsOf">;

/** What `part` hands to `replacePart`: the page as it was, and the ledger number up to which its segments were given. */
interface Token {
  rows: readonly FootprintRow[];
  end: number;
}

/** A part's page is file `footprints-PART-VERSION`; its segments are merged up to, not including, ledger number `mergedTo`. */
interface State {
  version: number;
  mergedTo: number;
}

export async function openFootprints(client: DuckDbClient, log: EmbeddedLog, dir: string): Promise<Footprints> {
  const page = (part: number, version: number) => join(dir, `footprints-${part}-${version}`);
  const rows = await client.query("SELECT version, merged_to FROM parts ORDER BY part");
  const states: State[] = rows.map((row) => ({ version: Number(row.version), mergedTo: Number(row.merged_to) }));
  const parts = states.length;
  await sweep(dir, new Set(states.map(({ version }, part) => page(part, version))));

  return {
    parts: () => parts,
    async part(part) {
      const { version, mergedTo } = states[part];
      const rows = version === 0 ? [] : readPage(await readFile(page(part, version)));
      const { segments, end } = await log.segmentsOf(part, mergedTo);
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
      if (states.every(({ mergedTo }) => mergedTo >= end)) await log.trim(end);
    },
    async footprintsOf(accounts) {
      const wanted = new Set(accounts);
      const found: FootprintRow[] = [];
      for (const part of new Set(accounts.map((account) => partOf(account, parts)))) {
        const { version } = states[part];
        if (version > 0) found.push(...readPage(await readFile(page(part, version))).filter(({ account }) => wanted.has(account)));
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
