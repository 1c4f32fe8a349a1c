/** Links packed into a row's cells: each comes back as it was, and the cells do not tell which rows of evidence were one object. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EvidenceTable } from "../../../src/adapters/duckdb/runs/evidence-table.js";
import { linksPrint } from "../../../src/adapters/duckdb/runs/fingerprints.js";
import { LinkPacker, type PackedLinks, unpackLinks } from "../../../src/adapters/duckdb/runs/packed-links.js";
import type { Link, LinkEvidence } from "../../../src/model/link.js";

const texts = fc.constantFrom("", "a", "b", "acc-1", "é😀", "\0", "␛", "\ud800", "none shared");
const rows: fc.Arbitrary<LinkEvidence> = fc.record({
  kind: fc.constantFrom("ip", "device", "cap"),
  value: texts,
  bits: fc.oneof(fc.constantFrom(0, -0, 1.5, 1 / 3), fc.double({ noNaN: true })),
});
const links: fc.Arbitrary<Link[]> = fc.array(
  fc.record({ a: texts, b: texts, weight: fc.double({ noNaN: true }), evidence: fc.array(rows, { maxLength: 6 }) }),
  { maxLength: 8 },
);

/** The cells as DuckDB gives them back. */
const cells = ({ accounts, a, b, weight, ends, rows, kinds, rowKind, rowValue, rowBits }: PackedLinks) =>
  [accounts, a, b, weight, ends, rows, kinds, rowKind, rowValue, rowBits].map((cell) =>
    typeof cell === "string" ? cell : { items: [...cell] },
  );

describe("packed links", () => {
  it("come back as they were, packed after others or first", () => {
    const packer = new LinkPacker();
    fc.assert(
      fc.property(links, (given) => {
        expect(unpackLinks(cells(packer.pack(given)))).toEqual(given);
      }),
    );
  });

  it("have one fingerprint whether equal rows are one object or many, and another where anything differs", () => {
    fc.assert(
      fc.property(links, links, (one, other) => {
        const print = (each: readonly Link[]) => linksPrint(new LinkPacker().pack(each));
        const shared = new Map<string, LinkEvidence>();
        const once = (row: LinkEvidence) => {
          const key = `${row.kind} ${row.value} ${Object.is(row.bits, -0) ? "-0" : row.bits}`;
          if (!shared.has(key)) shared.set(key, row);
          return shared.get(key)!;
        };
        expect(print(one.map((link) => ({ ...link, evidence: link.evidence.map(once) })))).toBe(print(one));
        const same = cells(new LinkPacker().pack(one)).every((cell, i) =>
          Object.is(JSON.stringify(cell), JSON.stringify(cells(new LinkPacker().pack(other))[i])),
        );
        if (!same) expect(print(other)).not.toBe(print(one));
      }),
    );
  });
});

describe("a table of evidence", () => {
  it("numbers ten thousand rows that differ in one thing alone, in the order that they came, and forgets them", () => {
    const table = new EvidenceTable();
    const many = Array.from(
      { length: 10_000 },
      (_, i): LinkEvidence => ({ kind: "template", value: `v-${i % 5_000}`, bits: Math.floor(i / 5_000) }),
    );
    for (let round = 0; round < 2; round++) {
      expect(many.map((row) => table.numberOf(row))).toEqual(many.map((_, i) => i));
      expect(many.map((row) => table.numberOf({ ...row }))).toEqual(many.map((_, i) => i));
      table.clear();
    }
  });
});
