/**
 * Communities -> the same with loose accounts taken in that belong to one all the same: too quiet for a strong tie with any one member, but
 * alike with the whole.
 */
import type { LinkModel } from "../../link/model.js";
import { Belonging } from "./belonging.js";
import { profilesOf } from "./profile.js";

/** Posterior odds in bits from which a loose account is taken in. */
const ADOPT_BITS = 3;

/**
 * A new array: loose accounts moved, all others as they were. Accounts are judged against the communities as given, so their order does not
 * matter.
 */
export function adopt(community: Int32Array, model: LinkModel): Int32Array {
  const all = profilesOf(community, model);
  const belonging = new Belonging(all);
  const result = community.slice();
  for (let a = 0; a < community.length; a++) {
    if (all.position.has(community[a])) continue;
    let best = ADOPT_BITS;
    for (const p of belonging.candidates(a)) {
      const bits = belonging.belongs(a, all.profiles[p]);
      if (bits <= best) continue;
      best = bits;
      result[a] = all.profiles[p].community;
    }
  }
  return result;
}
