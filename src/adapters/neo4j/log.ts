/**
 * Slices -> Neo4j: the ledger, the sources' marks, the ids taken, the counts and the quarantine; a commit is one transaction behind a
 * fence.
 */
import type { QuarantinedLine } from "../../model/quarantine.js";
import type { SliceCounts } from "../../model/slice-counts.js";
import type { SliceCommit, SourceMark } from "../../ports/event-log.js";
import type { GraphStore } from "../../ports/store.js";
import { batches, type Neo4jClient, type Row, toBytes, toText, whole } from "./client.js";
import { squeeze } from "./squeeze.js";

export type Log = Pick<GraphStore, "ledger" | "mark" | "commit" | "ids" | "counts" | "quarantined">;

export function log(client: Neo4jClient): Log {
  const ledger = async () => (await client.read("log/read-ledger"))[0].ledger as Row;
  return {
    ledger: async () => Number((await ledger()).next),
    mark: async (source) => toMark((await client.read("log/read-mark", { source }))[0]?.mark),
    commit: (slice) => commit(client, slice),
    async *ids(from, idsFrom, idsTo) {
      const range = { from: whole(from), idsFrom: whole(idsFrom), idsTo: whole(idsTo) };
      for await (const row of client.stream("log/read-ids", range, 16)) yield { ledger: Number(row.ledger), ids: toBytes(row.ids) };
    },
    async counts() {
      const { events, accepted, duplicates, quarantined, droppedFields, ignoredFields, lines } = (await ledger()) as unknown as SliceCounts;
      return { events, accepted, duplicates, quarantined, droppedFields, ignoredFields, lines };
    },
    async *quarantined() {
      const sources = (await client.read("log/read-quarantined-sources")).map((row) => String(row.source)).sort();
      for (const source of sources) {
        for await (const row of client.stream("log/read-quarantined", { source }, 500)) yield row as unknown as QuarantinedLine;
      }
    },
  };
}

/** The fence locks the ledger before it is read: of two commits at once, the second reads what the first has written, and is stale. */
async function commit(client: Neo4jClient, slice: SliceCommit): Promise<"committed" | "stale"> {
  const { ledger, before, after, segments, counts, quarantined } = slice;
  const write = {
    ledger: whole(ledger),
    source: after.source,
    mark: { ...after, id: after.source, ...wholes({ ...after }) },
    counts: wholes({ ...counts }),
    slice: { ids: toText(slice.ids), ...wholes({ idsFrom: slice.idsFrom, idsTo: slice.idsTo, events: counts.events }) },
  };
  const packed = await Promise.all(segments.map(async ({ part, bytes }) => ({ part: whole(part), bytes: await squeeze(bytes) })));
  const lines = quarantined.map((line) => ({ ...line, line: whole(line.line) }));
  return client.write(async (run) => {
    const [fence] = await run("log/fence-commit", { source: after.source });
    if (fence.next !== ledger || !sameMark(toMark(fence.mark), before)) return "stale";
    const writes = [run("log/write-slice", write)]; // all are sent before the first is answered
    if (packed.length > 0) writes.push(run("log/write-segments", { segments: packed, ledger: write.ledger }));
    for (const batch of batches(lines, 1_000)) writes.push(run("log/write-quarantined", { lines: batch }));
    await Promise.all(writes);
    return "committed";
  });
}

function toMark(properties: unknown): SourceMark | null {
  if (properties === null || properties === undefined) return null;
  const { source, next, offset, lines, firstHash, firstLength, lastHash, lastLength } = properties as SourceMark;
  return { source, next, offset, lines, firstHash, firstLength, lastHash, lastLength };
}

const sameMark = (a: SourceMark | null, b: SourceMark | null) =>
  (a && `${a.next} ${a.offset} ${a.lastHash}`) === (b && `${b.next} ${b.offset} ${b.lastHash}`);

/** The numbers among the values, as integers. */
function wholes(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (typeof value === "number" ? [[name, whole(value)]] : [])));
}
