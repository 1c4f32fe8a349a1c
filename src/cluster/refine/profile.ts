/**
 * Communities + the values their members share -> a profile of each: the values, what is usual among the members, and how their suspensions
 * stand out.
 */
import type { Population } from "../../indicator/population.js";
import type { LinkModel } from "../../link/model.js";
import { isSuspended } from "../../model/status.js";
import { type Held, sharedAmong } from "./held.js";
import { membersOf, placesOf } from "./members.js";
import { type Raised, raisedIn } from "./raised.js";
import { type Suspensions, suspensionsOf } from "./timing.js";

/** Communities smaller than this have no profile: their members are loose too. */
export const PROFILE_MEMBERS = 5;
/** Bits that a suspension is worth at most. */
const MAX_SUSPENDED = 4;

/** The profiles of a partition's communities, numbered in the order of their first members, and what it takes to judge accounts by them. */
export interface Profiles {
  model: LinkModel;
  /** By account. */
  community: Int32Array;
  /** By community: its profile, or -1. */
  of: Int32Array;
  /** By profile: its community, and how many members that has. */
  label: Int32Array;
  size: Uint32Array;
  /** By profile: the tokens that two members or more hold. */
  held: Held;
  raised: Raised;
  /** By profile and group: bits against an account that has data of it and none of the members' values, the more of them agree. */
  against: Float64Array;
  /** By profile: log2 of how much likelier a member is suspended, and not suspended, than anybody. */
  suspended: Float64Array;
  unsuspended: Float64Array;
  /** By profile. */
  suspensions: readonly Suspensions[];
  /** By account: 1 where a suspension is evidence. */
  isSuspended: Uint8Array;
  /** How many families of kinds there are. */
  families: number;
  /** From the first sign-up to the last. */
  seconds: number;
}

export function profilesOf(community: Int32Array, model: LinkModel): Profiles {
  const { population, tokens } = model;
  const all = membersOf(community, PROFILE_MEMBERS);
  const members = [...all.values()];
  const label = Int32Array.from(all.keys());
  const of = placesOf(label, community);
  const { held, against } = sharedAmong(members, model);
  const suspended = suspendedIn(population);
  return {
    model,
    community,
    of,
    label,
    size: Uint32Array.from(members, ({ length }) => length),
    held,
    raised: raisedIn(held, tokens.kindOf.length),
    against,
    ...suspendedBits(members, suspended),
    suspensions: members.map((accounts) => suspensionsOf(accounts, population)),
    isSuspended: suspended,
    families: new Set(tokens.kinds.map((kind) => kind.rule.family)).size,
    seconds: signupSeconds(population),
  };
}

function signupSeconds({ signupAt }: Population): number {
  let first = Number.POSITIVE_INFINITY;
  let last = 0;
  for (let a = 0; a < signupAt.length; a++) {
    const at = signupAt[a];
    if (at < first) first = at;
    if (at > last) last = at;
  }
  return Math.max(0, last - first) / 1000;
}

/** By account: 1 where a suspension stands that is evidence. */
function suspendedIn({ status, size }: Population): Uint8Array {
  const suspended = new Uint8Array(size);
  for (const [account, changes] of status) if (isSuspended(changes)) suspended[account] = 1;
  return suspended;
}

/** Suspensions come in herds: an account that was suspended is likelier one of those that mostly were. */
function suspendedBits(communities: readonly (readonly number[])[], isSuspended: Uint8Array): Pick<Profiles, "suspended" | "unsuspended"> {
  const everyone = shareOf(
    isSuspended.reduce((sum, one) => sum + one, 0),
    isSuspended.length,
  );
  const shares = Float64Array.from(communities, (members) => {
    let suspended = 0;
    for (const a of members) suspended += isSuspended[a];
    return shareOf(suspended, members.length);
  });
  const bound = (bits: number) => Math.max(-MAX_SUSPENDED, Math.min(MAX_SUSPENDED, bits));
  return {
    suspended: shares.map((share) => bound(Math.log2(share / everyone))),
    unsuspended: shares.map((share) => bound(Math.log2((1 - share) / (1 - everyone)))),
  };
}

/** Of so many accounts: those with a suspension that is evidence, never quite none and never quite all. */
function shareOf(suspended: number, accounts: number): number {
  return (suspended + 0.01) / (accounts + 1);
}
