/** A Vega-Lite specification -> SVG, without a browser, in the shipped fonts: the same bytes for the same data, wherever it is drawn. */
import * as vega from "vega";
import { compile, type TopLevelSpec } from "vega-lite";
import { FAMILIES, type Fonts } from "../fonts/fonts.js";

/** A picture and what it shows in words, for those who don't see it; in px of the SVG. */
export interface Picture {
  svg: string;
  alt: string;
  width: number;
  height: number;
}

/** Okabe & Ito (2008): told apart under colour blindness too. A page may turn ink, quiet and paper around in the dark. */
export const COLOUR = {
  ink: "#1f2328",
  quiet: "#59636e",
  line: "#d0d7de",
  paper: "#ffffff",
  blue: "#0072b2",
  orange: "#d55e00",
  green: "#009e73",
} as const;

/** In px. On paper a px is 0.75 pt, so that nothing is under 7 pt. */
export const TEXT = 11;
/** The widths that pages have room for: the whole column, and half of it. */
export const WIDTHS = { whole: 640, half: 312 } as const;

const PADDING = 2;

const CONFIG = {
  aria: false,
  font: FAMILIES[0],
  background: "transparent",
  view: { stroke: null },
  axis: {
    labelFontSize: TEXT,
    titleFontSize: TEXT,
    titleFontWeight: "normal",
    labelColor: COLOUR.quiet,
    titleColor: COLOUR.quiet,
    domainColor: COLOUR.quiet,
    gridColor: COLOUR.line,
    tickColor: COLOUR.line,
    labelOverlap: false,
    labelLimit: 0,
    titleLimit: 0,
    labelBound: false,
  },
  text: { fontSize: TEXT, fill: COLOUR.ink, baseline: "middle" },
} as const;

/** What vega has and its types leave out: the renderer, which works at once (`toSVG` makes its caller wait), and what measures text. */
const { SVGStringRenderer, textMetrics } = vega as unknown as {
  SVGStringRenderer: new (
    loader: vega.Loader,
  ) => {
    initialize(parent: null, width: number, height: number, origin: [number, number], scale: number): void;
    render(scene: unknown): void;
    svg(): string;
  };
  textMetrics: { width(item: { fontSize?: number; fontWeight?: string | number }, text: string): number };
};

/** A line under a plot that says what its marks are: a sample of each and its word. */
export function legend(
  marks: readonly { word: string; fill: string; stroke?: string; isStroke?: boolean }[],
  below: number,
  fonts: Fonts,
): object[] {
  let x = 0;
  return marks.flatMap(({ word, fill, stroke, isStroke = false }) => {
    const [from, to] = [x, x + (isStroke ? 2.5 : 10)];
    x = to + 5 + fonts.width(word, TEXT) + 16;
    return [
      {
        data: { values: [{}] },
        mark: { type: "rect", fill, ...(stroke && { stroke, strokeWidth: 1.2 }) },
        encoding: { x: { value: from }, x2: { value: to }, y: { value: below - 5 }, y2: { value: below + 5 } },
      },
      {
        data: { values: [{}] },
        mark: { type: "text", align: "left", fill: COLOUR.quiet },
        encoding: { x: { value: to + 5 }, y: { value: below }, text: { value: word } },
      },
    ];
  });
}

/** Where a picture has no room for all. */
export const NOT_ALL = "Those with the most; all are in the tables.";

/** A line under a plot. */
export function note(words: string, below: number): object {
  return {
    data: { values: [{}] },
    mark: { type: "text", align: "left", fill: COLOUR.quiet },
    encoding: { x: { value: 0 }, y: { value: below }, text: { value: words } },
  };
}

/** `width` and `height` in the specification are those of the plot alone; room for what stands around it is made here: nothing is cut. */
export function draw(specification: object, alt: string, fonts: Fonts): Picture {
  textMetrics.width = ({ fontSize = TEXT, fontWeight }, text) => fonts.width(text, fontSize, isBold(fontWeight));
  vega.resetSVGDefIds();
  const { spec } = compile({ autosize: "none", padding: 0, ...specification, config: CONFIG } as unknown as TopLevelSpec);
  const view = new vega.View(vega.parse(spec), { renderer: "none" }).run();
  const { root } = view.scenegraph() as unknown as { root: { bounds: { x1: number; y1: number; x2: number; y2: number } } };
  const { x1, y1, x2, y2 } = root.bounds;
  const [left, top] = [Math.ceil(PADDING - x1), Math.ceil(PADDING - y1)];
  const [width, height] = [Math.ceil(left + x2 + PADDING), Math.ceil(top + y2 + PADDING)];
  const renderer = new SVGStringRenderer(vega.loader());
  renderer.initialize(null, width, height, [left, top], 1);
  renderer.render(root);
  view.finalize();
  const body = renderer
    .svg()
    .replace(/^<svg[^>]*>/, "")
    .replace(/<\/svg>$/, "");
  return { svg: `${head(width, height)}${setInFonts(plain(body), fonts)}</svg>`, alt: fonts.clean(alt), width, height };
}

function head(width: number, height: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`;
}

function isBold(weight: string | number | undefined): boolean {
  return weight === "bold" || Number(weight) >= 600;
}

/** Without what only a living picture needs. */
function plain(svg: string): string {
  return svg
    .replace(/<path class="(background|foreground)"[^>]*\/>/g, "")
    .replace(/ (class|role|aria-[a-z]+|pointer-events|stroke-miterlimit)="[^"]*"/g, "")
    .replace(/ opacity="1"/g, "");
}

/** Each text names the one font that has it, since what a renderer would take instead depends on the machine. */
function setInFonts(svg: string, fonts: Fonts): string {
  return svg.replace(/(<text[^>]*) font-family="[^"]*"([^>]*>)([^<]+)<\/text>/g, (_, start: string, end: string, content: string) => {
    const runs = fonts.runs(content);
    const pieces = runs.length === 1 ? content : runs.map(({ family, text }) => `<tspan font-family="${family}">${text}</tspan>`).join("");
    return `${start} font-family="${runs[0].family}"${end}${pieces}</text>`;
  });
}
