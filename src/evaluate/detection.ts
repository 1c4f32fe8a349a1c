/** Accounts beside their clusters -> who was called fraudulent and who was missed, over all, by kind and by level. */
import type { PrecisionRecall } from "./agreement.js";
import { ratio } from "./agreement.js";
import type { Placement } from "./comparison.js";

/** Of so many accounts, so many are in a cluster called fraudulent. */
export interface Flagged {
  accounts: number;
  flagged: number;
  rate: number | null;
}

export interface Detection extends PrecisionRecall {
  fraud: Flagged & { kinds: Record<string, Flagged>; levels: Record<string, Flagged> };
  /** Those that look like fraud on purpose are a kind of their own: "company (twin)". */
  innocent: Flagged & { kinds: Record<string, Flagged> };
}

export function detection(placements: readonly Placement[]): Detection {
  const fraud = placements.filter(({ truth }) => truth.fraud);
  const innocent = placements.filter(({ truth }) => !truth.fraud);
  const [caught, harmed] = [flagged(fraud), flagged(innocent)];
  return {
    precision: ratio(caught.flagged, caught.flagged + harmed.flagged),
    recall: caught.rate,
    f1: ratio(2 * caught.flagged, caught.flagged + harmed.flagged + caught.accounts),
    fraud: { ...caught, kinds: flaggedBy(fraud, ({ truth }) => truth.kind), levels: flaggedBy(fraud, ({ truth }) => truth.level ?? null) },
    innocent: { ...harmed, kinds: flaggedBy(innocent, ({ truth }) => (truth.twin ? `${truth.kind} (twin)` : truth.kind)) },
  };
}

function flagged(placements: readonly Placement[]): Flagged {
  const count = placements.filter(({ found }) => found?.disposition === "fraudulent").length;
  return { accounts: placements.length, flagged: count, rate: ratio(count, placements.length) };
}

/** Sorted by name; placements without one (`null`) are left out. */
function flaggedBy(placements: readonly Placement[], nameOf: (placement: Placement) => string | null): Record<string, Flagged> {
  const byName = new Map<string, Placement[]>();
  for (const placement of placements) {
    const name = nameOf(placement);
    if (name === null) continue;
    const others = byName.get(name);
    if (others) others.push(placement);
    else byName.set(name, [placement]);
  }
  const names = [...byName.keys()].sort();
  return Object.fromEntries(names.map((name) => [name, flagged(byName.get(name) ?? [])]));
}
