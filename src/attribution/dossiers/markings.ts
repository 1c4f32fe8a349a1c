/** A dossier -> what of it may travel how far: others' words keep the marking that they came in under, ours have none and go anywhere. */
import { type Dossier, MARKINGS, type Marking } from "../../model/dossier.js";

type Own = Marking | undefined;

const NOTHING: Dossier["profile"] = { timezone: null, capabilities: {}, models: [] };

const rank = (marking: Own): number => (marking === undefined ? -1 : MARKINGS.indexOf(marking));
const weaker = (a: Own, b: Own): Own => (rank(a) <= rank(b) ? a : b);
const stronger = (a: Own, b: Own): Own => (rank(a) >= rank(b) ? a : b);

/** Without what is under a stronger marking; null where that is its name. */
export function sharedAt(level: Marking, dossier: Dossier): Dossier | null {
  const goes = (marking: Own) => rank(marking) <= rank(level);
  if (!goes(dossier.marking)) return null;
  return {
    ...dossier,
    aliases: dossier.aliases.filter((alias) => goes(aliasMarking(dossier, alias))),
    indicators: dossier.indicators.filter(({ marking }) => goes(marking)),
    profile: goes(profileMarking(dossier)) ? dossier.profile : NOTHING,
  };
}

/** Markings of what two dossiers of one operator become: what both say goes as far as the more open of them lets it. */
export function mergedMarkings(own: Dossier, incoming: Dossier): Pick<Dossier, "marking" | "marked_aliases" | "profile_marking"> {
  const sayers = [own, incoming];
  const markingIn = (word: string, otherwise: Own) =>
    sayers
      .flatMap((dossier) => [
        ...(dossier.name === word ? [{ is: dossier.marking }] : []),
        ...(dossier.aliases.includes(word) ? [{ is: aliasMarking(dossier, word) }] : []),
      ])
      .reduce((least, { is }) => weaker(least, is), otherwise);
  const marking = markingIn(own.name, own.marking);
  const marked = [...new Set([...own.aliases, ...incoming.aliases])].flatMap((alias) => {
    const is = markingIn(alias, MARKINGS.at(-1));
    return is === undefined || is === marking ? [] : [{ alias, marking: is }];
  });
  const profile = adds(own.profile, incoming.profile)
    ? stronger(isEmpty(own.profile) ? undefined : profileMarking(own), profileMarking(incoming))
    : profileMarking(own);
  return withoutUndefined({
    marking,
    marked_aliases: marked.length > 0 ? marked : undefined,
    profile_marking: profile === marking ? undefined : profile,
  });
}

/** With a name of our own: all else keeps its markings. */
export function renamed({ marking, ...dossier }: Dossier, name: string): Dossier {
  if (marking === undefined) return { ...dossier, name };
  const marked = dossier.aliases.map((alias) => ({ alias, marking: aliasMarking({ ...dossier, marking }, alias) ?? marking }));
  return { ...dossier, name, marked_aliases: marked, profile_marking: dossier.profile_marking ?? marking };
}

const aliasMarking = ({ marking, marked_aliases = [] }: Dossier, alias: string): Own =>
  marked_aliases.find((one) => one.alias === alias)?.marking ?? marking;

const profileMarking = ({ marking, profile_marking }: Dossier): Own => profile_marking ?? marking;

type Profile = Dossier["profile"];
const isEmpty = (profile: Profile): boolean => !adds(NOTHING, profile);

/** As `mergeDossiers` does: what is known is not overwritten. */
function adds(own: Profile, incoming: Profile): boolean {
  const isNew = (known: object, other: object) => Object.keys(known).length === 0 && Object.keys(other).length > 0;
  return (
    (own.timezone === null && incoming.timezone !== null) ||
    isNew(own.capabilities, incoming.capabilities) ||
    isNew(own.models, incoming.models)
  );
}

function withoutUndefined<T extends object>(given: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
}
