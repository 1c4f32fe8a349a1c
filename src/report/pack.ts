/** Radii -> places on a plane where no two discs overlap, the first in the middle: greedy, along a spiral, always the same for the same radii. */

export interface Disc {
  x: number;
  y: number;
  radius: number;
}

/** How far apart the places are that a disc is tried at, and how much room is left between discs. */
const STEP = 3;
const GAP = 6;

export function pack(radii: readonly number[]): Disc[] {
  const placed: Disc[] = [];
  for (const radius of radii) {
    let turn = 0;
    let disc: Disc = { x: 0, y: 0, radius };
    while (placed.some((other) => overlap(other, disc))) {
      // An Archimedean spiral walked in steps of even length: away from the middle by one step a turn.
      turn += 1 / Math.max(1, turn);
      const away = (STEP * turn) / 2;
      disc = { x: away * Math.cos(turn), y: away * Math.sin(turn), radius };
    }
    placed.push(disc);
  }
  return placed;
}

function overlap(a: Disc, b: Disc): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) < a.radius + b.radius + GAP;
}

/** n points spread evenly over a disc, as a sunflower spreads its seeds (Vogel 1979). */
export function sunflower(count: number, { x, y, radius }: Disc): { x: number; y: number }[] {
  const golden = Math.PI * (3 - Math.sqrt(5));
  return Array.from({ length: count }, (_, i) => {
    const away = radius * Math.sqrt((i + 0.5) / count);
    return { x: x + away * Math.cos(i * golden), y: y + away * Math.sin(i * golden) };
  });
}
