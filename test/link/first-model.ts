/** A few accounts, written down -> the model that linking begins with, before anything is learned. */
import { findCoActions } from "../../src/link/coaction.js";
import { initialModel, type LinkModel } from "../../src/link/model.js";
import { findSuccessions } from "../../src/link/succession.js";
import { findTemplates, templateUses } from "../../src/link/templates.js";
import { findTokens } from "../../src/link/tokens.js";
import { type Person, populationOf } from "../attribution/population.js";

export function firstModel(people: readonly Person[]): LinkModel {
  const population = populationOf(people);
  const templates = findTemplates(population);
  const coactions = findCoActions(population, templates, templateUses(population, templates));
  return initialModel(population, findTokens(population, templates), coactions, findSuccessions(population));
}

/** The token of a value that two or more have. Throws where there is none. */
export function tokenOf(kind: string, value: string, { tokens }: Pick<LinkModel, "tokens">): number {
  const { first, last, label } = tokens.kinds.find(({ name }) => name === kind)!;
  for (let t = first; t < last; t++) if (label(t) === value) return t;
  throw new Error(`no two share ${kind} ${value}`);
}
