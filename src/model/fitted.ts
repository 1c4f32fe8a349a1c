/** The models by which a run decided, as they were: what its numbers can be explained and questioned by, later and without the accounts. */

export interface FittedModel extends FittedLinking {
  /** Of this form: a later one takes another number. */
  format: 1;
  /** What dispositions were decided by: an intercept, then a weight a feature, by explanation, in nats. */
  disposition: { features: readonly string[]; weights: Readonly<Record<string, readonly number[]>> };
  /** What made confidence of bits for operators. */
  attribution: { slope: number; unknown: number; doubt: number };
  /**
   * What is usual: exchanges by capability of the accounts in no fraudulent cluster, of all time, where it was said. Earlier runs have
   * none.
   */
  usual?: Readonly<Record<string, number>>;
}

/** What links were weighed by. What each value was worth stands in the links' own evidence. */
export interface FittedLinking {
  /** Accounts that the prior is for, and the bits that speak against any pair of them. */
  accounts: number;
  prior: number;
  /** By kind of value. */
  kinds: Readonly<Record<string, FittedKind>>;
  /** By group of kinds: P(a pair of one hand agrees in it | both have some). */
  agree: Readonly<Record<string, number>>;
  /** By family: the most that it counts for a pair, in bits. */
  caps: Readonly<Record<string, number>>;
  /** The family of each kind of evidence that a link may have. */
  families: Readonly<Record<string, string>>;
}

export interface FittedKind {
  group: string;
  /** P(a second account of the same hand has this value | the first has it), as learned. */
  m: number;
  /** Bits that its values lose, by how many hold them (2, to 4, to 8, to 16, to 32, more); runs of 0.2 have none. */
  credit?: readonly number[];
  /** Accounts with any value of the kind, and how many they have in the mean. */
  holders: number;
  meanValues: number;
}
