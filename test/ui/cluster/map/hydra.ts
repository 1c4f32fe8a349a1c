/** A graph of a few parts for the map's tests, made by arithmetic alone: the same each time. */
import type { GraphColumns } from "../../../../src/contract/graph-columns.js";
import { familyOfLinks } from "../../../../src/ui/cluster/map/families.js";
import type { Rgb } from "../../../../src/ui/cluster/map/frame.js";
import { type Disc, type Ground, LEVEL, type Look } from "../../../../src/ui/cluster/map/picture.js";
import { Ties } from "../../../../src/ui/cluster/map/ties.js";

const mixed = (i: number): number => (Math.imul(i + 1, 0x9e3779b1) >>> 7) & 0xffff;

export const DISCS: readonly Disc[] = [
  { x: 18_000, y: 20_000, radius: 14_000 },
  { x: 48_000, y: 22_000, radius: 12_000 },
  { x: 32_000, y: 50_000, radius: 9_000 },
];

/** `size` accounts, a third of them in each part, each tied to the next two of its part and, one in ten, to the next part. */
export function hydra(size: number): GraphColumns {
  const part = Uint8Array.from({ length: size }, (_, i) => Math.floor((i * DISCS.length) / size));
  const within = (i: number, low: number): number => Math.floor(((mixed(2 * i + low) - 32_768) * DISCS[part[i]].radius) / 50_000);
  const links = Array.from({ length: size }, (_, i) =>
    [i + 1, i + 2, ...(i % 10 === 0 ? [i + Math.floor(size / 3)] : [])].filter((j) => j < size),
  );
  const start = new Uint32Array(size + 1);
  for (const [i, each] of links.entries()) start[i + 1] = start[i] + each.length;
  const target = Uint32Array.from(links.flat());
  return {
    run: 1,
    accounts: Array.from({ length: size }, (_, i) => `acc-${String(i).padStart(5, "0")}`),
    x: Uint16Array.from(part, (p, i) => DISCS[p].x + within(i, 0)),
    y: Uint16Array.from(part, (p, i) => DISCS[p].y + within(i, 1)),
    status: Uint8Array.from(part, (_, i) => (i % 7 === 3 ? 2 : i % 3 === 0 ? 1 : 0)),
    part,
    born: Uint16Array.from(part, (p, i) => 20_500 + 7 * p + (i % 5)),
    start,
    target,
    bits: Uint8Array.from(target, (_, l) => 5 + (l % 30)),
    family: Uint16Array.from(target, (_, l) => 1 << (l % 3)),
    families: ["behaviour", "network", "payment"],
  };
}

export const groundOf = (graph: GraphColumns): Ground => ({
  x: Float32Array.from(graph.x),
  y: Float32Array.from(graph.y),
  status: graph.status,
  source: new Ties(graph).source,
  target: graph.target,
  family: familyOfLinks(graph),
  discs: DISCS,
});

const PALETTE: readonly Rgb[] = [
  [194, 74, 0],
  [105, 112, 125],
  [0, 125, 92],
];

export const lookOf = (graph: GraphColumns, change: Partial<Look> = {}): Look => ({
  hue: graph.status,
  palette: PALETTE,
  level: new Uint8Array(graph.accounts.length).fill(LEVEL.plain),
  theme: {
    ground: [251, 250, 247],
    disc: [241, 239, 232],
    ink: [27, 31, 39],
    families: [
      [168, 73, 124],
      [0, 114, 178],
      [184, 119, 0],
    ],
  },
  ties: null,
  ringed: new Uint32Array(),
  cut: null,
  ...change,
});

/** FNV-1a of the pixels: two pictures are the same where their hashes are. */
export function hashOf(px: Uint32Array): string {
  let hash = 0x811c9dc5;
  for (const pixel of px) hash = Math.imul(hash ^ pixel, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
