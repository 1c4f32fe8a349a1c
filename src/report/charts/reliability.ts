/**
 * Confidences and how often they were right -> a reliability diagram (Murphy & Winkler 1977), as SVG for a page and as text for a terminal.
 */

/** Forecasts of about the same confidence: how many, what they said, what came of it. */
export interface ReliabilityPoint {
  weight: number;
  probability: number;
  observed: number;
}

const SIZE = 360;
const MARGIN = 48;

/** What lies on the diagonal can be believed; the area of a dot is the number of its forecasts. */
export function reliabilityDiagram(points: readonly ReliabilityPoint[], title: string): string {
  const at = (share: number) => round(MARGIN + share * SIZE);
  const up = (share: number) => round(MARGIN + (1 - share) * SIZE);
  const most = Math.max(1, ...points.map(({ weight }) => weight));
  const ticks = [0, 0.2, 0.4, 0.6, 0.8, 1];
  const grid = ticks.flatMap((tick) => [
    `<path d="M${at(tick)} ${up(0)}V${up(1)}M${at(0)} ${up(tick)}H${at(1)}" stroke="#8884" />`,
    `<text x="${at(tick)}" y="${up(0) + 18}" text-anchor="middle">${tick}</text>`,
    `<text x="${at(0) - 8}" y="${up(tick) + 4}" text-anchor="end">${tick}</text>`,
  ]);
  const dots = points.map(
    ({ weight, probability, observed }) =>
      `<circle cx="${at(probability)}" cy="${up(observed)}" r="${round(3 + 13 * Math.sqrt(weight / most))}" fill="#d9480f" fill-opacity="0.7"><title>${weight} at ${probability.toFixed(2)}: ${observed.toFixed(2)} right</title></circle>`,
  );
  const whole = SIZE + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${whole} ${whole}" width="${whole}" height="${whole}" font-family="sans-serif" font-size="12" fill="#777" role="img">`,
    `<title>${escapeXml(title)}</title>`,
    `<text x="${whole / 2}" y="24" text-anchor="middle" font-size="14">${escapeXml(title)}</text>`,
    ...grid,
    `<path d="M${at(0)} ${up(0)}L${at(1)} ${up(1)}" stroke="#777" stroke-dasharray="4" />`,
    ...dots,
    `<text x="${whole / 2}" y="${whole - 8}" text-anchor="middle">confidence given</text>`,
    `<text transform="translate(14 ${whole / 2}) rotate(-90)" text-anchor="middle">share that was right</text>`,
    "</svg>",
    "",
  ].join("\n");
}

/** A row for each point: what was said, what came of it, as numbers and as a bar. */
export function reliabilityRows(points: readonly ReliabilityPoint[]): string[][] {
  return [
    ["confidence", "right", "cases", ""],
    ...points.map(({ weight, probability, observed }) => [
      probability.toFixed(3),
      observed.toFixed(3),
      `${weight}`,
      "▇".repeat(Math.round(observed * 20)),
    ]),
  ];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
