/** The stages that a run tells -> the few that a picture has room for. */
import type { Stage, Use } from "./measure.js";

/** By the stage that each begins with; the stages that follow belong to it. */
const BEGINNINGS: Readonly<Record<string, string>> = {
  starting: "reading",
  "merging accounts": "merging",
  templates: "linking",
  communities: "communities",
  disposition: "judging",
  "saving clusters": "saving",
};

/** In the order of the flow. Times add up; memory is the most of any. */
export function grouped(stages: readonly Stage[]): Map<string, Use> {
  const groups = new Map<string, Use>();
  let group = "";
  for (const { name, seconds, cpu, peak } of stages) {
    group = BEGINNINGS[name] ?? group;
    const before = groups.get(group) ?? { seconds: 0, cpu: 0, peak: 0 };
    groups.set(group, { seconds: before.seconds + seconds, cpu: before.cpu + cpu, peak: Math.max(before.peak, peak) });
  }
  return groups;
}
