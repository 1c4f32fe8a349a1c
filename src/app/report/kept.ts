/**
 * Reports <-> the store's records: each with what it was counted from, and as it was told under each marking. What is kept is never written
 * again: pages first, then the head that names them, so that whoever dies in between leaves nothing that is found.
 */
import { promisify } from "node:util";
import { deflate, inflate } from "node:zlib";
import { z } from "zod";
import { MARKINGS, type ReportMarking } from "../../contract/report/fields.js";
import { type Report, report } from "../../contract/report.js";
import { NotFoundError, PermanentError } from "../../errors.js";
import type { Records } from "../../ports/knowledge.js";
import type { Material } from "../../report/counting/material.js";

const HEAD = "report";
const PAGE = "report-page";
const PAGE_BYTES = 512 * 1024;
const AT_ONCE = 200;

const squeeze = promisify(deflate);
const unsqueeze = promisify(inflate);

const head = z.object({
  id: z.string(),
  /** In the order in which they were made, from 1. */
  order: z.number().int().positive(),
  zone: z.string(),
  /** Days: [from, to). */
  from: z.number().int(),
  to: z.number().int(),
  scope: z.object({ operator: z.string().nullable(), cluster: z.string().nullable() }),
  run: z.number().int(),
  at: z.number(),
  due: z.number().nullable(),
  totals: z.object({ clusters: z.number(), accounts: z.number(), exchanges: z.number() }),
  judgements: z.array(z.object({ id: z.string(), operator: z.string(), probability: z.number() })),
  corrections: z.array(
    z.object({
      from: z.number(),
      to: z.number(),
      operator: z.string(),
      why: z.enum(["late", "found", "cleared", "moved here", "moved away"]),
      exchanges: z.number(),
      input_tokens: z.number(),
      output_tokens: z.number(),
    }),
  ),
  /** How many pages there are of each. */
  pages: z.record(z.string(), z.number().int()),
});
export type ReportHead = z.infer<typeof head>;

export interface KeptReport {
  head: Omit<ReportHead, "pages">;
  material: Material;
  sums: Uint8Array;
  told: Uint8Array;
  /** As it was told, by marking. */
  editions: Readonly<Record<ReportMarking, Report>>;
}

/** Whether it was kept; false where one of this id is there already, and stays. */
export async function keepReport(store: Records, { head, material, sums, told, editions }: KeptReport): Promise<boolean> {
  const text = (value: unknown) => Buffer.from(JSON.stringify(value));
  const parts: [string, Uint8Array][] = [
    ["material", text(material)],
    ["sums", sums],
    ["told", told],
    ...MARKINGS.map((marking): [string, Uint8Array] => [marking, text(editions[marking])]),
  ];
  const pages: Record<string, number> = {};
  for (const [name, bytes] of parts) pages[name] = await keepPages(store, `${head.id}/${name}`, bytes);
  return await store.keepRecord(HEAD, head.id, JSON.stringify({ ...head, pages }), 0);
}

async function keepPages(store: Records, name: string, bytes: Uint8Array): Promise<number> {
  const squeezed = await squeeze(bytes);
  const count = Math.max(1, Math.ceil(squeezed.length / PAGE_BYTES));
  for (let page = 0; page < count; page++) {
    const id = `${name}/${page}`;
    const body = JSON.stringify(squeezed.subarray(page * PAGE_BYTES, (page + 1) * PAGE_BYTES).toString("base64"));
    const before = await store.record(PAGE, id); // of one who died before the head was written: counted from what may have changed since
    if (before?.body !== body) await store.keepRecord(PAGE, id, body, before?.version ?? 0);
  }
  return count;
}

/** All of them, in the order in which they were made. */
export async function reportHeads(store: Records): Promise<ReportHead[]> {
  const heads: ReportHead[] = [];
  for (let after = ""; ; ) {
    const some = await store.records(HEAD, { after, limit: AT_ONCE });
    heads.push(...some.map(({ body }) => head.parse(JSON.parse(body))));
    if (some.length < AT_ONCE) return heads.sort((a, b) => a.order - b.order);
    after = some.at(-1)!.id;
  }
}

export async function reportHead(store: Records, id: string): Promise<ReportHead | null> {
  const found = await store.record(HEAD, id);
  return found === null ? null : head.parse(JSON.parse(found.body));
}

/** Throws a `NotFoundError` where there is none. */
export async function reportNamed(store: Records, id: string): Promise<ReportHead> {
  const found = await reportHead(store, id);
  if (found === null) throw new NotFoundError(`no report ${JSON.stringify(id)} is kept here: \`cautery report list\` has those there are`);
  return found;
}

export async function editionOf(store: Records, kept: ReportHead, marking: ReportMarking): Promise<Report> {
  return report.parse(JSON.parse((await partOf(store, kept, marking)).toString()));
}

export const toldPart = (store: Records, kept: ReportHead): Promise<Uint8Array> => partOf(store, kept, "told");

/** What its figures are counted again from. */
export async function countedFrom(store: Records, kept: ReportHead): Promise<{ material: Material; sums: Uint8Array }> {
  const material = JSON.parse((await partOf(store, kept, "material")).toString()) as Material;
  return { material, sums: await partOf(store, kept, "sums") };
}

async function partOf(store: Records, { id, pages }: ReportHead, name: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let page = 0; page < (pages[name] ?? 0); page++) {
    const found = await store.record(PAGE, `${id}/${name}/${page}`);
    if (found === null) throw new PermanentError(`page ${page} of ${name} of report ${id} is missing: restore the store from a backup`);
    parts.push(Buffer.from(JSON.parse(found.body) as string, "base64"));
  }
  return await unsqueeze(Buffer.concat(parts));
}
