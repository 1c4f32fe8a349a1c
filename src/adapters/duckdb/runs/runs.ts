/** Clusterings <-> the embedded store: rows in DuckDB, and the current run's placement index in a file beside it. */
import { randomUUID } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { PermanentError } from "../../../errors.js";
import type { Runs } from "../../../ports/runs.js";
import { writeDurably } from "../bytes.js";
import type { DuckDbClient } from "../client.js";
import { ANATOMIES_SCHEMA } from "./anatomies.js";
import { pruneRuns } from "./prune.js";
import { runReader } from "./read.js";
import { saveRun } from "./save.js";

const INDEX = "placement-";

export interface EmbeddedRuns extends Runs {
  open(): Promise<void>;
}

export function runs(client: DuckDbClient): EmbeddedRuns {
  const { dir } = client;
  const indexed = async () => {
    const [row] = await client.query("SELECT id, index_bytes FROM kept.runs ORDER BY number DESC LIMIT 1");
    return row && row.index_bytes !== null ? String(row.id) : null;
  };

  /** One run at a time: what one writes is not swept away by another. */
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(step: () => Promise<T>): Promise<T> => {
    const result = turn.then(step);
    turn = result.catch(() => {}); // whoever asked for the step hears of it
    return result;
  };

  return {
    ...runReader(client),
    async open() {
      await client.query(ANATOMIES_SCHEMA);
      await sweep(dir, await indexed());
    },
    saveRun: (run, { at, ledger, index }) =>
      inTurn(async () => {
        const id = randomUUID();
        const indexWritten = index ? writeDurably(join(dir, INDEX + id), index) : Promise.resolve();
        indexWritten.catch(() => {}); // the transaction meets it
        const info = await client.transaction(async (query, bulk) => {
          const info = await saveRun(query, bulk, run, { id, at, ledger, indexBytes: index?.length ?? null });
          await indexWritten;
          return info;
        });
        await sweep(dir, index ? id : null);
        await client.query("CHECKPOINT"); // else the next to open it does
        return info;
      }),
    async pruneRuns(pruning) {
      const dropped = await client.transaction((query) => pruneRuns(query, pruning));
      if (dropped.length > 0) await client.query("CHECKPOINT");
      return dropped;
    },
    async loadIndex() {
      for (let run = await indexed(); run !== null; ) {
        try {
          return { run, bytes: await readFile(join(dir, INDEX + run)) };
        } catch (cause) {
          const now = await indexed();
          if (now === run) throw unreadable(dir, cause);
          run = now; // another run was saved meanwhile, and this one's index went
        }
      }
      return null;
    },
  };
}

const unreadable = (dir: string, cause: unknown) =>
  new PermanentError(
    `cannot read the placement index in ${dir}: cluster again (\`cautery run --data\`), or restore the folder from a copy`,
    { cause },
  );

/** Removes the indexes of earlier runs, and of one that a process which died did not finish. */
async function sweep(dir: string, current: string | null): Promise<void> {
  for (const name of await readdir(dir)) {
    if (name.startsWith(INDEX) && name !== INDEX + current) await rm(join(dir, name), { force: true });
  }
}
