/**
 * Communities + links and co-actions -> communities, with those joined that work off one queue: where several members of two act together
 * on prompts that came and went within a day, and are linked across, one campaign had come apart into those who mostly get the same items.
 * A template that an operator keeps for months may serve several campaigns; an item of a queue serves one.
 */
import type { CoActions } from "../../link/coaction.js";
import type { Uses } from "../../link/templates.js";
import { doubles } from "../../tools/growing.js";
import { UnionFind } from "../../tools/union-find.js";
import { DAY_S } from "../../tools/units.js";
import type { EdgeList } from "../search/graph.js";
import { membersOf, placesOf } from "./members.js";
import { PROFILE_MEMBERS } from "./profile.js";

/** Members of either side that must be linked to the other, and the share of the smaller side that they must be. */
const LINKED = 3;
const LINKED_SHARE = 0.1;
/** Pairs across that must have acted together on an item. */
const ON_ITEMS = 3;

/** Labels of joined communities are one of theirs. Depends on the communities as given, not on the order of the links. */
export function joinSameQueue(
  community: Int32Array,
  edges: EdgeList,
  { coactions, uses }: { coactions: CoActions; uses: Uses },
): Int32Array {
  const members = membersOf(community, PROFILE_MEMBERS);
  const labels = [...members.keys()];
  const sizes = Array.from(members.values(), ({ length }) => length);
  const number = placesOf(labels, community);
  const of = community.map((label) => number[label]);
  const onItems = pairsOnItems(of, labels.length, coactions, isItem(uses));
  const linked = linkedAcross(of, labels.length, edges, onItems);
  const sets = new UnionFind(number.length);
  for (const [pair, { one, other }] of linked) {
    const [a, b] = [Math.floor(pair / labels.length), pair % labels.length];
    const enough = (size: number) => Math.max(LINKED, size === Math.min(sizes[a], sizes[b]) ? LINKED_SHARE * size : 0);
    if (one >= enough(sizes[a]) && other >= enough(sizes[b])) sets.union(labels[a], labels[b]);
  }
  return community.map((label) => sets.find(label));
}

/** By template: 1 where all its uses are within a day. */
function isItem({ start, time, template }: Uses): Uint8Array {
  const templates = template.reduce((most, each) => Math.max(most, each), -1) + 1;
  const first = new Uint32Array(templates).fill(0xffffffff);
  const last = new Uint32Array(templates);
  for (let u = 0; u < start[start.length - 1]; u++) {
    const t = template[u];
    if (time[u] < first[t]) first[t] = time[u];
    if (time[u] > last[t]) last[t] = time[u];
  }
  return Uint8Array.from(first, (from, t) => (last[t] - from <= DAY_S ? 1 : 0));
}

/** Pairs of communities (a * communities + b, a < b), ascending, between which enough pairs acted together on items. */
function pairsOnItems(of: Int32Array, communities: number, { start, partner, template }: CoActions, items: Uint8Array): Float64Array {
  const met = doubles();
  for (let a = 0; a < of.length; a++) {
    if (of[a] < 0) continue;
    let last = -1; // each pair once: from the lesser community, on whatever items
    for (let p = start[a]; p < start[a + 1]; p++) {
      const other = of[partner[p]];
      if (other <= of[a] || items[template[p]] === 0 || partner[p] === last) continue;
      last = partner[p];
      met.push(of[a] * communities + other);
    }
  }
  const sorted = met.array.subarray(0, met.length).sort();
  return sorted.filter((pair, i) => (i === 0 || sorted[i - 1] !== pair) && sorted[i + ON_ITEMS - 1] === pair);
}

interface Sides {
  one: number;
  other: number;
}

/** Of these pairs of communities: how many members of either are linked to the other. */
function linkedAcross(of: Int32Array, communities: number, { source, target }: EdgeList, pairs: Float64Array): Map<number, Sides> {
  const place = new Map(Array.from(pairs, (pair, i) => [pair, i] as const));
  const ends = doubles(); // a pair of communities and an account of one of the two, as one number
  for (let e = 0; e < source.length; e++) {
    const [a, b] = [of[source[e]], of[target[e]]];
    if (a < 0 || b < 0 || a === b) continue;
    const i = place.get(Math.min(a, b) * communities + Math.max(a, b));
    if (i === undefined) continue;
    ends.push(i * of.length + source[e]);
    ends.push(i * of.length + target[e]);
  }
  const sorted = ends.array.subarray(0, ends.length).sort();
  const linked = new Map<number, Sides>(Array.from(pairs, (pair) => [pair, { one: 0, other: 0 }]));
  for (let n = 0; n < sorted.length; n++) {
    if (n > 0 && sorted[n - 1] === sorted[n]) continue;
    const account = sorted[n] % of.length;
    const pair = pairs[Math.floor(sorted[n] / of.length)];
    const both = linked.get(pair)!;
    if (of[account] === Math.floor(pair / communities)) both.one++;
    else both.other++;
  }
  return linked;
}
