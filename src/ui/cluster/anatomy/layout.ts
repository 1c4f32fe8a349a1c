/** Parts and what they share -> circles on one line in the order of birth, arcs above and below them, and labels that never overlap. */
import { toldOrder } from "../map/families.js";

export interface PartIn {
  size: number;
  suspended: number;
}

export interface FlowIn {
  from: number;
  to: number;
  family: string;
  links: number;
  bits: number;
}

export interface Room {
  width: number;
  height: number;
}

export interface Circle {
  x: number;
  radius: number;
}

export interface Arc<T> {
  of: T;
  path: string;
  thickness: number;
  /** Where it is farthest from the line. */
  top: { x: number; y: number };
  /** 0 to 1: how strong it is beside the strongest. */
  strength: number;
}

export interface Anatomical {
  /** The line that circles stand on. */
  y: number;
  circles: readonly Circle[];
  above: readonly Arc<FlowIn>[];
  below: readonly Arc<{ from: number; to: number; links: number }>[];
  /** Of each part whether its words have room below it. */
  told: readonly boolean[];
  /** Where the words of parts stand. */
  words: number;
}

const EDGE = 28;
const GAP = 10;
const MOST_RADIUS = 74;
const LEAST_RADIUS = 5;
/** Lines of words below the circles; arcs begin below them. */
const WORDS = 54;
const TOP = 10;
/** Of a part's words, in pixels. */
const WORDS_WIDTH = 62;

/** `sharing`: flows that are drawn, the strongest first. */
export function anatomical(
  parts: readonly PartIn[],
  sharing: readonly FlowIn[],
  successions: readonly { from: number; to: number; links: number }[],
  { width, height }: Room,
): Anatomical {
  const circles = circlesOf(parts, width, Math.min(MOST_RADIUS, height * 0.11));
  const most = Math.max(...circles.map(({ radius }) => radius), 0);
  const hasBelow = successions.length > 0;
  const free = height - 2 * most - WORDS - 2 * TOP;
  const upper = sharing.length === 0 ? free / 2 : hasBelow ? free * 0.6 : free * 0.94;
  const y = Math.round(TOP + upper + most);
  const lower = height - TOP - (y + most) - WORDS;
  const span = Math.max(1, width - 2 * EDGE);
  return {
    y,
    circles,
    above: arcsOf(sharing, circles, { y, reach: upper, span, side: -1, lanesOf: toldOrder(sharing.map(({ family }) => family)) }),
    below: arcsOf(successions, circles, { y: y + most + WORDS, reach: lower, span, side: 1, lanesOf: [] }),
    told: toldOf(parts, circles),
    words: y + most + 16,
  };
}

/** As large as their square roots allow in the room there is, with equal gaps between. */
function circlesOf(parts: readonly PartIn[], width: number, most: number): Circle[] {
  if (parts.length === 0) return [];
  const roots = parts.map(({ size }) => Math.sqrt(size));
  const largest = Math.max(...roots);
  const room = width - 2 * EDGE - GAP * (parts.length - 1);
  const radiiAt = (scale: number): number[] => roots.map((root) => Math.max(LEAST_RADIUS, root * scale));
  const takes = (scale: number): number => radiiAt(scale).reduce((sum, radius) => sum + 2 * radius, 0);
  let scale = most / largest;
  for (let step = 0; step < 40 && takes(scale) > room; step++) scale *= 0.92;
  const radii = radiiAt(scale);
  const left = width - 2 * EDGE - radii.reduce((sum, radius) => sum + 2 * radius, 0);
  const gap = Math.min(parts.length > 1 ? left / (parts.length - 1) : 0, 90);
  let at = (width - radii.reduce((sum, radius) => sum + 2 * radius, 0) - gap * (parts.length - 1)) / 2;
  return radii.map((radius) => {
    const x = at + radius;
    at += 2 * radius + gap;
    return { x: Math.round(10 * x) / 10, radius: Math.round(10 * radius) / 10 };
  });
}

interface Lay {
  /** Of the line of circles; below it, where arcs begin. */
  y: number;
  reach: number;
  /** The longest way that there could be. */
  span: number;
  /** -1 above, 1 below. */
  side: 1 | -1;
  /** Families side by side on their way between the same two. */
  lanesOf: readonly string[];
}

/** The farther apart, the higher; several between the same two lie beside each other. */
function arcsOf<T extends { from: number; to: number; links: number; family?: string }>(
  all: readonly T[],
  circles: readonly Circle[],
  { y, reach, span, side, lanesOf }: Lay,
): Arc<T>[] {
  const most = all.reduce((top, { links }) => Math.max(top, links), 1);
  const widest = Math.max(2, Math.min(11, reach / 16, span / (5 * Math.max(1, circles.length))));
  const lanes = [...new Set(lanesOf)];
  const farthest = Math.max(1, ...all.map(({ from, to }) => Math.abs(circles[to].x - circles[from].x)));
  return all.map((of) => {
    const strength = of.links / most;
    const thickness = Math.round(10 * (1 + (widest - 1) * Math.sqrt(strength))) / 10;
    const [a, b] = [circles[of.from], circles[of.to]];
    const lane = of.family === undefined ? 0 : lanes.indexOf(of.family) - (lanes.length - 1) / 2;
    const far = Math.abs(b.x - a.x);
    const height = Math.min(reach, reach * (0.18 + 0.82 * (far / Math.max(farthest, span * 0.6)) ** 0.75)) + lane * 4;
    const [x0, x1] = [a.x + lane * 2, b.x + lane * 2];
    const [y0, y1] = side === -1 ? [y - a.radius, y - b.radius] : [y, y];
    const crest =
      (side === -1 ? Math.min(y0, y1) : Math.max(y0, y1)) + side * Math.max(8, height - Math.abs(a.radius - b.radius) * 0.2 - thickness);
    const control = (4 * crest - (y0 + y1) / 2) / 3; // a cubic reaches three quarters of the way to its controls
    const path = `M${tenth(x0)} ${tenth(y0)}C${tenth(x0)} ${tenth(control)} ${tenth(x1)} ${tenth(control)} ${tenth(x1)} ${tenth(y1)}`;
    return { of, path, thickness, strength, top: { x: (x0 + x1) / 2, y: crest } };
  });
}

/** The largest parts' words first, as long as none would lie on another's. */
function toldOf(parts: readonly PartIn[], circles: readonly Circle[]): boolean[] {
  const told = parts.map(() => false);
  const order = [...parts.keys()].sort((p, q) => parts[q].size - parts[p].size || p - q);
  for (const part of order) told[part] = circles.every(({ x }, other) => !told[other] || Math.abs(x - circles[part].x) >= WORDS_WIDTH);
  return told;
}

const tenth = (at: number): number => Math.round(10 * at) / 10;

/** A part of a ring, from the top clockwise; `share` of 1 is all of it. */
export function ringPath(x: number, y: number, radius: number, from: number, to: number): string {
  const at = (share: number): string => {
    const angle = 2 * Math.PI * share - Math.PI / 2;
    return `${tenth(x + radius * Math.cos(angle))} ${tenth(y + radius * Math.sin(angle))}`;
  };
  if (to - from >= 0.9995) return `M${at(0)}A${radius} ${radius} 0 1 1 ${at(0.5)}A${radius} ${radius} 0 1 1 ${at(0)}`;
  return `M${at(from)}A${radius} ${radius} 0 ${to - from > 0.5 ? 1 : 0} 1 ${at(to)}`;
}
