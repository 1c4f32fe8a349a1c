/** Where an account that came after a clustering belongs, until the next one decides. */

/** An account that came after a clustering, and where it belongs until the next one decides. */
export interface Placement {
  account: string;
  /** Id of the cluster, or null. */
  cluster: string | null;
  /** Where it is in none: accounts that it makes a new group with, sorted. */
  together: readonly string[];
  /** The weight of the strongest tie into the cluster or the group, or null where there is none. */
  bits: number | null;
  /** The strongest ties: into the cluster or the group; where there is neither, to the nearest accounts. */
  ties: readonly PlacementTie[];
  /** When it was placed, milliseconds since 1970. */
  at: number;
}

export interface PlacementTie {
  account: string;
  /** The cluster that this account is in, or null. */
  cluster: string | null;
  bits: number;
  /** The waterfall that sums to `bits`. */
  evidence: readonly { kind: string; value: string; bits: number }[];
}
