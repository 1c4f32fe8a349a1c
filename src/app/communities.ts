/** Edges between names -> their communities as lists of names: the map equation on a graph of one's own. */
import { type DetectOptions, detect } from "../cluster/search/detect.js";

/** Two names and the weight of what ties them; 1 where it is left out. */
export type NamedEdge = readonly [a: string, b: string, weight?: number];

/**
 * The largest community first, names sorted by code unit; a name without a tie that counts is a community of its own. The same for the same
 * edges in any order; edges that repeat are summed. Throws a `PermanentError` where a weight is negative or not finite.
 */
export function communitiesOf(edges: Iterable<NamedEdge>, options: Omit<DetectOptions, "from" | "touched"> = {}): string[][] {
  const rows = [...edges];
  const names = [...new Set([...rows.map(([a]) => a), ...rows.map(([, b]) => b)])].sort();
  const number = new Map(names.map((name, i) => [name, i]));
  const { community, communities } = detect(
    {
      nodes: names.length,
      source: Uint32Array.from(rows, ([a]) => number.get(a)!),
      target: Uint32Array.from(rows, ([, b]) => number.get(b)!),
      weight: Float32Array.from(rows, ([, , weight = 1]) => weight),
    },
    options,
  );
  const found: string[][] = Array.from({ length: communities }, () => []);
  names.forEach((name, i) => {
    found[community[i]].push(name);
  });
  return found.sort((x, y) => y.length - x.length || (x[0] < y[0] ? -1 : 1));
}
