/** Labels -> the accounts of each that has enough of them; most labels have one account, and cost nothing. */

/** By label of a partition: its place in `labels`, -1 where it has none. */
export function placesOf(labels: ArrayLike<number>, community: Int32Array): Int32Array {
  const place = new Int32Array(community.reduce((most, label) => Math.max(most, label), -1) + 1).fill(-1);
  for (let p = 0; p < labels.length; p++) place[labels[p]] = p;
  return place;
}

/** At most so many of them, evenly spaced. */
export function spaced(members: readonly number[], most: number): number[] {
  const step = Math.max(1, members.length / most);
  return Array.from({ length: Math.min(most, members.length) }, (_, i) => members[Math.floor(i * step)]);
}

/** By label, in the order of their first accounts; accounts ascend. Throws a RangeError for a negative label. */
export function membersOf(community: Int32Array, least: number): Map<number, number[]> {
  const size = new Uint32Array(community.reduce((most, label) => Math.max(most, label), -1) + 1);
  for (const label of community) {
    if (label < 0) throw new RangeError(`label ${label} is negative: give each account a community of its own, or one with others`);
    size[label]++;
  }
  const members = new Map<number, number[]>();
  for (let a = 0; a < community.length; a++) {
    const label = community[a];
    if (size[label] < least) continue;
    const list = members.get(label);
    if (list) list.push(a);
    else members.set(label, [a]);
  }
  return members;
}
