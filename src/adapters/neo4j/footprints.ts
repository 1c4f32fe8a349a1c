/** Segments and footprints <-> Neo4j, a part of the accounts at a time: footprints in pages, of which the later hold what changed since the earlier. */
import { TransientError } from "../../errors.js";
import { readPage, writePage } from "../../indicator/page.js";
import { partOf } from "../../indicator/slice/segment.js";
import type { FootprintRow } from "../../ports/footprints.js";
import type { GraphStore } from "../../ports/store.js";
import { batches, type Neo4jClient, whole } from "./client.js";
import { expand, squeeze } from "./squeeze.js";

export type Footprints = Pick<GraphStore, "part" | "replacePart" | "footprintsOf">;

/** A page holds about so much before it is compressed. */
const PAGE_BYTES = 4 << 20;
/** A part's pages are written anew when they would hold so many times what is current. */
const SLACK = 2;

/** What `part` hands to `replacePart`. */
interface Token {
  /** Element ids. */
  segments: readonly string[];
  pages: Pages;
}

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
  return {
    async part(part) {
      const [segments, pages] = await Promise.all([readSegments(client, part), readPages(client, part)]);
      const token: Token = { segments: segments.map(({ id }) => id), pages };
      return { part, footprints: rowsOf(pages.current), segments: segments.map(({ bytes }) => bytes), token };
    },
    async replacePart(part, changed, token) {
      const { segments, pages } = token as Token;
      const current = new Map(pages.current);
      for (const { account, bytes } of changed) current.set(account, bytes);
      const anew = pages.bytes + sizeOf(changed) > SLACK * sizeOf(rowsOf(current));
      const lists = [...batches(anew ? rowsOf(current) : changed, PAGE_BYTES, rowSize)];
      const written = await Promise.all(
        lists.map(async (rows, i) => ({ part: whole(part), seq: whole(pages.next + i), bytes: await squeeze(writePage(rows)) })),
      );
      await client.write(async (run) => {
        const [{ dropped }] = await run("footprints/drop-segments", { ids: segments });
        const [before] = anew ? await run("footprints/drop-footprint-pages", { part: whole(part) }) : [{ dropped: pages.count }];
        if (dropped !== segments.length || before.dropped !== pages.count) {
          throw new TransientError(`part ${part} was merged by another meanwhile: read it again`);
        }
        await Promise.all(written.map((page) => run("footprints/write-footprint-page", { page })));
      });
    },
    async footprintsOf(accounts) {
      const found: FootprintRow[] = [];
      const wanted = new Set(accounts);
      for (const part of new Set(accounts.map((account) => partOf(account, parts())))) {
        const { current } = await readPages(client, part);
        found.push(...rowsOf(current).filter(({ account }) => wanted.has(account)));
      }
      return found;
    },
  };
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

async function readPages(client: Neo4jClient, part: number): Promise<Pages> {
  const current = new Map<string, Uint8Array>();
  const pages = { count: 0, next: 0, bytes: 0, current };
  for await (const row of client.stream("footprints/read-footprint-pages", { part: whole(part) }, 4)) {
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
