/** Labels of nodes. */

/** Each node a label of its own. */
export function identity(size: number): Int32Array {
  const labels = new Int32Array(size);
  for (let i = 0; i < size; i++) labels[i] = i;
  return labels;
}

/**
 * Numbers the labels by first appearance, in place; returns how many there are. Throws a RangeError for a label that is none of 0 …
 * `labels` - 1.
 */
export function relabel(partition: Int32Array, labels = partition.length): number {
  const number = new Int32Array(labels).fill(-1);
  let count = 0;
  for (let i = 0; i < partition.length; i++) {
    const label = partition[i];
    if (!(label >= 0 && label < labels)) throw new RangeError(`node ${i} has label ${label}, which is none of 0 … ${labels - 1}`);
    if (number[label] < 0) number[label] = count++;
    partition[i] = number[label];
  }
  return count;
}
