/** A cluster's accounts and one kind -> how far what they hold stands out from the population. */
import type { Population } from "../indicator/population.js";
import type { Ground } from "./baseline.js";
import { type Holding, holdings, liftBits, withAny } from "./members.js";

/** Members with a value among `texts`, against the population's share; [-1, 1]. */
export function kindLift(name: string, texts: ReadonlySet<string>, members: readonly number[], { population, rates }: Ground): number {
  const sightings = population.sightings.get(name);
  if (!sightings) return 0;
  let held = 0;
  for (const a of members) {
    for (let s = sightings.start[a]; s < sightings.start[a + 1]; s++)
      if (texts.has(sightings.text(sightings.value[s]))) {
        held++;
        break;
      }
  }
  return liftBits(held, withAny(sightings, members), rates.share(name, texts)) / 6;
}

/** The value that most members hold, against how common it is; [-1, 1]. */
export function topLift(name: string, members: readonly number[], { population, rates }: Ground): number {
  const sightings = population.sightings.get(name);
  const [top] = holdings(sightings, members);
  if (!top) return 0;
  const { byValue, any } = rates.of(name);
  return Math.max(0, liftBits(top.members, withAny(sightings, members), byValue[top.value] / Math.max(1, any), 12)) / 12;
}

/** The members' share among all holders of the value that most members hold. */
export function ownShare(name: string, members: readonly number[], { population, rates }: Ground): number {
  const [top] = holdings(population.sightings.get(name), members);
  return top ? (top.members / rates.of(name).byValue[top.value]) * (top.members / members.length) : 0;
}

export function topShare(held: readonly Holding[], members: readonly number[]): number {
  return held.length > 0 ? held[0].members / members.length : 0;
}

export function referredShare(members: readonly number[], population: Population): number {
  const referrers = population.sightings.get("referrer");
  if (!referrers) return 0;
  const names = new Set(members.map((i) => population.account(i)));
  const referred = members.filter((a) => {
    for (let s = referrers.start[a]; s < referrers.start[a + 1]; s++) if (names.has(referrers.text(referrers.value[s]))) return true;
    return false;
  });
  return referred.length / members.length;
}
