/**
 * Parts and links -> a place for each account and a disc for each part: discs packed close, the largest first (Wang et al. 2006), and in
 * each, accounts beside those that they are tied to.
 */
import { placesIn, type Ties } from "./force.js";

/** Of places, from the middle out to the edge of the picture. */
export const SIDE = 65_535;

export interface Disc {
  x: number;
  y: number;
  radius: number;
}

export interface Layout {
  /** 0 to SIDE. */
  x: Uint16Array;
  y: Uint16Array;
  discs: readonly Disc[];
}

/** Room between discs, as a share of an account's own. */
const GAP = 0.06;
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

export function layoutOf(body: Body): Layout {
  const members = membersOf(body);
  const discs = packed(members.map(({ length }) => Math.sqrt(length)));
  const ties = tiesWithin(body, members);
  const { middle, half } = frameOf(discs);
  const scale = SIDE / 2 / (1.02 * half);
  const across = (at: number) => Math.round(SIDE / 2 + scale * (at - middle.x));
  const down = (at: number) => Math.round(SIDE / 2 + scale * (at - middle.y));
  const x = new Uint16Array(body.part.length);
  const y = new Uint16Array(body.part.length);
  for (const [p, accounts] of members.entries()) {
    const disc = discs[p];
    const own = placesIn(groupsOf(accounts, body.community, ties[p]), ties[p]);
    for (const [k, i] of accounts.entries()) {
      x[i] = across(disc.x + own.x[k] * disc.radius * FULL);
      y[i] = down(disc.y + own.y[k] * disc.radius * FULL);
    }
  }
  return { x, y, discs: discs.map((disc) => ({ x: across(disc.x), y: down(disc.y), radius: Math.round(scale * disc.radius) })) };
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

/** The square that holds all discs. */
function frameOf(discs: readonly Disc[]): { middle: { x: number; y: number }; half: number } {
  const edge = (side: 1 | -1, axis: "x" | "y") =>
    side * discs.reduce((most, disc) => Math.max(most, side * disc[axis] + disc.radius), Number.NEGATIVE_INFINITY);
  const [left, right, top, bottom] = [edge(-1, "x"), edge(1, "x"), edge(-1, "y"), edge(1, "y")];
  return { middle: { x: (left + right) / 2, y: (top + bottom) / 2 }, half: Math.max(right - left, bottom - top, 2) / 2 };
}

function membersOf({ part, born }: Body): number[][] {
  const members: number[][] = Array.from({ length: part.reduce((most, each) => Math.max(most, each), 0) + 1 }, () => []);
  for (let i = 0; i < part.length; i++) members[part[i]].push(i);
  const at = (i: number) => (Number.isNaN(born[i]) ? Number.MAX_SAFE_INTEGER : born[i]);
  for (const accounts of members) accounts.sort((i, j) => at(i) - at(j) || i - j);
  return members;
}

/** Largest first, each where it touches two others, or one, and the square that holds all grows least; of such, nearest to the middle. */
function packed(radii: readonly number[]): Disc[] {
  const gap = 1 + GAP;
  const order = [...radii.keys()].sort((i, j) => radii[j] - radii[i] || i - j);
  const discs: Disc[] = radii.map((radius) => ({ x: 0, y: 0, radius }));
  const done: Disc[] = [];
  for (const i of order) {
    const { radius } = discs[i];
    let best: Disc | null = null;
    let least = { half: Number.POSITIVE_INFINITY, far: Number.POSITIVE_INFINITY };
    for (const { x, y } of done.length === 0 ? [{ x: 0, y: 0 }] : spotsBeside(done, radius * gap, gap)) {
      if (done.some((other) => Math.hypot(x - other.x, y - other.y) < (radius + other.radius) * gap - 1e-6)) continue;
      const spot = { x, y, radius };
      const { middle, half } = frameOf([...done, spot]);
      const far = Math.hypot(x - middle.x, y - middle.y);
      if (half > least.half + 1e-9 || (half > least.half - 1e-9 && far > least.far - 1e-9)) continue;
      [best, least] = [spot, { half, far }];
    }
    discs[i] = best!;
    done.push(discs[i]);
  }
  return discs;
}

function* spotsBeside(done: readonly Disc[], radius: number, gap: number): Generator<{ x: number; y: number }> {
  for (const one of done)
    for (let k = 0; k < 24; k++) {
      const reach = one.radius * gap + radius;
      yield { x: one.x + reach * Math.cos((k * Math.PI) / 12), y: one.y + reach * Math.sin((k * Math.PI) / 12) };
    }
  for (const [i, one] of done.entries())
    for (const other of done.slice(0, i)) {
      const [r, s] = [one.radius * gap + radius, other.radius * gap + radius];
      const [dx, dy] = [other.x - one.x, other.y - one.y];
      const far = Math.hypot(dx, dy);
      if (far > r + s || far < Math.abs(r - s) || far === 0) continue;
      const along = (r * r - s * s + far * far) / (2 * far);
      const across = Math.sqrt(Math.max(0, r * r - along * along));
      for (const side of [1, -1])
        yield { x: one.x + (along * dx - side * across * dy) / far, y: one.y + (along * dy + side * across * dx) / far };
    }
}
