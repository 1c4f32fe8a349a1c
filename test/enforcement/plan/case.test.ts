/** A cluster's kept links -> each account's own case, and who falls off without some evidence: by hand, and against plain searches. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { strike } from "../../../src/cluster/identity/strike.js";
import { casesOf, fallenWithout } from "../../../src/enforcement/plan/case.js";
import { isSharedValue, type Link, saysSomething } from "../../../src/model/link.js";
import { type Linked, link, linkedClusters, MODEL } from "./linked.js";

const accountsIn = (links: readonly Link[]) => [...new Set(links.flatMap(({ a, b }) => [a, b]))];
const cases = (texts: readonly string[], more: readonly string[] = []) => {
  const links = texts.map(link);
  return Object.fromEntries(casesOf({ accounts: [...accountsIn(links), ...more], links }, MODEL));
};
const TRIANGLE = ["a-b device:x=10 payment:y=9", "b-c device:x=10 payment:y=9", "a-c device:x=10 payment:y=9"];

describe("an account's own case", () => {
  it("has its links, the strongest of them, and what ties it, the strongest first, with how many others have that", () => {
    expect(cases(["a-b device:x=10 payment:y=9", "a-c device:x=11"]).a).toEqual({
      links: 2,
      bits: 13,
      rows: [
        { kind: "device", value: "x", bits: 11, accounts: 2 },
        { kind: "payment", value: "y", bits: 9, accounts: 1 },
      ],
      leans_on: null,
    });
  });

  it("leans on nothing where each of its values can be taken away", () => {
    expect(cases(TRIANGLE).a.leans_on).toBeNull();
  });

  it("leans on the value that its only link cannot do without", () => {
    const found = cases([...TRIANGLE, "c-d device:z=10"]);
    expect(found.d.leans_on).toEqual({ kind: "device", value: "z" });
    expect(found.c.leans_on).toBeNull();
  });

  it("leans on what lies between it and the body, where it does not fall by its own", () => {
    const found = cases([...TRIANGLE, "c-d device:z=10", "d-e device:q=10 payment:r=9"]);
    expect(found.e.leans_on).toEqual({ kind: "device", value: "z" });
  });

  it("does not lean on a value that several of its links have, while another link holds it", () => {
    expect(cases([...TRIANGLE, "a-d device:z=10", "b-d device:z=10", "c-d payment:q=10"]).d.leans_on).toBeNull();
  });

  it("leans on a relation of the one pair alone: others that read the same are facts of their own", () => {
    const found = cases([...TRIANGLE, "a-d co-action:often=8", "b-d co-action:often=8", "c-e co-action:often=8"]);
    expect(found.d.leans_on).toBeNull();
    expect(found.e.leans_on).toEqual({ kind: "co-action", value: "often" });
  });

  it("is none of an account without a link to the body, whose links are to others apart", () => {
    const none = { links: 0, bits: 0, rows: [], leans_on: null };
    const found = cases([...TRIANGLE, "p-q device:z=10"], ["alone"]);
    expect([found.alone, found.p, found.q]).toEqual([none, none, none]);
  });

  it("falls by a value exactly where taking it away parts the account from the largest piece", () => {
    fc.assert(
      fc.property(linkedClusters(12), (cluster) => {
        expect(leaning(cluster)).toEqual(plainLeaning(cluster));
      }),
      { numRuns: 2000 },
    );
  });

  it("names a value without which the account really falls", () => {
    fc.assert(
      fc.property(linkedClusters(12), (cluster) => {
        for (const [account, { leans_on }] of casesOf(cluster, MODEL)) {
          if (leans_on === null || !["device", "payment"].includes(leans_on.kind)) continue;
          expect(strike(cluster, [leans_on], MODEL).fallen).toContain(account);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe("what falls without several values at once", () => {
  it("is what a fresh look at every account without them finds", () => {
    const values = fc.array(fc.record({ kind: fc.constantFrom("device", "payment"), value: fc.constantFrom("u", "v", "w", "x") }), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(linkedClusters(12), values, (cluster, struck) => {
        const afresh = plainFallen(cluster, ({ evidence }) =>
          evidence.filter(({ kind, value }) => !struck.some((one) => one.kind === kind && one.value === value)),
        );
        expect(fallenWithout(cluster.accounts, cluster.links, struck, MODEL)).toEqual(afresh);
        expect(strike(cluster, struck, MODEL).fallen).toEqual(afresh);
      }),
      { numRuns: 1000 },
    );
  });
});

const leaning = (cluster: Linked) =>
  [...casesOf(cluster, MODEL)].filter(([, { leans_on }]) => leans_on !== null).map(([account]) => account);

/** Every single thing struck by itself: a value wherever it is, a relation in its own link. */
function plainLeaning(cluster: Linked): string[] {
  const fallen = new Set<string>();
  for (const each of cluster.links)
    for (const row of each.evidence.filter((one) => saysSomething(one) && one.bits > 0)) {
      const same = (other: { kind: string; value: string }) => other.kind === row.kind && other.value === row.value;
      const left = (other: Link) => other.evidence.filter((one) => !(same(one) && (isSharedValue(row) || other === each)));
      for (const account of plainFallen(cluster, left)) fallen.add(account);
    }
  return [...fallen].sort();
}

/** Weighs every pair anew from what is left, and walks from account to account. */
function plainFallen({ accounts, links }: Linked, left: (each: Link) => Link["evidence"]): string[] {
  const before = plainLargest(accounts, links);
  const after = plainLargest(
    accounts,
    links.filter((each) => {
      const sums: Record<string, number> = {};
      for (const { kind, bits } of left(each).filter(saysSomething)) {
        const family = MODEL.families[kind as "device"];
        sums[family] = (sums[family] ?? 0) + bits;
      }
      const prior = each.evidence.find(({ kind }) => kind === "prior")!.bits;
      return Object.entries(sums).reduce((sum, [family, bits]) => sum + Math.min(bits, MODEL.caps[family as "device"]), prior) > 0;
    }),
  );
  return before.filter((account) => !after.includes(account));
}

function plainLargest(accounts: readonly string[], links: readonly Link[]): string[] {
  const pieces: string[][] = [];
  for (const account of [...accounts].sort()) {
    if (pieces.some((piece) => piece.includes(account))) continue;
    const piece = [account];
    for (const at of piece)
      for (const { a, b } of links) {
        const other = a === at ? b : b === at ? a : null;
        if (other !== null && !piece.includes(other)) piece.push(other);
      }
    pieces.push(piece.sort());
  }
  return pieces.sort((x, y) => y.length - x.length)[0];
}
