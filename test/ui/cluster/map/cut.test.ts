/** What falls off where evidence is struck, found in the browser for every account: the same as the server finds from whole waterfalls. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evidenceOf } from "../../../../src/app/look/evidence.js";
import { ownLinks } from "../../../../src/app/look/shared-by-parts.js";
import { type Strike, strike } from "../../../../src/cluster/identity/strike.js";
import { decodeEvidence, encodeEvidence } from "../../../../src/contract/evidence-columns.js";
import type { Link } from "../../../../src/model/link.js";
import { cutOf, holdersOf } from "../../../../src/ui/cluster/map/cut.js";

const MODEL = {
  caps: { device: 20, network: 6, behaviour: 18 },
  families: { device: "device", net: "network", ip: "network", template: "behaviour" },
};
const ACCOUNTS = [..."abcdefgh"];
const VALUES = ["x", "y", "z"];

const row = fc.record({
  kind: fc.constantFrom(...Object.keys(MODEL.families)),
  value: fc.constantFrom(...VALUES),
  bits: fc.integer({ min: -16, max: 40 }).map((quarters) => quarters / 4),
});
const link = fc.record({
  a: fc.constantFrom(...ACCOUNTS),
  b: fc.constantFrom(...ACCOUNTS),
  rows: fc.array(row, { minLength: 1, maxLength: 5 }),
});
const strikes = fc.array(
  fc.oneof(
    fc.record({ family: fc.constantFrom(...Object.keys(MODEL.caps)) }),
    fc.record({ kind: fc.constantFrom("device", "net", "ip", "template"), value: fc.constantFrom(...VALUES) }),
  ),
  { maxLength: 3 },
);
const KINDS = ["device", "net", "ip", "template"];
const TOLD = KINDS.flatMap((kind) => VALUES.map((value) => ({ kind, value })));

function seenBy(links: readonly Link[]) {
  const own = ownLinks(ACCOUNTS, links);
  const evidence = decodeEvidence(encodeEvidence(evidenceOf({ run: 3, model: MODEL, own, values: TOLD })));
  const graph = { accounts: ACCOUNTS.length, source: Uint32Array.from(own, ({ i }) => i), target: Uint32Array.from(own, ({ j }) => j) };
  return { evidence, graph };
}

function linksOf(drawn: readonly { a: string; b: string; rows: readonly { kind: string; value: string; bits: number }[] }[]): Link[] {
  const kept = new Map(drawn.filter(({ a, b }) => a < b).map((each) => [each.a + each.b, each]));
  return [...kept.values()].map(({ a, b, rows }) => {
    const evidence = [...rows, { kind: "prior", value: "of 100 accounts", bits: -5 }];
    return { a, b, weight: evidence.reduce((sum, { bits }) => sum + bits, 0), evidence };
  });
}

describe("what is struck", () => {
  it("leaves the pieces, and lets fall who falls, as the server has it", () => {
    fc.assert(
      fc.property(fc.array(link, { minLength: 1, maxLength: 20 }), strikes, (drawn, struck: Strike[]) => {
        const links = linksOf(drawn);
        const { evidence, graph } = seenBy(links);
        const found = cutOf(graph, evidence, struck);
        const told = strike({ accounts: ACCOUNTS, links }, struck, MODEL);
        expect(found.sizes).toEqual(told.pieces.map(({ length }) => length));
        expect(ACCOUNTS.filter((_, i) => found.fallen[i] === 1)).toEqual(told.fallen);
        expect(found.count).toBe(told.fallen.length);
      }),
      { numRuns: 300 },
    );
  });

  it("is found of whoever has it: accounts with a link that the value is evidence of", () => {
    const { evidence, graph } = seenBy(
      linksOf([
        { a: "a", b: "b", rows: [{ kind: "device", value: "x", bits: 13 }] },
        {
          a: "b",
          b: "d",
          rows: [
            { kind: "device", value: "y", bits: 13 },
            { kind: "device", value: "x", bits: -1 },
          ],
        },
      ]),
    );
    expect(holdersOf(graph, evidence, { kind: "device", value: "x" })).toEqual([0, 1]);
    expect(holdersOf(graph, evidence, { kind: "device", value: "not told" })).toEqual([]);
  });
});

describe("evidence in columns", () => {
  const { evidence } = seenBy(
    linksOf([
      {
        a: "a",
        b: "c",
        rows: [
          { kind: "net", value: "x", bits: 2.5 },
          { kind: "device", value: "q", bits: -0.25 },
        ],
      },
    ]),
  );

  it("comes back as it went: each row's kind, value where it is told, and bits; and what speaks against any pair", () => {
    expect(evidence.kinds).toEqual([
      { kind: "net", family: 1 },
      { kind: "device", family: 0 },
    ]);
    expect([...evidence.value].map((at) => evidence.values[at - 1])).toEqual([{ kind: "net", value: "x" }, undefined]);
    expect([...evidence.bits]).toEqual([160, -16]);
    expect([...evidence.prior]).toEqual([-320]);
    expect(evidence.run).toBe(3);
  });

  it("is refused where it is none, or cut off", () => {
    expect(() => decodeEvidence(new Uint8Array(30))).toThrow("no cautery evidence");
    expect(() => decodeEvidence(encodeEvidence(evidence).subarray(0, -1))).toThrow("do not fit");
  });
});
