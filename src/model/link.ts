/** Two accounts and what ties them, with the evidence that sums to its weight. */

/** Two accounts, tied: `weight` is log2 of the Bayes factor, the sum of its evidence. */
export interface Link {
  a: string;
  b: string;
  weight: number;
  evidence: readonly { kind: string; value: string; bits: number }[];
}
