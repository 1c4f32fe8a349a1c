/** What analysts confirmed -> cases for calibration: what the evidence said of those accounts before anybody judged them. */
import type { Population } from "../indicator/population.js";
import { findTemplates } from "../link/templates.js";
import { type Dossier, UNKNOWN } from "../model/dossier.js";
import { JudgedAccounts } from "../model/judged-accounts.js";
import type { Judgement } from "../model/judgement.js";
import { type Case, SHIPPED } from "./calibration.js";
import { groundOf } from "./holders.js";
import { survey } from "./survey.js";

/**
 * `standing` are the judgements not withdrawn. Confirmed operators without a dossier count as none of these: the evidence could not have
 * named them.
 */
export function judgedCases(population: Population, dossiers: readonly Dossier[], standing: readonly Judgement[]): Case[] {
  const confirmed = new JudgedAccounts(standing).confirmedAttributions().flatMap(({ id, operator, accounts }) => {
    const seen = accounts.map((account) => population.indexOf(account)).filter((i) => i >= 0);
    return seen.length > 0 ? [{ id, accounts: seen, operator }] : [];
  });
  if (confirmed.length === 0) return [];
  const { cases } = survey(population, confirmed, {
    dossiers,
    calibration: SHIPPED,
    ground: groundOf(population, findTemplates(population)),
  });
  return confirmed.map(({ operator }, c) => ({
    bits: cases[c].map(({ bits }) => bits),
    answer: operator === UNKNOWN ? -1 : dossiers.findIndex(({ id }) => id === operator),
    weight: 1,
  }));
}
