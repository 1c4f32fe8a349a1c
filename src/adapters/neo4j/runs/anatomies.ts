/**
 * Parts and places of the current run's large clusters <-> a book of Neo4j's: its first page says which clusters, and what their parts are
 * recognised by; then a page each.
 */
import type { KeptAnatomy } from "../../../model/run.js";
import type { RunReader } from "../../../ports/runs.js";
import { type Neo4jClient, toBytes, toText, whole } from "../client.js";
import { pack, unpack } from "../pack.js";
import type { Book } from "./books.js";
import { readCurrent } from "./current.js";

type Known = Pick<KeptAnatomy, "cluster" | "parts">;

export function* anatomyPages(anatomies: readonly KeptAnatomy[]): Generator<string> {
  yield pack(anatomies.map(({ cluster, parts }): Known => ({ cluster, parts })));
  for (const { told, graph } of anatomies) yield pack({ told, graph: toText(graph) });
}

export function anatomyReader(client: Neo4jClient): Pick<RunReader, "anatomyOf" | "knownParts"> {
  const pageOf = async ({ id }: Book, seq: number): Promise<unknown> => {
    const [row] = await client.read("runs/read/read-page", { book: id, seq: whole(seq) });
    return row === undefined ? null : unpack(row.data); // the next run's took its place meanwhile
  };
  const known = async (book: Book): Promise<readonly Known[]> => ((await pageOf(book, 0)) as Known[] | null) ?? [];
  return {
    async anatomyOf(cluster, run) {
      const current = await readCurrent(client);
      if (current?.number !== run || current.anatomies === null) return null;
      const all = await known(current.anatomies);
      const at = all.findIndex((each) => each.cluster === cluster);
      const page = at < 0 ? null : ((await pageOf(current.anatomies, at + 1)) as { told: string; graph: string } | null);
      return page === null ? null : { ...all[at], told: page.told, graph: new Uint8Array(toBytes(page.graph)) };
    },
    async knownParts() {
      const book = (await readCurrent(client))?.anatomies ?? null;
      return book === null ? [] : [...(await known(book))].sort((a, b) => (a.cluster < b.cluster ? -1 : 1));
    },
  };
}
