/**
 * A cluster's evidence -> its body, and which accounts fall off it without which single value. What robust links hold together no single
 * value parts: it is one node. Over the nodes lies a spanning forest; a value that breaks no link of it parts nothing, and of one that does
 * only the smaller side is walked (depth-first numbering; Tarjan 1972).
 */
import { byCodeUnit } from "../../tools/order.js";
import { UnionFind } from "../../tools/union-find.js";
import type { ClusterEvidence } from "./evidence.js";
import { Forest } from "./forest.js";

export interface Leaning {
  /** Of each account, whether it is of the body: the largest piece, of several the one with the first account. */
  isOfBody: Uint8Array;
  /** Of each account, the number of the value without which it falls off the body; -1 where there is none. */
  leansOn: Int32Array;
}

export function leaningOf(evidence: ClusterEvidence): Leaning {
  const forest = forestOf(evidence);
  const best = new Int32Array(forest.nodes).fill(-1);
  const isDirect = new Uint8Array(forest.nodes);
  for (const value of forest.breaking()) {
    for (const node of forest.fallenWithout(value)) {
      const direct = forest.isEndOfBroken(node, value) ? 1 : 0;
      if (best[node] >= 0 && (direct - isDirect[node] || compare(evidence, best[node], value)) <= 0) continue;
      best[node] = value;
      isDirect[node] = direct;
    }
  }
  const size = evidence.accounts.length;
  const isOfBody = new Uint8Array(size);
  const leansOn = new Int32Array(size).fill(-1);
  for (let i = 0; i < size; i++) {
    const node = forest.nodeOf[i];
    isOfBody[i] = forest.isOfBody(node) ? 1 : 0;
    leansOn[i] = best[node];
  }
  return { isOfBody, leansOn };
}

function forestOf({ accounts, a, b, killers }: ClusterEvidence): Forest {
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
  return new Forest(nodeOf, Uint32Array.from(size), { source, target, killers: killing });
}

/** Above nought where the second is the one to name: it gives more, or comes first. */
function compare({ struck, tying }: ClusterEvidence, one: number, other: number): number {
  const [x, y] = [struck[one], struck[other]];
  const [s, t] = [tying[x.tying], tying[y.tying]];
  return y.bits - x.bits || byCodeUnit(s.kind, t.kind) || byCodeUnit(s.value, t.value) || one - other;
}
