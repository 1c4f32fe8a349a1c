/** Two accounts and what ties them, with the evidence that sums to its weight. */

/**
 * One row of a link's waterfall. A row is a shared value, or what speaks against the pair; `prior` and `cap` say what was taken off: what
 * speaks against any pair, and what a family (the row's value) has beyond its cap.
 */
export interface LinkEvidence {
  kind: string;
  value: string;
  bits: number;
}

/** Two accounts, tied: `weight` is log2 of the Bayes factor, the sum of its evidence. */
export interface Link {
  a: string;
  b: string;
  weight: number;
  /** The whole waterfall, strongest first. */
  evidence: readonly LinkEvidence[];
}

/** The row says something of the two: it is neither the prior nor a cap. */
export const saysSomething = ({ kind }: Pick<LinkEvidence, "kind">): boolean => kind !== "prior" && kind !== "cap";

/** How two accounts act on each other, rather than what both have. */
const RELATIONS: readonly string[] = ["co-action", "succession", "sign-up"];

/** Rows of the kind name a value that both have, and not how they act on each other: it can be taken down wherever it is shared. */
export const namesValue = (row: Pick<LinkEvidence, "kind">): boolean => saysSomething(row) && !RELATIONS.includes(row.kind);

/** The row is a value that both have: neither what speaks against them nor how they act. */
export const isSharedValue = (row: LinkEvidence): boolean => row.bits > 0 && namesValue(row);
