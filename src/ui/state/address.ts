/**
 * A view's state <-> the fragment of its address, which never leaves the browser: `#part=a1&status=0&sel=a7,a9&at=100,200,3`. Accounts are
 * named by their ids, so that a link still shows them after the next run; a set too long for an address has a name at the server.
 */
import { AT_FIRST, type Camera, COLOURS, type Filters, NO_FILTERS, type Struck, type ViewState } from "./view-state.js";

/** Accounts by id, or the name under which the server keeps them. */
export type Ids = readonly string[] | { kept: string };
export const NAMED_SETS = ["selection", "hidden", "pinned"] as const;
export type NamedSet = (typeof NAMED_SETS)[number];
/** A state with accounts by their ids: what an address holds. */
export type Addressed = Omit<ViewState, NamedSet> & Record<NamedSet, Ids>;

const SET_KEYS: Readonly<Record<NamedSet, string>> = { selection: "sel", hidden: "hide", pinned: "pin" };

export function writeAddress(state: Addressed): string {
  const { filters, camera, colour, struck } = state;
  const pairs: [string, string][] = [];
  const add = (key: string, text: string): void => {
    if (text !== "") pairs.push([key, text]);
  };
  add("part", list(filters.parts));
  add("status", filters.statuses.join(","));
  add("family", list(filters.families));
  add("born", filters.born?.join("-") ?? "");
  add("text", encodeURIComponent(filters.text));
  for (const name of NAMED_SETS) {
    const ids = state[name];
    add(SET_KEYS[name], "kept" in ids ? `@${ids.kept}` : list(ids));
  }
  add("strike", struck.map((each) => ("family" in each ? list([each.family]) : list([each.kind, each.value], ":"))).join(","));
  add("at", camera === null ? "" : [Math.round(camera.x), Math.round(camera.y), Number(camera.zoom.toFixed(3))].join(","));
  add("colour", colour === AT_FIRST.colour ? "" : colour);
  return pairs.map(([key, text]) => `${key}=${text}`).join("&");
}

/** Whatever cannot be read is left out: an address may come from anywhere. */
export function readAddress(fragment: string): Addressed {
  const texts = new Map(
    fragment
      .replace(/^#/, "")
      .split("&")
      .map((pair) => [pair.split("=", 1)[0], pair.slice(pair.indexOf("=") + 1)]),
  );
  const of = (key: string): string => texts.get(key) ?? "";
  const filters: Filters = {
    ...NO_FILTERS,
    parts: items(of("part")),
    statuses: items(of("status"))
      .map(Number)
      .filter((status) => [0, 1, 2].includes(status)),
    families: items(of("family")),
    born: bornOf(of("born")),
    text: decoded(of("text")),
  };
  const colour = COLOURS.find((each) => each === of("colour")) ?? AT_FIRST.colour;
  const sets = Object.fromEntries(NAMED_SETS.map((name) => [name, idsOf(of(SET_KEYS[name]))])) as Record<NamedSet, Ids>;
  return { filters, ...sets, struck: struckOf(of("strike")), camera: cameraOf(of("at")), colour };
}

const list = (texts: readonly string[], between = ","): string => texts.map(encodeURIComponent).join(between);
const items = (text: string): string[] => (text === "" ? [] : text.split(",").map(decoded).filter(Boolean));

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

const idsOf = (text: string): Ids => (/^@[\w-]{1,100}$/.test(text) ? { kept: text.slice(1) } : items(text));

function bornOf(text: string): Filters["born"] {
  const [, from, to] = /^(\d{1,5})-(\d{1,5})$/.exec(text) ?? [];
  return from === undefined || Number(from) > Number(to) ? null : [Number(from), Number(to)];
}

function cameraOf(text: string): Camera | null {
  const [x, y, zoom] = text.split(",").map(Number);
  return text !== "" && [x, y, zoom].every(Number.isFinite) && zoom > 0 ? { x, y, zoom } : null;
}

function struckOf(text: string): Struck[] {
  if (text === "") return [];
  return text.split(",").flatMap((each): Struck[] => {
    const [first, value] = each.split(":").map(decoded);
    if (!first) return [];
    return value === undefined ? [{ family: first }] : [{ kind: first, value }];
  });
}
