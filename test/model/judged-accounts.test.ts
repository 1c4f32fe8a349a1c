/** For which clusters what analysts said holds. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judgedDisposition } from "../../src/disposition/judged-disposition.js";
import { innocenceOf, JudgedAccounts, NOBODY, verdictsOn } from "../../src/model/judged-accounts.js";
import { type Judgement, VERDICTS } from "../../src/model/judgement.js";

let clock = 0;
const attribution = (id: string, operator: string, accounts: string[], verdict: Judgement["verdict"] = "positive"): Judgement => ({
  id,
  at: ++clock,
  analyst: "ana",
  reason: "seen",
  about: { type: "attribution", cluster: "c-1", accounts, operator },
  verdict,
});
const on = (accounts: ReadonlySet<string>, standing: readonly Judgement[]) => verdictsOn(accounts, new JudgedAccounts(standing));

/** The rule, asked of every judgement and cluster. */
function holds(accounts: ReadonlySet<string>, judged: readonly string[]): boolean {
  const common = judged.reduce((count, account) => count + (accounts.has(account) ? 1 : 0), 0);
  return common > 0 && common * 2 > judged.length && common * 2 >= accounts.size;
}

describe("judgements of accounts", () => {
  it("hold for a cluster that has most of the accounts judged and consists mostly of them", () => {
    const all = [attribution("one", "op-a", ["a", "b", "c", "d"])];
    expect(on(new Set(["a", "b", "c", "new"]), all).confirmed?.operator).toBe("op-a");
    expect(on(new Set(["a", "b"]), all).confirmed).toBeNull();
    expect(on(new Set([..."abcdefghij"]), all).confirmed).toBeNull();
  });

  it("give way to later ones on the same accounts", () => {
    const first = attribution("one", "op-a", ["a", "b"]);
    expect(on(new Set(["a", "b"]), [first, attribution("two", "op-b", ["a", "b"])]).confirmed?.operator).toBe("op-b");
    const rejected = on(new Set(["a", "b"]), [first, attribution("three", "op-a", ["a", "b"], "negative")]);
    expect(rejected).toEqual({ confirmed: null, rejected: new Set(["op-a"]) });
    expect(on(new Set(["a", "b"]), [first, attribution("four", "op-a", ["a", "b"], "unsure")]).confirmed).toBeNull();
  });

  it("hold by the same rule however they are looked up", () => {
    const some = fc.array(fc.constantFrom(..."abcdefgh"), { maxLength: 8 });
    const about = fc.oneof(
      some.map((accounts) => ({ type: "disposition" as const, cluster: "c", accounts })),
      fc.tuple(some, fc.constantFrom("op-a", "op-b")).map(([accounts, operator]) => {
        return { type: "attribution" as const, cluster: "c", accounts, operator };
      }),
      fc.constant({ type: "link" as const, a: "a", b: "b" }),
    );
    const said = fc.array(fc.tuple(about, fc.constantFrom(...VERDICTS)), { maxLength: 12 });
    fc.assert(
      fc.property(said, fc.array(some, { maxLength: 6 }), (all, clusters) => {
        const standing = all.map(([about, verdict], i): Judgement => ({ id: `j-${i}`, at: i, analyst: "ana", reason: "", about, verdict }));
        const judged = new JudgedAccounts(standing);
        for (const accounts of clusters.map((members) => new Set(members))) {
          expect(judged.holdingFor(accounts)).toEqual(
            standing.filter(({ about }) => "accounts" in about && holds(accounts, about.accounts)),
          );
        }
      }),
    );
  });

  it("confirm an attribution until a later one on the same accounts says otherwise", () => {
    const all = [
      attribution("one", "op-a", ["a", "b"]),
      attribution("two", "op-b", ["c", "d"]),
      attribution("three", "op-a", ["a", "b", "new"], "negative"),
      attribution("four", "op-b", ["c", "d"], "positive"),
    ];
    const confirmed = new JudgedAccounts(all).confirmedAttributions();
    expect(confirmed.map(({ id, operator, analyst }) => [id, operator, analyst])).toEqual([["four", "op-b", "ana"]]);
  });

  it("cost what they speak of and what is asked for, not the one times the other", () => {
    const SIZE = 20;
    const COUNT = 300;
    const names = (c: number) => Array.from({ length: SIZE }, (_, i) => `${c}-${i}`);
    let looks = 0;
    /** Every account of a judgement and of a cluster that is looked at counts. */
    class Watched extends Set<string> {
      override has(account: string): boolean {
        looks++;
        return super.has(account);
      }
      override *[Symbol.iterator](): SetIterator<string> {
        for (const account of super.values()) {
          looks++;
          yield account;
        }
      }
    }
    const watched = (accounts: string[]) =>
      new Proxy(accounts, {
        get(target, key, receiver) {
          if (typeof key === "string" && /^[0-9]+$/.test(key)) looks++;
          return Reflect.get(target, key, receiver);
        },
      });
    const standing = Array.from({ length: COUNT }, (_, c) => attribution(`j-${c}`, "op-a", watched(names(c))));
    const weighed = { score: 0.5, disposition: "unclear" as const, explanations: [] };
    const judged = new JudgedAccounts(standing);
    for (let c = 0; c < COUNT; c++) {
      const accounts = new Watched(names(c));
      expect(verdictsOn(accounts, judged).confirmed?.judgement).toBe(`j-${c}`);
      judgedDisposition(weighed, accounts, judged);
    }
    expect(judged.confirmedAttributions()).toHaveLength(COUNT);
    expect(looks).toBeLessThanOrEqual(5 * SIZE * COUNT);
  });
});

describe("innocence", () => {
  const said = (id: string, account: string, devices: string[], verdict: Judgement["verdict"] = "positive"): Judgement => ({
    ...attribution(id, "", []),
    about: { type: "innocence", account, struck: devices.map((value) => ({ kind: "device", value })) },
    verdict,
  });
  const withdrawal = (id: string, judgement: string): Judgement => ({
    ...attribution(id, "", []),
    about: { type: "withdrawal", judgement },
  });
  const shown = (judgements: readonly Judgement[]) => {
    const { accounts, struck } = innocenceOf(judgements);
    return `${[...accounts].sort().join(" ")} | ${[...struck].map(([kind, values]) => `${kind} ${[...values].sort().join(" ")}`)}`;
  };

  it("is nobody's where nobody said so", () => {
    expect(innocenceOf([attribution("one", "op-a", ["a"])])).toBe(NOBODY);
  });

  it("holds for the accounts that were judged so, with all that their appeals struck", () => {
    expect(shown([said("one", "x", ["d1"]), said("two", "x", ["d2"]), said("three", "y", [])])).toBe("x y | device d1 d2");
  });

  it("ends with its withdrawal, and what it struck stays struck where another struck it too", () => {
    const all = [said("one", "x", ["d1", "d2"]), said("two", "y", ["d2"]), withdrawal("three", "one")];
    expect(shown(all)).toBe("y | device d2");
    expect(shown([...all, withdrawal("four", "three")])).toBe("x y | device d1 d2");
  });

  it("ends with a later judgement that is not positive, and begins again with one that is", () => {
    const all = [said("one", "x", ["d1"]), said("two", "x", [], "negative")];
    expect(innocenceOf(all)).toBe(NOBODY);
    expect(innocenceOf([...all.slice(0, 1), said("three", "x", [], "unsure")])).toBe(NOBODY);
    expect(shown([...all, said("four", "x", ["d2"])])).toBe("x | device d2");
  });
});
