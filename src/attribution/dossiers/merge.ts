/** Dossiers known and dossiers that come in -> the dossiers that change: nothing known is overwritten, indicators are added once. */
import { PermanentError } from "../../errors.js";
import type { Dossier, DossierIndicator } from "../../model/dossier.js";
import { mergedMarkings } from "./markings.js";

/** An id that is known under another name is another operator's: that is for a person to sort out, not to be guessed. */
export function mergeDossiers(known: readonly Dossier[], incoming: readonly Dossier[]): Dossier[] {
  const before = new Map(known.map((dossier) => [dossier.id, dossier]));
  return incoming.map((dossier) => {
    const own = before.get(dossier.id);
    if (!own) return dossier;
    if (own.name !== dossier.name && ![...own.aliases, ...dossier.aliases].some((alias) => alias === own.name || alias === dossier.name)) {
      throw new PermanentError(
        `operator ${dossier.id} is known as ${JSON.stringify(own.name)}, and comes in as ${JSON.stringify(dossier.name)}: import it under another id with --as`,
      );
    }
    const { marking: _m, marked_aliases: _a, profile_marking: _p, ...rest } = own;
    return {
      ...rest,
      ...mergedMarkings(own, dossier),
      aliases: [...new Set([...own.aliases, ...dossier.aliases])],
      indicators: mergeIndicators(own.indicators, dossier.indicators),
      profile: {
        timezone: own.profile.timezone ?? dossier.profile.timezone,
        capabilities: Object.keys(own.profile.capabilities).length > 0 ? own.profile.capabilities : dossier.profile.capabilities,
        models: own.profile.models.length > 0 ? own.profile.models : dossier.profile.models,
      },
    };
  });
}

/** The same value from the same source is the same indicator: what comes in later renews what was shared, and never one's own. */
function mergeIndicators(own: readonly DossierIndicator[], incoming: readonly DossierIndicator[]): DossierIndicator[] {
  const merged = new Map(own.map((one) => [nameOf(one), one]));
  for (const one of incoming) {
    const known = merged.get(nameOf(one));
    if (known === undefined || known.marking !== undefined || one.marking === undefined) merged.set(nameOf(one), one);
  }
  return [...merged.values()];
}

function nameOf({ kind, value, source }: DossierIndicator): string {
  return JSON.stringify([kind, value, source]);
}
