/**
 * Accounts that came after the current run <-> Neo4j: where each was placed, kept under the run's name, and shown to analysts as
 * provisional members.
 */
import type { Placement } from "../../model/placement.js";
import type { PlacementRegistry } from "../../ports/services/placements.js";
import { batches, type Neo4jClient, whole } from "./client.js";
import { nameOf } from "./pack.js";
import { expand } from "./squeeze.js";

const BATCH_ROWS = 5_000;

export function placements(client: Neo4jClient): PlacementRegistry {
  return {
    async *segmentsFrom(ledger) {
      const rows = client.stream("log/read-segments-from", { from: whole(ledger) }, 64);
      for await (const row of rows) yield { ledger: Number(row.ledger), bytes: await expand(row.bytes) };
    },
    async savePlacements(run, ledger, placed) {
      await client.write(async (tx) => {
        for (const batch of batches(placed, BATCH_ROWS)) {
          const rows = batch.map((placement) => ({ account: nameOf(placement.account), placement: JSON.stringify(placement) }));
          const [{ current }] = await tx("placements/write-placements", { rows, run, ledger: whole(ledger) });
          if (current === 0) return;
          await tx("placements/show-placements", { rows: batch.map(shown), run });
        }
        await tx("placements/mark-placed", { run, ledger: whole(ledger) });
      });
    },
    async placement(account) {
      const [row] = await client.read("placements/read-placement", { account: nameOf(account) });
      return row ? (JSON.parse(String(row.placement)) as Placement) : null;
    },
    async placed() {
      const [row] = await client.read("placements/read-placed");
      return row ? { run: String(row.run), ledger: Number(row.ledger) } : null;
    },
  };
}

/** Takes away what was placed by other runs than the current one. */
export async function dropPlacements(write: Neo4jClient["write"]): Promise<void> {
  const drop = () => write((tx) => tx("placements/drop-placements", { most: whole(BATCH_ROWS) }));
  while (Number((await drop())[0].dropped) > 0);
}

/** As an analyst reads it; times are the database's own. */
function shown({ account, cluster, bits, ties, at }: Placement) {
  const evidence = ties.flatMap((tie) =>
    tie.evidence.map(({ kind, value, bits: each }) => `with ${tie.account}: ${kind} ${value}: ${each.toFixed(1)} bits`),
  );
  return { account: nameOf(account), cluster, properties: { at: new Date(at).toISOString(), bits, evidence } };
}
