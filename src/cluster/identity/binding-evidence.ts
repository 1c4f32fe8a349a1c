/** A cluster's accounts and the tokens they share -> what binds it, strongest first. */
import type { LinkModel } from "../../link/model.js";
import type { Evidence } from "../../model/cluster.js";

/** Rows a cluster shows. */
const ROWS = 12;

/**
 * `bits` is the log2 Bayes factor of one pair's sharing the value. Of all values that two or more share, those are shown that carry most
 * (bits x accounts), and these by their bits; ties by accounts, most first, then kind and value.
 */
export function bindingEvidence(members: readonly number[], { tokens, bits }: LinkModel, { rows = ROWS } = {}): Evidence[] {
  const holders = new Map<number, number>();
  for (const a of members)
    for (let p = tokens.start[a]; p < tokens.start[a + 1]; p++) holders.set(tokens.token[p], (holders.get(tokens.token[p]) ?? 0) + 1);
  return [...holders]
    .filter(([token, n]) => n >= 2 && bits[token] > 0)
    .sort(([s, n], [t, m]) => m * bits[t] - n * bits[s] || s - t)
    .slice(0, rows)
    .map(([token, n]) => {
      const kind = tokens.kinds[tokens.kindOf[token]];
      return { kind: kind.name, value: kind.label(token), accounts: n, bits: bits[token] };
    })
    .sort((a, b) => b.bits - a.bits || b.accounts - a.accounts || compare(a.kind, b.kind) || compare(a.value, b.value));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
