/**
 * Parts and links -> a place for each account and a disc for each part: discs packed close, the largest in the middle (Wang et al. 2006);
 * inside, accounts tied to each other drawn together, then spread by rank so that a disc is full (Vogel's spiral 1979).
 */

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

/** The angle between two that follow each other on the spiral: no two lie on a ray. */
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
/** Room between discs, as a share of an account's own. */
const GAP = 0.06;
/** How often each account moves to the middle of those that it is tied to. */
const ROUNDS = 30;

/** `born` orders the accounts of a part that nothing else tells apart. */
export function layoutOf(part: Int32Array, { a, b, born }: { a: Uint32Array; b: Uint32Array; born: Float64Array }): Layout {
  const members = membersOf(part, born);
  const discs = packed(members.map(({ length }) => Math.sqrt(length)));
  const own = insideOf(part, members, { a, b });
  const { middle, half } = frameOf(discs);
  const scale = SIDE / 2 / (1.02 * half);
  const x = new Uint16Array(part.length);
  const y = new Uint16Array(part.length);
  for (const [p, accounts] of members.entries()) {
    const disc = discs[p];
    for (const i of accounts) {
      x[i] = Math.round(SIDE / 2 + scale * (disc.x - middle.x + own.x[i] * disc.radius * 0.97));
      y[i] = Math.round(SIDE / 2 + scale * (disc.y - middle.y + own.y[i] * disc.radius * 0.97));
    }
  }
  const placed = discs.map((disc) => ({
    x: Math.round(SIDE / 2 + scale * (disc.x - middle.x)),
    y: Math.round(SIDE / 2 + scale * (disc.y - middle.y)),
    radius: Math.round(scale * disc.radius),
  }));
  return { x, y, discs: placed };
}

/** The square that holds all discs. */
function frameOf(discs: readonly Disc[]): { middle: { x: number; y: number }; half: number } {
  const edge = (side: 1 | -1, axis: "x" | "y") =>
    side * discs.reduce((most, disc) => Math.max(most, side * disc[axis] + disc.radius), Number.NEGATIVE_INFINITY);
  const [left, right, top, bottom] = [edge(-1, "x"), edge(1, "x"), edge(-1, "y"), edge(1, "y")];
  return { middle: { x: (left + right) / 2, y: (top + bottom) / 2 }, half: Math.max(right - left, bottom - top, 2) / 2 };
}

function membersOf(part: Int32Array, born: Float64Array): number[][] {
  const members: number[][] = Array.from({ length: part.reduce((most, each) => Math.max(most, each), 0) + 1 }, () => []);
  for (let i = 0; i < part.length; i++) members[part[i]].push(i);
  const at = (i: number) => (Number.isNaN(born[i]) ? Number.MAX_SAFE_INTEGER : born[i]);
  for (const accounts of members) accounts.sort((i, j) => at(i) - at(j) || i - j);
  return members;
}

/** Largest first, each at the place nearest to the middle where it touches two others, or one. */
function packed(radii: readonly number[]): Disc[] {
  const gap = 1 + GAP;
  const order = [...radii.keys()].sort((i, j) => radii[j] - radii[i] || i - j);
  const discs: Disc[] = radii.map((radius) => ({ x: 0, y: 0, radius }));
  const done: Disc[] = [];
  for (const i of order) {
    const { radius } = discs[i];
    let best: { x: number; y: number } | null = done.length === 0 ? { x: 0, y: 0 } : null;
    for (const spot of spotsBeside(done, radius * gap, gap)) {
      const isFree = done.every((other) => Math.hypot(spot.x - other.x, spot.y - other.y) >= (radius + other.radius) * gap - 1e-6);
      if (isFree && (best === null || Math.hypot(spot.x, spot.y) < Math.hypot(best.x, best.y) - 1e-9)) best = spot;
    }
    discs[i] = { ...best!, radius };
    done.push(discs[i]);
  }
  return discs;
}

function* spotsBeside(done: readonly Disc[], radius: number, gap: number): Generator<{ x: number; y: number }> {
  for (const one of done)
    for (let k = 0; k < 12; k++) {
      const reach = one.radius * gap + radius;
      yield { x: one.x + reach * Math.cos((k * Math.PI) / 6), y: one.y + reach * Math.sin((k * Math.PI) / 6) };
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

/** Of each account a place in the unit disc: it begins on the spiral by birth, and goes where its ties are. */
function insideOf(part: Int32Array, members: readonly (readonly number[])[], { a, b }: { a: Uint32Array; b: Uint32Array }) {
  const x = new Float64Array(part.length);
  const y = new Float64Array(part.length);
  for (const accounts of members) for (const [rank, i] of accounts.entries()) place(x, y, i, rank, accounts.length);
  const [sumX, sumY, ties] = [new Float64Array(part.length), new Float64Array(part.length), new Float64Array(part.length)];
  for (let round = 0; round < ROUNDS; round++) {
    sumX.fill(0);
    sumY.fill(0);
    ties.fill(0);
    for (let l = 0; l < a.length; l++) {
      const [i, j] = [a[l], b[l]];
      if (part[i] !== part[j]) continue;
      sumX[i] += x[j];
      sumY[i] += y[j];
      ties[i]++;
      sumX[j] += x[i];
      sumY[j] += y[i];
      ties[j]++;
    }
    for (let i = 0; i < part.length; i++) {
      if (ties[i] === 0) continue;
      x[i] = 0.4 * x[i] + (0.6 * sumX[i]) / ties[i];
      y[i] = 0.4 * y[i] + (0.6 * sumY[i]) / ties[i];
    }
    for (const accounts of members) spread(x, y, accounts);
  }
  return { x, y };
}

/** To the places of the spiral, ring by ring: who is nearer to the middle stays so, and so does the direction. */
function spread(x: Float64Array, y: Float64Array, accounts: readonly number[]): void {
  const n = accounts.length;
  if (n < 3) return;
  const far = (i: number) => x[i] * x[i] + y[i] * y[i];
  const order = [...accounts].sort((i, j) => far(i) - far(j) || i - j);
  for (let from = 0, ring = 1; from < n; ring++) {
    const to = Math.min(n, from + Math.max(6 * ring, 1));
    const radius = Math.sqrt((from + to) / 2 / n);
    const round = order.slice(from, to).sort((i, j) => Math.atan2(y[i], x[i]) - Math.atan2(y[j], x[j]) || i - j);
    for (const [k, i] of round.entries()) {
      const angle = -Math.PI + (2 * Math.PI * (k + 0.5)) / round.length + ring * 0.5;
      x[i] = radius * Math.cos(angle);
      y[i] = radius * Math.sin(angle);
    }
    from = to;
  }
}

function place(x: Float64Array, y: Float64Array, i: number, rank: number, of: number): void {
  const radius = Math.sqrt((rank + 0.5) / of);
  x[i] = radius * Math.cos(rank * GOLDEN);
  y[i] = radius * Math.sin(rank * GOLDEN);
}
