/**
 * Communities + the values their members share -> a profile of each: the values, what is usual among the members, and how their suspensions
 * stand out.
 */
import type { Population } from "../../indicator/population.js";
import { bitOf, eachGroup, wordOf } from "../../link/groups.js";
import type { LinkModel } from "../../link/model.js";
import { isSuspended } from "../../model/status.js";
import { doubles, words } from "../../tools/growing.js";
import { membersOf } from "./members.js";
import { suspensionsOf } from "./timing.js";

/** Communities smaller than this have no profile: their members are loose too. */
export const PROFILE_MEMBERS = 5;
/** A group of kinds that nearly all members agree in, and the account has but differs, counts this much against it at most. */
const MAX_DISAGREEMENT = 2;
/** Bits that a suspension is worth at most. */
const MAX_SUSPENDED = 4;

export interface Profile {
  community: number;
  size: number;
  /** Members by token, of tokens that two or more hold. */
  holders: Map<number, number>;
  /** log2 of how much likelier a member is suspended, and not suspended, than anybody. */
  suspended: readonly [suspended: number, not: number];
  /** By group: bits against an account that has data of it and none of the members' values, the more of them agree. */
  against: Float64Array;
  /** When members were suspended, whoever did it, in ms since 1970, ascending. */
  suspensions: Float64Array;
}

/** The profiles of a partition, and what it takes to judge accounts by them. */
export interface Profiles {
  community: Int32Array;
  /** Of communities large enough to have one, in the order of their first members. */
  profiles: readonly Profile[];
  /** By community: its profile's position. */
  position: ReadonlyMap<number, number>;
  raised: Raised;
  /** How many families of kinds there are. */
  families: number;
  /** From the first sign-up to the last. */
  seconds: number;
  model: LinkModel;
}

/** By token: the profiles in which it is raised, ascending, and by how many bits (CSR). */
export interface Raised {
  /** By token: its row, or -1 where it is raised in none. */
  row: Int32Array;
  start: Uint32Array;
  profile: Uint32Array;
  bits: Float64Array;
  /** By row: the most bits that it is raised by anywhere. */
  most: Float64Array;
}

export function profilesOf(community: Int32Array, model: LinkModel): Profiles {
  const { population } = model;
  const everyone = suspendedShare([...population.status.keys()], population.size, model);
  const profiles = Array.from(membersOf(community, PROFILE_MEMBERS), ([label, list]) => profileOf(label, list, { model, everyone }));
  const position = new Map(profiles.map((profile, p) => [profile.community, p]));
  return {
    community,
    profiles,
    position,
    raised: raisedIn(profiles, model),
    families: new Set(model.tokens.kinds.map((kind) => kind.rule.family)).size,
    seconds: signupSeconds(population),
    model,
  };
}

function signupSeconds({ signupAt }: Population): number {
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (const at of signupAt) {
    if (at < first) first = at;
    if (at > last) last = at;
  }
  return Math.max(0, last - first) / 1000;
}

function profileOf(community: number, members: readonly number[], { model, everyone }: { model: LinkModel; everyone: number }): Profile {
  const { tokens, groups } = model;
  const holders = new Map<number, number>();
  for (const a of members)
    for (let p = tokens.start[a]; p < tokens.start[a + 1]; p++) holders.set(tokens.token[p], (holders.get(tokens.token[p]) ?? 0) + 1);
  for (const [token, n] of holders) if (n < 2) holders.delete(token);
  const agree = new Float64Array(groups.names.length);
  const have = new Float64Array(groups.names.length);
  const agreed = new Uint32Array(groups.words);
  for (const a of members) {
    agreed.fill(0);
    for (let p = tokens.start[a]; p < tokens.start[a + 1]; p++) {
      const group = groups.of[tokens.kindOf[tokens.token[p]]];
      if (holders.has(tokens.token[p])) agreed[wordOf(group)] |= bitOf(group);
    }
    for (let w = 0; w < groups.words; w++) {
      eachGroup(agreed[w], w, (g) => agree[g]++);
      eachGroup(groups.present[a * groups.words + w], w, (g) => have[g]++);
    }
  }
  return {
    community,
    size: members.length,
    holders,
    against: agree.map((n, g) => Math.max(-MAX_DISAGREEMENT, Math.log2(1 - 0.9 * (n / (have[g] + 1))))),
    suspended: suspendedBits(suspendedShare(members, members.length, model), everyone),
    suspensions: suspensionsOf(members, model),
  };
}

/** Suspensions come in herds: an account that was suspended is likelier one of those that mostly were. */
function suspendedBits(share: number, everyone: number): Profile["suspended"] {
  const bound = (bits: number) => Math.max(-MAX_SUSPENDED, Math.min(MAX_SUSPENDED, bits));
  return [bound(Math.log2(share / everyone)), bound(Math.log2((1 - share) / (1 - everyone)))];
}

/** Of so many accounts: those with a suspension that is evidence, never quite none and never quite all. */
function suspendedShare(accounts: readonly number[], of: number, { population }: LinkModel): number {
  return (accounts.filter((a) => isSuspended(population.status.get(a))).length + 0.01) / (of + 1);
}

function raisedIn(profiles: readonly Profile[], model: LinkModel): Raised {
  const row = new Int32Array(model.tokens.kindOf.length).fill(-1);
  const found = { row: words(), profile: words(), bits: doubles() };
  let rows = 0;
  profiles.forEach((profile, p) => {
    for (const token of profile.holders.keys()) {
      const bits = tokenLift(token, profile, model);
      if (bits < 1) continue;
      if (row[token] < 0) row[token] = rows++;
      found.row.push(row[token]);
      found.profile.push(p);
      found.bits.push(bits);
    }
  });
  const start = new Uint32Array(rows + 1);
  const size = found.row.length;
  for (let i = 0; i < size; i++) start[found.row.array[i] + 1]++;
  for (let r = 0; r < rows; r++) start[r + 1] += start[r];
  const next = start.slice(0, rows);
  const raised = { row, start, profile: new Uint32Array(size), bits: new Float64Array(size), most: new Float64Array(rows) };
  for (let i = 0; i < size; i++) {
    const r = found.row.array[i];
    const at = next[r]++;
    raised.profile[at] = found.profile.array[i];
    raised.bits[at] = found.bits.array[i];
    raised.most[r] = Math.max(raised.most[r], found.bits.array[i]);
  }
  return raised;
}

/** log2 of how much commoner a token is in the community than among all who have any of its kind; 0 where sharing it is worth nothing. */
export function tokenLift(token: number, { holders, size }: Profile, { tokens, m }: LinkModel): number {
  if (m[tokens.kindOf[token]] === 0) return 0;
  const share = tokens.holders[token] / tokens.kinds[tokens.kindOf[token]].holders;
  return Math.log2(((holders.get(token) ?? 0) + share) / ((size + 1) * share));
}
