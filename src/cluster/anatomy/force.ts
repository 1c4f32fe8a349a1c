/**
 * Accounts of a part, their communities and ties -> a place for each in the unit disc: communities find theirs first, as charges that push
 * each other off and that ties draw together; then accounts, from about their community's, until none is upon another.
 */

/** Ties inside of the part: those of account i are with [start[i], start[i + 1]) of `partner`. */
export interface Ties {
  start: Uint32Array;
  partner: Uint32Array;
}

/** The angle between two that follow each other on the spiral: no two lie on a ray (Vogel 1979). */
const GOLDEN = Math.PI * (3 - Math.sqrt(5));
/** Steps of the communities, and pairs of them that are looked at in all: where there are more, fewer steps. */
const STEPS = 120;
const PAIRS = 30_000_000;
/** How much stronger ties draw than the disc does. */
const DRAW = 4;
const ROUNDS = 24;
/** A community begins as a disc of its own, of this share of the room that it takes. */
const CLOSE = 0.8;
/** Accounts no nearer to each other than this, where the disc has one for each pi. */
const ROOM = 1.55;

export interface Places {
  x: Float64Array;
  y: Float64Array;
}

/**
 * `community` counts from 0, in the order in which they first appear: the earliest begin in the middle. Accounts without a tie have -1, and
 * lie around the others in their order.
 */
export function placesIn(community: Int32Array, ties: Ties): Places {
  const size = community.length;
  const tied = community.reduce((sum, each) => sum + Number(each >= 0), 0);
  const groups = community.reduce((most, each) => Math.max(most, each), -1) + 1;
  const mass = new Float64Array(groups);
  for (const each of community) if (each >= 0) mass[each]++;
  const middle = spreadCharges(mass, tiesOfGroups(community, ties, groups), Math.sqrt(tied));
  const rank = new Float64Array(groups);
  const x = new Float64Array(size);
  const y = new Float64Array(size);
  for (let i = 0, loners = 0; i < size; i++) {
    const group = community[i];
    const at = group < 0 ? tied + loners++ : rank[group]++;
    const radius = Math.sqrt(at + 0.5) * (group < 0 ? 1 : CLOSE);
    x[i] = (group < 0 ? 0 : middle.x[group]) + radius * Math.cos(at * GOLDEN);
    y[i] = (group < 0 ? 0 : middle.y[group]) + radius * Math.sin(at * GOLDEN);
  }
  for (let round = 0; round < ROUNDS; round++) {
    drawTogether({ x, y }, ties, 0.25 * (1 - round / ROUNDS));
    pushApart({ x, y }, community, Math.sqrt(tied));
  }
  fill({ x, y }, community);
  return { x, y };
}

type GroupTies = readonly { other: Uint32Array; share: Float64Array }[];

/** Of each group those that it is tied to, and which share of all its ties. */
function tiesOfGroups(community: Int32Array, { start, partner }: Ties, groups: number): GroupTies {
  const counts = Array.from({ length: groups }, () => new Map<number, number>());
  const all = new Float64Array(groups);
  for (let i = 0; i < community.length; i++)
    for (let l = start[i]; l < start[i + 1]; l++) {
      const [one, other] = [community[i], community[partner[l]]];
      all[one]++;
      if (one !== other) counts[one].set(other, (counts[one].get(other) ?? 0) + 1);
    }
  return counts.map((each, group) => ({
    other: Uint32Array.from(each.keys()),
    share: Float64Array.from(each.values(), (count) => count / all[group]),
  }));
}

/** Charges of these masses in a disc that draws them to its middle as much as they push each other off: they fill it evenly. */
function spreadCharges(mass: Float64Array, ties: GroupTies, radius: number): Places {
  const groups = mass.length;
  const x = new Float64Array(groups);
  const y = new Float64Array(groups);
  let before = 0;
  for (let g = 0; g < groups; g++) {
    const far = Math.sqrt(before + mass[g] / 2);
    x[g] = far * Math.cos(g * GOLDEN);
    y[g] = far * Math.sin(g * GOLDEN);
    before += mass[g];
  }
  const steps = Math.min(STEPS, Math.ceil(PAIRS / (groups * groups)));
  const forceX = new Float64Array(groups);
  const forceY = new Float64Array(groups);
  for (let step = 0; step < steps; step++) {
    for (let g = 0; g < groups; g++) {
      forceX[g] = -x[g];
      forceY[g] = -y[g];
    }
    for (let g = 0; g < groups; g++) {
      for (let h = 0; h < g; h++) {
        const dx = x[g] - x[h];
        const dy = y[g] - y[h];
        const push = 1 / (dx * dx + dy * dy + (mass[g] + mass[h]) / 2);
        forceX[g] += dx * push * mass[h];
        forceY[g] += dy * push * mass[h];
        forceX[h] -= dx * push * mass[g];
        forceY[h] -= dy * push * mass[g];
      }
      const { other, share } = ties[g];
      for (let l = 0; l < other.length; l++) {
        forceX[g] += DRAW * share[l] * (x[other[l]] - x[g]);
        forceY[g] += DRAW * share[l] * (y[other[l]] - y[g]);
      }
    }
    const longest = 0.15 * radius * (1 - step / steps);
    for (let g = 0; g < groups; g++) {
      const length = 0.2 * Math.hypot(forceX[g], forceY[g]);
      const by = length > longest ? (0.2 * longest) / length : 0.2;
      x[g] += by * forceX[g];
      y[g] += by * forceY[g];
    }
  }
  return { x, y };
}

