/** A log that was sealed page by page -> whole; and whatever is done to it afterwards is found, with the entries that it was done to. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openCheckpoint, signCheckpoint, signerOf } from "../../../src/enforcement/audit/note.js";
import { MOST_BODY, MOST_ENTRIES, sealPage } from "../../../src/enforcement/audit/seal.js";
import { leafHash, rootOf } from "../../../src/enforcement/audit/tree.js";
import { findingText } from "../../../src/enforcement/audit/verify.js";
import type { AuditLeaf, AuditPage } from "../../../src/model/enforcement/audit.js";
import { body, erasing, exampleLog, ranges, SIGNER, salt, verdictOn } from "./log.js";

const log = exampleLog([3, 5, 1, 8, 2]);
const opened = (i: number) => openCheckpoint(log.heads[i].checkpoint, SIGNER.vkey);
const total = log.head.size;

/** The log's pages with one entry changed. */
const changed = (number: number, change: (entry: AuditLeaf) => AuditLeaf): AuditPage[] =>
  log.pages.map((page) => ({ ...page, entries: page.entries.map((entry, i) => (page.first + i === number ? change(entry) : entry)) }));
const wrong = (pages: readonly AuditPage[], head = log.head) => {
  const { whole, findings } = verdictOn(pages, head);
  expect(whole).toBe(false);
  return ranges(findings);
};

