/**
 * Communities + links -> the same without members that few of the others are tied to, and by little, and that do not fit the profile of the
 * rest: chance ties a stranger to one of many.
 */
import type { LinkModel } from "../../link/model.js";
import type { EdgeList } from "../search/graph.js";
import { relabel } from "../search/labels.js";
import { Belonging } from "./belonging.js";
import { Meetings } from "./meetings.js";
import { profilesOf } from "./profile.js";
import type { SharesPrivate } from "./rejoin.js";

/** Ties to less than this share of the other members are few. */
const FEW = 0.3;
/** Many or few, ties whose bits sum to so many beyond the prior hold: it grows with the logarithm of the accounts, as chance does. */
const BEYOND_PRIOR = 3;
/** Posterior odds in bits below which such a member leaves. */
const LEAVE_BITS = 0;

/**
 * Labels numbered by the first member, one of their own for those who leave. A link by what strangers never share is enough to stay. All
 * are judged by the communities as given.
 */
export function loosen(
  community: Int32Array,
  edges: EdgeList,
  { model, sharesPrivate }: { model: LinkModel; sharesPrivate: SharesPrivate },
): Int32Array {
  const all = profilesOf(community, model);
  const belonging = new Belonging(all, new Meetings(all));
  const enough = model.prior + BEYOND_PRIOR;
  const { ties, bits, bound } = tiesOf(community, edges, sharesPrivate);
  let next = community.reduce((most, label) => Math.max(most, label), -1) + 1;
  const loosened = community.map((label, a) => {
    const profile = all.of[label];
    if (profile < 0 || bound[a] === 1 || bits[a] >= enough || ties[a] >= FEW * (all.size[profile] - 1)) return label;
    return belonging.belongs(a, profile, true) < LEAVE_BITS ? next++ : label;
  });
  relabel(loosened, next); // as many labels as accounts at most, wherever those of leavers began
  return loosened;
}

/** By account: links to others of its community, their bits, and whether one of them is by what strangers never share. */
function tiesOf(
  community: Int32Array,
  { source, target, weight }: EdgeList,
  sharesPrivate: SharesPrivate,
): { ties: Uint32Array; bits: Float64Array; bound: Uint8Array } {
  const ties = new Uint32Array(community.length);
  const bits = new Float64Array(community.length);
  const bound = new Uint8Array(community.length);
  for (let e = 0; e < source.length; e++) {
    const [a, b] = [source[e], target[e]];
    if (community[a] !== community[b]) continue;
    ties[a]++;
    ties[b]++;
    bits[a] += weight[e];
    bits[b] += weight[e];
    if ((bound[a] === 0 || bound[b] === 0) && sharesPrivate(a, b)) bound[a] = bound[b] = 1;
  }
  return { ties, bits, bound };
}
