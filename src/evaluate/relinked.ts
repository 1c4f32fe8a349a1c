/**
 * Accounts beside their clusters -> how many replacements of suspended accounts were linked to their campaign: they are in the cluster that
 * holds most of it.
 */
import { ratio } from "./agreement.js";
import { commonest, type Placement } from "./comparison.js";

/** Of so many replacements, so many are in their campaign's cluster. */
export interface Relinked {
  replacements: number;
  linked: number;
  rate: number | null;
}

export interface Succession extends Relinked {
  levels: Record<string, Relinked>;
}

export function succession(placements: readonly Placement[]): Succession {
  const homes = homesOf(placements);
  const replacements = placements.filter(({ truth }) => typeof truth.replaces === "string" && truth.group !== null);
  const relinked = (some: readonly Placement[]): Relinked => {
    const linked = some.filter(({ truth, found }) => found !== null && found.cluster === homes.get(truth.group!)).length;
    return { replacements: some.length, linked, rate: ratio(linked, some.length) };
  };
  const levels = [...new Set(replacements.flatMap(({ truth }) => truth.level ?? []))].sort();
  return {
    ...relinked(replacements),
    levels: Object.fromEntries(levels.map((level) => [level, relinked(replacements.filter(({ truth }) => truth.level === level))])),
  };
}

/** By group: the cluster that most of its clustered accounts are in. */
function homesOf(placements: readonly Placement[]): Map<string, string> {
  const clusters = new Map<string, string[]>();
  for (const { truth, found } of placements) {
    if (truth.group === null || found === null) continue;
    const list = clusters.get(truth.group);
    if (list) list.push(found.cluster);
    else clusters.set(truth.group, [found.cluster]);
  }
  return new Map([...clusters].map(([group, list]) => [group, commonest(list)!.item]));
}
