/**
 * Communities -> the same with loose accounts taken in that belong to one all the same: too quiet for a strong tie with any one member, but
 * alike with the whole.
 */
import type { LinkModel } from "../../link/model.js";
import { Belonging } from "./belonging.js";
import { Candidates } from "./candidates.js";
import { Meetings } from "./meetings.js";
import { profilesOf } from "./profile.js";

/** Posterior odds in bits from which a loose account is taken in. */
const ADOPT_BITS = 3;

/**
 * A new array: loose accounts moved, all others as they were. Accounts are judged against the communities as given, so their order does not
 * matter.
 */
export function adopt(community: Int32Array, model: LinkModel): Int32Array {
  const all = profilesOf(community, model);
  const meetings = new Meetings(all);
  const candidates = new Candidates(all, meetings);
  const belonging = new Belonging(all, meetings);
  const result = community.slice();
  for (let a = 0; a < community.length; a++) {
    if (all.of[community[a]] >= 0) continue;
    let best = ADOPT_BITS;
    for (const profile of candidates.of(a)) {
      const bits = belonging.belongs(a, profile);
      if (bits <= best) continue;
      best = bits;
      result[a] = all.label[profile];
    }
  }
  return result;
}
