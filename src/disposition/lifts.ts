/** A cluster's accounts and one kind -> how far what they hold stands out from the population. */
import type { Ground } from "./baseline.js";
import { liftBits, withAny } from "./members.js";

/** Members with a value among `texts`, against the population's share; [-1, 1]. */
export function kindLift(name: string, texts: ReadonlySet<string>, members: readonly number[], { population, rates }: Ground): number {
  const sightings = population.sightings.get(name);
  if (!sightings) return 0;
  const { start, value } = sightings;
  const { has, share } = rates.texts(name, texts);
  let held = 0;
  for (const a of members)
    for (let s = start[a]; s < start[a + 1]; s++) {
      if (has[value[s]] === 0) continue;
      held++;
      break;
    }
  return liftBits(held, withAny(sightings, members), share) / 6;
}

/** The value that most members hold, against how common it is; [-1, 1]. */
export function topLift(name: string, members: readonly number[], { population, rates, held }: Ground): number {
  const sightings = population.sightings.get(name);
  const { top, holdersOfTop } = held.look(sightings, members);
  if (holdersOfTop === 0) return 0;
  const { byValue, any } = rates.of(name);
  return Math.max(0, liftBits(holdersOfTop, withAny(sightings, members), byValue[top] / Math.max(1, any), 12)) / 12;
}

/** The members' share among all holders of the value that most members hold. */
export function ownShare(name: string, members: readonly number[], { population, rates, held }: Ground): number {
  const { top, holdersOfTop } = held.look(population.sightings.get(name), members);
  return holdersOfTop > 0 ? (holdersOfTop / rates.of(name).byValue[top]) * (holdersOfTop / members.length) : 0;
}

/** Members without any value of a kind, against how many of all have none; [-1, 1]; 0 where the kind was not seen. */
export function noneLift(name: string, members: readonly number[], { population, rates }: Ground): number {
  const sightings = population.sightings.get(name);
  if (!sightings) return 0;
  const without = members.length - withAny(sightings, members);
  return liftBits(without, members.length, 1 - rates.of(name).any / Math.max(1, population.size)) / 6;
}
