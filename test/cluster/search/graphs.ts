/** Small graphs written as text, and what tests ask of partitions. */
import { Draw } from "../../../bench/worlds/planted-graph.js";
import type { EdgeList } from "../../../src/cluster/search/graph.js";

/** `a-b a-c:0.5 …`: nodes are single letters, weight 1 unless given. */
export function graphOf(text: string): EdgeList {
  const edges = text.split(/\s+/).map((edge) => edge.match(/^(\w)-(\w)(?::(.+))?$/)!);
  return edgeList(
    26,
    edges.map(([, a, b, weight]) => [letter(a), letter(b), Number(weight ?? 1)]),
  );
}

export function edgeList(nodes: number, edges: readonly (readonly [number, number, number])[]): EdgeList {
  return {
    nodes,
    source: Uint32Array.from(edges, ([source]) => source),
    target: Uint32Array.from(edges, ([, target]) => target),
    weight: Float32Array.from(edges, ([, , weight]) => weight),
  };
}

/** The communities of two or more, as words: `abc def`. */
export function words(community: ArrayLike<number>): string {
  const members = new Map<number, string>();
  for (let i = 0; i < community.length; i++) members.set(community[i], (members.get(community[i]) ?? "") + String.fromCharCode(97 + i));
  return [...members.values()].filter((word) => word.length > 1).join(" ");
}

/** The same edges, in another order and some turned round. */
export function shuffle({ nodes, source, target, weight }: EdgeList, seed: number): EdgeList {
  const draw = new Draw(seed);
  const order = draw.permutation(source.length);
  const turned = Uint8Array.from(order, () => draw.below(2));
  return {
    nodes,
    source: order.map((e, i) => (turned[i] ? target[e] : source[e])),
    target: order.map((e, i) => (turned[i] ? source[e] : target[e])),
    weight: Float32Array.from(order, (e) => weight[e]),
  };
}

export function randomGraph(nodes: number, edges: number, seed: number): EdgeList {
  const draw = new Draw(seed);
  return edgeList(
    nodes,
    Array.from({ length: edges }, () => [draw.below(nodes), draw.below(nodes), 0.1 + draw.unit()] as const),
  );
}

/** Every partition of `size` things, as restricted growth strings. */
export function* partitions(size: number): Generator<Int32Array> {
  const labels = new Int32Array(size);
  function* fill(at: number, used: number): Generator<Int32Array> {
    if (at === size) {
      yield labels;
      return;
    }
    for (let label = 0; label <= used; label++) {
      labels[at] = label;
      yield* fill(at + 1, Math.max(used, label + 1));
    }
  }
  yield* fill(0, 0);
}

/** Whether each community is connected, by walking it. */
export function allConnected({ nodes, source, target, weight }: EdgeList, community: ArrayLike<number>): boolean {
  const neighbours = Array.from({ length: nodes }, () => [] as number[]);
  for (let e = 0; e < source.length; e++) {
    if (weight[e] === 0 || community[source[e]] !== community[target[e]]) continue;
    neighbours[source[e]].push(target[e]);
    neighbours[target[e]].push(source[e]);
  }
  const walked = new Set<number>();
  const seen = new Set<number>();
  for (let i = 0; i < nodes; i++) {
    if (seen.has(i)) continue;
    if (walked.has(community[i])) return false;
    walked.add(community[i]);
    const stack = [i];
    seen.add(i);
    while (stack.length > 0)
      for (const j of neighbours[stack.pop()!]) {
        if (seen.has(j)) continue;
        seen.add(j);
        stack.push(j);
      }
  }
  return true;
}

function letter(name: string): number {
  return name.charCodeAt(0) - 97;
}

/**
 * Components of 2 to 400 nodes, some dense and some sparse, under shuffled numbers; some nodes alone, some edges twice, loops and weights
 * of nothing.
 */
export function islands(seed: number): EdgeList {
  const draw = new Draw(seed);
  const edges: [number, number, number][] = [];
  let nodes = 0;
  for (let island = 0; island < 60; island++) {
    const { nodes: size, source, target, weight } = randomGraph(2 + draw.below(400), 10 + draw.below(600), seed * 100 + island);
    for (let e = 0; e < source.length; e++) edges.push([nodes + source[e], nodes + target[e], weight[e]]);
    nodes += size;
  }
  edges.push(...edges.slice(0, 50), [0, nodes, 0], [nodes + 1, nodes + 1, 5]);
  nodes += 20;
  const name = draw.permutation(nodes);
  return edgeList(
    nodes,
    edges.map(([a, b, weight]) => [name[a], name[b], weight]),
  );
}
