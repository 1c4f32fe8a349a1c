/**
 * The registry of indicator kinds: one entry a kind, and everything that varies between kinds is in it. Linking's rules and dossiers' worth
 * are views of it.
 *
 * A new kind is two steps. (1) Add an entry to the file of its family, with the next free code: codes are kept in stored footprints, so
 * append and never renumber. Say how many values an account keeps and how a value is keyed (`pseudonym` for what is a person's); add `link`
 * if sharing it says something of two accounts (start m at what a like kind has: it is learned), `dossier` if dossiers name it. (2) Say in
 * `slice/extract.ts` which field it comes from.
 */
import { CONDUCT } from "./conduct.js";
import { IDENTITY } from "./identity.js";
import { type Kind, kind } from "./kind.js";
import { NETWORK } from "./network.js";
import { TOOLING } from "./tooling.js";

/** By code. */
export const KINDS: readonly Kind[] = [...IDENTITY, ...CONDUCT, ...NETWORK, ...TOOLING].sort((a, b) => a.code - b.code);

/** An account keeps the sightings of at most this many keys of `attributes` (smallest hash). */
export const ATTRIBUTE_KEYS = 8;

const ATTRIBUTE_PREFIX = "attributes.";
/** The kind of what accounts have of keys too many to be told apart. No key is called so: a key's kind has a dot before it. */
export const OTHER_ATTRIBUTES = "attributes";

const byName = new Map(KINDS.map((entry) => [entry.name, entry]));

/** The entry of a kind. Any other name is that of an attribute, most often `attributes.KEY`: each key is a kind of its own. */
export function kindOf(name: string): Kind {
  return byName.get(name) ?? attribute(name);
}

export const attributeKind = (key: string): Kind => kindOf(ATTRIBUTE_PREFIX + key);

/**
 * How common a value is among those who have its key is not known of attributes too many to be told apart, so sharing one is worth nothing
 * there.
 */
function attribute(name: string): Kind {
  const source = name.startsWith(ATTRIBUTE_PREFIX) ? name : ATTRIBUTE_PREFIX + name;
  return kind({
    code: 0,
    name,
    family: "attribute",
    keep: 64,
    link: name === OTHER_ATTRIBUTES ? { m: 0, hub: 500, blocks: false } : { m: 0.3, hub: 500 },
    dossier: { sources: [source], shared: 2 ** -8, absent: 0.4, halfLifeDays: 365, outsiders: 2 },
    carried: true,
  });
}
