/** How far the values of a kind can be believed, by how many hold each: bits that are taken off what they are worth. */

/** Values of one kind are told apart by how many hold them: 2, to 4, to 8, to 16, to 32, more. */
export const LEVELS = 6;

/** By kind, LEVELS each: bits, 0 where a value is believed as it is, less than 0 where it is not. */
export type Credit = ArrayLike<number>;

export const levelOf = (holders: number): number => Math.max(0, Math.min(LEVELS - 1, Math.ceil(Math.log2(holders)) - 1));

export const fullCredit = (kinds: number): Float64Array => new Float64Array(kinds * LEVELS);

/** Of one kind, by level. */
export const creditOf = (kind: number, credit: Credit): number[] =>
  Array.from({ length: LEVELS }, (_, level) => credit[kind * LEVELS + level]);

/** What is left of a value's bits, of which there are that many holders. */
export const credited = (bits: number, kind: number, holders: number, credit: Credit): number =>
  Math.max(0, bits + credit[kind * LEVELS + levelOf(holders)]);
