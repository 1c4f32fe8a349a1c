/** Each step from communities to clusters -> nobody is put with anybody without a reason, whatever the accounts and the communities. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adopt } from "../../../src/cluster/refine/adopt.js";
import { constrain } from "../../../src/cluster/refine/constraints.js";
import { loosen } from "../../../src/cluster/refine/loosen.js";
import { membersOf } from "../../../src/cluster/refine/members.js";
import { PROFILE_MEMBERS } from "../../../src/cluster/refine/profile.js";
import { byTokens, rejoin } from "../../../src/cluster/refine/rejoin.js";
import { joinSameQueue } from "../../../src/cluster/refine/same-queue.js";
import { joinSameWork } from "../../../src/cluster/refine/same-work.js";
import { settle } from "../../../src/cluster/refine/settle.js";
import type { EdgeList } from "../../../src/cluster/search/graph.js";
import { relabel } from "../../../src/cluster/search/labels.js";
import { link } from "../../../src/link/link.js";
import type { LinkModel } from "../../../src/link/model.js";
import type { Uses } from "../../../src/link/templates.js";
import { UnionFind } from "../../../src/tools/union-find.js";
import { type Person, populationOf, START } from "../../attribution/population.js";
import { edgeList } from "../search/graphs.js";

interface World {
  model: LinkModel;
  uses: Uses;
  edges: EdgeList;
  community: Int32Array;
}

const SIZE = 40;
const NO_BONDS = { must: [], never: [] };

/** Strangers to each other, in a chain of ties. */
const chain: Person[] = Array.from({ length: SIZE }, (_, i) => ({
  account: `acc-${i}`,
  at: START + i * 3_600_000,
  seen: { device: [`d-${i}`], bin: [`b-${i}`], net: [`n-${i}`] },
}));

/**
 * Of each account: its hand, which of its hand's device, bin, network and prompt it shows, and the community that it is in instead of its
 * hand's.
 */
