/** What a view of a cluster shows, all of it: the five views share it, the address has it, and undo goes back through it. */

export const VIEWS = ["anatomy", "succession", "matrix", "map", "members"] as const;
export type View = (typeof VIEWS)[number];

export const COLOURS = ["status", "evidence", "born"] as const;
export type Colour = (typeof COLOURS)[number];

/** An empty list is no filter. */
export interface Filters {
  /** Ids of parts: they outlast runs, as their numbers do not. */
  parts: readonly string[];
  /** 0 active, 1 suspended, 2 closed. */
  statuses: readonly number[];
  /** Accounts with a link that one of these families is evidence of. */
  families: readonly string[];
  /** Days since 1970, both within. */
  born: readonly [number, number] | null;
  /** A part of the account's id. */
  text: string;
}

/** The picture's middle in its own units (0 to 65,535), and how many times larger than the whole it is shown. */
export interface Camera {
  x: number;
  y: number;
  zoom: number;
}

export type Struck = { family: string } | { kind: string; value: string };

export interface ViewState {
  filters: Filters;
  /** Places of accounts in the graph's columns, ascending. */
  selection: Uint32Array;
  hidden: Uint32Array;
  pinned: Uint32Array;
  /** Evidence that is left out to see what falls off. */
  struck: readonly Struck[];
  /** Null: the whole picture. */
  camera: Camera | null;
  colour: Colour;
}

const NONE = new Uint32Array();
export const NO_FILTERS: Filters = { parts: [], statuses: [], families: [], born: null, text: "" };
export const AT_FIRST: ViewState = {
  filters: NO_FILTERS,
  selection: NONE,
  hidden: NONE,
  pinned: NONE,
  struck: [],
  camera: null,
  colour: "status",
};

export const isFiltered = ({ parts, statuses, families, born, text }: Filters): boolean =>
  parts.length + statuses.length + families.length > 0 || born !== null || text !== "";

/** Places, however they came -> ascending, each once. */
export function placesOf(places: Iterable<number>): Uint32Array {
  const sorted = Uint32Array.from(places).sort();
  return sorted.filter((place, i) => i === 0 || place !== sorted[i - 1]);
}

/** Those of either that are not in both: how a click with shift adds and takes away. */
export function toggled(places: Uint32Array, others: Iterable<number>): Uint32Array {
  const all = new Set(places);
  for (const other of others) if (!all.delete(other)) all.add(other);
  return placesOf(all);
}

/** The list with the item, or without it where it had it. */
export const flipped = <T>(list: readonly T[], item: T): readonly T[] =>
  list.includes(item) ? list.filter((each) => each !== item) : [...list, item];
