/**
 * Where accounts are drawn: as the graph says, but for who was drawn before. These stay where they were, and who is new stands at the rim
 * of its part's disc until the picture is tidied: nothing moves by itself.
 */
import type { GraphColumns } from "../../../contract/graph-columns.js";
import type { Disc } from "./picture.js";

export interface Places {
  x: Float32Array;
  y: Float32Array;
  /** Accounts at a rim. */
  newcomers: number;
}

type Placed = Pick<GraphColumns, "accounts" | "x" | "y" | "part">;

/** The golden angle's turn, as a fraction: one after the other they spread evenly, however many come. */
const TURN = 0.381966;
/** Circles at the rim, and how far beyond the disc, of its radius. */
const CIRCLES = 3;
const FIRST = 1.03;
const STEP = 0.025;

export const asGiven = ({ x, y }: Placed): Places => ({ x: Float32Array.from(x), y: Float32Array.from(y), newcomers: 0 });

export function keepPlaces(before: { accounts: readonly string[]; places: Places }, graph: Placed, discs: readonly Disc[]): Places {
  const known = new Map(before.accounts.map((account, i) => [account, i]));
  const places = asGiven(graph);
  const came = discs.map(() => 0);
  for (const [i, account] of graph.accounts.entries()) {
    const was = known.get(account);
    if (was !== undefined) {
      places.x[i] = before.places.x[was];
      places.y[i] = before.places.y[was];
      continue;
    }
    const disc = discs[graph.part[i]];
    const number = came[graph.part[i]]++;
    const angle = 2 * Math.PI * ((number * TURN) % 1);
    const far = disc.radius * (FIRST + STEP * (number % CIRCLES)) + 60;
    places.x[i] = Math.round(disc.x + far * Math.cos(angle));
    places.y[i] = Math.round(disc.y + far * Math.sin(angle));
    places.newcomers++;
  }
  return places;
}
