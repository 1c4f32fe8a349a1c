/**
 * What an entry of the registry says of a kind, each thing by its name -> the entry, complete. Numbers of linking and attribution are in it
 * too, so that a kind is in one place.
 */
import type { CaseFamily, KindFamily, LinkFamily } from "../../model/family.js";

export type Asked = "first" | "last" | "count";

export interface Kind {
  /** Stored in footprints: never changes. */
  code: number;
  name: string;
  family: KindFamily;
  /** How many values an account keeps: those with the smallest hash (bottom-k, KMV; Cohen & Kaplan 2007). */
  keep: number;
  /**
   * What the 64-bit key of a value is, and where its text comes from.
   * `text`: hash of the text, which is kept beside it. `pseudonym`: first 64 bits of a keyed HMAC, shown as hex; the text is never kept.
   * `simhash`: the key is the fingerprint itself. `address`, `prefix`: the key is the IPv4 address or IPv6 /64 itself, or its /24 or /48.
   */
  key: "text" | "pseudonym" | "simhash" | "address" | "prefix";
  /**
   * `value` keeps by the value's hash; `bucket` by the hash of the quarter hour of the sighting, so that what happened together is kept
   * together.
   */
  sample: "value" | "bucket";
  /** What later stages ask of its sightings beside the value: nothing else is held of them in the population. */
  asked: readonly Asked[];
  /** Of keys that are the bits themselves: how many of them count, of IPv4 and of IPv6. */
  bits: { 4: number; 6: number } | null;
  /** What a shared value says of two accounts; null where it says nothing (a country, a language, a model). */
  link: LinkRule | null;
  /** How dossiers name it, and what a hit or a miss is worth; null where no dossier does. */
  dossier: DossierRule | null;
  /** An operator carries it from one cluster to the next: it marks the cluster out, as a dossier would name it. */
  carried: boolean;
  /** One hand keeps it to itself: parts of a cluster that share it are one hand's. */
  asset: boolean;
}

/**
 * Kinds of one group nest (an address lies in its /24, which lies in an ASN): the strongest one counts. Groups add up to their family;
 * families are capped.
 */
export interface LinkRule {
  group: string;
  family: LinkFamily;
  /**
   * P(a second account of the same hand has this value | the first has it): the start of EM. 0: sharing it is worth nothing, but differing
   * counts against a pair.
   */
  m: number;
  /** Above this many holders a value is a hub: its weight falls by log2(holders / hub) more. */
  hub: number;
  /** Shared values find candidate pairs. */
  blocks: boolean;
  /**
   * Strangers do not share it by chance: those who hold one value are mostly one hand already, so that its frequency overstates u. Adds
   * PRIVATE_BITS, and m is not learned below half of the table's (most hands that the data show, companies say, do not share devices; those
   * that do are no less one).
   */
  private: boolean;
  /** Of several shared values each counts this much of the one before: they are seldom independent. */
  repeat: number;
  /**
   * Who has none is known to have none (no code was used, nobody referred them), so a value's frequency is among everybody, not among those
   * who have any.
   */
  ofEverybody: boolean;
  /** Its values depend on where people live (banks, mail providers, carriers, names): their worth is measured among those of a region. */
  regional: boolean;
}

export interface DossierRule {
  /** What dossiers call it. */
  name: string;
  family: CaseFamily;
  /** The population's kinds in which its values are looked for. */
  sources: readonly string[];
  /** How a dossier's value meets a sighting's. */
  match: "text" | "domain" | "system" | "phone" | "address" | "simhash";
  /** How likely another hand holds the same by copying, buying or planting it: what limits the bits of a hit. */
  shared: number;
  /**
   * Another hand can show it at will, at next to no cost for any number of accounts; what is sent, paid with, owned or answered it cannot.
   */
  plantable: boolean;
  /** How likely the operator's next cluster shows none of what is known: what limits the bits of a miss. */
  absent: number;
  halfLifeDays: number;
  /**
   * The power to which the chance outside the fraudulent clusters is taken: above one where the few who show it there are mostly hands not
   * caught yet, not strangers who chose the same.
   */
  outsiders: number;
}

/** Of several shared values of one kind each counts this much of the one before, unless its rule says otherwise. */
export const REPEAT = 0.6;

/** Entries say what is their own: a rule's group, name, family and source are the kind's unless they say others. */
type Entry = Pick<Kind, "code" | "name" | "family" | "keep"> &
  Partial<Pick<Kind, "key" | "sample" | "asked" | "bits" | "carried" | "asset">> & {
    link?: Pick<LinkRule, "m" | "hub"> & Partial<LinkRule>;
    dossier?: Pick<DossierRule, "shared" | "absent" | "halfLifeDays"> & Partial<DossierRule>;
  };

export function kind({ link, dossier, ...entry }: Entry): Kind {
  const { name, family } = entry;
  return {
    key: "text",
    sample: "value",
    asked: [],
    bits: null,
    carried: false,
    asset: false,
    ...entry,
    link: link ? { group: name, family, blocks: true, private: false, repeat: REPEAT, ofEverybody: false, regional: false, ...link } : null,
    dossier: dossier ? { name, family, sources: [name], match: "text", outsiders: 1, plantable: false, ...dossier } : null,
  };
}
