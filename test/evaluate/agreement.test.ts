/** Agreement of two labellings, against brute force over accounts and pairs. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adjustedRand, bcubed, pairwise, tabulate } from "../../src/evaluate/agreement.js";

/** One letter an account: "aab" puts the first two together. */
function labels(text: string): Int32Array {
  const names = [...new Set(text)];
  return Int32Array.from(text, (letter) => names.indexOf(letter));
}

function table(truth: string, found: string, scope = "1".repeat(truth.length)) {
  return tabulate(labels(truth), labels(found), Uint8Array.from(scope, Number));
}

/** Some accounts in some groups, found in some clusters, some of them in scope. */
const worlds = fc.integer({ min: 2, max: 14 }).chain((size) => {
  const word = (letters: string) => fc.string({ unit: fc.constantFrom(...letters), minLength: size, maxLength: size });
  return fc.record({ truth: word("abcd"), found: word("wxyz"), scope: word("01") });
});

const mean = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;

describe("B-cubed", () => {
  it("gives the figures counted by hand: one mixed cluster, one pure", () => {
    // Cluster w holds a, a, b; cluster x holds a.
    const { precision, recall } = bcubed(table("aaba", "wwwx"));
    expect(precision).toBeCloseTo((2 / 3 + 2 / 3 + 1 / 3 + 1) / 4);
    expect(recall).toBeCloseTo((2 / 3 + 2 / 3 + 1 + 1 / 3) / 4);
  });

  it("is perfect where the groupings are the same under other names", () => {
    expect(bcubed(table("aabbc", "zzxxy"))).toEqual({ precision: 1, recall: 1, f1: 1 });
  });

  it("charges a campaign's cluster for the innocent accounts in it", () => {
    expect(bcubed(table("aabc", "wwww", "1100")).precision).toBe(0.5);
  });

  it("says nothing where no account is in scope", () => {
    expect(bcubed(table("aab", "www", "000"))).toEqual({ precision: null, recall: null, f1: null });
  });

  it("is the mean over accounts of what each sees around it", () => {
    fc.assert(
      fc.property(worlds, ({ truth, found, scope }) => {
        fc.pre(scope.includes("1"));
        const of = (mine: string, theirs: string) =>
          mean(
            [...scope].flatMap((scoped, i) => {
              if (scoped === "0") return [];
              const company = [...mine].flatMap((label, j) => (label === mine[i] ? [theirs[j]] : []));
              return [company.filter((label) => label === theirs[i]).length / company.length];
            }),
          );
        const measured = bcubed(table(truth, found, scope));
        expect(measured.precision).toBeCloseTo(of(found, truth), 12);
        expect(measured.recall).toBeCloseTo(of(truth, found), 12);
      }),
    );
  });
});

/** Every pair of accounts of which `wanted` holds: together in truth? together as found? */
function everyPair(truth: string, found: string, wanted: (i: number, j: number) => boolean) {
  const counts = { both: 0, truth: 0, found: 0, neither: 0, all: 0 };
  for (let i = 0; i < truth.length; i++) {
    for (let j = i + 1; j < truth.length; j++) {
      if (!wanted(i, j)) continue;
      const [real, claimed] = [truth[i] === truth[j], found[i] === found[j]];
      counts.all++;
      if (real) counts.truth++;
      if (claimed) counts.found++;
      if (real && claimed) counts.both++;
      if (!real && !claimed) counts.neither++;
    }
  }
  return counts;
}

describe("pairwise figures", () => {
  it("count every pair that touches the scope, as brute force does", () => {
    fc.assert(
      fc.property(worlds, ({ truth, found, scope }) => {
        const { both, truth: real, found: claimed } = everyPair(truth, found, (i, j) => scope[i] === "1" || scope[j] === "1");
        expect(pairwise(table(truth, found, scope))).toEqual({
          precision: claimed === 0 ? null : both / claimed,
          recall: real === 0 ? null : both / real,
          f1: real + claimed === 0 ? null : (2 * both) / (real + claimed),
        });
      }),
    );
  });
});

describe("the adjusted Rand index", () => {
  it("is (index - expected) / (most - expected) over the pairs in scope", () => {
    fc.assert(
      fc.property(worlds, ({ truth, found, scope }) => {
        const { both, truth: real, found: claimed, neither, all } = everyPair(truth, found, (i, j) => scope[i] === "1" && scope[j] === "1");
        fc.pre(all > 0);
        const measured = adjustedRand(table(truth, found, scope));
        // Over pair counts: 2 (TP TN - FN FP) / ((TP + FN)(FN + TN) + (TP + FP)(FP + TN)), Hubert & Arabie's index in Warrens' form.
        const [fn, fp] = [real - both, claimed - both];
        const below = (both + fn) * (fn + neither) + (both + fp) * (fp + neither);
        expect(measured).toBeCloseTo(below === 0 ? 1 : (2 * (both * neither - fn * fp)) / below, 9);
      }),
    );
  });

  it("is 0 where all accounts are thrown into one cluster", () => {
    expect(adjustedRand(table("aabbc", "zzzzz"))).toBe(0);
  });

  it("can be worse than chance", () => {
    expect(adjustedRand(table("aabb", "wxwx"))).toBeCloseTo(-0.5);
  });

  it("says nothing of fewer than two accounts", () => {
    expect(adjustedRand(table("aab", "wwx", "100"))).toBeNull();
  });
});
