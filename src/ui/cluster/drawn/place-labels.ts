/** Discs and a camera -> where their labels stand, none on another; and the ribbons from one disc to those that it shares most with. */
import type { Camera, Viewport } from "../map/camera.js";
import type { Disc } from "../map/picture.js";

interface Size {
  width: number;
  height: number;
}

interface Corner {
  x: number;
  y: number;
}

/** Between labels, and to the edge of the window. */
const APART = 3;
/** Where a label is not over its disc, so many of its heights lower or higher. */
const STEPS = [0, 1, -1, 2, -2];

/** The upper left corner of each label; null where there is no room, or the disc is out of sight. The largest discs choose first. */
export function placeLabels(
  discs: readonly Disc[],
  sizes: readonly Size[],
  camera: Camera,
  { width, height }: Viewport,
): (Corner | null)[] {
  const placed: (Corner & Size)[] = [];
  const corners: (Corner | null)[] = discs.map(() => null);
  const order = [...discs.keys()].sort((p, q) => discs[q].radius - discs[p].radius || p - q);
  for (const i of order) {
    const size = sizes[i];
    if (size === undefined) continue;
    const [cx, cy, r] = [camera.x + discs[i].x * camera.k, camera.y + discs[i].y * camera.k, discs[i].radius * camera.k];
    if (cx + r < 0 || cy + r < 0 || cx - r > width || cy - r > height) continue;
    const x = Math.max(APART, Math.min(width - size.width - APART, cx - size.width / 2));
    const above = Math.max(APART, cy - r - size.height * 0.6);
    const found = [...STEPS.map((step) => above + step * (size.height + APART)), cy + r - size.height * 0.4]
      .map((y) => ({ x, y, ...size }))
      .find((box) => box.y >= APART && box.y + size.height <= height - APART && placed.every((other) => !touch(box, other)));
    if (found === undefined) continue;
    placed.push(found);
    corners[i] = { x: found.x, y: found.y };
  }
  return corners;
}

/** Of a dot to the edge of its name. */
const BESIDE = 13;

/** The upper left corner of a name beside each dot, to the right of it or else to the left, above or below; null where there is no room. */
export function placeBeside(dots: readonly Corner[], sizes: readonly Size[], { width, height }: Viewport): (Corner | null)[] {
  const placed: (Corner & Size)[] = dots.map(({ x, y }) => ({ x: x - BESIDE / 2, y: y - BESIDE / 2, width: BESIDE, height: BESIDE }));
  return dots.map(({ x, y }, i) => {
    const size = sizes[i];
    if (size === undefined) return null;
    const found = [
      { x: x + BESIDE, y: y - size.height / 2 },
      { x: x - BESIDE - size.width, y: y - size.height / 2 },
      { x: x - size.width / 2, y: y - BESIDE - size.height },
      { x: x - size.width / 2, y: y + BESIDE },
    ]
      .map((corner) => ({ ...corner, ...size }))
      .find(
        (box) =>
          box.x >= 0 &&
          box.y >= 0 &&
          box.x + box.width <= width &&
          box.y + box.height <= height &&
          placed.every((other) => !touch(box, other)),
      );
    if (found === undefined) return null;
    placed.push(found);
    return { x: found.x, y: found.y };
  });
}

const touch = (p: Corner & Size, q: Corner & Size): boolean =>
  p.x < q.x + q.width + APART && q.x < p.x + p.width + APART && p.y < q.y + q.height + APART && q.y < p.y + p.height + APART;

export interface Ribbon {
  key: string;
  family: string;
  links: number;
  /** Pixels. */
  width: number;
  from: Corner;
  to: Corner;
  /** It is the one of most links between the same two, and tells how many: a link of several families is in each of theirs. */
  isTold: boolean;
}

const MOST = 10;

/** From the rim of one disc to the rim of the other, families beside each other. */
export function ribbonsOf(
  discs: readonly Disc[],
  flows: readonly { from: number; to: number; family: string; links: number }[],
  of: number,
  order: readonly string[],
): Ribbon[] {
  const own = flows.filter(({ from, to }) => from === of || to === of).slice(0, MOST);
  const most = own.reduce((sum, { links }) => Math.max(sum, links), 1);
  const lanes = new Map<number, string[]>();
  const mostOf = new Map<number, number>();
  for (const flow of own) {
    const other = flow.from === of ? flow.to : flow.from;
    mostOf.set(other, Math.max(mostOf.get(other) ?? 0, flow.links));
    lanes.set(
      other,
      [...(lanes.get(other) ?? []), flow.family].sort((p, q) => order.indexOf(p) - order.indexOf(q)),
    );
  }
  return own.map(({ from, to, family, links }) => {
    const other = from === of ? to : from;
    const [a, b] = [discs[of], discs[other]];
    const far = Math.max(1, Math.sqrt((b.x - a.x) ** 2 + (b.y - a.y) ** 2));
    const [ux, uy] = [(b.x - a.x) / far, (b.y - a.y) / far];
    const all = lanes.get(other)!;
    const lane = all.indexOf(family) - (all.length - 1) / 2;
    const [dx, dy] = [-uy * lane * 420, ux * lane * 420];
    const isApart = far > a.radius + b.radius;
    const end = (disc: Disc, way: 1 | -1): Corner => {
      const reach = isApart ? disc.radius * 0.94 : disc.radius * 0.4;
      return { x: disc.x + way * ux * reach + dx, y: disc.y + way * uy * reach + dy };
    };
    const isTold = mostOf.get(other) === links && own.find((flow) => touches(flow, other) && flow.links === links)?.family === family;
    return { key: `${other} ${family}`, family, links, width: 2 + 5 * Math.sqrt(links / most), from: end(a, 1), to: end(b, -1), isTold };
  });
}

const touches = ({ from, to }: { from: number; to: number }, part: number): boolean => from === part || to === part;
