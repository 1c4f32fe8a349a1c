/** The registry of indicator kinds: one entry a kind, and everything that varies between kinds is in it. Numbers are kept in stored footprints: append, never renumber. */

/** Kinds of one family are correlated: together they never count more than the family's cap. */
export type Family = "identity" | "payment" | "network" | "tooling" | "behaviour" | "co-use" | "attribute";

export interface Kind {
  /** Stored in footprints: never changes. */
  code: number;
  name: string;
  family: Family;
  /** How many values an account keeps: those with the smallest hash (bottom-k, KMV; Cohen & Kaplan 2007). */
  keep: number;
  /**
   * What the 64-bit key of a value is, and where its text comes from.
   * `text`: hash of the text, which is kept beside it. `token`: first 64 bits of a keyed HMAC, shown as hex; the text is never kept.
   * `simhash`: the key is the fingerprint itself. `address`: the key is the IPv4 address or IPv6 /64 itself.
   */
  key: "text" | "token" | "simhash" | "address" | "prefix";
  /** `value` keeps by the value's hash; `bucket` by the hash of the quarter hour of the sighting, so that what happened together is kept together. */
  sample: "value" | "bucket";
  /** What later stages ask of its sightings beside the value: nothing else is held of them in the population. */
  asked: readonly Asked[];
}

export type Asked = "first" | "last" | "count";

const SPAN: readonly Asked[] = ["first", "last"];

const kind = (
  code: number,
  name: string,
  family: Family,
  keep: number,
  key: Kind["key"] = "text",
  sample: Kind["sample"] = "value",
  asked: Kind["asked"] = [],
): Kind => ({
  code,
  name,
  family,
  keep,
  key,
  sample,
  asked,
});

export const KINDS: readonly Kind[] = [
  kind(1, "email", "identity", 8, "token"), // canonical address: lower case, no dots or plus part where the provider ignores them
  kind(2, "email_domain", "identity", 8),
  kind(3, "email_shape", "identity", 8), // of the local part: letters -> a, digits -> 9, runs with their length, and the domain
  kind(4, "email_local", "identity", 8, "token"), // the canonical local part alone
  kind(5, "email_stem", "identity", 8, "token"), // the local part's letters alone (no digits, no separators)
  kind(6, "phone", "identity", 8, "token"), // E.164 digits
  kind(7, "phone_prefix", "identity", 8), // its first digits, all but the last four
  kind(8, "name", "identity", 8, "token"), // folded: lower case, no accents, words sorted
  kind(9, "name_word", "identity", 16, "token"), // each folded word
  kind(10, "name_sound", "identity", 16, "token"), // each word's phonetic code
  kind(11, "organization", "identity", 8), // folded
  kind(12, "document", "identity", 8, "token"),
  kind(13, "payment", "payment", 16, "token"),
  kind(14, "bin", "payment", 8),
  kind(15, "payment_kind", "payment", 8),
  kind(16, "payment_country", "payment", 8),
  kind(17, "ip", "network", 32, "address", "value", SPAN), // in use
  kind(18, "signup_ip", "network", 8, "address", "value", SPAN), // at sign-up and update
  kind(19, "net", "network", 24, "prefix", "value", SPAN), // IPv4 /24, IPv6 /48, of either
  kind(20, "asn", "network", 16, "text", "value", SPAN),
  kind(21, "country", "network", 16), // of the network
  kind(22, "network_kind", "network", 8),
  kind(23, "device", "tooling", 16),
  kind(24, "ja4", "tooling", 16),
  kind(25, "user_agent", "tooling", 16),
  kind(26, "toolchain", "tooling", 16), // ja4 and user agent of one event together
  kind(27, "language", "tooling", 8),
  kind(28, "timezone", "tooling", 8),
  kind(29, "locale", "tooling", 8), // language, time zone and network country of one event together
  kind(30, "prompt", "behaviour", 64, "simhash", "bucket", ["first", "count"]),
  kind(31, "prompt_value", "behaviour", 32, "simhash", "value", ["count"]),
  kind(32, "model", "behaviour", 16, "text", "value", ["count"]),
  kind(33, "api_key", "co-use", 16),
  kind(34, "referrer", "co-use", 8), // the account that referred this one
  kind(35, "promo", "co-use", 8),
  kind(36, "name_near", "identity", 32, "token"), // each folded word and each with one letter left out: words one typo apart share one (SymSpell)
];

/** Attribute kinds are named `attributes.KEY`; an account keeps the sightings of at most this many keys (smallest hash), this many values each. */
export const ATTRIBUTE = { family: "attribute" as Family, keys: 8, keep: 64 };

const byName = new Map(KINDS.map((entry) => [entry.name, entry]));

/** The entry of a kind; any `attributes.KEY` is a kind of its own. */
export function kindOf(name: string): Kind {
  const entry = byName.get(name);
  if (entry) return entry;
  return { code: 0, name, family: ATTRIBUTE.family, keep: ATTRIBUTE.keep, key: "text", sample: "value", asked: [] };
}
