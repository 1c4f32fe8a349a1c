/** A partner's highest marking -> the collections that it sees: one for each level of the Traffic Light Protocol, weakest first. */
import { collectionId } from "../../attribution/stix/ids.js";
import { NotFoundError } from "../../errors.js";
import { MARKINGS, type Marking } from "../../model/dossier.js";

export interface Collection {
  /** A UUID, the same everywhere. */
  id: string;
  /** Its word: takes the id's place in an address. */
  alias: string;
  marking: Marking;
}

const WORDS: Readonly<Record<Marking, string>> = {
  clear: "public",
  green: "partner",
  amber: "amber",
  "amber+strict": "amber-strict",
  red: "red",
};

/** `marking`: the highest that the token names; null sees nothing. */
export function collectionsFor(marking: Marking | null): Collection[] {
  const seen = marking === null ? [] : MARKINGS.slice(0, MARKINGS.indexOf(marking) + 1);
  return seen.map((each) => ({ id: collectionId(WORDS[each]), alias: WORDS[each], marking: each }));
}

/** By id or alias. Throws a `NotFoundError` for one that is not seen, as for one that there is not. */
export function collectionNamed(marking: Marking | null, name: string): Collection {
  const found = collectionsFor(marking).find(({ id, alias }) => id === name.toLowerCase() || alias === name);
  if (!found) throw new NotFoundError("no such collection: /taxii2/shared/collections/ lists those that this token sees");
  return found;
}
