/**
 * Components -> parcels of whole components, each searched by itself: no component's modules hang on what lies far away, so a graph that is
 * cut between parcels and searched in pieces, by whomever, gives the same.
 */

/** Small components go together, since each search has its cost; a parcel is full when it holds so many nodes. */
const PARCEL_NODES = 128;

/**
 * Component offsets -> the components that begin a parcel, and their number at the end. Counted from any beginning of a parcel on, the cuts
 * are the same.
 */
export function parcelsOf(component: ArrayLike<number>): number[] {
  const boundaries = [0];
  const components = component.length - 1;
  for (let c = 1; c <= components; c++)
    if (component[c] - component[boundaries.at(-1)!] >= PARCEL_NODES || c === components) boundaries.push(c);
  return boundaries;
}
