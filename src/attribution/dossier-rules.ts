/**
 * The kinds a dossier may name -> what a hit or a miss of each is worth: one entry a kind, and everything that varies between kinds is in
 * it.
 */

import type { DossierRule } from "../indicator/kinds/kind.js";
import { attributeKind, KINDS } from "../indicator/kinds/registry.js";
import type { DossierIndicator } from "../model/dossier.js";
import type { CaseFamily } from "../model/family.js";
import { DAY_MS } from "../tools/units.js";

const byName = new Map(KINDS.flatMap(({ dossier }) => (dossier ? [[dossier.name, dossier]] : [])));

/** What dossiers call so. Any other name is a key of `attributes`. A view of the registry. */
export function dossierKind(name: string): DossierRule {
  return byName.get(name) ?? attributeKind(name.replace(/^attributes\./, "")).dossier!;
}

/** Bits that all kinds of a family carry together at the most: for the operator, and against. */
export const FAMILY_CAP: Readonly<Record<CaseFamily, { for: number; against: number }>> = {
  behaviour: { for: 10, against: 3 },
  payment: { for: 9, against: 1.5 },
  identity: { for: 9, against: 1.5 },
  tooling: { for: 7, against: 2 },
  network: { for: 4, against: 2 },
  "co-use": { for: 4, against: 0.5 },
  attribute: { for: 9, against: 1.5 },
  profile: { for: 2, against: 2.5 },
  continuity: { for: 4, against: 0.75 },
};

/** The Admiralty code (NATO AJP-2.1) as shares of the bits; "cannot be judged" is neither trusted nor distrusted. */
const RELIABILITY = { A: 1, B: 0.9, C: 0.75, D: 0.5, E: 0.25, F: 0.6 } as const;
const CREDIBILITY = { 1: 1, 2: 0.9, 3: 0.75, 4: 0.5, 5: 0.2, 6: 0.6 } as const;

/** The share of its bits that an indicator keeps at the time `at`: by its source, what it says, and its age. */
export function discount(indicator: DossierIndicator, at: number): number {
  if (indicator.valid_until !== undefined && Date.parse(indicator.valid_until) < at) return 0;
  const trust = RELIABILITY[indicator.reliability] * CREDIBILITY[indicator.credibility];
  return trust * 0.5 ** (ageDays(indicator, at) / dossierKind(indicator.kind).halfLifeDays);
}

/** Since it was last seen; where only the first time is known, half of the time since then. */
function ageDays({ first_seen, last_seen }: DossierIndicator, at: number): number {
  const since = last_seen ?? first_seen;
  if (since === null) return 0;
  const days = Math.max(0, (at - Date.parse(since)) / DAY_MS);
  return last_seen === null ? days / 2 : days;
}
