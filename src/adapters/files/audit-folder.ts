/**
 * The audit log <-> a folder for a third party: `entries.ndjson` (an entry a line), `leaves.txt` (its leaf, hex), `checkpoint.txt` (a
 * signed note) and `vkey.txt` (the key that it is signed with).
 */
import { createReadStream, createWriteStream } from "node:fs";
import { readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { PermanentError, UsageError } from "../../errors.js";
import type { AuditLeaf, AuditPage } from "../../model/enforcement/audit.js";
import { prepareFolder } from "./result-folder.js";

const ENTRIES = "entries.ndjson";
const LEAVES = "leaves.txt";
const CHECKPOINT = "checkpoint.txt";
const VKEY = "vkey.txt";

export interface AuditFolder {
  checkpoint: string;
  vkey: string;
  pages: AsyncIterable<AuditPage>;
}

/** `page` is the number of its page's first entry: stream, time and borders of pages are signed too. */
const line = z.strictObject({
  entry: z.number().int().nonnegative(),
  page: z.number().int().nonnegative(),
  stream: z.string(),
  at: z.number().int(),
  leaf: z.string(),
  salt: z.string().nullable(),
  body: z.string().nullable(),
});

/** `out` is made where it is missing. The entries are put in place first, so that a checkpoint has them. */
export async function writeAuditFolder(out: string, { checkpoint, vkey, pages }: AuditFolder): Promise<{ entries: number }> {
  await prepareFolder(out);
  const aside = (name: string) => join(out, `${name}.${process.pid}.part`);
  const leaves = createWriteStream(aside(LEAVES));
  let entries = 0;
  try {
    const lines = async function* () {
      for await (const page of pages) {
        entries += page.entries.length;
        if (!leaves.write(page.entries.map(({ leaf }) => `${leaf}\n`).join("")))
          await new Promise<void>((resolve, reject) => leaves.once("drain", resolve).once("error", reject));
        yield page.entries.map((entry, i) => `${JSON.stringify(row(page, entry, i))}\n`).join("");
      }
    };
    await pipeline(Readable.from(lines()), createWriteStream(aside(ENTRIES)));
    await pipeline(Readable.from([]), leaves);
    await pipeline(Readable.from([checkpoint]), createWriteStream(aside(CHECKPOINT)));
    await pipeline(Readable.from([`${vkey}\n`]), createWriteStream(aside(VKEY)));
    for (const name of [ENTRIES, LEAVES, VKEY, CHECKPOINT]) await rename(aside(name), join(out, name));
  } catch (cause) {
    leaves.destroy();
    for (const name of [ENTRIES, LEAVES, VKEY, CHECKPOINT]) await rm(aside(name), { force: true });
    if (cause instanceof PermanentError) throw cause;
    throw new PermanentError(`cannot write ${out}: ${(cause as Error).message}; name a folder you may write to with --out`, { cause });
  }
  return { entries };
}

const row = ({ first, stream, at }: AuditPage, { leaf, salt, body }: AuditLeaf, i: number): z.infer<typeof line> => ({
  entry: first + i,
  page: first,
  stream,
  at,
  leaf,
  salt,
  body,
});

/** Throws a `UsageError` where a file is missing; the pages throw a `PermanentError` that names the first line of another form. */
export async function readAuditFolder(dir: string): Promise<AuditFolder> {
  const [checkpoint, vkey] = await Promise.all([readText(join(dir, CHECKPOINT)), readText(join(dir, VKEY))]);
  return { checkpoint, vkey: vkey.trim(), pages: pagesIn(dir) };
}

/** Rows that do not stand in a row, or differ in what a page has in common, are pages apart: so that it shows. */
async function* pagesIn(dir: string): AsyncIterable<AuditPage> {
  let page: (AuditPage & { entries: AuditLeaf[] }) | null = null;
  const leaves = linesOf(join(dir, LEAVES));
  for await (const { text, number } of linesOf(join(dir, ENTRIES))) {
    const { entry, page: first, stream, at, leaf, salt, body } = parseLine(text, join(dir, ENTRIES), number);
    const beside = await leaves.next();
    if (beside.done || beside.value.text !== leaf) throw otherLeaf(dir, entry);
    if (page !== null && (page.first + page.entries.length !== entry || entry === first || page.stream !== stream || page.at !== at)) {
      yield page;
      page = null;
    }
    page ??= { first: entry, stream, at, entries: [] };
    page.entries.push({ leaf, salt, body });
  }
  if (page !== null) yield page;
  const beyond = await leaves.next();
  if (!beyond.done) throw otherLeaf(dir, beyond.value.number - 1);
}

const otherLeaf = (dir: string, entry: number): PermanentError =>
  new PermanentError(`${dir}: entry ${entry} of ${ENTRIES} is not that of ${LEAVES}: one of them was changed; ask for the export again`);

function parseLine(text: string, path: string, number: number): z.infer<typeof line> {
  try {
    return line.parse(JSON.parse(text));
  } catch (cause) {
    throw new PermanentError(`${path}, line ${number}: this is no entry of the audit log; ask for the export again`, { cause });
  }
}

async function* linesOf(path: string): AsyncGenerator<{ text: string; number: number }, void> {
  let number = 0;
  const input = createReadStream(path);
  try {
    for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) yield { text, number: ++number };
  } catch (cause) {
    throw new UsageError(`cannot read ${path}: name a folder that \`cautery audit export\` wrote`, { cause });
  } finally {
    input.destroy();
  }
}

async function readText(path: string): Promise<string> {
  return readFile(path, "utf8").catch((cause: Error) => {
    throw new UsageError(`cannot read ${path}: name a folder that \`cautery audit export\` wrote`, { cause });
  });
}
