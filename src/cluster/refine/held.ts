/** Communities' members -> the values that they share, how far these are raised, and what speaks against who has none of them. */
import type { LinkModel } from "../../link/model.js";
import { doubles, words } from "../../tools/growing.js";
import { Strangers } from "./strangers.js";

/** A group of kinds that nearly all members agree in, and the account has but differs, counts this much against it at most. */
const MAX_DISAGREEMENT = 2;

/** By community (CSR): the tokens that two members or more hold, ascending. */
export interface Held {
  start: Uint32Array;
  token: Uint32Array;
  /** Members that hold it. */
  holders: Uint32Array;
  /** The share of strangers who are as busy as the members and at home where they are that would hold it. */
  chance: Float64Array;
  /** log2 of how much commoner it is among the members than that. */
  lift: Float64Array;
}

/** `against`, by community and group: bits against an account that has data of it, and none of the members' values. */
export function sharedAmong(communities: readonly (readonly number[])[], model: LinkModel): { held: Held; against: Float64Array } {
  const { tokens, groups } = model;
  const strangers = new Strangers(model);
  const found = { token: words(), holders: words(), chance: doubles(), lift: doubles() };
  const start = new Uint32Array(communities.length + 1);
  const against = new Float64Array(communities.length * groups.names.length);
  const count = new Uint32Array(tokens.holders.length); // clean between communities
  let met = new Uint32Array(1024); // tokens, each once
  const agreement = new Agreement(model, count);
  for (const [c, members] of communities.entries()) {
    let size = 0;
    for (const a of members) {
      const end = tokens.start[a + 1];
      if (size + end - tokens.start[a] > met.length) met = grown(met, size + end - tokens.start[a]);
      for (let p = tokens.start[a]; p < end; p++) if (count[tokens.token[p]]++ === 0) met[size++] = tokens.token[p];
    }
    against.set(agreement.against(members), c * groups.names.length);
    let shared = 0;
    for (let i = 0; i < size; i++) {
      if (count[met[i]] < 2) count[met[i]] = 0;
      else met[shared++] = met[i];
    }
    strangers.like(members);
    for (const token of met.subarray(0, shared).sort()) {
      const chance = strangers.having(token);
      found.token.push(token);
      found.holders.push(count[token]);
      found.chance.push(chance);
      found.lift.push(lift(chance, count[token], members.length));
      count[token] = 0;
    }
    start[c + 1] = found.token.length;
  }
  const { token, holders, chance, lift: lifts } = found;
  return {
    held: { start, token: token.trimmed(), holders: holders.trimmed(), chance: chance.trimmed(), lift: lifts.trimmed() },
    against,
  };
}

/** log2 of how much commoner a token is where so many of the members hold it; 0 where sharing it is worth nothing (no chance of it). */
export function lift(chance: number, holders: number, members: number): number {
  return chance === 0 ? 0 : Math.log2((holders + chance) / ((members + 1) * chance));
}

function grown(list: Uint32Array, least: number): Uint32Array<ArrayBuffer> {
  const longer = new Uint32Array(Math.max(least, 2 * list.length));
  longer.set(list);
  return longer;
}

/** How many members of a community agree, group by group; keeps scratch memory between calls. */
class Agreement {
  readonly #model: LinkModel;
  /** By token: members of the community at hand that hold it. */
  readonly #count: Uint32Array;
  readonly #agree: Float64Array;
  readonly #have: Float64Array;
  readonly #last: Int32Array;

  constructor(model: LinkModel, count: Uint32Array) {
    this.#model = model;
    this.#count = count;
    this.#agree = new Float64Array(model.groups.names.length);
    this.#have = new Float64Array(model.groups.names.length);
    this.#last = new Int32Array(model.groups.names.length);
  }

  /** By group: bits against an account that has data of it, and none of the members' values. */
  against(members: readonly number[]): Float64Array {
    const { tokens, groups } = this.#model;
    const agree = this.#agree.fill(0);
    const have = this.#have.fill(0);
    const last = this.#last.fill(-1); // the member that was counted last
    for (const a of members) {
      for (let p = tokens.start[a]; p < tokens.start[a + 1]; p++) {
        const group = groups.of[tokens.kindOf[tokens.token[p]]];
        if (last[group] === a || this.#count[tokens.token[p]] < 2) continue;
        last[group] = a;
        agree[group]++;
      }
      for (let g = 0; g < have.length; g++) if (groups.has(a, g)) have[g]++;
    }
    return agree.map((n, g) => Math.max(-MAX_DISAGREEMENT, Math.log2(1 - 0.9 * (n / (have[g] + 1)))));
  }
}
