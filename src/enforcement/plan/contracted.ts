/**
 * A cluster's evidence -> its body, and which accounts fall off it without which single value. What robust links hold together no single
 * value parts: it is one node.
 */
import { byCodeUnit } from "../../tools/order.js";
import { UnionFind } from "../../tools/union-find.js";
import type { ClusterEvidence } from "./evidence.js";
import { type BreakableNodes, fallsOf } from "./falls.js";

export interface Leaning {
  /** Of each account, whether it is of the body: the largest piece, of several the one with the first account. */
  isOfBody: Uint8Array;
  /** Of each account, the number of the value without which it falls off the body; -1 where there is none. */
  leansOn: Int32Array;
}

export function leaningOf(evidence: ClusterEvidence): Leaning {
  const { nodeOf, ...nodes } = contracted(evidence);
  const falls = fallsOf(nodes, (one, other) => compare(evidence, one, other));
  return { isOfBody: Uint8Array.from(nodeOf, (node) => falls.isOfBody[node]), leansOn: nodeOf.map((node) => falls.first[node]) };
}

function contracted({ accounts, a, b, killers }: ClusterEvidence): BreakableNodes & { nodeOf: Int32Array } {
  const sets = new UnionFind(accounts.length);
  for (let l = 0; l < a.length; l++) if (killers[l].length === 0) sets.union(a[l], b[l]);
  const first = sets.flatten();
  const nodeOf = new Int32Array(accounts.length);
  const size: number[] = [];
  for (let i = 0; i < first.length; i++) {
    if (first[i] === i)
      nodeOf[i] = size.push(0) - 1; // nodes are in the order of their first accounts
    else nodeOf[i] = nodeOf[first[i]];
    size[nodeOf[i]]++;
  }
  const source: number[] = [];
  const target: number[] = [];
  const killing: (readonly number[])[] = [];
  for (let l = 0; l < a.length; l++) {
    const [x, y] = [nodeOf[a[l]], nodeOf[b[l]]];
    if (killers[l].length === 0 || x === y) continue;
    source.push(x);
    target.push(y);
    killing.push(killers[l]);
  }
  return { nodeOf, size, source, target, killers: killing };
}

/** Above nought where the second is the one to name: it gives more, or comes first. */
function compare({ struck, tying }: ClusterEvidence, one: number, other: number): number {
  const [x, y] = [struck[one], struck[other]];
  const [s, t] = [tying[x.tying], tying[y.tying]];
  return y.bits - x.bits || byCodeUnit(s.kind, t.kind) || byCodeUnit(s.value, t.value) || one - other;
}
