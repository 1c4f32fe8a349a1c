/** The audit log, a page a node, and plans in chunks <-> Neo4j: appends of all processes are one after the other, on the head's lock. */
import { PermanentError } from "../../errors.js";
import type { AuditAppend, AuditHead, AuditLeaf, AuditPage } from "../../model/enforcement/audit.js";
import { type AuditLog, type Plans, refuseOther } from "../../ports/audit.js";
import { type Neo4jClient, type Row, type Run, whole } from "./client.js";
import { expand, squeeze } from "./squeeze.js";

/** A text of a property holds about so much before it is compressed. */
const CHUNK_BYTES = 1 << 20;

export function audit(client: Neo4jClient): AuditLog & Plans {
  return {
    auditHead: async () => headOf((await client.read("audit/read-head"))[0]),
    async appendAudit(write) {
      let tried: AuditAppend | null = null;
      return client.write(async (run) => {
        const before = headOf((await run("audit/lock-head"))[0]);
        const there = tried === null ? null : await readPage(run, tried.page.first);
        if (tried !== null && there !== null && sameLeaves(there, tried.page)) return tried; // committed, and the answer was lost
        tried = write(before);
        if (tried === null) return null;
        refuseOther(before, tried);
        const { page, head } = tried;
        const { first, stream, at, entries } = page;
        const packed = await pack(entries);
        await run("audit/write-page", {
          page: { first: whole(first), last: whole(first + entries.length - 1), stream, at: whole(at), entries: packed },
        });
        await run("audit/write-head", { ...head, size: whole(head.size), control: whole(head.control) });
        return tried;
      });
    },
    async *auditPages({ from = 0, stream, since } = {}) {
      const range = { from: whole(from), since: since ?? null };
      const rows =
        stream === undefined ? client.stream("audit/read-pages", range, 16) : client.stream("audit/read-stream", { ...range, stream }, 16);
      for await (const row of rows) yield await pageOf(row);
    },
    replaceAuditPage: (page) =>
      client.write(async (run) => {
        await run("audit/lock-head");
        const there = await readPage(run, page.first);
        if (there === null || !sameLeaves(there, page))
          throw new PermanentError(`the page of entry ${page.first} has other leaves: read it again`);
        const entries = there.entries.map((entry, i) =>
          page.entries[i].body === null ? { leaf: entry.leaf, salt: null, body: null } : entry,
        );
        await run("audit/replace-page", { first: whole(page.first), entries: await pack(entries) });
      }),
    async savePlan(hash, bytes) {
      if ((await client.read("audit/has-plan", { hash })).length > 0) return;
      let seq = 0;
      for (let at = 0; at === 0 || at < bytes.length; at += CHUNK_BYTES, seq++) {
        const chunk = { hash, seq: whole(seq), bytes: await squeeze(bytes.subarray(at, at + CHUNK_BYTES)) };
        await client.write((run) => run("audit/write-plan-chunk", chunk));
      }
      await client.write((run) => run("audit/write-plan", { hash, chunks: whole(seq) }));
    },
    async loadPlan(hash) {
      const chunks: Uint8Array[] = [];
      for await (const { bytes } of client.stream("audit/read-plan-chunks", { hash }, 4)) chunks.push(await expand(bytes));
      return chunks.length === 0 ? null : Buffer.concat(chunks);
    },
  };
}

function headOf(row: Row | undefined): AuditHead | null {
  if (row === undefined || row.size === null) return null;
  const { size, control, frontier, checkpoint } = row;
  return { size: Number(size), control: Number(control), frontier: (frontier as unknown[]).map(String), checkpoint: String(checkpoint) };
}

async function readPage(run: Run, first: number): Promise<AuditPage | null> {
  const [row] = await run("audit/read-page", { first: whole(first) });
  return row === undefined ? null : await pageOf(row);
}

const leavesOf = ({ entries }: AuditPage): string => entries.map(({ leaf }) => leaf).join();
const sameLeaves = (a: AuditPage, b: AuditPage): boolean => leavesOf(a) === leavesOf(b);

async function pageOf({ first, stream, at, entries }: Row): Promise<AuditPage> {
  try {
    return { first: Number(first), stream: String(stream), at: Number(at), entries: await unpack(entries) };
  } catch (cause) {
    const mend = "it was changed; restore it from a backup, and find out who could write to the store";
    throw new PermanentError(`the page of entry ${first} in the audit log cannot be read: ${mend}`, { cause });
  }
}

/** JSON, compressed a chunk at a time. */
async function pack(entries: readonly AuditLeaf[]): Promise<string[]> {
  const json = Buffer.from(JSON.stringify(entries.map(({ leaf, salt, body }) => [leaf, salt, body])));
  const chunks: Promise<string>[] = [];
  for (let at = 0; at < json.length; at += CHUNK_BYTES) chunks.push(squeeze(json.subarray(at, at + CHUNK_BYTES)));
  return Promise.all(chunks);
}

async function unpack(chunks: unknown): Promise<AuditLeaf[]> {
  const json = Buffer.concat(await Promise.all((chunks as unknown[]).map(expand))).toString();
  return (JSON.parse(json) as [string, string | null, string | null][]).map(([leaf, salt, body]) => ({ leaf, salt, body }));
}
