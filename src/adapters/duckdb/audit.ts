/**
 * The audit log, an entry a row, and plans <-> the embedded store: an append is one transaction, and on the disk when it returns. What a
 * page has in common stands in each of its rows, and costs next to nothing by columns.
 */
import { blobValue, type DuckDBBlobValue } from "@duckdb/node-api";
import { PermanentError } from "../../errors.js";
import type { AuditHead, AuditLeaf, AuditPage } from "../../model/enforcement/audit.js";
import { type AuditLog, type Plans, refuseOther } from "../../ports/audit.js";
import type { DuckDbClient, Row, Run } from "./client.js";

/** Made where they are missing, whenever a folder is opened: of those there are, the format stays. */
export const AUDIT_SCHEMA = `
CREATE SCHEMA IF NOT EXISTS audit;
CREATE TABLE IF NOT EXISTS audit.head (size UINTEGER NOT NULL, control UINTEGER NOT NULL, frontier JSON NOT NULL, checkpoint VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS audit.entries (
  number UINTEGER NOT NULL, page UINTEGER NOT NULL, stream VARCHAR NOT NULL, logged_at TIMESTAMPTZ NOT NULL, leaf VARCHAR NOT NULL, salt VARCHAR, body VARCHAR
);
CREATE TABLE IF NOT EXISTS audit.plans (hash VARCHAR NOT NULL, seq UINTEGER NOT NULL, bytes BLOB NOT NULL);
`;

/** Entries, and characters of their bodies, that are read at a time: whole pages, one at the least. */
const READ_ENTRIES = 8_192;
const READ_CHARACTERS = 8 << 20;
const CHUNK_BYTES = 1 << 20;

const WANTED = `FROM audit.entries
  WHERE page BETWEEN $1 AND $2 AND ($3::VARCHAR IS NULL OR stream = $3) AND ($4::DOUBLE IS NULL OR epoch_ms(logged_at) >= $4)`;
const AS_ROWS = `SELECT number, page, stream, epoch_ms(logged_at)::DOUBLE, leaf, salt, body ${WANTED} ORDER BY page, number`;
/** Stand for what is between values, and for NULL. A value may hold them all the same, where somebody put them there. */
const BETWEEN = "\u0001";
const NULL = "\u0002";
/** A page as one text: to fetch a text takes longer than to hash it. */
const AS_TEXTS = `SELECT min(number), count(*)::DOUBLE, min(stream), min(epoch_ms(logged_at))::DOUBLE, count(salt)::DOUBLE, count(body)::DOUBLE,
    max(number) - min(number) + 1 = count(*) AND count(DISTINCT number) = count(*) AND min(stream) = max(stream) AND min(logged_at) = max(logged_at),
    string_agg(concat_ws(chr(1), leaf, coalesce(salt, chr(2)), coalesce(body, chr(2))), chr(1) ORDER BY number)
  ${WANTED} GROUP BY page ORDER BY page`;

