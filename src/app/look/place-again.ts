/**
 * Parts of a cluster -> the ids that they had in the run before, and discs where they were: a part keeps its id while most of its accounts
 * stay together. A sample of each part is kept: with the run, and as a record where parts were made when somebody looked, so that neither a
 * restart nor another server changes them.
 */
import { z } from "zod";
import { type Disc, discsOf } from "../../cluster/anatomy/discs.js";
import { TransientError } from "../../errors.js";
import type { Records } from "../../ports/knowledge.js";
import { hash } from "../../tools/hash.js";
import type { Placing, Unplaced } from "./anatomy.js";

const KIND = "parts";
/** Accounts of each part that are kept, by their hashes: those of the lowest. */
const SAMPLE = 48;
/** Another server may keep the same at the same time. */
const ATTEMPTS = 5;

const keptPart = z.object({
  id: z.string(),
  size: z.number(),
  sample: z.array(z.number()),
  x: z.number(),
  y: z.number(),
  radius: z.number(),
  from: z.array(z.string()).default([]),
});
const keptParts = z.object({ run: z.number(), parts: z.array(keptPart) });

type KeptPart = z.infer<typeof keptPart>;
export type KeptParts = z.infer<typeof keptParts>;

export const readParts = (json: string): KeptParts => keptParts.parse(JSON.parse(json));

/** `before`: of the cluster itself; `others`: of those that it took over. What is to be kept of them is for the next time. */
export function placedAfter(now: Unplaced, before: KeptParts | null, others: readonly KeptParts[] = []): Placing & { kept: KeptParts } {
  const sketch = sketchOf(now);
  const own = before?.parts ?? [];
  const { heirs, from } = heirsOf(sketch, [...own, ...others.flatMap(({ parts }) => parts)], now);
  const taken = new Set(heirs.map((each) => each?.id));
  const ids = now.ids.map((id, p) => heirs[p]?.id ?? (taken.has(id) ? `${id}-${now.run}` : id));
  const isSame = before?.run === now.run && heirs.every((each) => each !== null);
  const earlier = heirs.map((each) => (each !== null && own.includes(each) ? each : null)); // the others were in other pictures
  const discs = isSame ? heirs.map((each) => discOf(each!)) : discsOf(now.sizes, earlier);
  const lineage = isSame ? heirs.map((each) => each!.from) : from;
  const parts = sketch.samples.map((sample, p): KeptPart => ({ id: ids[p], size: now.sizes[p], sample, ...discs[p], from: lineage[p] }));
  return { ids, discs, from: lineage, kept: { run: now.run, parts } };
}

/** By the record of the cluster, which is kept for the next time. Throws a `TransientError` where others keep it again and again. */
export async function placeAgain(store: Pick<Records, "record" | "keepRecord">, now: Unplaced): Promise<Placing> {
  if (now.sizes.length < 2) return { ids: now.ids, discs: discsOf(now.sizes), from: now.ids.map(() => []) };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const record = await store.record(KIND, now.cluster);
    const before = record === null ? null : readParts(record.body);
    const { kept, ...placing } = placedAfter(now, before);
    if (before !== null && before.run >= now.run) return placing;
    if (await store.keepRecord(KIND, now.cluster, JSON.stringify(kept), record?.version ?? 0)) return placing;
  }
  throw new TransientError(`parts of ${now.cluster} are being placed elsewhere: ask again`);
}

/** What was kept of a cluster's parts when somebody looked; null where nobody did. */
export async function recordedParts(store: Pick<Records, "record">, cluster: string): Promise<KeptParts | null> {
  const record = await store.record(KIND, cluster);
  return record === null ? null : readParts(record.body);
}

const discOf = ({ x, y, radius }: Disc): Disc => ({ x, y, radius });

interface Sketch {
  /** The part of each account, by its hash. */
  partOf: ReadonlyMap<number, number>;
  /** Of each part the lowest hashes, ascending. */
  samples: number[][];
}

function sketchOf({ sizes, accounts, part }: Unplaced): Sketch {
  const hashes = sizes.map((): number[] => []);
  const partOf = new Map<number, number>();
  for (const [i, account] of accounts.entries()) {
    const key = hash(account).lo >>> 0;
    partOf.set(key, part[i]);
    hashes[part[i]].push(key);
  }
  return { partOf, samples: hashes.map((each) => each.sort((x, y) => x - y).slice(0, SAMPLE)) };
}

/** Of each part the largest of those that it holds most of, or null; and the ids of the other ones. */
function heirsOf({ partOf }: Sketch, before: readonly KeptPart[], { sizes }: Unplaced) {
  const heirs = sizes.map((): KeptPart | null => null);
  const from = sizes.map((): string[] => []);
  for (const each of [...before].sort((x, y) => y.size - x.size || (x.id < y.id ? -1 : 1))) {
    const heir = mostOf(each.sample, partOf);
    if (heir === null) continue;
    if (heirs[heir] === null) heirs[heir] = each;
    else from[heir].push(each.id);
  }
  return { heirs, from };
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
