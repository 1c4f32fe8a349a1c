/**
 * Tokens -> candidate pairs: accounts that share a value (blocking), each with its best few. Holders of a value meet in rooms, so that the
 * pairs grow linearly with the sightings, whatever hubs there are.
 */
import { alone, type Crew } from "./crew/crew.js";
import { inOrder, partsOf } from "./crew/task.js";
import { joinPairs, type Pairs, type Partners } from "./pairs/join.js";
import { dealRooms } from "./pairs/rooms.js";
import type { Tokens } from "./tokens.js";

/**
 * What else a pair may share beside the values that find it (tooling, bins, timing), in bits: a candidate that would need more to pass the
 * prior is none.
 */
export const BEYOND_BLOCKING = 12;

export interface Worth {
  bits: Float32Array;
  prior: number;
}

/**
 * `bits` is what sharing each token is worth, `prior` what speaks against any pair; `more` are partners to consider whatever they share
 * (co-action, succession), both ways round and ascending.
 */
export function findCandidates(tokens: Tokens, size: number, { bits, prior }: Worth, more: readonly Partners[], crew: Crew = alone): Pairs {
  const rooms = dealRooms(tokens, size, rankingWorth(tokens, bits));
  const found = crew.share("findBest", { rooms, size, least: prior - BEYOND_BLOCKING }, partsOf(size));
  return joinPairs(inOrder(found), size, more);
}

/** Kinds whose values repeat each other (a name and its near forms) find pairs, but do not rank them. */
function rankingWorth({ kinds }: Tokens, bits: Float32Array): Float32Array {
  const worth = bits.slice();
  for (const { rule, first, last } of kinds) for (let t = first; t < last; t++) worth[t] *= rule.repeat;
  return worth;
}