/** Each goes this share of the way to the middle of those that it is tied to. */
function drawTogether({ x, y }: Places, { start, partner }: Ties, share: number): void {
  const [towardsX, towardsY] = [x.slice(), y.slice()];
  for (let i = 0; i < x.length; i++) {
    const ties = start[i + 1] - start[i];
    if (ties === 0) continue;
    let sumX = 0;
    let sumY = 0;
    for (let l = start[i]; l < start[i + 1]; l++) {
      sumX += towardsX[partner[l]];
      sumY += towardsY[partner[l]];
    }
    x[i] += share * (sumX / ties - x[i]);
    y[i] += share * (sumY / ties - y[i]);
  }
}

/** Whoever is too near to another gives way, as does the other; they are found by a grid. Nobody leaves the disc. */
function pushApart({ x, y }: Places, community: Int32Array, radius: number): void {
  const size = x.length;
  const side = Math.ceil((2 * radius) / ROOM) + 3;
  const cellOf = (at: number) => Math.min(side - 2, Math.max(1, Math.floor((at + radius) / ROOM) + 1));
  const first = new Int32Array(side * side).fill(-1);
  const next = new Int32Array(size);
  for (let i = size - 1; i >= 0; i--) {
    if (community[i] < 0) continue;
    const cell = cellOf(y[i]) * side + cellOf(x[i]);
    next[i] = first[cell];
    first[cell] = i;
  }
  for (let i = 0; i < size; i++) {
    if (community[i] < 0) continue;
    const cell = cellOf(y[i]) * side + cellOf(x[i]);
    for (let row = -side; row <= side; row += side)
      for (let column = -1; column <= 1; column++)
        for (let j = first[cell + row + column]; j >= 0; j = next[j]) if (j > i) part(x, y, i, j);
  }
  for (let i = 0; i < size; i++) {
    const far = Math.hypot(x[i], y[i]);
    if (community[i] >= 0 && far > radius) [x[i], y[i]] = [(x[i] * radius) / far, (y[i] * radius) / far];
  }
}

/** Two that are too near to each other give way, a third of what is missing each. */
function part(x: Float64Array, y: Float64Array, i: number, j: number): void {
  let dx = x[i] - x[j];
  let dy = y[i] - y[j];
  let far = Math.sqrt(dx * dx + dy * dy);
  if (far >= ROOM) return;
  if (far < 1e-6) {
    far = 1e-6;
    dx = far * Math.cos(i * GOLDEN);
    dy = far * Math.sin(i * GOLDEN);
  }
  const by = (ROOM - far) / far / 3;
  x[i] += by * dx;
  y[i] += by * dy;
  x[j] -= by * dx;
  y[j] -= by * dy;
}

/** From the middle out, each as far as its rank has it, in its own direction: the disc is full, and it is the unit disc. */
function fill({ x, y }: Places, community: Int32Array): void {
  const size = x.length;
  const far = Float64Array.from(x, (_, i) => Math.hypot(x[i], y[i]));
  const isLoner = (i: number) => Number(community[i] < 0);
  const order = Uint32Array.from(x, (_, i) => i).sort((i, j) => isLoner(i) - isLoner(j) || far[i] - far[j] || i - j);
  for (const [rank, i] of order.entries()) {
    const by = Math.sqrt((rank + 0.5) / size);
    if (far[i] > 0) [x[i], y[i]] = [(by * x[i]) / far[i], (by * y[i]) / far[i]];
    else [x[i], y[i]] = [by * Math.cos(rank * GOLDEN), by * Math.sin(rank * GOLDEN)];
  }
}
