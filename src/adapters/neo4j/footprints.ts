/**
 * Segments, footprints and activity <-> Neo4j, a part of the accounts at a time: in pages, the later ones with what changed since the
 * earlier.
 */
import { TransientError } from "../../errors.js";
import { inOrder, readActivity } from "../../indicator/days/read.js";
import { readPage, writePage } from "../../indicator/page.js";
import { partOf } from "../../indicator/slice/segment.js";
import type { FootprintRow } from "../../ports/footprints.js";
import type { GraphStore } from "../../ports/store.js";
import { batches, type Neo4jClient, whole } from "./client.js";
import { expand, squeeze } from "./squeeze.js";

export type Footprints = Pick<GraphStore, "part" | "replacePart" | "footprintsOf" | "activityOf">;

/** A page holds about so much before it is compressed. */
const PAGE_BYTES = 4 << 20;
/** A part's pages are written anew when they would hold so many times what is current. */
const SLACK = 2;

/** What `part` hands to `replacePart`. */
interface Receipt {
  /** Element ids. */
  segments: readonly string[];
  pages: Pages;
  /** Null where it was not read. */
  activity: Pages | null;
}

/** What is kept in pages of their own: footprints are read for a clustering, activity is not. */
type Kind = "footprint" | "activity";

interface Pages {
  count: number;
  /** The number of the next page. */
  next: number;
  /** Bytes in all pages, current or not. */
  bytes: number;
  current: ReadonlyMap<string, Uint8Array>;
}

/** `parts`: how many there are. */
export function footprints(client: Neo4jClient, parts: () => number): Footprints {
  const found = async (kind: Kind, accounts: readonly string[]): Promise<FootprintRow[]> => {
    const rows: FootprintRow[] = [];
    const wanted = new Set(accounts);
    for (const part of new Set(accounts.map((account) => partOf(account, parts())))) {
      const { current } = await readPages(client, kind, part);
      rows.push(...rowsOf(current).filter(({ account }) => wanted.has(account)));
    }
    return rows;
  };
  return {
    async part(part) {
      const [segments, pages] = await Promise.all([readSegments(client, part), readPages(client, "footprint", part)]);
      const activity = segments.length > 0 ? await readPages(client, "activity", part) : null; // who merged meanwhile took segments away
      const receipt: Receipt = { segments: segments.map(({ id }) => id), pages, activity };
      return {
        part,
        footprints: writePage(rowsOf(pages.current)),
        activity: activity ? writePage(rowsOf(activity.current)) : new Uint8Array(),
        segments: segments.map(({ bytes }) => bytes),
        receipt,
      };
    },
    async replacePart(part, changed, receipt) {
      const { segments, pages, activity } = receipt as Receipt;
      const written = await Promise.all([
        turned("footprint", part, pages, readPage(changed.footprints)),
        turned("activity", part, activity ?? (await readPages(client, "activity", part)), readPage(changed.activity)),
      ]);
      await client.write(async (run) => {
        const [{ dropped }] = await run("footprints/drop-segments", { ids: segments });
        let isOurs = dropped === segments.length;
        for (const { kind, outdated } of written) {
          if (outdated === null) continue;
          const [before] = await run(`footprints/drop-${kind}-pages`, { part: whole(part) });
          isOurs &&= before.dropped === outdated;
        }
        if (!isOurs) throw new TransientError(`part ${part} was merged by another meanwhile: read it again`);
        await Promise.all(written.flatMap(({ kind, pages }) => pages.map((page) => run(`footprints/write-${kind}-page`, { page }))));
      });
    },
    footprintsOf: (accounts) => found("footprint", accounts),
    activityOf: async (accounts) => inOrder((await found("activity", accounts)).map(({ account, bytes }) => readActivity(account, bytes))),
  };
}

/** The pages to write so that a part holds what changed, and how many are to be dropped for them: null where they stay. */
async function turned(kind: Kind, part: number, before: Pages, changed: readonly FootprintRow[]) {
  const current = new Map(before.current);
  for (const { account, bytes } of changed) current.set(account, bytes);
  const anew = before.bytes + sizeOf(changed) > SLACK * sizeOf(rowsOf(current));
  const lists = [...batches(anew ? rowsOf(current) : changed, PAGE_BYTES, rowSize)];
  const pages = await Promise.all(
    lists.map(async (rows, i) => ({ part: whole(part), seq: whole(before.next + i), bytes: await squeeze(writePage(rows)) })),
  );
  return { kind, pages, outdated: anew ? before.count : null };
}

async function readSegments(client: Neo4jClient, part: number): Promise<{ id: string; bytes: Uint8Array }[]> {
  const segments: Promise<{ id: string; bytes: Uint8Array }>[] = [];
  for await (const { id, bytes } of client.stream("footprints/read-segments", { part: whole(part) }, 64)) {
    const segment = expand(bytes).then((expanded) => ({ id: String(id), bytes: expanded }));
    segment.catch(() => {}); // whoever awaits all meets the same error
    segments.push(segment);
  }
  return Promise.all(segments);
}

async function readPages(client: Neo4jClient, kind: Kind, part: number): Promise<Pages> {
  const current = new Map<string, Uint8Array>();
  const pages = { count: 0, next: 0, bytes: 0, current };
  for await (const row of client.stream(`footprints/read-${kind}-pages`, { part: whole(part) }, 4)) {
    const rows = readPage(await expand(row.bytes));
    for (const { account, bytes } of rows) current.set(account, bytes);
    pages.count++;
    pages.next = Number(row.seq) + 1;
    pages.bytes += sizeOf(rows);
  }
  return pages;
}

const rowsOf = (current: ReadonlyMap<string, Uint8Array>): FootprintRow[] =>
  Array.from(current, ([account, bytes]) => ({ account, bytes }));
const rowSize = ({ account, bytes }: FootprintRow): number => account.length + bytes.length;
const sizeOf = (rows: readonly FootprintRow[]): number => rows.reduce((sum, row) => sum + rowSize(row), 0);
