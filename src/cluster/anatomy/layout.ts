/** Parts, their discs, and links -> a place for each account in its part's disc, beside those that it is tied to. */
import type { Disc } from "./discs.js";
import { placesIn, type Ties } from "./force.js";

/** Of a disc's radius, where its accounts are. */
const FULL = 0.97;

export interface Body {
  /** Of each account. */
  part: Int32Array;
  community: Int32Array;
  /** Orders the accounts of a part that nothing else tells apart. */
  born: Float64Array;
  /** Links, by their two accounts. */
  a: Uint32Array;
  b: Uint32Array;
}

/** Of the picture that the discs are of. */
export function layoutOf(body: Body, discs: readonly Disc[]): { x: Uint16Array; y: Uint16Array } {
  const members = membersOf(body);
  const ties = tiesWithin(body, members);
  const x = new Uint16Array(body.part.length);
  const y = new Uint16Array(body.part.length);
  for (const [p, accounts] of members.entries()) {
    const disc = discs[p];
    const own = placesIn(groupsOf(accounts, body.community, ties[p]), ties[p]);
    for (const [k, i] of accounts.entries()) {
      x[i] = Math.round(disc.x + own.x[k] * disc.radius * FULL);
      y[i] = Math.round(disc.y + own.y[k] * disc.radius * FULL);
    }
  }
  return { x, y };
}

/** Communities of a part's accounts, from 0 by first appearance; -1 where an account is tied to nobody in it. */
function groupsOf(accounts: readonly number[], community: Int32Array, { start }: Ties): Int32Array {
  const group = new Map<number, number>();
  return Int32Array.from(accounts, (i, k) => {
    if (start[k] === start[k + 1]) return -1;
    const known = group.get(community[i]);
    if (known === undefined) group.set(community[i], group.size);
    return known ?? group.size - 1;
  });
}

/** Of each part the ties that both ends of are in it, by the accounts' places in `members`: ascending, whatever order links came in. */
function tiesWithin({ part, a, b }: Body, members: readonly (readonly number[])[]): Ties[] {
  const place = new Uint32Array(part.length);
  for (const accounts of members) for (const [k, i] of accounts.entries()) place[i] = k;
  const starts = members.map(({ length }) => new Uint32Array(length + 1));
  const each = (use: (part: number, i: number, j: number) => void) => {
    for (let l = 0; l < a.length; l++) {
      if (part[a[l]] !== part[b[l]]) continue;
      use(part[a[l]], place[a[l]], place[b[l]]);
      use(part[a[l]], place[b[l]], place[a[l]]);
    }
  };
  each((p, i) => {
    starts[p][i + 1]++;
  });
  for (const start of starts) for (let k = 1; k < start.length; k++) start[k] += start[k - 1];
  const partners = starts.map((start) => new Uint32Array(start[start.length - 1]));
  const at = starts.map((start) => start.slice());
  each((p, i, j) => {
    partners[p][at[p][i]++] = j;
  });
  return starts.map((start, p) => {
    for (let k = 0; k + 1 < start.length; k++) partners[p].subarray(start[k], start[k + 1]).sort();
    return { start, partner: partners[p] };
  });
}

function membersOf({ part, born }: Body): number[][] {
  const members: number[][] = Array.from({ length: part.reduce((most, each) => Math.max(most, each), 0) + 1 }, () => []);
  for (let i = 0; i < part.length; i++) members[part[i]].push(i);
  const at = (i: number) => (Number.isNaN(born[i]) ? Number.MAX_SAFE_INTEGER : born[i]);
  for (const accounts of members) accounts.sort((i, j) => at(i) - at(j) || i - j);
  return members;
}
