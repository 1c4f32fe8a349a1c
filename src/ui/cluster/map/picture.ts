/**
 * A cluster's graph, how each account is to look, and a camera -> the picture: grounds of parts, links in view once near, dots, and the
 * ties of what is chosen. The same gives the same pixels, on any machine.
 */
import type { Camera } from "./camera.js";
import { press, type Stamps, stampsOf } from "./dots.js";
import { type Frame, fillDisc, packed, type Rgb } from "./frame.js";
import { count, stroke, tone, toneOf } from "./lines.js";

/** How an account is shown. */
export const LEVEL = { hidden: 0, dim: 1, plain: 2, lit: 3 } as const;

export interface Disc {
  x: number;
  y: number;
  radius: number;
}

/** What stays while a cluster is looked at. */
export interface Ground {
  x: Float32Array;
  y: Float32Array;
  /** 0 active, 1 suspended, 2 closed: its shape, once zoomed in. */
  status: Uint8Array;
  source: Uint32Array;
  target: Uint32Array;
  /** Of each link the family that it is drawn as. */
  family: Uint8Array;
  discs: readonly Disc[];
}

export interface Theme {
  ground: Rgb;
  disc: Rgb;
  /** The ring around what is chosen. */
  ink: Rgb;
  families: readonly Rgb[];
}

/** What changes with every click. */
export interface Look {
  /** Of each account, into `palette`. */
  hue: Uint8Array;
  palette: readonly Rgb[];
  level: Uint8Array;
  theme: Theme;
  /** Links that are drawn whatever the zoom, and then no others; null: the others, once zoomed in. */
  ties: Uint32Array | null;
  /** Accounts with a ring around them. */
  ringed: Uint32Array;
  /** Links that are no more (their evidence is struck), a 1 each; null: none. */
  cut: Uint8Array | null;
}

export interface View {
  camera: Camera;
  /** The camera that fits all of it. */
  whole: Camera;
  /** Device pixels a CSS pixel: dots and lines are as much larger. */
  ratio: number;
}

/** From this zoom on links are drawn whose two ends are in view: before, they are noise. */
const LINKS_FROM = 3;
/** So few are drawn at any zoom, each by itself. */
const FEW_LINKS = 1_500;
/** Beyond so many of its own ties, a selection shows those in view, once zoomed in. */
export const MOST_TIES = 2_000;

const LEAST_RADIUS = 1.25;
const MOST_RADIUS = 8;
const DIM = 56;
const LINK_TONE = toneOf(34, 200);
const TIE_ALPHA = 220;
/** Of the fewer, each is the stronger. */
const FEW_ALPHA = 120;
const FEWEST_LINKS = 100;

/** Pixels of an account's dot: by how much room each has, larger as one comes nearer. */
export function radiusOf({ discs }: Pick<Ground, "discs">, accounts: number, { camera, whole, ratio }: View): number {
  const area = discs.reduce((sum, { radius }) => sum + radius * radius, 0);
  const room = whole.k * Math.sqrt((Math.PI * area) / Math.max(1, accounts));
  const base = Math.min(MOST_RADIUS, Math.max(LEAST_RADIUS * ratio, 0.34 * room));
  const zoom = camera.k / whole.k;
  const grown = base * Math.sqrt(zoom * Math.sqrt(zoom)); // by three quarters of the zoom's logarithm, so that dots come apart
  const radius = Math.max(base * 0.9, Math.min(MOST_RADIUS * ratio, grown));
  return Math.round(4 * radius) / 4;
}

export class Picture {
  readonly #ground: Ground;
  readonly #inView: Uint8Array;
  /** Links by family: those of f are at [starts[f], starts[f + 1]) of `order`. */
  readonly #order: Uint32Array;
  readonly #starts: readonly number[];
  #stamps: { radius: number; stamps: Stamps } | null = null;

