/** A walk along ties by arrows: on by the strongest that was not walked yet, back, or by the next weaker or stronger tie instead. */
import type { Tie, Ties } from "./ties.js";

export interface Step {
  account: number;
  /** The ties of the account before, of which this step is `index`; none at the start. */
  ties: readonly Tie[];
  index: number;
}

export type Walk = readonly Step[];
export type Turn = "on" | "back" | "weaker" | "stronger";

export const TURNS: Readonly<Record<string, Turn>> = { ArrowRight: "on", ArrowLeft: "back", ArrowDown: "weaker", ArrowUp: "stronger" };

export const startAt = (account: number): Walk => [{ account, ties: [], index: 0 }];

export const whereOf = (walk: Walk): number => walk[walk.length - 1].account;

/** The walk as it was where there is no such way. `isShown`: accounts that may be walked to. */
export function turned(walk: Walk, turn: Turn, ties: Ties, isShown: (account: number) => boolean, cut: Uint8Array | null = null): Walk {
  const last = walk[walk.length - 1];
  if (turn === "back") return walk.length > 1 ? walk.slice(0, -1) : walk;
  if (turn === "on") {
    const walked = new Set(walk.map(({ account }) => account));
    const all = ties.of(last.account, cut).filter(({ account }) => isShown(account));
    const index = all.findIndex(({ account }) => !walked.has(account));
    return index < 0 ? walk : [...walk, { account: all[index].account, ties: all, index }];
  }
  const index = last.index + (turn === "weaker" ? 1 : -1);
  return last.ties[index] === undefined ? walk : [...walk.slice(0, -1), { ...last, account: last.ties[index].account, index }];
}

/** Where one begins who has selected nobody: with the account of the most ties. */
export function busiest(accounts: number, ties: Ties, isShown: (account: number) => boolean): number | null {
  let best: number | null = null;
  for (let i = 0; i < accounts; i++) if (isShown(i) && (best === null || ties.count(i) > ties.count(best))) best = i;
  return best;
}
