/** What is looked at (filters, selection, what is struck, colours) -> how each account of the picture is shown. */
import type { Rgb } from "./frame.js";
import { LEVEL } from "./picture.js";

export interface Shown {
  /** A byte an account: 1 for what filters and hiding let be seen. */
  mask: Uint8Array;
  selection: Uint32Array;
  pinned: Uint32Array;
  /** A 1 for each account that falls off; null where nothing is struck. */
  fallen: Uint8Array | null;
  /** Places of accounts that are tied to what is selected. */
  near: Iterable<number>;
}

/**
 * What filters pass over stays as a shadow, so that the picture keeps its shape; what was hidden is gone. What is struck lights up who
 * falls off; else a selection lights itself and its ties up.
 */
export function levelsOf({ mask, selection, pinned, fallen, near }: Shown, hidden: Uint32Array): Uint8Array {
  const lit = selection.length > 0 || fallen !== null;
  const level = Uint8Array.from(mask, (seen) => (seen === 1 && !lit ? LEVEL.plain : LEVEL.dim));
  const raise = (place: number): void => {
    if (mask[place] === 1) level[place] = LEVEL.lit;
  };
  if (fallen !== null) for (let i = 0; i < fallen.length; i++) if (fallen[i] === 1) raise(i);
  for (const place of near) if (mask[place] === 1 && level[place] === LEVEL.dim) level[place] = LEVEL.plain;
  for (const place of selection) raise(place);
  for (const place of pinned) raise(place);
  for (const place of hidden) level[place] = LEVEL.hidden;
  return level;
}

/** Colours in a row, whole numbers between those given: the first for the earliest day. */
export function rampOf(stops: readonly Rgb[], steps: number): Rgb[] {
  return Array.from({ length: steps }, (_, i) => {
    const at = steps === 1 ? 0 : (i * (stops.length - 1)) / (steps - 1);
    const [from, to] = [stops[Math.floor(at)], stops[Math.ceil(at)]];
    const share = at - Math.floor(at);
    return [0, 1, 2].map((c) => Math.round(from[c] + (to[c] - from[c]) * share)) as unknown as Rgb;
  });
}

const UNKNOWN_DAY = 65_535;

/** Days -> steps of a ramp; the step after the last for those that nobody knows. */
export function stepsOfDays(born: Uint16Array, steps: number): { hue: Uint8Array; first: number; last: number } {
  let [first, last] = [UNKNOWN_DAY, 0];
  for (const day of born)
    if (day !== UNKNOWN_DAY) {
      first = Math.min(first, day);
      last = Math.max(last, day);
    }
  const span = Math.max(1, last - first);
  return {
    hue: Uint8Array.from(born, (day) => (day === UNKNOWN_DAY ? steps : Math.min(steps - 1, Math.floor(((day - first) * steps) / span)))),
    first,
    last,
  };
}
