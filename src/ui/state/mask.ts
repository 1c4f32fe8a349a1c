/** Filters and what is hidden -> which accounts are shown: a byte each, 1 for shown, which every view shares. */
import type { GraphColumns } from "../../contract/graph-columns.js";
import type { Filters } from "./view-state.js";

/** `partIds` are the ids of the graph's parts, by their number. */
export function maskOf(graph: GraphColumns, filters: Filters, hidden: Uint32Array, partIds: readonly string[]): Uint8Array {
  const size = graph.accounts.length;
  const mask = new Uint8Array(size).fill(1);
  const dropUnless = (isKept: (place: number) => boolean): void => {
    for (let place = 0; place < size; place++) if (mask[place] === 1 && !isKept(place)) mask[place] = 0;
  };
  if (filters.parts.length > 0) {
    const wanted = Uint8Array.from(partIds, (id) => (filters.parts.includes(id) ? 1 : 0));
    dropUnless((place) => wanted[graph.part[place]] === 1);
  }
  if (filters.statuses.length > 0) dropUnless((place) => filters.statuses.includes(graph.status[place]));
  if (filters.born !== null) {
    const [from, to] = filters.born;
    dropUnless((place) => graph.born[place] >= from && graph.born[place] <= to);
  }
  if (filters.families.length > 0) {
    const wanted = graph.families.reduce((bits, family, i) => (filters.families.includes(family) ? bits | (1 << i) : bits), 0);
    const families = familiesOf(graph);
    dropUnless((place) => (families[place] & wanted) !== 0);
  }
  if (filters.text !== "") {
    const text = filters.text.toLowerCase();
    dropUnless((place) => graph.accounts[place].toLowerCase().includes(text));
  }
  for (const place of hidden) mask[place] = 0;
  return mask;
}

const known = new WeakMap<GraphColumns, Uint16Array>();

/** Of each account the families of all its links, a bit each. */
function familiesOf(graph: GraphColumns): Uint16Array {
  const before = known.get(graph);
  if (before !== undefined) return before;
  const families = new Uint16Array(graph.accounts.length);
  for (let place = 0; place < families.length; place++)
    for (let link = graph.start[place]; link < graph.start[place + 1]; link++) {
      families[place] |= graph.family[link];
      families[graph.target[link]] |= graph.family[link];
    }
  known.set(graph, families);
  return families;
}