describe("a log", () => {
  it("is whole as it was sealed, at every page", () => {
    for (const [i, head] of log.heads.entries())
      expect(verdictOn(log.pages.slice(0, i + 1), head)).toMatchObject({ whole: true, findings: [], entries: head.size, erased: 0 });
    expect(opened(4)).toMatchObject({ size: total, root: rootOf(Array.from({ length: total }, (_, i) => leafHash(body(i), salt(i)))) });
  });

  it("knows how far it was decided: the size after the last page of its stream `control`", () => {
    expect(log.heads.map(({ control }) => control)).toEqual([3, 3, 3, 17, 17]);
  });

  describe("of which bodies are missing", () => {
    /** Entry 9, an act, says that 4 is erased; entries 3 to 8 are outcomes. */
    const told = exampleLog([3, 5, 1, 8, 2], (number) => (number === 9 ? erasing(4) : body(number)));
    const without = (...numbers: readonly number[]) =>
      verdictOn(
        told.pages.map((page) => ({
          ...page,
          entries: page.entries.map((entry, i) =>
            numbers.includes(page.first + i) ? { leaf: entry.leaf, salt: null, body: null } : entry,
          ),
        })),
        told.head,
      );

    it("is whole where an act says that they were erased, and tells how many were", () => {
      expect(without(4)).toMatchObject({ whole: true, erased: 1 });
      expect(wrong(changed(4, (entry) => ({ ...entry, salt: null })))).toEqual([[4, 5]]);
      expect(wrong(changed(4, (entry) => ({ ...entry, body: null })))).toEqual([[4, 5]]);
    });

    it("names every act that lacks its own, wherever it stands", () => {
      const acts = told.pages.filter(({ stream }) => stream === "control");
      for (const number of acts.flatMap(({ first, entries }) => entries.map((_, i) => first + i)))
        expect(ranges(without(number).findings), String(number)).toEqual([[number, number + 1]]);
      expect(findingText(without(0, 1).findings[0])).toMatch(/entries 0 to 1: are acts, and their bodies were taken away; restore/);
    });

    it("names every outcome that no act says was erased", () => {
      expect(ranges(without(3, 4, 5, 6).findings)).toEqual([
        [3, 4],
        [5, 7],
      ]);
      expect(findingText(without(3).findings[0])).toMatch(/entry 3: .* no entry says that it was erased/);
      expect(ranges(without(4, 9).findings), "nor an act that is gone itself").toEqual([
        [4, 5],
        [9, 10],
      ]);
    });
  });

  it("is not whole with one bit of a body, a salt or a leaf flipped, and the entry is named", () => {
    const fields = fc.constantFrom("leaf", "salt", "body" as const);
    fc.assert(
      fc.property(fc.nat(total - 1), fields, fc.nat(), (number, field, at) => {
        const pages = changed(number, (entry) => {
          const bytes = Buffer.from(entry[field as "leaf"]);
          bytes[at % bytes.length] ^= 1 << (at % 7);
          return { ...entry, [field]: bytes.toString() };
        });
        expect(wrong(pages)).toContainEqual([number, number + 1]);
      }),
    );
  });

  it("is not whole where another entry stands with its own right leaf", () => {
    const forged = changed(9, () => ({ leaf: leafHash("{}", salt(1)), salt: salt(1), body: "{}" }));
    expect(wrong(forged), "among the 16 of the first subtree").toEqual([[0, 16]]);
  });

  it("is not whole with two entries swapped, in a page or across pages", () => {
    fc.assert(
      fc.property(fc.nat(total - 1), fc.nat(total - 1), (a, b) => {
        fc.pre(a !== b);
        const of = (number: number) => log.pages.flatMap(({ entries }) => entries)[number];
        const pages = log.pages.map((page) => ({
          ...page,
          entries: page.entries.map((entry, i) => (page.first + i === a ? of(b) : page.first + i === b ? of(a) : entry)),
        }));
        expect(wrong(pages)).toHaveLength(1);
      }),
    );
  });

  it("is not whole with an entry deleted, doubled or slipped in, numbers mended or not", () => {
    const renumbered = (pages: readonly AuditPage[]) => {
      let first = 0;
      return pages.map((page) => {
        const moved = { ...page, first };
        first += page.entries.length;
        return moved;
      });
    };
    fc.assert(
      fc.property(fc.nat(total - 1), fc.constantFrom("deleted", "doubled", "slipped in"), fc.boolean(), (number, what, mended) => {
        const made = log.pages.map((page) => ({
          ...page,
          entries: page.entries.flatMap((entry, i) => {
            if (page.first + i !== number) return [entry];
            if (what === "deleted") return [];
            return [entry, what === "doubled" ? entry : { leaf: leafHash("{}", salt(0)), salt: salt(0), body: "{}" }];
          }),
        }));
        expect(wrong(mended ? renumbered(made) : made).length).toBeGreaterThan(0);
      }),
    );
  });

  it("is not whole with pages swapped, deleted or doubled, and the entries are named", () => {
    const [a, b, c, d, e] = log.pages;
    expect(wrong([a, b, d, e])).toEqual([[8, 9]]);
    expect(wrong([b, c, d, e])).toEqual([[0, 3]]);
    expect(wrong([a, b, c, c, d, e])).toEqual([[8, 9]]);
    expect(wrong([a, c, b, d, e])).toEqual([
      [3, 8],
      [3, 8],
      [8, 9],
    ]);
    expect(wrong([a, { ...c, first: 3 }, { ...b, first: 4 }, d, e])).toEqual([[0, 16]]);
    expect(wrong([])).toEqual([[0, 19]]);
    expect(verdictOn([a, b, c, d], log.head).findings.map(findingText)).toEqual([
      "entries 17 to 18: are missing: the log was cut off after the checkpoint was signed; restore them from a backup or an export, " +
        "and find out who could write to the store",
    ]);
  });

  it("is not whole with another stream, time or border of a page, though every leaf is right", () => {
    const [a, b, c, d, e] = log.pages;
    expect(wrong([a, { ...b, stream: "outcomes/other" }, c, d, e])).toEqual([[0, 19]]);
    expect(wrong([a, { ...b, at: b.at + 1 }, c, d, e])).toEqual([[0, 19]]);
    const halves = [
      { ...b, entries: b.entries.slice(0, 2) },
      { ...b, first: 5, entries: b.entries.slice(2) },
    ];
    expect(wrong([a, ...halves, c, d, e])).toEqual([[0, 19]]);
  });

  it("is not whole with another head than was signed", () => {
    const { head, heads, pages } = log;
    expect(wrong(pages, heads[3]), "an older one").toEqual([[17, 19]]);
    expect(wrong(pages, { ...head, size: 18 })).toEqual([[0, 19]]);
    expect(wrong(pages, { ...head, control: 19 })).toEqual([[0, 19]]);
    expect(wrong(pages, { ...head, frontier: [...head.frontier].reverse() })).toEqual([[0, 19]]);
    expect(wrong(pages, { ...head, checkpoint: head.checkpoint.replace("\n19\n", "\n18\n") })).toEqual([[0, 19]]);
    const forger = signerOf(Buffer.alloc(32, 1));
    const forged = { ...head, checkpoint: signCheckpoint(forger, opened(4)) };
    expect(verdictOn(pages, forged).findings[0].wrong).toMatch(/not signed by cautery\.audit\+/);
  });

  it("names the first hundred findings, and how many more there are", () => {
    const large = exampleLog([500]);
    const pages = large.pages.map((page) => ({ ...page, entries: page.entries.map((e, i) => (i % 2 ? e : { ...e, body: "{}" })) }));
    expect(verdictOn(pages, large.head)).toMatchObject({ whole: false, more: 150 });
    expect(verdictOn(pages, large.head).findings).toHaveLength(100);
  });
});

