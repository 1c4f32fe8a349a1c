/** log2 of odds <-> a probability. */
export const probabilityOf = (bits: number): number => 1 / (1 + 2 ** -bits);
