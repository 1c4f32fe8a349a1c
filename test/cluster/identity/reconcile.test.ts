/** Known clusters and found communities -> ids that last, and what became of each cluster. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reconcile } from "../../../src/cluster/identity/reconcile.js";
import type { KnownCluster } from "../../../src/model/run.js";

/** `c1=abc` is a cluster of the accounts a, b and c. */
function known(...texts: string[]): KnownCluster[] {
  return texts.map((text) => {
    const [id, accounts] = text.split("=");
    return { id, accounts: [...accounts], supersededBy: null };
  });
}

function found(...texts: string[]): string[][] {
  return texts.map((text) => [...text]);
}

/** Clusters as `id=accounts`; an id that is new as `new`. */
function outcome(before: KnownCluster[], now: string[][]) {
  const { clusters, changes } = reconcile(before, now);
  const ids = new Set(before.map(({ id }) => id));
  const name = (id: string) => (ids.has(id) ? id : "new");
  return {
    clusters: clusters.map(({ id, accounts }) => `${name(id)}=${accounts.join("")}`).sort(),
    changes: changes.map(({ type, cluster, from }) => [type, name(cluster), ...from].join(" ")).sort(),
  };
}

describe("reconciling", () => {
  it.each([
    ["nothing happened", ["c1=abc"], ["abc"], ["c1=abc"], []],
    ["a cluster is born", ["c1=abc"], ["abc", "xy"], ["c1=abc", "new=xy"], ["born new"]],
    ["a cluster grows", ["c1=abc"], ["abcxyz"], ["c1=abcxyz"], ["grown c1"]],
    ["a cluster loses some", ["c1=abcde"], ["abc"], ["c1=abc"], []],
    ["a cluster dies", ["c1=abc"], [], [], ["died c1"]],
    ["a cluster died before: it dies no second time", ["c1=", "c2=xy"], ["xy"], ["c2=xy"], []],
    ["two merge: the larger gives its name", ["c1=ab", "c2=cde"], ["abcde"], ["c2=abcde"], ["merged c2 c1"]],
    ["two equals merge: the smaller id stays", ["c2=ab", "c1=cd"], ["abcd"], ["c1=abcd"], ["merged c1 c2"]],
    ["one splits: the larger part keeps the name", ["c1=abcde"], ["abc", "de"], ["c1=abc", "new=de"], ["split new c1"]],
    [
      "one splits with no part larger than half",
      ["c1=abcd"],
      ["ab", "cd"],
      ["new=ab", "new=cd"],
      ["died c1", "split new c1", "split new c1"],
    ],
    ["a part moves to another cluster", ["c1=abcde", "c2=xyz"], ["abc", "dexyz"], ["c1=abc", "c2=dexyz"], []],
    ["parts of two make a third", ["c1=abcde", "c2=vwxyz"], ["abc", "devw", "xyz"], ["c1=abc", "c2=xyz", "new=devw"], ["split new c1 c2"]],
    ["an account alone is no cluster", ["c1=abc"], ["a", "bc"], ["c1=bc"], []],
  ])("%s", (_what, before, now, clusters, changes) => {
    expect(outcome(known(...before), found(...now))).toEqual({ clusters, changes });
  });

  it("derives a new id from the accounts, in any order", () => {
    const id = reconcile([], found("abc")).clusters[0].id;
    expect(id).toMatch(/^c-[a-z2-7]{12}$/);
    expect(reconcile([], found("cab")).clusters[0].id).toBe(id);
    expect(reconcile([], found("abd")).clusters[0].id).not.toBe(id);
  });

  it("never gives a retired id again, not even to the same accounts", () => {
    const id = reconcile([], found("abc")).clusters[0].id;
    const retired = [{ id, accounts: [], supersededBy: "c1" }];
    const again = reconcile(retired, found("abc")).clusters[0].id;
    expect(again).not.toBe(id);
    expect(reconcile(retired, found("abc")).clusters[0].id).toBe(again);
  });

  it("refuses an account in two communities", () => {
    expect(() => reconcile([], found("ab", "bc"))).toThrow(/account b .* two communities/);
  });

  const accounts = fc.uniqueArray(fc.integer({ min: 0, max: 60 }).map(String), { maxLength: 50 });
  const grouping = accounts.chain((members) =>
    fc.array(fc.integer({ min: 0, max: 8 }), { minLength: members.length, maxLength: members.length }).map((labels) => {
      const groups = new Map<number, string[]>();
      for (const [i, label] of labels.entries()) groups.set(label, [...(groups.get(label) ?? []), members[i]]);
      return [...groups.values()];
    }),
  );
  const knownClusters = grouping.map((groups) => groups.map((members, i) => ({ id: `c${i}`, accounts: members, supersededBy: null })));

  it("keeps every account that is in a community of two or more, in one cluster", () => {
    fc.assert(
      fc.property(knownClusters, grouping, (before, now) => {
        const { clusters } = reconcile(before, now);
        const placed = clusters.flatMap((cluster) => cluster.accounts);
        expect(placed.sort()).toEqual(
          now
            .filter((community) => community.length > 1)
            .flat()
            .sort(),
        );
        expect(new Set(clusters.map(({ id }) => id)).size).toBe(clusters.length);
      }),
    );
  });

  it("does not depend on the order of anything", () => {
    fc.assert(
      fc.property(knownClusters, grouping, (before, now) => {
        const turned = now.map((community) => [...community].reverse()).reverse();
        const turnedBefore = before.map((cluster) => ({ ...cluster, accounts: [...cluster.accounts].reverse() })).reverse();
        expect(reconcile(turnedBefore, turned)).toEqual(reconcile(before, now));
      }),
    );
  });

  it("keeps an id where most of the accounts stay together, unless a larger share of the community has another", () => {
    fc.assert(
      fc.property(knownClusters, grouping, (before, now) => {
        const { clusters, changes } = reconcile(before, now);
        for (const cluster of before) {
          const stay = (members: readonly string[]) => members.filter((account) => cluster.accounts.includes(account)).length;
          const heir = clusters.find(({ accounts: members }) => 2 * stay(members) > cluster.accounts.length);
          const current = clusters.some(({ id }) => id === cluster.id);
          if (!heir) {
            expect(current).toBe(false);
            expect(changes).toContainEqual({ type: "died", cluster: cluster.id, from: [] });
          } else if (heir.id !== cluster.id) {
            expect(current).toBe(false);
            expect(changes.find(({ type, cluster: id }) => type === "merged" && id === heir.id)?.from).toContain(cluster.id);
          }
        }
      }),
    );
  });

  it("changes nothing when run again on what it gave", () => {
    fc.assert(
      fc.property(knownClusters, grouping, (before, now) => {
        const { clusters } = reconcile(before, now);
        const again = reconcile(
          clusters.map(({ id, accounts: members }) => ({ id, accounts: members, supersededBy: null })),
          now,
        );
        expect(again).toEqual({ clusters, changes: [] });
      }),
    );
  });

  it("keeps the ids of clusters that only grow, run after run", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 12 }), { maxLength: 6 }), (runs) => {
        const groups = Array.from({ length: 5 }, (_, g) => [`${g}-a`, `${g}-b`]);
        let state = reconcile([], groups).clusters;
        const ids = new Map(state.map(({ id, accounts: members }) => [members[0][0], id]));
        let next = 0;
        for (const joiners of runs) {
          for (const g of joiners) groups[g].push(`${g}-${next++}`);
          state = reconcile(
            state.map(({ id, accounts: members }) => ({ id, accounts: members, supersededBy: null })),
            groups,
          ).clusters;
        }
        for (const { id, accounts: members } of state) expect(id).toBe(ids.get(members[0][0]));
      }),
    );
  });
});
