/** Prompt fingerprints -> templates: near-duplicate SimHashes (Charikar 2002) fall into one template. */
import type { Population, Sightings } from "../indicator/population.js";
import { mixPair } from "./hash.js";
import { nearDuplicates } from "./near-duplicates.js";

/** One use of a template that was kept: `account` sent a prompt of it at `time` (seconds since 1970), `count` times that quarter hour. */
export interface Uses {
  account: Uint32Array;
  time: Uint32Array;
  count: Uint32Array;
  template: Uint32Array;
}

export interface Templates {
  count: number;
  /** Of each value of `prompt` and `prompt_value`: its template. */
  ofPrompt: Uint32Array;
  ofPromptValue: Uint32Array;
  /** A fingerprint of each template, 16 hex digits. */
  label(template: number): string;
}

/** Templates are numbered by the first appearance of their fingerprints. */
export function findTemplates(population: Population): Templates {
  const prompt = population.sightings.get("prompt");
  const values = population.sightings.get("prompt_value");
  const { hi, lo, ofFirst, ofSecond } = distinct(prompt, values);
  const sets = nearDuplicates(hi, lo);
  const number = new Uint32Array(hi.length);
  const root: number[] = [];
  for (let i = 0; i < hi.length; i++) {
    const set = sets.find(i);
    if (set === i) {
      number[i] = root.length;
      root.push(i);
    } else number[i] = number[set]; // the root is the smallest member, so it has its number
  }
  return {
    count: root.length,
    ofPrompt: ofFirst.map((i) => number[i]),
    ofPromptValue: ofSecond.map((i) => number[i]),
    label: (template) => hex(hi[root[template]]) + hex(lo[root[template]]),
  };
}

function hex(word: number): string {
  return word.toString(16).padStart(8, "0");
}

/** The values of two kinds as one list without repeats. */
function distinct(first: Sightings | undefined, second: Sightings | undefined) {
  const total = (first?.keyHi.length ?? 0) + (second?.keyHi.length ?? 0);
  const hi = new Uint32Array(total);
  const lo = new Uint32Array(total);
  let mask = 15;
  while (mask < total * 2) mask = mask * 2 + 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  let size = 0;
  const intern = (sightings: Sightings | undefined) => {
    const of = new Uint32Array(sightings?.keyHi.length ?? 0);
    if (!sightings) return of;
    for (let v = 0; v < of.length; v++) {
      const h = sightings.keyHi[v];
      const l = sightings.keyLo[v];
      let slot = mixPair(h, l) & mask;
      while (slots[slot] >= 0 && (hi[slots[slot]] !== h || lo[slots[slot]] !== l)) slot = (slot + 1) & mask;
      if (slots[slot] < 0) {
        slots[slot] = size;
        hi[size] = h;
        lo[size++] = l;
      }
      of[v] = slots[slot];
    }
    return of;
  };
  const ofFirst = intern(first);
  const ofSecond = intern(second);
  return { hi: hi.slice(0, size), lo: lo.slice(0, size), ofFirst, ofSecond };
}

/** The kept uses of templates, from the `prompt` sightings (which are sampled by quarter hour: accounts active together keep the same times). */
export function templateUses(population: Population, templates: Templates): Uses {
  const prompt = population.sightings.get("prompt");
  const total = prompt?.value.length ?? 0;
  const account = new Uint32Array(total);
  const template = new Uint32Array(total);
  if (!prompt) return { account, template, time: new Uint32Array(0), count: new Uint32Array(0) };
  for (let a = 0; a < population.size; a++) account.fill(a, prompt.start[a], prompt.start[a + 1]);
  for (let s = 0; s < total; s++) template[s] = templates.ofPrompt[prompt.value[s]];
  return { account, template, time: prompt.first, count: prompt.count };
}