const account = fc.tuple(
  fc.nat(5),
  fc.tuple(...["device", "bin", "net", "prompt"].map(() => fc.boolean())),
  fc.option(fc.nat(SIZE - 1), { freq: 2 }),
);
/** Short enough to be read where a property fails. */
const drawn = fc.record({
  accounts: fc.array(account, { minLength: SIZE, maxLength: SIZE }),
  ties: fc.array(fc.tuple(fc.nat(SIZE - 1), fc.nat(SIZE - 1), fc.integer({ min: 1, max: 12 })), { maxLength: 80 }),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer T> ? T : never;

/**
 * Accounts of a few hands, seen with what is the hand's or with what is nobody else's, any ties among them, and communities that are right
 * or not.
 */
function worldOf({ accounts, ties }: Drawn): World {
  const people = accounts.map(([hand, [device, bin, net, prompt]], i): Person => {
    const of = (kind: string, shared: boolean) => [`${kind}-${shared ? hand : 10 + i}`];
    const seen = { device: of("d", device), bin: of("b", bin), net: of("n", net), prompt: [`${prompt ? hand : 10 + i}`.padEnd(16, "5a")] };
    return { account: `acc-${i}`, at: START + i * 600_000, seen };
  });
  const { model, uses } = link(populationOf(people));
  return {
    model,
    uses,
    edges: edgeList(
      SIZE,
      ties.filter(([a, b]) => a !== b),
    ),
    community: Int32Array.from(accounts, ([hand, , label]) => label ?? hand),
  };
}

const named = (labels: Int32Array): Int32Array => {
  const copy = labels.slice();
  relabel(copy, 2 * copy.length);
  return copy;
};

const isPartition = (labels: Int32Array): boolean => labels.every((label) => label >= 0 && label < labels.length);

/** Whether all that are together in `finer` are in `coarser` too. */
function isWithin(finer: Int32Array, coarser: Int32Array): boolean {
  const of = new Map<number, number>();
  return finer.every((label, i) => {
    if (!of.has(label)) of.set(label, coarser[i]);
    return of.get(label) === coarser[i];
  });
}

/** What is together where each community hangs together and each tie that `counts` holds. */
function tied(community: Int32Array, { source, target }: EdgeList, counts: (a: number, b: number) => boolean = () => true): Int32Array {
  const sets = new UnionFind(community.length);
  for (const members of membersOf(community, 2).values()) for (const a of members) sets.union(a, members[0]);
  for (let e = 0; e < source.length; e++) if (counts(source[e], target[e])) sets.union(source[e], target[e]);
  return sets.flatten();
}

describe("a community that dissolves whole", () => {
  it("leaves nobody together, though there are as many communities as accounts", () => {
    const { model } = link(populationOf(chain));
    const community = new Int32Array(SIZE).fill(0);
    community[SIZE - 1] = SIZE - 1; // one stood alone
    const edges = edgeList(
      SIZE,
      Array.from({ length: SIZE - 2 }, (_, i) => [i, i + 1, 2] as const),
    );
    const loosened = loosen(community, edges, { model, sharesPrivate: () => false });
    expect([...loosened]).toEqual(Array.from({ length: SIZE }, (_, i) => i));
    expect(membersOf(constrain(loosened, edges, NO_BONDS), 2).size).toBe(0);
  });
});

describe("whatever the accounts, their ties and their communities,", () => {
  const holds = (property: (world: World) => void) =>
    fc.assert(
      fc.property(drawn, (given) => property(worldOf(given))),
      { numRuns: 60 },
    );

  it("loosening only parts, and bonds that are none change nothing but names", () => {
    holds(({ community, edges, model }) => {
      const loosened = loosen(community, edges, { model, sharesPrivate: byTokens(model) });
      expect(isPartition(loosened)).toBe(true);
      expect(isWithin(loosened, community)).toBe(true);
      expect(constrain(loosened, edges, NO_BONDS)).toEqual(named(loosened));
    });
  });

  it("shards rejoin only by ties of what strangers never share", () => {
    holds(({ community, edges, model }) => {
      const sharesPrivate = byTokens(model);
      const rejoined = rejoin(community, edges, sharesPrivate);
      expect(isPartition(rejoined)).toBe(true);
      expect(isWithin(community, rejoined)).toBe(true);
      expect(isWithin(rejoined, tied(community, edges, sharesPrivate))).toBe(true);
    });
  });

  it("communities join by their work only where they are tied", () => {
    holds(({ community, edges, model }) => {
      const joined = joinSameWork(community, edges, model);
      expect(isPartition(joined)).toBe(true);
      expect(isWithin(community, joined)).toBe(true);
      expect(isWithin(joined, tied(community, edges))).toBe(true);
    });
  });

  it("communities join by their queue only where they are tied", () => {
    holds(({ community, edges, model, uses }) => {
      const joined = joinSameQueue(community, edges, { coactions: model.coactions, uses });
      expect(isPartition(joined)).toBe(true);
      expect(isWithin(community, joined)).toBe(true);
      expect(isWithin(joined, tied(community, edges))).toBe(true);
    });
  });

  it("members move only to communities that there were, along ties", () => {
    holds(({ community, edges }) => {
      const settled = settle(community, edges);
      expect(isWithin(settled, tied(community, edges))).toBe(true);
      for (const label of settled) expect(community).toContain(label);
    });
  });

  it("only loose accounts are taken in, and only by a community that has a profile", () => {
    holds(({ community, model }) => {
      const adopted = adopt(community, model);
      const members = membersOf(community, PROFILE_MEMBERS);
      for (const [a, label] of adopted.entries()) {
        if (label === community[a]) continue;
        expect([members.has(community[a]), members.has(label)]).toEqual([false, true]);
      }
    });
  });

  it("all steps together put two in one cluster only by a tie, a community, or a profile that took one in", () => {
    holds(({ community, edges, model }) => {
      const sharesPrivate = byTokens(model);
      const whole = joinSameWork(rejoin(community, edges, sharesPrivate), edges, model);
      const adopted = adopt(whole, model);
      const settled = constrain(loosen(adopted, edges, { model, sharesPrivate }), edges, NO_BONDS);
      expect(isWithin(whole, tied(community, edges))).toBe(true);
      expect(isWithin(settled, adopted)).toBe(true);
    });
  });
});

describe("labels that are none of the accounts' numbers", () => {
  it("are refused, not taken for the first account's", () => {
    const edges = edgeList(3, [[0, 1, 5]]);
    for (const outside of [-1, 3]) {
      expect(() => constrain(Int32Array.of(0, 1, outside), edges, NO_BONDS)).toThrow(RangeError);
      expect(() => relabel(Int32Array.of(0, 1, outside))).toThrow(RangeError);
    }
    expect(() => membersOf(Int32Array.of(0, 0, -1), 1)).toThrow(RangeError);
  });
});
