/**
 * Dossiers and what analysts confirmed -> dossiers enriched by what marks the confirmed accounts, each indicator with the judgement it
 * rests on: withdraw that, and it is gone.
 */
import type { Population } from "../../indicator/population.js";
import { type Dossier, type DossierIndicator, UNKNOWN } from "../../model/dossier.js";
import type { JudgedAccounts } from "../../model/judged-accounts.js";
import { gather } from "../../tools/gather.js";
import type { Ground } from "../holders.js";
import { signatureOf } from "../signature.js";

/** A confirmed operator without a dossier gets one. */
export function enrich(dossiers: readonly Dossier[], judged: JudgedAccounts, population: Population, ground: Ground): Dossier[] {
  const learned = new Map<string, DossierIndicator[]>();
  for (const { id, operator, accounts } of judged.confirmedAttributions()) {
    if (operator === UNKNOWN) continue;
    const indices = accounts.map((account) => population.indexOf(account)).filter((i) => i >= 0);
    gather(learned, operator, ...indicatorsOf(population, indices, ground, `judgement ${id}`));
  }
  const known = new Set(dossiers.map(({ id }) => id));
  const strangers = [...learned.keys()].filter((id) => !known.has(id)).sort();
  const all = [...dossiers, ...strangers.map(bareDossier)];
  return all.map((dossier) => ({ ...dossier, indicators: [...dossier.indicators, ...(learned.get(dossier.id) ?? [])] }));
}

function indicatorsOf(population: Population, accounts: readonly number[], ground: Ground, source: string): DossierIndicator[] {
  const first = accounts.reduce((time, i) => Math.min(time, population.firstSeen[i]), Number.POSITIVE_INFINITY);
  const last = accounts.reduce((time, i) => Math.max(time, population.lastSeen[i]), 0);
  return signatureOf(population, accounts, ground).map(({ kind, value }) => ({
    kind,
    value,
    reliability: "A",
    credibility: 2,
    first_seen: new Date(first).toISOString(),
    last_seen: new Date(last).toISOString(),
    source,
  }));
}

export function bareDossier(id: string): Dossier {
  return { id, name: id, aliases: [], indicators: [], profile: { timezone: null, capabilities: {}, models: [] } };
}