describe("an earlier checkpoint", () => {
  it("is kept by a log that went on from it", () => {
    for (const i of log.heads.keys()) expect(verdictOn(log.pages, log.head, opened(i))).toMatchObject({ whole: true });
  });

  it("shows that a log was cut off, though what is left is signed", () => {
    for (const i of [0, 1, 2, 3]) {
      const { whole, findings } = verdictOn(log.pages.slice(0, i + 1), log.heads[i], opened(4));
      expect([whole, ranges(findings)]).toEqual([false, [[log.heads[i].size, 19]]]);
    }
  });

  it("shows that a log was written anew by who has its key", () => {
    const sizes = [3, 5, 1, 8, 3];
    const anew = exampleLog(sizes);
    expect(verdictOn(anew.pages, anew.head, opened(3)), "the same until then").toMatchObject({ whole: true });
    const other = exampleLog([4, 4, 1, 8, 3]);
    expect(verdictOn(other.pages, other.head).whole).toBe(true);
    expect(ranges(verdictOn(other.pages, other.head, opened(3)).findings), "other borders of pages").toEqual([[0, 17]]);
    const forged = exampleLog(sizes, (number) => (number === 5 ? "{}" : body(number)));
    const verdict = verdictOn(forged.pages, forged.head, opened(3));
    expect([verdict.whole, ranges(verdict.findings)]).toEqual([false, [[0, 17]]]);
  });
});

describe("sealing a page", () => {
  const page = { head: null, stream: "control", at: 1, bodies: ["{}"], salts: [salt(0)], signer: SIGNER };

  it("refuses what cannot stand in the log, and says what to give", () => {
    for (const [given, why] of [
      [{ stream: "a b" }, /the stream "a b"/],
      [{ stream: "a\nb" }, /the stream/],
      [{ at: 0.5 }, /the time 0.5/],
      [{ bodies: [], salts: [] }, /0 entries/],
      [{ bodies: Array(MOST_ENTRIES + 1).fill("{}") }, /10001 entries/],
      [{ salts: [] }, /salts/],
      [{ salts: ["AB".repeat(16)] }, /salts/],
      [{ bodies: ["\ud800"] }, /half surrogate/],
      [{ bodies: ["\0"] }, /half surrogate/],
      [{ bodies: ["x".repeat(MOST_BODY + 1)] }, /1048577 characters/],
      [{ bodies: Array(17).fill("x".repeat(MOST_BODY)), salts: Array(17).fill(salt(0)) }, /16777216 at the most/],
    ] as const)
      expect(() => sealPage({ ...page, ...given })).toThrow(why);
  });

  it("goes on from no head but one that was signed", () => {
    for (const head of [
      { ...log.head, size: 18 },
      { ...log.head, frontier: log.head.frontier.slice(1) },
      { ...log.head, frontier: [...log.head.frontier].reverse() },
      { ...log.head, checkpoint: log.heads[3].checkpoint },
    ])
      expect(() => sealPage({ ...page, head })).toThrow(/not the one that was signed: `cautery audit verify`/);
    expect(() => sealPage({ ...page, head: log.head, signer: signerOf(Buffer.alloc(32, 1)) })).toThrow(/not signed by/);
  });
});
