/** Prompt fingerprints -> templates: near-duplicate SimHashes (Charikar 2002) fall into one template. */

import type { Population, Sightings } from "../indicator/population.js";
import { words } from "../tools/growing.js";
import { mixPair } from "../tools/mix.js";
import { sharedWords } from "../tools/shared.js";
import { alone, type Crew } from "./crew/crew.js";
import { nearDuplicates } from "./near/duplicates.js";

/** The uses of templates that were kept, by account (CSR): which template, and when (seconds since 1970; a quarter hour's are one use). */
export interface Uses {
  start: Uint32Array;
  time: Uint32Array;
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
export function findTemplates(population: Population, crew: Crew = alone): Templates {
  const prompt = population.sightings.get("prompt") ?? NONE;
  const values = population.sightings.get("prompt_value") ?? NONE;
  const { hi, lo, ofSecond, added } = distinct(prompt, values);
  const sets = nearDuplicates(hi, lo, crew);
  const number = new Uint32Array(hi.length);
  const roots = words();
  for (let i = 0; i < number.length; i++) {
    const set = sets.find(i);
    number[i] = set === i ? roots.push(i) - 1 : number[set]; // the root is the smallest member, so it has its number
  }
  const root = roots.trimmed();
  const known = prompt.keyHi.length;
  return {
    count: root.length,
    ofPrompt: number.slice(0, known),
    ofPromptValue: ofSecond.map((i) => number[i]),
    label: (template) => {
      const [{ keyHi, keyLo }, v] = root[template] < known ? [prompt, root[template]] : [values, added[root[template] - known]];
      return hex(keyHi[v]) + hex(keyLo[v]);
    },
  };
}

type Keys = Pick<Sightings, "keyHi" | "keyLo">;

const NONE: Keys = { keyHi: new Uint32Array(0), keyLo: new Uint32Array(0) };

function hex(word: number): string {
  return word.toString(16).padStart(8, "0");
}

/**
 * The values of two kinds as one list without repeats: the first kind's (which has each once), then those that only the second has
 * (`added`).
 */
function distinct(first: Keys, second: Keys) {
  const known = first.keyHi.length;
  let mask = 15;
  while (mask < known * 1.5) mask = mask * 2 + 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  const slotOf = (h: number, l: number) => {
    let slot = mixPair(h, l) & mask;
    while (slots[slot] >= 0 && (first.keyHi[slots[slot]] !== h || first.keyLo[slots[slot]] !== l)) slot = (slot + 1) & mask;
    return slot;
  };
  for (let v = 0; v < known; v++) slots[slotOf(first.keyHi[v], first.keyLo[v])] = v;
  const ofSecond = new Uint32Array(second.keyHi.length);
  const added = words();
  for (let v = 0; v < ofSecond.length; v++) {
    const same = slots[slotOf(second.keyHi[v], second.keyLo[v])];
    ofSecond[v] = same >= 0 ? same : known + added.push(v) - 1;
  }
  const both = (of: keyof Keys) => {
    const keys = sharedWords(known + added.length);
    keys.set(first[of]);
    for (let i = 0; i < added.length; i++) keys[known + i] = second[of][added.array[i]];
    return keys;
  };
  return { hi: both("keyHi"), lo: both("keyLo"), ofSecond, added: added.trimmed() };
}

/**
 * The kept uses of templates, from the `prompt` sightings (which are sampled by quarter hour: accounts active together keep the same
 * times).
 */
export function templateUses(population: Population, { ofPrompt }: Templates): Uses {
  const prompt = population.sightings.get("prompt");
  if (!prompt) return { start: new Uint32Array(population.size + 1), time: new Uint32Array(0), template: new Uint32Array(0) };
  const template = new Uint32Array(prompt.value.length);
  for (let s = 0; s < template.length; s++) template[s] = ofPrompt[prompt.value[s]];
  return { start: prompt.start, time: prompt.first!, template };
}
