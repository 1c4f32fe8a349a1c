/** Texts -> the texts with one letter left out, so that two texts one edit apart share one (symmetric delete, Garbe 2012). */
import { words } from "../../tools/growing.js";
import { Interner } from "../../tools/intern.js";
import { mix32 } from "../../tools/mix.js";

/** Longer or shorter texts are compared exactly only. */
const MIN_LENGTH = 4;
const MAX_LENGTH = 32;
/** A kind with more different texts than this, or nearly a new one for each sighting, is not what people type: no near texts. */
const MAX_TEXTS = 200_000;
const MAX_DISTINCT_SHARE = 0.8;
/** What is left out of a text that is whole: nothing that it has. */
const NOTHING = MAX_LENGTH;

export interface NearTexts {
  /** By value (CSR): its near texts, itself included. */
  start: Uint32Array;
  of: Uint32Array;
  /** How many near texts there are. */
  count: number;
  text(near: number): string;
}

/**
 * Null where the kind is not of texts that people type. `sightings` is how often any value was seen. There are many times as many near
 * texts as values: they are told apart by 64-bit hashes, and made when they are asked for.
 */
export function nearTexts(values: number, text: (value: number) => string, sightings: number): NearTexts | null {
  if (values < 2 || values > MAX_TEXTS || values > sightings * MAX_DISTINCT_SHARE) return null;
  const known = new Interner();
  const met = { value: words(), out: words() }; // where each was met first
  const start = new Uint32Array(values + 1);
  const of = words();
  const add = (whole: string, value: number, out: number) => {
    const near = known.intern(hashWithout(whole, out, 0x9e3779b1), hashWithout(whole, out, 0x85ebca77));
    if (near === met.value.length) {
      met.value.push(value);
      met.out.push(out);
    }
    of.push(near);
  };
  for (let v = 0; v < values; v++) {
    const whole = text(v).toLowerCase();
    if (whole.length >= MIN_LENGTH && whole.length <= MAX_LENGTH) {
      add(whole, v, NOTHING);
      for (let i = 0; i < whole.length; i++) if (i === 0 || whole[i] !== whole[i - 1]) add(whole, v, i); // of equal letters in a row, one
    }
    start[v + 1] = of.length;
  }
  return {
    start,
    of: of.trimmed(),
    count: known.size,
    text: (near) => without(text(met.value.array[near]).toLowerCase(), met.out.array[near]),
  };
}

/** Whether one of a text's near texts is among these; as `nearTexts` makes them. */
export function hasNearText(text: string, wanted: ReadonlySet<string>): boolean {
  const whole = text.toLowerCase();
  if (whole.length < MIN_LENGTH || whole.length > MAX_LENGTH) return false;
  if (wanted.has(whole)) return true;
  for (let i = 0; i < whole.length; i++) if (wanted.has(without(whole, i))) return true;
  return false;
}

function hashWithout(text: string, out: number, seed: number): number {
  let hash = seed;
  for (let i = 0; i < text.length; i++) if (i !== out) hash = mix32(Math.imul(hash, 0xc2b2ae3d) ^ (text.charCodeAt(i) + seed));
  return hash >>> 0;
}

const without = (text: string, out: number) => text.slice(0, out) + text.slice(out + 1);
