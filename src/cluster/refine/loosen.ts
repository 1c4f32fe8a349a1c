/**
 * Communities + links -> the same without members that few of the others are tied to and that do not fit the profile of the rest: chance
 * ties a stranger to one of many.
 */
import type { LinkModel } from "../../link/model.js";
import type { EdgeList } from "../search/graph.js";
import { relabel } from "../search/labels.js";
import { Belonging } from "./belonging.js";
import { type Profile, profilesOf } from "./profile.js";
import type { SharesPrivate } from "./rejoin.js";

/** Ties to less than this share of the other members are few. */
const FEW = 0.2;
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
  const belonging = new Belonging(all);
  const { ties, bound } = tiesOf(community, edges, sharesPrivate);
  let next = community.reduce((most, label) => Math.max(most, label), -1) + 1;
  const loosened = community.map((label, a) => {
    const position = all.position.get(label);
    if (position === undefined || bound[a] === 1) return label;
    const profile = all.profiles[position];
    if (ties[a] >= FEW * (profile.size - 1)) return label;
    return belonging.belongs(a, without(a, profile, model)) < LEAVE_BITS ? next++ : label;
  });
  relabel(loosened, next); // as many labels as accounts at most, wherever those of leavers began
  return loosened;
}

/** By account: links to others of its community, and whether one of them is by what strangers never share. */
function tiesOf(
  community: Int32Array,
  { source, target }: EdgeList,
  sharesPrivate: SharesPrivate,
): { ties: Uint32Array; bound: Uint8Array } {
  const ties = new Uint32Array(community.length);
  const bound = new Uint8Array(community.length);
  for (let e = 0; e < source.length; e++) {
    const [a, b] = [source[e], target[e]];
    if (community[a] !== community[b]) continue;
    ties[a]++;
    ties[b]++;
    if ((bound[a] === 0 || bound[b] === 0) && sharesPrivate(a, b)) bound[a] = bound[b] = 1;
  }
  return { ties, bound };
}

/** What the other members alone would show of the values that the account has. */
function without(a: number, profile: Profile, { tokens }: LinkModel): Profile {
  const holders = new Map<number, number>();
  for (let p = tokens.start[a]; p < tokens.start[a + 1]; p++) {
    const others = (profile.holders.get(tokens.token[p]) ?? 0) - 1;
    if (others > 1) holders.set(tokens.token[p], others);
  }
  return { ...profile, size: profile.size - 1, holders };
}
