/**
 * A cluster's anatomy -> the same with the ids that its parts had in the run that was looked at before: a part keeps its id while most of
 * its accounts stay together. A sample of each part is kept as a record, so that neither a restart nor another server names them anew.
 */
import { z } from "zod";
import { TransientError } from "../../errors.js";
import type { Records } from "../../ports/knowledge.js";
import { hash } from "../../tools/hash.js";
import type { Anatomy } from "./anatomy.js";

const KIND = "parts";
/** Accounts of each part that are kept, by their hashes: those of the lowest. */
const SAMPLE = 48;
/** Another server may keep the same at the same time. */
const ATTEMPTS = 5;

const kept = z.object({
  run: z.number(),
  parts: z.array(z.object({ id: z.string(), size: z.number(), sample: z.array(z.number()) })),
});

type Kept = z.infer<typeof kept>;

export async function withLastingNames(store: Pick<Records, "record" | "keepRecord">, anatomy: Anatomy): Promise<Anatomy> {
  if (anatomy.parts.length < 2) return anatomy;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const record = await store.record(KIND, anatomy.cluster);
    const before = record === null ? null : kept.parse(JSON.parse(record.body));
    const sketch = sketchOf(anatomy);
    const ids = inherited(sketch, before?.parts ?? [], anatomy);
    const named = { ...anatomy, parts: anatomy.parts.map((part, p) => ({ ...part, id: ids[p] })) };
    if (before !== null && before.run >= anatomy.run) return named;
    const body: Kept = {
      run: anatomy.run,
      parts: sketch.samples.map((sample, p) => ({ id: ids[p], size: anatomy.parts[p].size, sample })),
    };
    if (await store.keepRecord(KIND, anatomy.cluster, JSON.stringify(body), record?.version ?? 0)) return named;
  }
  throw new TransientError(`parts of ${anatomy.cluster} are being named elsewhere: ask again`);
}

interface Sketch {
  /** The part of each account, by its hash. */
  partOf: ReadonlyMap<number, number>;
  /** Of each part the lowest hashes, ascending. */
  samples: number[][];
}

function sketchOf({ parts, columns: { accounts, part } }: Anatomy): Sketch {
  const hashes = parts.map((): number[] => []);
  const partOf = new Map<number, number>();
  for (const [i, account] of accounts.entries()) {
    const key = hash(account).lo >>> 0;
    partOf.set(key, part[i]);
    hashes[part[i]].push(key);
  }
  return { partOf, samples: hashes.map((each) => each.sort((x, y) => x - y).slice(0, SAMPLE)) };
}

/** A part has the id of the largest of those that it holds most of; else one of its own. */
function inherited({ partOf }: Sketch, before: Kept["parts"], { parts, run }: Anatomy): string[] {
  const ids = new Array<string | undefined>(parts.length);
  for (const { id, sample } of [...before].sort((x, y) => y.size - x.size || (x.id < y.id ? -1 : 1))) {
    const heir = mostOf(sample, partOf);
    if (heir !== null) ids[heir] ??= id;
  }
  const taken = new Set(ids);
  return parts.map(({ id }, p) => ids[p] ?? (taken.has(id) ? `${id}-${run}` : id));
}

/** The part that holds more than half of those that are still in the cluster, or null. */
function mostOf(sample: readonly number[], partOf: ReadonlyMap<number, number>): number | null {
  const counts = new Map<number, number>();
  let there = 0;
  for (const key of sample) {
    const part = partOf.get(key);
    if (part === undefined) continue;
    there++;
    counts.set(part, (counts.get(part) ?? 0) + 1);
  }
  for (const [part, count] of counts) if (count > there / 2) return part;
  return null;
}
