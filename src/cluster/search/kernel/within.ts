/** A graph and a partition -> the weight of each node's edges within its module. */
import { Graph } from "./graph";
import { Doubles, doubles, Ints, ints, mark, release, zeroBytes, zeroDoubles, zeroInts } from "./memory";

const STRIDE: i32 = 1 << 14;

export function tiesWithin(graph: Graph, partition: Ints): Doubles {
  const ties = doubles(graph.size);
  for (let i = 0; i < graph.size; i += STRIDE) sum(graph, partition, i, min(graph.size, i + STRIDE), ties);
  return ties;
}

function sum(graph: Graph, partition: Ints, from: i32, end: i32, ties: Doubles): void {
  for (let i = from; i < end; i++) ties[i] = tieOf(graph, partition, i);
}

function tieOf(graph: Graph, partition: Ints, i: i32): f64 {
  const own = partition[i];
  const end = graph.start[i + 1];
  let within: f64 = 0;
  for (let p = graph.start[i]; p < end; p++) within += select<f32>(graph.edge.weight(p), 0, partition[graph.edge.to(p)] === own);
  return within;
}

/** The weight of each module's edges to others. */
export function exitsOf(graph: Graph, partition: Ints, labels: i32, ties: Doubles): Doubles {
  const exits = zeroDoubles(labels);
  for (let i = 0; i < graph.size; i++) exits[partition[i]] += graph.strength[i] - ties[i];
  return exits;
}

/** Brings the ties of one partition up to another one, in which few nodes are elsewhere. Labels are below the size of the graph. */
export function update(graph: Graph, before: Ints, after: Ints, ties: Doubles): void {
  const size = graph.size;
  const marked = mark();
  const went = mostOf(size, before, after);
  const came = mostOf(size, after, before);
  const stale = zeroBytes(size);
  // Any two that are where most of their fellows went, and most of whose fellows came from where they did, are together if they were.
  for (let i = 0; i < size; i++) {
    if (went[before[i]] === after[i] && came[after[i]] === before[i]) continue;
    stale[i] = 1;
    for (let p = graph.start[i]; p < graph.start[i + 1]; p++) stale[graph.edge.to(p)] = 1;
  }
  for (let i = 0; i < size; i++) if (stale[i] === 1) ties[i] = tieOf(graph, after, i);
  release(marked);
}

/**
 * For each module of one partition the other's that more than half of its nodes are in, if there is one (the majority vote of Boyer & Moore
 * 1991).
 */
function mostOf(size: i32, partition: Ints, other: Ints): Ints {
  const most = ints(size);
  const votes = zeroInts(size);
  for (let i = 0; i < size; i++) {
    const own = partition[i];
    if (votes[own] === 0) most[own] = other[i];
    votes[own] += most[own] === other[i] ? 1 : -1;
  }
  return most;
}
