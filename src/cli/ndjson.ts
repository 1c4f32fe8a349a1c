/** An NDJSON file, plain or gzip -> its rows, each checked against a schema; a wrong line is an error that names it. */
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import type { z } from "zod";
import { PermanentError } from "../errors.js";

export async function readRows<T>(path: string, schema: z.ZodType<T>): Promise<T[]> {
  const rows: T[] = [];
  const lines = createInterface({ input: await openText(path), crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  try {
    for await (const line of lines) {
      number++;
      if (line.trim() !== "") rows.push(parseRow(line, schema));
    }
  } catch (error) {
    throw new PermanentError(`${path}, line ${number}: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
  return rows;
}

function parseRow<T>(line: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(JSON.parse(line));
  if (result.success) return result.data;
  const reasons = result.error.issues.map(({ path, message }) => `"${path.join(".")}": ${message}`);
  throw new PermanentError(`${reasons.join("; ")}; see the contract's form of this file`, { cause: result.error });
}

async function openText(path: string): Promise<Readable> {
  const file = await open(path).catch((error: Error) => {
    throw new PermanentError(`cannot read ${path}: ${error.message}`, { cause: error });
  });
  const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0).finally(() => file.close());
  const stream = createReadStream(path);
  if (bytesRead < 2 || buffer.readUInt16BE() !== 0x1f8b) return stream;
  const gunzip = createGunzip();
  stream.on("error", (error) => gunzip.destroy(error));
  return stream.pipe(gunzip);
}
