/**
 * Communities -> the same with loose accounts taken in that belong to one all the same: too quiet for a strong tie with any one member, but
 * alike with the whole. How alike is measured: a community takes in no more by chance than it can bear, as decoys tell it.
 */
import type { LinkModel } from "../../link/model.js";
import { Belonging } from "./belonging.js";
import { Candidates } from "./candidates.js";
import { decoysOf } from "./decoys.js";
import { Meetings } from "./meetings.js";
import { type Profiles, profilesOf } from "./profile.js";

/** Posterior odds in bits from which a loose account may be taken in. */
const ADOPT_BITS = 3;
/** Strangers that chance may bring into a community: this share of its members. */
const BY_CHANCE = 0.01;

const NOBODY: ReadonlySet<number> = new Set();

/**
 * A new array: loose accounts moved, all others as they were. Accounts are judged against the communities as given, so their order does not
 * matter. Who is to stay loose is not taken in, and is no stranger to measure chance by.
 */
export function adopt(community: Int32Array, model: LinkModel, staysLoose: ReadonlySet<number> = NOBODY): Int32Array {
  const all = profilesOf(community, model);
  const loose: number[] = [];
  for (let a = 0; a < community.length; a++) if (all.of[community[a]] < 0 && !staysLoose.has(a)) loose.push(a);
  const wanted = bestOf(loose, all);
  const strangers = loose.filter((_, i) => wanted.profile[i] < 0);
  const least = leastBits(strangers, loose.length, all);
  const result = community.slice();
  for (const [i, a] of loose.entries()) {
    const profile = wanted.profile[i];
    if (profile >= 0 && wanted.bits[i] > least[profile]) result[a] = all.label[profile];
  }
  return result;
}

interface Best {
  /** The likeliest profile, -1 where none is likely enough; and its bits. */
  profile: Int32Array;
  bits: Float64Array;
}

function bestOf(accounts: Iterable<number> & { length: number }, all: Profiles): Best {
  const meetings = new Meetings(all);
  const candidates = new Candidates(all, meetings);
  const belonging = new Belonging(all, meetings);
  const best = { profile: new Int32Array(accounts.length).fill(-1), bits: new Float64Array(accounts.length).fill(ADOPT_BITS) };
  let i = 0;
  for (const a of accounts) {
    for (const profile of candidates.of(a)) {
      const bits = belonging.belongs(a, profile);
      if (bits <= best.bits[i]) continue;
      best.bits[i] = bits;
      best.profile[i] = profile;
    }
    i++;
  }
  return best;
}

/** By profile: the bits beyond which chance brings in no more than it may, by the decoys of `strangers`, that stand for so many `loose`. */
function leastBits(strangers: readonly number[], loose: number, all: Profiles): Float64Array {
  const least = new Float64Array(all.size.length).fill(ADOPT_BITS);
  if (strangers.length === 0) return least;
  const { profiles, count } = decoysOf(strangers, all);
  const found = bestOf(
    Uint32Array.from({ length: count }, (_, d) => d),
    profiles,
  );
  const byProfile = new Map<number, number[]>();
  found.profile.forEach((profile, d) => {
    if (profile < 0) return;
    const list = byProfile.get(profile);
    if (list) list.push(found.bits[d]);
    else byProfile.set(profile, [found.bits[d]]);
  });
  for (const [profile, bits] of byProfile) {
    const borne = Math.floor((BY_CHANCE * all.size[profile] * count) / loose);
    if (bits.length > borne) least[profile] = bits.sort((x, y) => y - x)[borne];
  }
  return least;
}
