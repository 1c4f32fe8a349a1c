/** Nodes, and links that single values break -> the first value without which each falls off: against taking away value by value. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BreakableNodes, fallsOf } from "../../../src/enforcement/plan/falls.js";

const inOrder = (one: number, other: number) => one - other;

function nodesOf(most: number): fc.Arbitrary<BreakableNodes> {
  return fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: most }).chain((size) => {
    const node = fc.integer({ min: 0, max: size.length - 1 });
    const killers = fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 3 });
    return fc.array(fc.tuple(node, node, killers), { maxLength: 2 * size.length }).map((links) => ({
      size,
      source: links.map(([x]) => x),
      target: links.map(([, y]) => y),
      killers: links.map(([, , values]) => values),
    }));
  });
}

describe("what falls off the largest piece", () => {
  it("is, of each node, what taking away one value after the other finds", () => {
    fc.assert(
      fc.property(nodesOf(14), (nodes) => {
        const { isOfBody, first } = fallsOf(nodes, inOrder);
        expect({ isOfBody: [...isOfBody], first: [...first] }).toEqual(plainFalls(nodes));
      }),
      { numRuns: 5000 },
    );
  });

  it("is found for chains too long to take away value by value", () => {
    const links = 100_000;
    const { first } = fallsOf(
      {
        size: Array.from({ length: links + 1 }, () => 1),
        source: Array.from({ length: links }, (_, l) => l),
        target: Array.from({ length: links }, (_, l) => l + 1),
        killers: Array.from({ length: links }, (_, l) => [l]),
      },
      inOrder,
    );
    expect([first[0], first[49_999], first[50_001], first[links]]).toEqual([0, 49_999, 50_000, links - 1]);
    expect(first[50_000]).toBe(-1); // the one in the middle
  });
});

/** By its own links first, and of these and of all others by the first value. */
function plainFalls({ size, source, target, killers }: BreakableNodes): { isOfBody: number[]; first: number[] } {
  const links = source.map((x, l) => ({ ends: [x, target[l]], values: killers[l] }));
  const body = largest(size, links);
  const values = [...new Set(killers.flat())].sort(inOrder);
  const first = Array.from({ length: size.length }, (_, x) => {
    const falling = values.filter((value) => {
      const left = links.filter((link) => !link.values.includes(value));
      return body.has(x) && !largest(size, left).has(x);
    });
    const own = falling.find((value) => links.some((link) => link.ends.includes(x) && link.values.includes(value)));
    return own ?? falling[0] ?? -1;
  });
  return { isOfBody: first.map((_, x) => (body.has(x) ? 1 : 0)), first };
}

function largest(size: ArrayLike<number>, links: readonly { ends: readonly number[] }[]): Set<number> {
  let most = new Set<number>();
  const weight = (piece: ReadonlySet<number>) => [...piece].reduce((sum, x) => sum + size[x], 0);
  const seen = new Set<number>();
  for (let from = 0; from < size.length; from++) {
    if (seen.has(from)) continue;
    const piece = new Set([from]);
    for (const x of piece) for (const { ends } of links) if (ends.includes(x)) for (const end of ends) piece.add(end);
    for (const x of piece) seen.add(x);
    if (weight(piece) > weight(most)) most = piece;
  }
  return most;
}
