/**
 * Radii -> places on a plane where no two discs overlap, the first in the middle: greedy, along a spiral, always the same for the same
 * radii.
 */

export interface Disc {
  x: number;
  y: number;
  radius: number;
}

/** How much room is left between discs. */
const GAP = 6;

export function pack(radii: readonly number[]): Disc[] {
  const placed: Disc[] = [];
  for (const radius of radii) {
    const step = Math.max(2, radius / 3);
    let turn = 0;
    let disc: Disc = { x: 0, y: 0, radius };
    let blocker = placed.find((other) => overlap(other, disc));
    while (blocker !== undefined) {
      // An Archimedean spiral walked in even steps: further from the middle by about two steps a turn.
      turn += 1 / Math.max(1, turn / 2);
      const away = (step * turn) / 3;
      disc = { x: away * Math.cos(turn), y: away * Math.sin(turn), radius };
      // The disc that was in the way mostly still is: looking at it first saves looking at all.
      if (!overlap(blocker, disc)) blocker = placed.find((other) => overlap(other, disc));
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
