/** Slices -> the embedded store's log: segments and ids go to append-only files, the rest and the fence into one transaction. */
import { join } from "node:path";
import type { QuarantinedLine } from "../../model/quarantine.js";
import type { SliceCounts } from "../../model/slice-counts.js";
import type { SliceCommit, SourceMark } from "../../ports/event-log.js";
import type { GraphStore } from "../../ports/store.js";
import type { Bulk } from "./bulk.js";
import { AppendFile } from "./bytes.js";
import type { DuckDbClient, Row, Run } from "./client.js";

type Log = Pick<GraphStore, "ledger" | "mark" | "commit" | "ids" | "counts" | "quarantined">;

/** Where a part's segments are, of slices from a ledger number on. */
export interface StoredSegments {
  segments: Uint8Array[];
  /** The first ledger number that they leave out. */
  end: number;
}

export interface EmbeddedLog extends Log {
  open(): Promise<void>;
  segmentsOf(part: number, from: number): Promise<StoredSegments>;
  /** Frees the segments' file, where there are no slices but those before `ledger`: no part has anything in them that is not merged. */
  trim(ledger: number): Promise<void>;
  close(): Promise<void>;
}

const QUARANTINE_PAGE = 2000;

export function log(client: DuckDbClient): EmbeddedLog {
  const segmentFile = new AppendFile(join(client.dir, "segments.log"));
  const idFile = new AppendFile(join(client.dir, "ids.log"));
  const ledger = async (run: Run) => Number((await run("SELECT count(*) AS n FROM slices"))[0].n);
  const query: Run = (sql, values) => client.query(sql, values);

  return {
    async open() {
      await segmentFile.open();
      await idFile.open();
    },
    ledger: () => ledger(query),
    mark: (source) => readMark(query, source),
    commit: (slice) => client.transaction((run, bulk) => commit(run, bulk, slice)),
    async *ids(from, idsFrom, idsTo) {
      const rows = await client.query(
        "SELECT ledger, ids_at, ids_length FROM slices WHERE ledger >= $1 AND ids_to >= $2 AND ids_from <= $3 AND ids_length > 0 ORDER BY ledger",
        [from, idsFrom, idsTo],
      );
      for (const row of rows) yield { ledger: Number(row.ledger), ids: await idFile.read(Number(row.ids_at), Number(row.ids_length)) };
    },
    async counts() {
      const [row] = await client.query("FROM counts");
      const { events, accepted, duplicates, quarantined, dropped_fields, ignored_fields, lines } = numbers(row);
      return { events, accepted, duplicates, quarantined, droppedFields: dropped_fields, ignoredFields: ignored_fields, lines };
    },
    async *quarantined() {
      for (let offset = 0; ; offset += QUARANTINE_PAGE) {
        const rows = await client.query("FROM quarantine ORDER BY source, line LIMIT $1 OFFSET $2", [QUARANTINE_PAGE, offset]);
        for (const { source, line, why } of rows) yield { source, line, ...JSON.parse(String(why)) } as QuarantinedLine;
        if (rows.length < QUARANTINE_PAGE) return;
      }
    },
    segmentsOf: (part, from) =>
      client.undisturbed(async (run) => {
        const rows = await run("SELECT ledger, segments_at, segment_lengths FROM slices WHERE ledger >= $1 ORDER BY ledger", [from]);
        const segments: Uint8Array[] = [];
        for (const row of rows) {
          const place = placeOf(part, row);
          if (place) segments.push(await segmentFile.read(place.at, place.length));
        }
        return { segments, end: rows.length === 0 ? from : Number(rows.at(-1)!.ledger) + 1 };
      }),
    trim: (clear) =>
      client.transaction(async (run) => {
        if ((await ledger(run)) !== clear) return;
        await run("UPDATE parts SET merged_to = $1 WHERE merged_to < $1", [clear]);
        await segmentFile.truncate(0); // whether or not the row above is kept: nobody waits for what was in it
      }),
    async close() {
      await segmentFile.close();
      await idFile.close();
    },
  };

  async function commit(run: Run, bulk: Bulk, slice: SliceCommit): Promise<"committed" | "stale"> {
    const stale = (await ledger(run)) !== slice.ledger || !sameMark(await readMark(run, slice.after.source), slice.before);
    if (stale) return "stale";
    const { segmentsAt, idsAt } = await ends(run, slice.ledger);
    const { segments, ids, counts, after } = slice;
    await segmentFile.write(
      segmentsAt,
      segments.map(({ bytes }) => bytes),
    );
    await idFile.write(idsAt, ids.length > 0 ? [ids] : []);
    const lengths = segments.map(({ part, bytes }) => `${part}:${bytes.length}`).join(" ");
    await run("INSERT INTO slices VALUES ($1, $2, $3, $4, $5, $6, $7)", [
      slice.ledger,
      BigInt(segmentsAt),
      lengths,
      BigInt(idsAt),
      BigInt(ids.length),
      slice.idsFrom,
      slice.idsTo,
    ]);
    await run("INSERT OR REPLACE INTO marks VALUES ($1, $2)", [after.source, JSON.stringify(after)]);
    await addCounts(run, counts);
    if (slice.quarantined.length > 0) {
      const table = await bulk("quarantine", ["text", "double", "encoded"]);
      // JSON, for NUL
      for (const { source, line, error, raw } of slice.quarantined) table.add(source, line, JSON.stringify({ error, raw }));
      table.close();
    }
    return "committed";
  }

  /** Where the files end, as far as is committed: of so many slices, numbered from 0 on. */
  async function ends(run: Run, ledger: number): Promise<{ segmentsAt: number; idsAt: number }> {
    const [last] = await run("FROM slices WHERE ledger = $1", [ledger - 1]);
    if (!last) return { segmentsAt: 0, idsAt: 0 };
    const [{ merged }] = await run("SELECT min(merged_to) AS merged FROM parts");
    const idsAt = Number(last.ids_at) + Number(last.ids_length);
    if (Number(merged) > Number(last.ledger)) return { segmentsAt: 0, idsAt }; // all are merged: the file begins anew
    return { segmentsAt: Number(last.segments_at) + places(last).reduce((sum, { length }) => sum + length, 0), idsAt };
  }
}

