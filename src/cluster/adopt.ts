/**
 * Communities -> the same with loose accounts taken in that belong to one all the same: too quiet for a strong tie with any one member, but alike with the whole.
 */
import type { LinkModel } from "../link/score.js";
import { belongs, candidates, indexOf, profilesOf } from "./profile.js";

/** Posterior odds in bits from which a loose account is taken in. */
const ADOPT_BITS = 3;

/** A new array: loose accounts moved, all others as they were. Accounts are judged against the communities as given, so their order does not matter. */
export function adopt(community: Int32Array, model: LinkModel): Int32Array {
  const profiles = profilesOf(community, model);
  const index = indexOf(profiles, model);
  const home = new Set(profiles.map((profile) => profile.community));
  const result = community.slice();
  for (let a = 0; a < community.length; a++) {
    if (home.has(community[a])) continue;
    let best = ADOPT_BITS;
    for (const p of candidates(a, index, model)) {
      const bits = belongs(a, profiles[p], model);
      if (bits <= best) continue;
      best = bits;
      result[a] = profiles[p].community;
    }
  }
  return result;
}
