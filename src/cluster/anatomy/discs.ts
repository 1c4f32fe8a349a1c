/**
 * Sizes of parts, and their discs in an earlier picture -> a disc for each: none upon another, packed close, the largest first (Wang et al.
 * 2006); those that were there before stay where they were, or as near to it as there is room.
 */

/** Of the picture: places are from 0 to it. */
export const SIDE = 65_535;

export interface Disc {
  x: number;
  y: number;
  radius: number;
}

/** Room between discs, as a share of their own. */
const GAP = 1.06;
/** Room around all of them. */
const MARGIN = 1.02;
/** Whoever is nearer than that to another way of laying is as good. */
const EQUAL = 1e-9;

type Spot = Pick<Disc, "x" | "y">;

/** Areas are as sizes are. `before`: null, or nothing, for a part that is new. */
export function discsOf(sizes: readonly number[], before: readonly (Disc | null)[] = []): Disc[] {
  const radii = sizes.map(Math.sqrt);
  const wanted = wantedBy(sizes, before);
  const discs: Disc[] = radii.map((radius) => ({ x: 0, y: 0, radius }));
  const done: Disc[] = [];
  const isNew = (i: number) => Number(wanted[i] === null);
  for (const i of [...radii.keys()].sort((i, j) => isNew(i) - isNew(j) || radii[j] - radii[i] || i - j)) {
    discs[i] = { ...spotFor(radii[i], wanted[i], done), radius: radii[i] };
    done.push(discs[i]);
  }
  return pictured(discs);
}

/** Where each was, in the measure of today's sizes. */
function wantedBy(sizes: readonly number[], before: readonly (Disc | null)[]): (Spot | null)[] {
  let [size, area] = [0, 0];
  for (const [i, disc] of before.entries()) {
    if (disc === null) continue;
    size += sizes[i];
    area += disc.radius ** 2;
  }
  const scale = Math.sqrt(size / Math.max(area, 1));
  return sizes.map((_, i) => {
    const disc = before[i] ?? null;
    return disc && { x: disc.x * scale, y: disc.y * scale };
  });
}

/** The free spot nearest to where it was; of a new one, where the square that holds all grows least, and there nearest to the middle. */
function spotFor(radius: number, wanted: Spot | null, done: readonly Disc[]): Spot {
  if (done.length === 0) return wanted ?? { x: 0, y: 0 };
  let best: Spot | null = null;
  let least = { half: Number.POSITIVE_INFINITY, far: Number.POSITIVE_INFINITY };
  for (const spot of wanted === null ? spotsBeside(done, radius) : [wanted, ...spotsBeside(done, radius)]) {
    if (done.some((other) => Math.hypot(spot.x - other.x, spot.y - other.y) < (radius + other.radius) * GAP - 1e-6)) continue;
    const { middle, half } = wanted === null ? frameOf([...done, { ...spot, radius }]) : { middle: wanted, half: 0 };
    const far = Math.hypot(spot.x - middle.x, spot.y - middle.y);
    if (half > least.half + EQUAL || (half > least.half - EQUAL && far > least.far - EQUAL)) continue;
    [best, least] = [spot, { half, far }];
  }
  return best!; // beside whichever reaches farthest to the right there is room
}

/** Where it touches one of them, or two. */
function* spotsBeside(done: readonly Disc[], radius: number): Generator<Spot> {
  for (const one of done)
    for (let k = 0; k < 24; k++) {
      const reach = (one.radius + radius) * GAP;
      yield { x: one.x + reach * Math.cos((k * Math.PI) / 12), y: one.y + reach * Math.sin((k * Math.PI) / 12) };
    }
  for (const [i, one] of done.entries())
    for (const other of done.slice(0, i)) {
      const [r, s] = [(one.radius + radius) * GAP, (other.radius + radius) * GAP];
      const [dx, dy] = [other.x - one.x, other.y - one.y];
      const far = Math.hypot(dx, dy);
      if (far > r + s || far < Math.abs(r - s) || far === 0) continue;
      const along = (r * r - s * s + far * far) / (2 * far);
      const across = Math.sqrt(Math.max(0, r * r - along * along));
      for (const side of [1, -1])
        yield { x: one.x + (along * dx - side * across * dy) / far, y: one.y + (along * dy + side * across * dx) / far };
    }
}

/** Moved and stretched so that they fill the picture. */
function pictured(discs: readonly Disc[]): Disc[] {
  const { middle, half } = frameOf(discs);
  const scale = SIDE / 2 / (MARGIN * half);
  return discs.map(({ x, y, radius }) => ({
    x: Math.round(SIDE / 2 + scale * (x - middle.x)),
    y: Math.round(SIDE / 2 + scale * (y - middle.y)),
    radius: Math.round(scale * radius),
  }));
}

/** The square that holds all discs. */
function frameOf(discs: readonly Disc[]): { middle: { x: number; y: number }; half: number } {
  const edge = (side: 1 | -1, axis: "x" | "y") =>
    side * discs.reduce((most, disc) => Math.max(most, side * disc[axis] + disc.radius), Number.NEGATIVE_INFINITY);
  const [left, right, top, bottom] = [edge(-1, "x"), edge(1, "x"), edge(-1, "y"), edge(1, "y")];
  return { middle: { x: (left + right) / 2, y: (top + bottom) / 2 }, half: Math.max(right - left, bottom - top, 2) / 2 };
}
