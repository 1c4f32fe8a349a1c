/**
 * Links and the clusters they ended in -> the few of each cluster that are kept, each with its whole waterfall: those without which the
 * cluster could not be told to fall into the same pieces as with all its links (`kept/choice.ts`).
 */
import type { Link } from "../model/link.js";
import { chosen, LINKS_AN_ACCOUNT } from "./kept/choice.js";
import { linksByCluster, strongestFirst } from "./kept/inside.js";
import { Needs } from "./kept/needs.js";
import { Texts } from "./kept/texts.js";
import { Waterfall } from "./kept/waterfall.js";
import type { Links } from "./link.js";

/**
 * `cluster` gives each account's cluster, or -1. Sorted by (a, b); a < b by code unit. A link stands while it weighs more than nothing, as
 * in linking.
 */
export function keptLinks(links: Links, cluster: Int32Array): Link[] {
  const { source, target, model } = links;
  const { population } = model;
  const waterfall = new Waterfall(model);
  const texts = new Texts(model);
  return inOrder(chosenLinks(links, cluster, waterfall), links, cluster).map(({ link, isTurned }) => {
    waterfall.look(source[link], target[link]);
    const [a, b] = isTurned ? [target[link], source[link]] : [source[link], target[link]];
    return { a: population.account(a), b: population.account(b), weight: waterfall.weight, evidence: texts.of(waterfall) };
  });
}

/** Numbers of the kept links, cluster by cluster. */
function chosenLinks(links: Links, cluster: Int32Array, waterfall: Waterfall): number[] {
  const { source, target, weight } = links;
  const needs = new Needs(links, waterfall);
  const number = new Int32Array(cluster.length).fill(-1);
  const kept: number[] = [];
  for (const inside of linksByCluster(links, cluster)) {
    let accounts = 0;
    const numbered = (account: number) => {
      if (number[account] < 0) number[account] = accounts++;
      return number[account];
    };
    for (const link of inside) {
      numbered(source[link]);
      numbered(target[link]);
    }
    if (inside.length <= LINKS_AN_ACCOUNT * accounts) {
      for (const link of inside) kept.push(link);
      continue;
    }
    strongestFirst(inside, weight);
    needs.begin(inside);
    const ends = { a: inside.map((link) => number[source[link]]), b: inside.map((link) => number[target[link]]) };
    for (const e of chosen(accounts, ends, needs)) kept.push(inside[e]);
  }
  return kept;
}

/** By the ids of their ends, the lesser end first: `isTurned` where that is the target. */
function inOrder(kept: readonly number[], { source, target, model }: Links, cluster: Int32Array): { link: number; isTurned: boolean }[] {
  const { population } = model;
  const clustered: number[] = [];
  for (let a = 0; a < cluster.length; a++) if (cluster[a] >= 0) clustered.push(a);
  const ids = clustered.map((a) => population.account(a)).sort();
  const rankOf = new Map(ids.map((id, rank) => [id, rank]));
  const rank = new Uint32Array(cluster.length);
  for (const a of clustered) rank[a] = rankOf.get(population.account(a))!;
  const ordered = kept.map((link) => {
    const [x, y] = [rank[source[link]], rank[target[link]]];
    return { link, isTurned: x > y, place: Math.min(x, y) * cluster.length + Math.max(x, y) };
  });
  return ordered.sort((x, y) => x.place - y.place);
}
