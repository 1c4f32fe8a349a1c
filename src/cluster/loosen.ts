/** Communities + links -> the same without members that hang by one thread: a single link to a single member is how chance ties a stranger to many. Their profile may take them back. */
import type { EdgeList } from "./graph.js";
import type { SharesPrivate } from "./rejoin.js";

/** In a smaller community one link is what can be expected. */
const MANY = 8;

/** New labels for those who leave, above all others. A link by what strangers never share is no thread. */
export function loosen(community: Int32Array, { source, target }: EdgeList, sharesPrivate: SharesPrivate): Int32Array {
  let next = 0;
  for (const label of community) next = Math.max(next, label + 1);
  const size = new Uint32Array(next);
  for (const label of community) size[label]++;
  const ties = new Uint32Array(community.length);
  const only = new Uint32Array(community.length);
  for (let e = 0; e < source.length; e++) {
    const [a, b] = [source[e], target[e]];
    if (community[a] !== community[b]) continue;
    ties[a]++;
    ties[b]++;
    only[a] = b;
    only[b] = a;
  }
  return community.map((label, a) => (size[label] >= MANY && ties[a] === 1 && !sharesPrivate(a, only[a]) ? next++ : label));
}