interface Place {
  part: number;
  at: number;
  length: number;
}

function places(row: Row): Place[] {
  let at = Number(row.segments_at);
  return String(row.segment_lengths)
    .split(" ")
    .filter((text) => text !== "")
    .map((text) => {
      const [part, length] = text.split(":").map(Number);
      at += length;
      return { part, at: at - length, length };
    });
}

function placeOf(part: number, row: Row): Place | undefined {
  return places(row).find((place) => place.part === part);
}

async function readMark(run: Run, source: string): Promise<SourceMark | null> {
  const [row] = await run("SELECT mark FROM marks WHERE source = $1", [source]);
  return row ? (JSON.parse(String(row.mark)) as SourceMark) : null;
}

function sameMark(a: SourceMark | null, b: SourceMark | null): boolean {
  return a?.next === b?.next && a?.offset === b?.offset && a?.lastHash === b?.lastHash;
}

async function addCounts(run: Run, counts: SliceCounts): Promise<void> {
  const { events, accepted, duplicates, quarantined, droppedFields, ignoredFields, lines } = counts;
  await run(
    `UPDATE counts SET events = events + $1, accepted = accepted + $2, duplicates = duplicates + $3, quarantined = quarantined + $4,
      dropped_fields = dropped_fields + $5, ignored_fields = ignored_fields + $6, lines = lines + $7`,
    [events, accepted, duplicates, quarantined, droppedFields, ignoredFields, lines].map(BigInt),
  );
}

function numbers(row: Row): Record<string, number> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)]));
}