export function audit(client: DuckDbClient): AuditLog & Plans {
  return {
    auditHead: () => client.undisturbed(readHead),
    appendAudit: (write) =>
      client.transaction(async (run, bulk) => {
        const before = await readHead(run);
        const append = write(before);
        if (append === null) return null;
        refuseOther(before, append);
        const { page, head } = append;
        const table = await bulk("audit.entries", ["uint", "uint", "text", "time", "text", "encoded", "encoded"]);
        for (const [i, { leaf, salt, body }] of page.entries.entries())
          table.add(page.first + i, page.first, page.stream, page.at, leaf, salt, body);
        table.close();
        const values = [head.size, head.control, JSON.stringify(head.frontier), head.checkpoint];
        if (before === null) await run("INSERT INTO audit.head VALUES ($1, $2, $3, $4)", values);
        else await run("UPDATE audit.head SET size = $1, control = $2, frontier = $3, checkpoint = $4", values);
        return append;
      }),
    async *auditPages({ from = 0, stream, since } = {}) {
      const where = `number >= $1 AND ($2::VARCHAR IS NULL OR stream = $2) AND ($3::DOUBLE IS NULL OR epoch_ms(logged_at) >= $3)`;
      const pages = await client.columns(
        `SELECT page, count(*)::DOUBLE, sum(strlen(body))::DOUBLE FROM audit.entries WHERE ${where} GROUP BY page ORDER BY page`,
        [from, stream ?? null, since ?? null],
      );
      for (const [first, last] of runsOf(pages as [number[], number[], (number | null)[]])) {
        // a page that `from` lies in is read whole
        const wanted = [first, last, stream ?? null, since ?? null];
        yield* pagesOfTexts((await client.columns(AS_TEXTS, wanted)) as Texts) ??
          pagesOf((await client.columns(AS_ROWS, wanted)) as Columns);
      }
    },
    replaceAuditPage: (page) =>
      client.transaction(async (run) => {
        const there = await run("SELECT leaf FROM audit.entries WHERE page = $1 ORDER BY number", [page.first]);
        if (there.map(({ leaf }) => leaf).join() !== page.entries.map(({ leaf }) => leaf).join())
          throw new PermanentError(`the page of entry ${page.first} has other leaves: read it again`);
        for (const [i, { body }] of page.entries.entries())
          if (body === null)
            await run("UPDATE audit.entries SET salt = NULL, body = NULL WHERE page = $1 AND number = $2", [page.first, page.first + i]);
      }),
    savePlan: (hash, bytes) =>
      client.transaction(async (run) => {
        if ((await run("SELECT 1 FROM audit.plans WHERE hash = $1 LIMIT 1", [hash])).length > 0) return;
        for (let seq = 0; seq === 0 || seq * CHUNK_BYTES < bytes.length; seq++)
          await run("INSERT INTO audit.plans VALUES ($1, $2, $3)", [
            hash,
            seq,
            blobValue(bytes.subarray(seq * CHUNK_BYTES, (seq + 1) * CHUNK_BYTES)),
          ]);
      }),
    async loadPlan(hash) {
      const rows = await client.query("SELECT bytes FROM audit.plans WHERE hash = $1 ORDER BY seq", [hash]);
      return rows.length === 0 ? null : Buffer.concat(rows.map(({ bytes }) => (bytes as DuckDBBlobValue).bytes));
    },
  };
}

async function readHead(run: Run): Promise<AuditHead | null> {
  const [row]: Row[] = await run("FROM audit.head");
  if (row === undefined) return null;
  const { size, control, frontier, checkpoint } = row;
  return { size: Number(size), control: Number(control), frontier: JSON.parse(String(frontier)), checkpoint: String(checkpoint) };
}

/** Pages one after the other, as many as are read at a time: the first of each and the last. */
function* runsOf([pages, entries, characters]: [number[], number[], (number | null)[]]): Iterable<[number, number]> {
  for (let start = 0, end = 0; start < pages.length; start = end) {
    let rows = 0;
    let length = 0;
    do {
      rows += entries[end];
      length += characters[end] ?? 0;
      end++;
    } while (end < pages.length && rows + entries[end] <= READ_ENTRIES && length + (characters[end] ?? 0) <= READ_CHARACTERS);
    yield [pages[start], pages[end - 1]];
  }
}

type Texts = [number[], number[], string[], number[], number[], number[], boolean[], string[]];

/** Null where a page is not as it was written, or cannot be told apart in its text: it is to be read by rows. */
function pagesOfTexts([firsts, counts, streams, times, salts, bodies, areEven, texts]: Texts): AuditPage[] | null {
  const pages: AuditPage[] = [];
  for (const [i, text] of texts.entries()) {
    const parts = text.split(BETWEEN);
    if (!areEven[i] || parts.length !== 3 * counts[i]) return null;
    const entries: AuditLeaf[] = [];
    for (let at = 0; at < parts.length; at += 3) entries.push({ leaf: parts[at], salt: value(parts[at + 1]), body: value(parts[at + 2]) });
    const held = (of: "salt" | "body") => entries.filter((entry) => entry[of] !== null).length;
    if (held("salt") !== salts[i] || held("body") !== bodies[i]) return null;
    pages.push({ first: firsts[i], stream: streams[i], at: times[i], entries });
  }
  return pages;
}

const value = (part: string): string | null => (part === NULL ? null : part);

type Columns = [number[], number[], string[], number[], string[], (string | null)[], (string | null)[]];

/** Rows that do not stand in a row, or differ in what a page has in common, are pages apart: so that it shows. */
function* pagesOf([numbers, pages, streams, times, leaves, salts, bodies]: Columns): Iterable<AuditPage> {
  for (let start = 0, end = 0; start < numbers.length; start = end) {
    const entries: AuditLeaf[] = [];
    const isNext = () =>
      pages[end] === pages[start] &&
      numbers[end] === numbers[start] + entries.length &&
      streams[end] === streams[start] &&
      times[end] === times[start];
    for (; end < numbers.length && isNext(); end++) entries.push({ leaf: leaves[end], salt: salts[end], body: bodies[end] });
    yield { first: numbers[start], stream: streams[start], at: times[start], entries };
  }
}
