/**
 * Communities + the values their members share -> a profile of each, and how well an account fits one: each value weighs log2 of its share in the
 * community over its share in the population, one a group, capped by family, against prior odds of the community's size over the population
 * (naive Bayes; the group-level form of Fellegi & Sunter's factor).
 */
import type { Population } from "../indicator/population.js";
import { COUNTED } from "../link/groups.js";
import type { LinkModel } from "../link/score.js";
import { isList } from "../link/tokens.js";
import { CAP_BEYOND_PRIOR, LIST_REPEAT, type LinkFamily } from "../link/weights.js";

/** Communities smaller than this have no profile: their members are loose too. */
export const PROFILE_MEMBERS = 5;
/** Families that must speak for an account, with this many bits each; fewer only where the data have no more. Two prompt templates are two witnesses. */
const FAMILIES_NEEDED = 2;
const FAMILY_BITS = 2;
/** A group of kinds that nearly all members agree in, and the account has but differs, counts this much against it at most. */
const MAX_DISAGREEMENT = 2;
/** Bits that a suspension is worth at most. */
const MAX_SUSPENDED = 4;
/** Communities scored exactly for each account. */
const CANDIDATES = 4;
const REPEAT = 0.5;

export interface Profile {
  community: number;
  size: number;
  /** Members by token, of tokens that two or more hold. */
  holders: Map<number, number>;
  /** log2 of how much likelier a member is suspended, and not suspended, than anybody. */
  suspended: readonly [suspended: number, not: number];
  /** By group: share of the members with data that hold a shared token of it. */
  typical: Float64Array;
}

/** The profiles of communities large enough to have one, in the order of their first members. */
export function profilesOf(community: Int32Array, model: LinkModel): Profile[] {
  const members = new Map<number, number[]>();
  for (let a = 0; a < community.length; a++) {
    const list = members.get(community[a]);
    if (list) list.push(a);
    else members.set(community[a], [a]);
  }
  const everyone = suspendedShare([...model.population.status.keys()], model.population.size, model);
  return [...members]
    .filter(([, list]) => list.length >= PROFILE_MEMBERS)
    .map(([label, list]) => profileOf(label, list, { model, everyone }));
}

function profileOf(community: number, members: readonly number[], { model, everyone }: { model: LinkModel; everyone: number }): Profile {
  const { tokens, groups } = model;
  const holders = new Map<number, number>();
  for (const a of members)
    for (let p = tokens.start[a]; p < tokens.start[a + 1]; p++) holders.set(tokens.token[p], (holders.get(tokens.token[p]) ?? 0) + 1);
  for (const [token, n] of holders) if (n < 2) holders.delete(token);
  const agree = new Float64Array(groups.names.length);
  const have = new Float64Array(groups.names.length);
  for (const a of members) {
    let agreed = 0;
    for (let p = tokens.start[a]; p < tokens.start[a + 1]; p++)
      if (holders.has(tokens.token[p])) agreed |= 1 << groups.of[tokens.kindOf[tokens.token[p]]];
    for (let g = 0; g < Math.min(COUNTED, agree.length); g++) {
      if (agreed & (1 << g)) agree[g]++;
      if (groups.present[a] & (1 << g)) have[g]++;
    }
  }
  return {
    community,
    size: members.length,
    holders,
    typical: agree.map((n, g) => n / (have[g] + 1)),
    suspended: suspendedBits(suspendedShare(members, members.length, model), everyone),
  };
}

/** Suspensions come in herds: an account that was suspended is likelier one of those that mostly were. */
function suspendedBits(share: number, everyone: number): Profile["suspended"] {
  const bound = (bits: number) => Math.max(-MAX_SUSPENDED, Math.min(MAX_SUSPENDED, bits));
  return [bound(Math.log2(share / everyone)), bound(Math.log2((1 - share) / (1 - everyone)))];
}

/** Of so many accounts: those that were ever suspended, never quite none and never quite all. */
function suspendedShare(accounts: readonly number[], of: number, { population }: LinkModel): number {
  return (accounts.filter((a) => wasSuspended(a, population)).length + 0.01) / (of + 1);
}

const wasSuspended = (account: number, { status }: Population): boolean =>
  status.get(account)?.some((change) => change.status === "suspended") ?? false;

/** By token: the profiles in which it is raised, and by how many bits. */
export function indexOf(profiles: readonly Profile[], model: LinkModel): Map<number, { profile: number; bits: number }[]> {
  const index = new Map<number, { profile: number; bits: number }[]>();
  profiles.forEach((profile, p) => {
    for (const token of profile.holders.keys()) {
      const bits = tokenLift(token, profile, model);
      if (bits < 1) continue;
      const list = index.get(token);
      if (list) list.push({ profile: p, bits });
      else index.set(token, [{ profile: p, bits }]);
    }
  });
  return index;
}

/** log2 of how much commoner a token is in the community than among all who have any of its kind. */
function tokenLift(token: number, { holders, size }: Profile, { tokens }: LinkModel): number {
  const share = tokens.holders[token] / tokens.kinds[tokens.kindOf[token]].holders;
  return Math.log2(((holders.get(token) ?? 0) + share) / ((size + 1) * share));
}

export function candidates(a: number, index: Map<number, { profile: number; bits: number }[]>, { tokens }: LinkModel): number[] {
  const sums = new Map<number, number>();
  for (let p = tokens.start[a]; p < tokens.start[a + 1]; p++)
    for (const { profile, bits } of index.get(tokens.token[p]) ?? [])
      sums.set(profile, (sums.get(profile) ?? 0) + bits * tokens.kinds[tokens.kindOf[tokens.token[p]]].rule.repeat);
  return [...sums]
    .sort(([p, x], [q, y]) => y - x || p - q)
    .slice(0, CANDIDATES)
    .map(([profile]) => profile);
}

/** Log2 posterior odds that the account is one of the community's; minus infinity where too few families speak for it. */
export function belongs(a: number, profile: Profile, model: LinkModel): number {
  const { tokens, groups, population } = model;
  const prior = Math.log2(population.size / profile.size);
  const kinds = new Map<number, { bits: number; factor: number; telling: number }>();
  for (let p = tokens.start[a]; p < tokens.start[a + 1]; p++) {
    const token = tokens.token[p];
    if (!profile.holders.has(token)) continue;
    const k = tokens.kindOf[token];
    const sum = kinds.get(k) ?? { bits: 0, factor: 1, telling: 0 };
    const bits = Math.max(0, tokenLift(token, profile, model));
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
    if (family === "content") templates = telling;
  }
  const families = new Set(tokens.kinds.map((kind) => kind.rule.family)).size;
  const needed = Math.min(FAMILIES_NEEDED, families) - (templates > 1 ? 1 : 0);
  const [suspended, not] = profile.suspended;
  return -prior + (wasSuspended(a, population) ? suspended : not) + familySum(best, profile, { present: groups.present[a], prior, needed });
}

function familySum(
  best: ReadonlyMap<number, { bits: number; family: LinkFamily }>,
  profile: Profile,
  { present, prior, needed }: { present: number; prior: number; needed: number },
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
  for (let g = 0; g < Math.min(COUNTED, profile.typical.length); g++)
    if (present & (1 << g) && !best.has(g)) sum += Math.max(-MAX_DISAGREEMENT, Math.log2(1 - 0.9 * profile.typical[g]));
  return speaking >= needed ? sum : Number.NEGATIVE_INFINITY;
}
