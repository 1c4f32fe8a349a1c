/** A partition and a planted graph -> how well it finds the rings. */
import type { PlantedGraph } from "./planted-graph.js";

export interface RingQuality {
  /** Of the rings of 5 to 50: the share of which four fifths lie in one community that is at least half theirs. */
  smallRingsFound: number;
  /** B-cubed F1 (Bagga & Baldwin 1998) over the accounts in rings. */
  bcubed: number;
}

export function ringQuality({ group, rings }: PlantedGraph, community: ArrayLike<number>): RingQuality {
  const sizes = new Map<number, number>();
  const shares = new Map<number, Map<number, number>>();
  for (let i = 0; i < group.length; i++) {
    sizes.set(community[i], (sizes.get(community[i]) ?? 0) + 1);
    if (!rings.has(group[i])) continue;
    const share = shares.get(group[i]) ?? new Map<number, number>();
    share.set(community[i], (share.get(community[i]) ?? 0) + 1);
    shares.set(group[i], share);
  }
  let precision = 0;
  let recall = 0;
  let accounts = 0;
  let small = 0;
  let found = 0;
  for (const [ring, share] of shares) {
    const size = rings.get(ring)!;
    accounts += size;
    for (const [label, count] of share) {
      precision += (count * count) / sizes.get(label)!;
      recall += (count * count) / size;
    }
    if (size > 50) continue;
    small++;
    const [label, most] = [...share].reduce((best, entry) => (entry[1] > best[1] ? entry : best));
    if (most >= 0.8 * size && most >= 0.5 * sizes.get(label)!) found++;
  }
  precision /= accounts;
  recall /= accounts;
  return { smallRingsFound: found / small, bcubed: (2 * precision * recall) / (precision + recall) };
}
