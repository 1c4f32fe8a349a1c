/** Proofs as JSON: what they prove holds without the store, and nothing else does. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verifierKey } from "../../../src/enforcement/audit/note.js";
import { checkProof, proofOf } from "../../../src/enforcement/audit/proof.js";
import { inclusionRanges, RangeRoots } from "../../../src/enforcement/audit/tree.js";
import { body, exampleLog, SIGNER } from "./log.js";

const { pages, head } = exampleLog([3, 5, 1, 8, 2]);
const entries = pages.flatMap((page) => page.entries);

function proved(entry: number, erased = false) {
  const path = new RangeRoots(inclusionRanges(entry, head.size));
  for (const { leaf } of entries) path.add(leaf);
  const leaf = erased ? { leaf: entries[entry].leaf, salt: null, body: null } : entries[entry];
  return proofOf(entry, leaf, path.roots(), head.checkpoint, SIGNER.vkey);
}
const viaJson = (proof: unknown) => JSON.parse(JSON.stringify(proof));

describe("a proof", () => {
  it("shows of every entry that it is in the log that was signed", () => {
    for (const [entry] of entries.entries())
      expect(checkProof(viaJson(proved(entry)), SIGNER.vkey)).toEqual({ entry, body: body(entry), size: 19, vkey: SIGNER.vkey });
  });

  it("shows it of the leaf alone where the body was erased", () => {
    expect(checkProof(proved(4, true))).toMatchObject({ entry: 4, body: null });
  });

  it("does not hold with any character of it changed", () => {
    const text = JSON.stringify(proved(6));
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 32, max: 126 }), (at, code) => {
        const character = String.fromCharCode(code);
        fc.pre(character !== text[at]);
        let given: unknown;
        try {
          given = JSON.parse(text.slice(0, at) + character + text.slice(at + 1));
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError);
          return;
        }
        if (JSON.stringify(given) === text) return; // another way to write the same
        expect(() => checkProof(given)).toThrow();
      }),
      { numRuns: 1_000 },
    );
  });

  it("holds for no key but the one that is trusted", () => {
    const other = verifierKey(Buffer.alloc(32, 1));
    expect(() => checkProof(proved(1), other)).toThrow(/not of that with/);
    expect(() => checkProof({ ...proved(1), vkey: other })).toThrow(/not signed by/);
  });

  it("says what is wrong with it", () => {
    expect(() => checkProof({ ...proved(1), body: "{}" })).toThrow(/body and salt of entry 1/);
    expect(() => checkProof({ ...proved(1), salt: null })).toThrow(/body and salt of entry 1/);
    expect(() => checkProof({ ...proved(1), entry: 2 })).toThrow(/entry 2 does not lead to the root/);
    expect(() => checkProof({ ...proved(1), path: [] })).toThrow(/does not lead/);
    expect(() => checkProof({})).toThrow(/no proof of the audit log: entry/);
    expect(() => checkProof(null)).toThrow(/no proof/);
  });
});
