/** A cluster's accounts -> what marks them out: values that several of them hold and hardly anyone else, as a dossier would name them. */
import { KINDS } from "../indicator/kinds/registry.js";
import type { Population } from "../indicator/population.js";
import { type Ground, holdersAmong, templatesOf } from "./holders.js";

export interface Mark {
  /** A dossier's kind. */
  kind: string;
  /** The value's number in its kind of sightings, or the template's. */
  key: number;
  value: string;
  /** Of the cluster: those that hold it, and those that show the kind at all. */
  accounts: number;
  shown: number;
  /** Of the whole population: those that hold it. */
  everywhere: number;
}

/**
 * What an operator carries from one cluster to the next, what others are least likely to share first; addresses are borrowed, and clients
 * are common.
 */
const CARRIED = KINDS.filter(({ carried }) => carried)
  .sort(({ dossier: a }, { dossier: b }) => a!.shared - b!.shared || a!.absent - b!.absent)
  .map(({ name }) => name);
const LEAST_ACCOUNTS = 2;
const LEAST_SHARE = 0.05;
/** It marks the cluster where at most so many times its accounts hold it everywhere. */
const SPREAD = 4;
const KEEP = 32;

/** Most held first within a kind, kinds by name. */
export function signatureOf(population: Population, accounts: readonly number[], ground: Ground): Mark[] {
  const attributes = [...population.sightings.keys()].filter((kind) => kind.startsWith("attributes.")).sort();
  return [
    ...[...CARRIED, ...attributes].flatMap((kind) => valueMarks(population, accounts, ground, kind)),
    ...templateMarks(population, accounts, ground),
  ];
}

function valueMarks(population: Population, accounts: readonly number[], { holders }: Ground, kind: string): Mark[] {
  const sightings = population.sightings.get(kind);
  if (!sightings) return [];
  const shown = accounts.filter((account) => sightings.start[account + 1] > sightings.start[account]).length;
  const everywhere = holders(kind);
  const held = [...holdersAmong(sightings, accounts)].map(([key, count]) => ({ key, accounts: count, shown, everywhere: everywhere[key] }));
  return foremost(held).map((mark) => ({ ...mark, kind: kind.replace(/^attributes\./, ""), value: sightings.text(mark.key) }));
}

function templateMarks(population: Population, accounts: readonly number[], { templates, users }: Ground): Mark[] {
  const inside = new Map<number, number>();
  let shown = 0;
  for (const account of accounts) {
    const used = templatesOf(population, account, templates);
    if (used.size > 0) shown++;
    for (const template of used.keys()) inside.set(template, (inside.get(template) ?? 0) + 1);
  }
  const used = [...inside].map(([key, count]) => ({ key, accounts: count, shown, everywhere: users[key] }));
  return foremost(used).map((mark) => ({ ...mark, kind: "prompt_simhash", value: templates.label(mark.key) }));
}

function foremost(all: Omit<Mark, "kind" | "value">[]): Omit<Mark, "kind" | "value">[] {
  return all
    .filter(
      ({ accounts, shown, everywhere }) => accounts >= Math.max(LEAST_ACCOUNTS, shown * LEAST_SHARE) && everywhere <= accounts * SPREAD,
    )
    .sort((a, b) => b.accounts - a.accounts || a.key - b.key)
    .slice(0, KEEP);
}