  constructor(ground: Ground) {
    this.#ground = ground;
    this.#inView = new Uint8Array(ground.x.length);
    const families = ground.family.reduce((most, family) => Math.max(most, family + 1), 0);
    this.#starts = startsOf(ground.family, families);
    this.#order = new Uint32Array(ground.family.length);
    const next = [...this.#starts];
    for (const [link, family] of ground.family.entries()) this.#order[next[family]++] = link;
  }

  draw(frame: Frame, look: Look, view: View): void {
    const { camera, whole, ratio } = view;
    const { x, discs } = this.#ground;
    frame.px.fill(packed(look.theme.ground));
    for (const disc of discs)
      fillDisc(frame, camera.x + disc.x * camera.k, camera.y + disc.y * camera.k, disc.radius * camera.k, packed(look.theme.disc));
    if (look.ties === null && (camera.k >= LINKS_FROM * whole.k || this.#order.length <= FEW_LINKS)) this.#links(frame, look, camera);
    const radius = radiusOf(this.#ground, x.length, view);
    if (this.#stamps?.radius !== radius) this.#stamps = { radius, stamps: stampsOf(radius) };
    const { stamps } = this.#stamps;
    this.#dots(frame, look, camera, stamps);
    if (look.ties !== null) this.#ties(frame, look, camera, stamps, ratio);
    this.#rings(frame, look, camera, { radius, ratio, stamps });
  }

  /** Those whose two ends are in view, family by family. */
  #links(frame: Frame, { level, theme, cut }: Look, { k, x: left, y: top }: Camera): void {
    const { x, y, source, target } = this.#ground;
    const inView = this.#inView;
    for (let i = 0; i < x.length; i++) {
      const px = left + x[i] * k;
      const py = top + y[i] * k;
      inView[i] = level[i] > LEVEL.dim && px > -10 && py > -10 && px < frame.width + 10 && py < frame.height + 10 ? 1 : 0;
    }
    const isFew = this.#order.length <= FEW_LINKS;
    for (let family = 0; family + 1 < this.#starts.length; family++) {
      const color = theme.families[family] ?? theme.ink;
      let drawn = 0;
      for (let at = this.#starts[family]; at < this.#starts[family + 1]; at++) {
        const link = this.#order[at];
        const a = source[link];
        const b = target[link];
        if ((inView[a] & inView[b]) === 0 || (cut !== null && cut[link] === 1)) continue;
        const [x0, y0, x1, y1] = [left + x[a] * k, top + y[a] * k, left + x[b] * k, top + y[b] * k];
        if (isFew) stroke(frame, x0, y0, x1, y1, 1.2, color, this.#order.length <= FEWEST_LINKS ? FEW_ALPHA : FEW_ALPHA / 3);
        else count(frame, x0, y0, x1, y1);
        drawn++;
      }
      if (drawn > 0 && !isFew) tone(frame, color, LINK_TONE);
    }
  }

  /** The dim below, then the suspended, then the others, then what is lit. */
  #dots(frame: Frame, look: Look, camera: Camera, stamps: Stamps): void {
    const { x, y, status } = this.#ground;
    const { hue, palette, level } = look;
    const layer = this.#inView;
    for (let i = 0; i < x.length; i++)
      layer[i] = level[i] === LEVEL.plain ? (status[i] === 1 ? 2 : 3) : level[i] === LEVEL.lit ? 4 : level[i];
    for (let now = 1; now <= 4; now++)
      for (let i = 0; i < x.length; i++)
        if (layer[i] === now)
          press(frame, stamps, status[i], camera.x + x[i] * camera.k, camera.y + y[i] * camera.k, palette[hue[i]], now === 1 ? DIM : 256);
  }

  #ties(frame: Frame, look: Look, camera: Camera, stamps: Stamps, ratio: number): void {
    const { x, y, source, target, family, status } = this.#ground;
    const { theme, cut, level, palette, hue } = look;
    const few = look.ties!.length <= 200;
    const at = (i: number): [number, number] => [camera.x + x[i] * camera.k, camera.y + y[i] * camera.k];
    for (const link of look.ties!) {
      const [a, b] = [source[link], target[link]];
      if ((cut !== null && cut[link] === 1) || level[a] === LEVEL.hidden || level[b] === LEVEL.hidden) continue;
      const color = theme.families[family[link]] ?? theme.ink;
      stroke(frame, ...at(a), ...at(b), (few ? 1.6 : 1) * ratio, color, few ? TIE_ALPHA : TIE_ALPHA / 2);
    }
    for (const link of look.ties!)
      for (const end of [source[link], target[link]])
        if (level[end] !== LEVEL.hidden) press(frame, stamps, status[end], ...at(end), palette[hue[end]], 256);
  }

  #rings(
    frame: Frame,
    { ringed, theme, level, palette, hue }: Look,
    camera: Camera,
    { radius, ratio, stamps }: { radius: number; ratio: number; stamps: Stamps },
  ): void {
    const { x, y, status } = this.#ground;
    if (ringed.length === 0) return;
    const [ring, gap] = [4.5, 2.5].map((beyond) => stampsOf(radius + beyond * ratio));
    for (const i of ringed) {
      if (level[i] === LEVEL.hidden) continue;
      const [px, py] = [camera.x + x[i] * camera.k, camera.y + y[i] * camera.k];
      press(frame, ring, 0, px, py, theme.ink, 256);
      press(frame, gap, 0, px, py, theme.ground, 256);
      press(frame, stamps, status[i], px, py, palette[hue[i]], 256);
    }
  }
}

function startsOf(family: Uint8Array, families: number): number[] {
  const starts = new Array<number>(families + 1).fill(0);
  for (const each of family) starts[each + 1]++;
  for (let f = 0; f < families; f++) starts[f + 1] += starts[f];
  return starts;
}
