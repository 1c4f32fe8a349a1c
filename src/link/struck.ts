/**
 * A population + values that are struck from the evidence -> the population as if nobody had been seen with them: whatever is found, scored
 * and shown from it says nothing of them, for a pair or against it. Values keep their numbers, so that what is known by these stays right.
 */
import type { Population, Sightings } from "../indicator/population.js";
import type { Innocence } from "../model/judged-accounts.js";
import { popcount32 } from "../tools/mix.js";
import { NEAR_BITS } from "./near/buckets.js";
import { hasNearText } from "./near/texts.js";
import type { Templates } from "./templates.js";

const TEMPLATE = "template";
/** What marks a kind's near forms (see `columns.ts`). */
const NEAR = "~";

/**
 * `struck` is by kind, and by the texts that evidence shows. A near form takes with it all texts that it is a form of; a template, all
 * prompts of it, and so acting together on them. How two accounts act on each other has no value, and cannot be struck. What a struck value
 * is part of (an address's network) is another value, and stays.
 */
export function withoutStruck(population: Population, templates: Templates, struck: Innocence["struck"]): Population {
  if (struck.size === 0) return population;
  const prompts: readonly Prompts[] = [
    { kind: "prompt", of: templates.ofPrompt },
    { kind: "prompt_value", of: templates.ofPromptValue },
  ].flatMap(({ kind, of }) => {
    const seen = population.sightings.get(kind);
    return seen ? [{ ...seen, of }] : [];
  });
  const templatesGone = templatesShownBy(struck.get(TEMPLATE) ?? new Set(), prompts);
  const sightings = new Map(population.sightings);
  for (const [kind, seen] of population.sightings) {
    const of = prompts.find((each) => each.kind === kind)?.of;
    const isStruck = of ? Uint8Array.from(of, (template) => (templatesGone.has(template) ? 1 : 0)) : struckAmong(seen, struck);
    if (isStruck?.includes(1)) sightings.set(kind, withoutValues(seen, isStruck));
  }
  return { ...population, sightings };
}

/** By value: 1 where it is struck; null where nothing of the kind is. */
function struckAmong({ kind, keyHi, text }: Sightings, struck: Innocence["struck"]): Uint8Array | null {
  const exact = struck.get(kind);
  const near = struck.get(kind + NEAR);
  if (!exact && !near) return null;
  return Uint8Array.from(keyHi, (_, v) => {
    const shown = text(v);
    return exact?.has(shown) || (near && hasNearText(shown, near)) ? 1 : 0;
  });
}

interface Prompts extends Pick<Sightings, "kind" | "keyHi" | "keyLo"> {
  /** By value: its template. */
  of: Uint32Array;
}

/**
 * A template goes by any fingerprint that it was shown by; where none of the prompts at hand has that (accounts may be few), by one that is
 * near.
 */
function templatesShownBy(labels: ReadonlySet<string>, prompts: readonly Prompts[]): ReadonlySet<number> {
  const gone = new Set<number>();
  const wanted = [...labels]
    .filter((label) => /^[0-9a-f]{16}$/.test(label))
    .map((label) => ({ hi: wordAt(label, 0), lo: wordAt(label, 8) }));
  if (wanted.length === 0) return gone;
  const unmet = new Map(wanted.map(({ hi, lo }) => [hi * 2 ** 32 + lo, { hi, lo }]));
  const known = new Set(unmet.keys());
  for (const { keyHi, keyLo, of } of prompts)
    for (let v = 0; v < of.length; v++) {
      const key = keyHi[v] * 2 ** 32 + keyLo[v];
      if (!known.has(key)) continue;
      gone.add(of[v]);
      unmet.delete(key);
    }
  for (const { hi, lo } of unmet.values())
    for (const { keyHi, keyLo, of } of prompts)
      for (let v = 0; v < of.length; v++) if (popcount32(keyHi[v] ^ hi) + popcount32(keyLo[v] ^ lo) <= NEAR_BITS) gone.add(of[v]);
  return gone;
}

const wordAt = (hex: string, at: number): number => Number.parseInt(hex.slice(at, at + 8), 16);

/** The rows of the other values. */
function withoutValues(seen: Sightings, isStruck: Uint8Array): Sightings {
  const start = new Uint32Array(seen.start.length);
  const rows = new Uint32Array(seen.value.length);
  let n = 0;
  for (let a = 0; a + 1 < start.length; a++) {
    for (let s = seen.start[a]; s < seen.start[a + 1]; s++) if (isStruck[seen.value[s]] === 0) rows[n++] = s;
    start[a + 1] = n;
  }
  const left = rows.subarray(0, n);
  const of = (column: Uint32Array) => Uint32Array.from(left, (s) => column[s]);
  return {
    ...seen,
    start,
    value: of(seen.value),
    first: seen.first && of(seen.first),
    last: seen.last && of(seen.last),
    count: seen.count && of(Uint32Array.from(seen.count)),
  };
}
