/**
 * Files of truth and of clusters, plain or gzip or zstd -> their rows, each checked against the contract; a wrong line is an error that
 * names it.
 */
import { createReadStream } from "node:fs";
import type { z } from "zod";
import { clusterRow } from "../../contract/cluster.js";
import type { ClusterRow, TruthRow } from "../../contract/rows.js";
import { truthRow } from "../../contract/truth.js";
import { PermanentError } from "../../errors.js";
import { decompress } from "../../event/compression.js";

async function readRows<T>(path: string, schema: z.ZodType<T>): Promise<T[]> {
  const rows: T[] = [];
  let number = 0;
  try {
    for await (const line of linesOf(path)) {
      number++;
      if (line.trim() !== "") rows.push(parseRow(line, schema));
    }
  } catch (cause) {
    const where = number > 0 ? `${path}, line ${number}` : `cannot read ${path}`;
    throw new PermanentError(`${where}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
  return rows;
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of decompress(createReadStream(path))) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

function parseRow<T>(line: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(JSON.parse(line));
  if (result.success) return result.data;
  const reasons = result.error.issues.map(({ path, message }) => `"${path.join(".")}": ${message}`);
  throw new PermanentError(`${reasons.join("; ")}; see the contract's form of this file`, { cause: result.error });
}

/** Truth as `cautery simulate` writes it. Throws a `PermanentError` that names the first wrong line. */
export async function readTruth(path: string): Promise<TruthRow[]> {
  return await readRows(path, truthRow);
}

/** Clusters as `cautery run` leaves them. Throws a `PermanentError` that names the first wrong line. */
export async function readClusters(path: string): Promise<ClusterRow[]> {
  return await readRows(path, clusterRow);
}
