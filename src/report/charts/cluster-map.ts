/** Clusters -> a picture of them as SVG: a disc a cluster, a dot an account, coloured by disposition, named by likely operator. */

import type { Cluster, Disposition } from "../../model/cluster.js";
import { byCodeUnit } from "../../tools/order.js";
import type { Disc } from "./pack.js";
import { pack, sunflower } from "./pack.js";

/** What is drawn of a cluster; its attribution the likeliest operator first. */
export type Drawn = Pick<Cluster, "id" | "accounts" | "score" | "disposition"> & {
  attribution: readonly { operator: string; confidence: number }[];
};

const COLOURS: Record<Disposition, string> = { fraudulent: "#d1495b", unclear: "#edae49", benign: "#5b8e7d" };
const ORDER: readonly Disposition[] = ["fraudulent", "unclear", "benign"];
const WRONG = "#22223b";

/** One dot takes this much room. */
const DOT = 5;
/** A cluster of fewer accounts is not named in the picture; pointing at it tells. */
const NAMED = 12;

/**
 * Fraudulent clusters lie in the middle. `wrong` names accounts whose cluster has the wrong disposition, where the truth is known: their
 * dots are dark. Only the `most` largest clusters of each disposition are drawn; the legend counts all.
 */
export function drawClusters(clusters: readonly Drawn[], { wrong = new Set<string>(), most = 150 } = {}): string {
  const shown = ORDER.flatMap((disposition) =>
    clusters
      .filter((cluster) => cluster.disposition === disposition)
      .sort((a, b) => b.accounts.length - a.accounts.length || byCodeUnit(a.id, b.id))
      .slice(0, most),
  );
  const discs = pack(shown.map(({ accounts }) => DOT * Math.sqrt(accounts.length) * 0.75 + 3));
  const reach = Math.ceil(Math.max(120, ...discs.map(({ x, y, radius }) => Math.max(Math.abs(x), Math.abs(y)) + radius))) + 10;
  const legend = drawLegend(clusters, wrong.size > 0, -reach, reach + 14);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-reach} ${-reach} ${2 * reach} ${2 * reach + 60}" font-family="system-ui, sans-serif">`,
    "<title>Clusters of accounts: a disc a cluster, a dot an account</title>",
    `<rect x="${-reach}" y="${-reach}" width="100%" height="100%" fill="#fdfcf9"/>`,
    ...shown.map((cluster, i) => drawCluster(cluster, discs[i], wrong)),
    ...shown.map((cluster, i) => drawName(cluster, discs[i])),
    legend,
    "</svg>\n",
  ].join("\n");
}

function drawCluster(cluster: Drawn, disc: Disc, wrong: ReadonlySet<string>): string {
  const colour = COLOURS[cluster.disposition];
  const [likeliest] = cluster.attribution;
  const operator = likeliest ? `, ${likeliest.operator} (${likeliest.confidence.toFixed(2)})` : "";
  const title = `${cluster.id}: ${cluster.disposition}, score ${cluster.score.toFixed(2)}, ${cluster.accounts.length} accounts${operator}`;
  const dots = sunflower(cluster.accounts.length, disc);
  return [
    `<g><title>${escapeXml(title)}</title>`,
    `<circle cx="${round(disc.x)}" cy="${round(disc.y)}" r="${round(disc.radius + 3)}" fill="${colour}" fill-opacity=".13"/>`,
    drawDots(
      dots.filter((_, i) => !wrong.has(cluster.accounts[i])),
      colour,
    ),
    drawDots(
      dots.filter((_, i) => wrong.has(cluster.accounts[i])),
      WRONG,
    ),
    "</g>",
  ].join("");
}

/** All in one path: a dot is a line of no length with a round end. */
function drawDots(dots: readonly { x: number; y: number }[], colour: string): string {
  if (dots.length === 0) return "";
  const path = dots.map(({ x, y }) => `M${round(x)} ${round(y)}h0`).join("");
  return `<path d="${path}" stroke="${colour}" stroke-width="${DOT * 0.7}" stroke-linecap="round"/>`;
}

function drawName({ accounts, attribution, disposition }: Drawn, { x, y, radius }: Disc): string {
  if (disposition !== "fraudulent" || attribution.length === 0 || accounts.length < NAMED) return "";
  const size = Math.max(7, Math.min(16, radius / 3));
  return `<text x="${round(x)}" y="${round(y + size / 3)}" font-size="${round(size)}" text-anchor="middle" font-weight="600" fill="#22223b" stroke="#fdfcf9" stroke-width="3" paint-order="stroke" pointer-events="none">${escapeXml(attribution[0].operator)}</text>`;
}

function drawLegend(clusters: readonly Drawn[], marked: boolean, x: number, y: number): string {
  const entries = ORDER.map((disposition) => {
    const of = clusters.filter((cluster) => cluster.disposition === disposition);
    const accounts = of.reduce((total, cluster) => total + cluster.accounts.length, 0);
    return { colour: COLOURS[disposition], text: `${disposition} clusters: ${of.length} (accounts: ${accounts})` };
  });
  if (marked) entries.push({ colour: WRONG, text: "called wrongly" });
  return entries
    .map(
      ({ colour, text }, i) =>
        `<circle cx="${x + 16}" cy="${y + 11 * i}" r="4" fill="${colour}"/><text x="${x + 26}" y="${y + 11 * i + 3}" font-size="9" fill="#22223b">${text}</text>`,
    )
    .join("");
}

function round(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escapeXml(text: string): string {
  const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, (character) => entities[character]);
}
