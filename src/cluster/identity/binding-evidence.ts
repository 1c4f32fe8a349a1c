/** A cluster's accounts and the tokens they share -> what binds it, strongest first. */
import type { LinkModel } from "../../link/model.js";
import type { Tokens } from "../../link/tokens.js";
import type { Evidence } from "../../model/cluster.js";

/** Rows a cluster shows. */
const ROWS = 12;

/**
 * `bits` is the log2 Bayes factor of one pair's sharing the value. Of all values that two or more share, those are shown that carry most
 * (bits x accounts), and these by their bits; ties by accounts, most first, then kind and value.
 */
export function bindingEvidence(members: readonly number[], { tokens, bits }: LinkModel, { rows = ROWS } = {}): Evidence[] {
  const all = tokensOf(members, tokens);
  const most: { token: number; accounts: number; carried: number }[] = [];
  for (let from = 0, to = 0; from < all.length; from = to) {
    const token = all[from];
    while (to < all.length && all[to] === token) to++;
    if (to - from < 2 || bits[token] <= 0) continue;
    const carried = (to - from) * bits[token];
    let at = most.length;
    while (at > 0 && most[at - 1].carried < carried) at--; // of equals the first stays before: tokens ascend
    if (at === rows) continue;
    most.splice(at, 0, { token, accounts: to - from, carried });
    if (most.length > rows) most.pop();
  }
  return most
    .map(({ token, accounts }) => {
      const kind = tokens.kinds[tokens.kindOf[token]];
      return { kind: kind.name, value: kind.label(token), accounts, bits: bits[token] };
    })
    .sort((a, b) => b.bits - a.bits || b.accounts - a.accounts || compare(a.kind, b.kind) || compare(a.value, b.value));
}

/** All tokens of the accounts, ascending, each as often as it is held. */
function tokensOf(members: readonly number[], { start, token }: Tokens): Uint32Array {
  let size = 0;
  for (const a of members) size += start[a + 1] - start[a];
  const all = new Uint32Array(size);
  let n = 0;
  for (const a of members) for (let p = start[a]; p < start[a + 1]; p++) all[n++] = token[p];
  return all.sort();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
