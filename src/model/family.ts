/**
 * What evidence is about, in one vocabulary: what is of one family is correlated, so that together it never counts more than the family's
 * cap.
 */
export type Family =
  | "identity"
  | "payment"
  | "network"
  | "device"
  | "tooling"
  | "behaviour"
  | "time"
  | "co-use"
  | "attribute"
  | "profile"
  | "continuity";

/**
 * Of evidence about a pair of accounts: a device is a family by itself, beside the tools that many have; `time` is co-action and
 * succession.
 */
export type LinkFamily = Exclude<Family, "profile" | "continuity">;

/** Of kinds of indicators. */
export type KindFamily = LinkFamily & CaseFamily;

/** Of evidence about an operator: a device is one of its tools; `profile` is how it works, `continuity` what its other clusters lend. */
export type CaseFamily = Exclude<Family, "device" | "time">;
