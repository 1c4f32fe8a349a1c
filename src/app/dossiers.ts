/** What is known of operators before looking -> dossiers in the store: one added to, many taken in; personal values as pseudonyms alone. */
import { bareDossier } from "../attribution/dossiers/enrich.js";
import { renamed } from "../attribution/dossiers/markings.js";
import { mergeDossiers } from "../attribution/dossiers/merge.js";
import { pseudonymiseDossiers } from "../attribution/dossiers/pseudonymise.js";
import { importBundle } from "../attribution/stix/import.js";
import { NotFoundError, UsageError } from "../errors.js";
import type { Pseudonymise } from "../indicator/normalise/pseudonym.js";
import { checkDossiers, type Dossier, parseDossiers } from "../model/dossier.js";
import type { Knowledge } from "../ports/knowledge.js";

export interface DossierPorts {
  store: Knowledge;
  pseudonymise: Pseudonymise;
}

/** What a person knows of an operator: `indicators` share their source, its Admiralty code, and when they were last seen (RFC 3339). */
export interface Addition {
  name?: string;
  aliases: readonly string[];
  indicators: readonly { kind: string; value: string }[];
  reliability: string;
  credibility: number;
  seen?: string;
  source: string;
  timezone?: string;
}

/** Throws a `PermanentError` where no dossier has the id. */
export async function dossierOf(store: Knowledge, id: string): Promise<Dossier> {
  const dossier = (await store.loadDossiers()).find((known) => known.id === id);
  if (!dossier) throw new NotFoundError(`no operator ${JSON.stringify(id)}: \`cautery operators list\` shows those there are`);
  return dossier;
}

/** Makes the dossier where there is none; returns it as it is kept. */
export async function addToDossier({ store, pseudonymise }: DossierPorts, id: string, addition: Addition): Promise<Dossier> {
  const { name, aliases, indicators, reliability, credibility, seen, source, timezone } = addition;
  const [changed] = await changing(store, (all) => {
    const known = all.find((dossier) => dossier.id === id) ?? bareDossier(id);
    const given = {
      id,
      name: name ?? known.name,
      aliases,
      indicators: indicators.map((one) => ({ ...one, reliability, credibility, last_seen: seen ?? null, source })),
      profile: { timezone: timezone ?? null },
    };
    const [incoming] = pseudonymiseDossiers(checkDossiers([given]), pseudonymise);
    return name === undefined // then it is still whose it was
      ? mergeDossiers([known], [{ ...incoming, ...(known.marking === undefined ? {} : { marking: known.marking }) }])
      : mergeDossiers([renamed(known, incoming.name)], [incoming]);
  });
  return changed;
}

/** What `change` makes of the dossiers there are: where another changed one of these meanwhile, it makes it again. */
async function changing(store: Knowledge, change: (known: readonly Dossier[]) => readonly Dossier[]): Promise<readonly Dossier[]> {
  for (;;) {
    const known = await store.loadDossiers();
    const changed = change(known);
    if (await store.saveDossiers(changed, known)) return changed;
  }
}

/** What an import took, and indicators that it left out: of no actor, or of a form that a dossier cannot hold. */
export interface Imported {
  dossiers: readonly Dossier[];
  skipped: number;
}

/**
 * The text of `operators.json` or of a STIX 2.1 bundle; either all of it or, where anything is wrong, nothing. `as`: the id to keep a
 * single operator under.
 */
export async function importDossiers({ store, pseudonymise }: DossierPorts, text: string, as?: string): Promise<Imported> {
  const { dossiers, skipped } = text.trimStart().startsWith("{") ? importBundle(text) : { dossiers: parseDossiers(text), skipped: 0 };
  if (as !== undefined && dossiers.length !== 1) throw new UsageError(`--as names one operator; the file has ${dossiers.length}`);
  const named = as === undefined ? dossiers : checkDossiers(dossiers.map((dossier) => ({ ...dossier, id: as })));
  const incoming = pseudonymiseDossiers(named, pseudonymise);
  await changing(store, (known) => mergeDossiers(known, incoming));
  return { dossiers: named, skipped };
}

/** Whether any of them says something new: then clusters want to be attributed again. */
export async function saveNews({ store, pseudonymise }: DossierPorts, dossiers: readonly Dossier[]): Promise<boolean> {
  const known = new Map((await store.loadDossiers()).map((dossier) => [dossier.id, JSON.stringify(dossier)]));
  const news = pseudonymiseDossiers(dossiers, pseudonymise).filter((dossier) => known.get(dossier.id) !== JSON.stringify(dossier));
  if (news.length > 0) await store.saveDossiers(news);
  return news.length > 0;
}

/** One dossier as a line of `operators.json` has it: replaces what there was. Returns it as it is kept. */
export async function putDossier({ store, pseudonymise }: DossierPorts, given: unknown): Promise<Dossier> {
  const [dossier] = pseudonymiseDossiers(checkDossiers([given]), pseudonymise);
  await store.saveDossiers([dossier]);
  return dossier;
}
