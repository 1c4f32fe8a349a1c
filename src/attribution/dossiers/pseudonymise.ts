/**
 * Dossiers as given -> dossiers as kept: payment and document fingerprints become the keyed tokens under which accounts are known, and the
 * raw values are gone.
 */

import { kindOf } from "../../indicator/kinds/registry.js";
import type { Pseudonymise } from "../../indicator/normalise/pseudonym.js";
import { hex64 } from "../../indicator/normalise/text.js";
import type { Dossier, DossierIndicator } from "../../model/dossier.js";

/** Dossiers that are so already stay as they are. */
export function pseudonymiseDossiers(dossiers: readonly Dossier[], pseudonymise: Pseudonymise): Dossier[] {
  const keep = (indicator: DossierIndicator): DossierIndicator => {
    if (indicator.pseudonym || kindOf(indicator.kind).key !== "pseudonym") return indicator;
    const { hi, lo } = pseudonymise(indicator.kind, indicator.value.trim());
    return { ...indicator, value: hex64(hi, lo), pseudonym: true };
  };
  return dossiers.map((dossier) => ({ ...dossier, indicators: dossier.indicators.map(keep) }));
}
