/** Communities -> connected communities: one that fell apart becomes one for each part (the guarantee of Leiden, Traag et al. 2019). */
import type { Graph } from "./graph.js";

/** Labels are numbered by first appearance. */
export function splitDisconnected({ size, start, neighbour }: Graph, partition: Int32Array): { partition: Int32Array; count: number } {
  const label = new Int32Array(size).fill(-1);
  const stack = new Int32Array(size);
  let labels = 0;
  for (let i = 0; i < size; i++) if (partition[i] >= labels) labels = partition[i] + 1;
  const rest = new Int32Array(labels); // of each community: members that have no label yet
  for (let i = 0; i < size; i++) rest[partition[i]]++;
  let count = 0;
  for (let i = 0; i < size; i++) {
    if (label[i] >= 0) continue;
    const own = partition[i];
    let left = rest[own] - 1;
    let depth = 0;
    label[i] = count;
    stack[depth++] = i;
    // Once all members are found, the edges that have not been looked at have nothing to say.
    while (depth > 0 && left > 0) {
      const j = stack[--depth];
      for (let p = start[j]; p < start[j + 1]; p++) {
        const k = neighbour[p];
        if (partition[k] !== own || label[k] >= 0) continue;
        label[k] = count;
        stack[depth++] = k;
        left--;
      }
    }
    rest[own] = left;
    count++;
  }
  return { partition: label, count };
}
