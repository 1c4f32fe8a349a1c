/**
 * Tags of 32 bits, each with a number -> a table that gives a tag's numbers; two values may share a tag, so what it gives is to be looked
 * at again.
 */

/** Rows by bucket (CSR), the bucket being the tag's highest bits. */
export interface TagTable {
  start: Uint32Array;
  tag: Uint32Array;
  number: Uint32Array;
}

/** Rows of one tag keep their order. */
export function tagTable(tags: Uint32Array, numbers: Uint32Array): TagTable {
  const start = new Uint32Array((1 << Math.max(1, Math.ceil(Math.log2(tags.length + 1)) - 2)) + 1);
  const bits = bitsOf(start);
  for (const tag of tags) start[bucketOf(tag, bits) + 1]++;
  for (let b = 1; b < start.length; b++) start[b] += start[b - 1];
  const next = start.slice();
  const tag = new Uint32Array(tags.length);
  const number = new Uint32Array(tags.length);
  for (let i = 0; i < tags.length; i++) {
    const row = next[bucketOf(tags[i], bits)]++;
    tag[row] = tags[i];
    number[row] = numbers[i];
  }
  return { start, tag, number };
}

export function numbersOf({ start, tag, number }: TagTable, wanted: number): number[] {
  const found: number[] = [];
  const bucket = bucketOf(wanted, bitsOf(start));
  for (let row = start[bucket]; row < start[bucket + 1]; row++) if (tag[row] === wanted) found.push(number[row]);
  return found;
}

const bitsOf = (start: Uint32Array) => 31 - Math.clz32(start.length - 1);
const bucketOf = (tag: number, bits: number) => tag >>> (32 - bits);
