/**
 * A population and its templates -> how many accounts use each template and hold each value: counted once, asked for by cluster after
 * cluster.
 */
import type { Population, Sightings } from "../indicator/population.js";
import type { Templates } from "../link/templates.js";

export interface Ground {
  templates: Templates;
  /** By template: accounts that use it. */
  users: Uint32Array;
  /** By value of a kind: accounts that hold it. */
  holders(kind: string): Uint32Array;
}

export function groundOf(population: Population, templates: Templates): Ground {
  const users = countUsers(population, templates);
  const counted = new Map<string, Uint32Array>();
  const holders = (kind: string) => {
    const known = counted.get(kind) ?? countHolders(population.sightings.get(kind));
    counted.set(kind, known);
    return known;
  };
  return { templates, users, holders };
}

function countUsers(population: Population, { ofPrompt, ofPromptValue, count }: Templates): Uint32Array {
  const users = new Uint32Array(count);
  const lastUser = new Int32Array(count).fill(-1);
  const kinds = [
    [population.sightings.get("prompt"), ofPrompt] as const,
    [population.sightings.get("prompt_value"), ofPromptValue] as const,
  ];
  for (let account = 0; account < population.size; account++) {
    for (const [sightings, of] of kinds) {
      if (!sightings) continue;
      for (let s = sightings.start[account]; s < sightings.start[account + 1]; s++) {
        const template = of[sightings.value[s]];
        if (lastUser[template] === account) continue;
        lastUser[template] = account;
        users[template]++;
      }
    }
  }
  return users;
}

/** How often an account was seen with each template. */
export function templatesOf(population: Population, account: number, { ofPrompt, ofPromptValue }: Templates): Map<number, number> {
  const used = new Map<number, number>();
  const add = (sightings: Sightings | undefined, of: Uint32Array) => {
    if (!sightings) return;
    for (let s = sightings.start[account]; s < sightings.start[account + 1]; s++) {
      const template = of[sightings.value[s]];
      used.set(template, (used.get(template) ?? 0) + sightings.count![s]);
    }
  };
  add(population.sightings.get("prompt"), ofPrompt);
  add(population.sightings.get("prompt_value"), ofPromptValue);
  return used;
}

/** By value: how many of the accounts hold it. */
export function holdersAmong(sightings: Sightings, accounts: readonly number[]): Map<number, number> {
  const holders = new Map<number, number>();
  for (const account of accounts) {
    for (let s = sightings.start[account]; s < sightings.start[account + 1]; s++) {
      holders.set(sightings.value[s], (holders.get(sightings.value[s]) ?? 0) + 1);
    }
  }
  return holders;
}

/** An account holds each of its values once. */
function countHolders(sightings: Sightings | undefined): Uint32Array {
  const holders = new Uint32Array(sightings?.keyHi.length ?? 0);
  if (sightings) for (const value of sightings.value) holders[value]++;
  return holders;
}
