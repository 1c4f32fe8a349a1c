/**
 * An account + the profiles of communities -> which of them it may be one of, and the odds that it is: each value weighs log2 of its share
 * in the community over its share in the population, one a group, capped by family, against prior odds of the community's size over the
 * population (naive Bayes; the group-level form of Fellegi & Sunter's factor); and so does when it did things.
 */
import type { Groups } from "../../link/groups.js";
import type { LinkModel } from "../../link/model.js";
import { isList } from "../../link/tokens.js";
import { CAP_BEYOND_PRIOR, LIST_REPEAT } from "../../link/weights.js";
import type { LinkFamily } from "../../model/family.js";
import { isSuspended } from "../../model/status.js";
import { type Profile, type Profiles, type Raised, tokenLift } from "./profile.js";
import { meetingBits, metBy, successionBits } from "./timing.js";

/**
 * Families that must speak for an account, with this many bits each; fewer only where the data have no more. Two prompt templates are two
 * witnesses.
 */
const FAMILIES_NEEDED = 2;
const FAMILY_BITS = 2;
/** Meetings at work are a witness from so many bits on; a sign-up after a suspension, of which chance brings many, is none by itself. */
const TIMING_BITS = 5;
/** A group of kinds that nearly all members agree in, and the account has but differs, counts this much against it at most. */
const MAX_DISAGREEMENT = 2;
/** Communities scored exactly for each account. */
const CANDIDATES = 4;
const REPEAT = 0.5;
/** A value that is raised in more communities than this suggests none of them: it only speaks for those that others suggest. */
const COMMON = 256;

/** Positions of the profiles that are worth a closer look, the likeliest first: whose values the account has, or whose members it met. */
export function candidates(a: number, { community, position, raised, sums: { bits: sum, met }, model }: Profiles): number[] {
  const { tokens } = model;
  const all: number[] = [];
  for (const [label, members] of metBy(a, community, model).by) {
    const profile = position.get(label);
    if (profile === undefined) continue;
    met[profile] = 1;
    sum[profile] = members;
    all.push(profile);
  }
  for (const token of valuesOf(a, model)) {
    const found = raisedBy(token, raised);
    if (found.length > COMMON) continue;
    const { repeat } = tokens.kinds[tokens.kindOf[token]].rule;
    for (const { profile, bits } of found) {
      if (met[profile] === 0) all.push(profile);
      met[profile] = 1;
      sum[profile] += bits * repeat;
    }
  }
  for (const token of valuesOf(a, model)) {
    const found = raisedBy(token, raised);
    if (found.length <= COMMON) continue;
    const { repeat } = tokens.kinds[tokens.kindOf[token]].rule;
    for (const profile of all) sum[profile] += bitsIn(found, profile) * repeat;
  }
  const best = foremost(all, sum);
  for (const profile of all) sum[profile] = met[profile] = 0;
  return best;
}

function valuesOf(a: number, { tokens }: LinkModel): Uint32Array {
  return tokens.token.subarray(tokens.start[a], tokens.start[a + 1]);
}

function raisedBy(token: number, { list, lists }: Raised): Raised["lists"][number] {
  return list[token] < 0 ? [] : lists[list[token]];
}

/** Of a list in the order of profiles: the bits of one of them, 0 where it is not there. */
function bitsIn(found: Raised["lists"][number], profile: number): number {
  let from = 0;
  let to = found.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (found[middle].profile < profile) from = middle + 1;
    else to = middle;
  }
  return found[from]?.profile === profile ? found[from].bits : 0;
}

/** The first CANDIDATES by their sums, then by their numbers. */
function foremost(all: readonly number[], sum: Float64Array): number[] {
  const best: number[] = [];
  for (const profile of all) {
    let at = best.length;
    while (at > 0 && (sum[best[at - 1]] - sum[profile] || profile - best[at - 1]) < 0) at--;
    if (at === CANDIDATES) continue;
    best.splice(at, 0, profile);
    if (best.length > CANDIDATES) best.pop();
  }
  return best;
}

/** Log2 posterior odds that the account is one of the community's; minus infinity where too few families speak for it. */
export function belongs(a: number, profile: Profile, profiles: Profiles): number {
  const { families } = profiles;
  const { tokens, groups, population } = profiles.model;
  const prior = Math.log2(population.size / profile.size);
  const kinds = new Map<number, { bits: number; factor: number; telling: number }>();
  for (let p = tokens.start[a]; p < tokens.start[a + 1]; p++) {
    const token = tokens.token[p];
    if (!profile.holders.has(token)) continue;
    const k = tokens.kindOf[token];
    const sum = kinds.get(k) ?? { bits: 0, factor: 1, telling: 0 };
    const bits = Math.max(0, tokenLift(token, profile, profiles.model));
    if (bits >= FAMILY_BITS) sum.telling++;
    sum.bits += bits * sum.factor;
    sum.factor *= isList(tokens.kinds[k]) ? LIST_REPEAT : Math.min(REPEAT, tokens.kinds[k].rule.repeat);
    kinds.set(k, sum);
  }
  const best = new Map<number, { bits: number; family: LinkFamily }>();
  let templates = 0;
  for (const [k, { bits, telling }] of kinds) {
    const { family } = tokens.kinds[k].rule;
    const known = best.get(groups.of[k]);
    if (!known || bits > known.bits) best.set(groups.of[k], { bits, family });
    if (family === "behaviour") templates = telling;
  }
  const timing = Math.min(timingBits(a, profile, profiles), Math.max(0, prior + CAP_BEYOND_PRIOR.time));
  const needed = Math.min(FAMILIES_NEEDED, families) - (templates > 1 ? 1 : 0) - (timing >= TIMING_BITS ? 1 : 0);
  const [suspended, not] = profile.suspended;
  return (
    -prior + timing + (isSuspended(population.status.get(a)) ? suspended : not) + familySum(best, profile, { a, groups, prior, needed })
  );
}

function timingBits(a: number, { community, size, suspensions }: Profile, { community: of, seconds, model }: Profiles): number {
  const { partners, by } = metBy(a, of, model);
  const members = by.get(community) ?? 0;
  const { population } = model;
  return meetingBits(members, partners - members, size / population.size) + successionBits(population.signupAt[a], suspensions, seconds);
}

function familySum(
  best: ReadonlyMap<number, { bits: number; family: LinkFamily }>,
  profile: Profile,
  { a, groups, prior, needed }: { a: number; groups: Groups; prior: number; needed: number },
): number {
  const families = new Map<LinkFamily, number>();
  for (const { bits, family } of best.values()) families.set(family, (families.get(family) ?? 0) + bits);
  let sum = 0;
  let speaking = 0;
  for (const [family, bits] of families) {
    const capped = Math.min(bits, Math.max(0, prior + CAP_BEYOND_PRIOR[family]));
    if (capped >= FAMILY_BITS) speaking++;
    sum += capped;
  }
  for (let g = 0; g < profile.typical.length; g++)
    if (groups.has(a, g) && !best.has(g)) sum += Math.max(-MAX_DISAGREEMENT, Math.log2(1 - 0.9 * profile.typical[g]));
  return speaking >= needed ? sum : Number.NEGATIVE_INFINITY;
}
