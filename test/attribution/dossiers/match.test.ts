/** When a dossier's value and a sighting's mean the same. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseBlock, prefixOf } from "../../../src/attribution/dossiers/address.js";
import { MATCHERS } from "../../../src/attribution/dossiers/match.js";
import { populationOf } from "../population.js";

/** Which of the seen values the wanted one meets. */
function met(match: keyof typeof MATCHERS, wanted: string, seen: readonly string[]): string[] {
  const sightings = populationOf([{ account: "a", seen: { kind: seen } }]).sightings.get("kind")!;
  const { canonical, finder } = MATCHERS[match];
  const find = finder([canonical(wanted)]);
  return seen.filter((_, v) => find(sightings, v).length > 0);
}

const flip = (fingerprint: string, bits: Iterable<number>): string => {
  const flipped = [...bits].reduce((value, bit) => value ^ (1n << BigInt(bit)), BigInt(`0x${fingerprint}`));
  return flipped.toString(16).padStart(16, "0");
};

describe("a dossier's value meets", () => {
  it.each([
    ["text", "Python-HTTPX/0.28", ["python-httpx/0.28", "python-httpx/0.29"], ["python-httpx/0.28"]],
    ["domain", "@Mail.Example", ["mail.example", "a.mail.example"], ["mail.example"]],
    ["system", "AS64511", ["64511", "6451"], ["64511"]],
    ["phone", "+1 415", ["1415555", "14", "1416555"], ["1415555"]],
    [
      "address",
      "198.51.100.0/24",
      ["198.51.100.7", "198.51.101.7", "198.51.100.0/24", "2001:db8::/64"],
      ["198.51.100.7", "198.51.100.0/24"],
    ],
    ["address", "198.51.100.7", ["198.51.100.7", "198.51.100.8", "198.51.100.0/24"], ["198.51.100.7"]],
    ["address", "2001:db8::/32", ["2001:db8:1:2::/64", "2001:db9::/64"], ["2001:db8:1:2::/64"]],
    ["address", "2001:db8::1", ["2001:db8::/64", "2001:db8:0:1::/64"], ["2001:db8::/64"]],
    ["address", "nonsense", ["198.51.100.7"], []],
    ["address", "198.51.100.7/33", ["198.51.100.7"], []],
    ["simhash", "nonsense", ["9f3a5c7700e1b2d4"], []],
  ] as const)("%s %s", (match, wanted, seen, expected) => {
    expect(met(match, wanted, seen)).toEqual(expected);
  });

  it("an address by the bits that are kept of it, where its kind keeps them", () => {
    const people = [{ account: "a", seen: { ip: ["x", "y"], net: ["z"] } }];
    const { sightings } = populationOf(people);
    const keyed = (kind: string, keys: [number, number][]) => ({
      ...sightings.get(kind)!,
      keyHi: Uint32Array.from(keys, ([hi]) => hi),
      keyLo: Uint32Array.from(keys, ([, lo]) => lo),
    });
    const find = MATCHERS.address.finder(["198.51.100.0/24", "2001:db8::/32", "198.51.100.7"]);
    const ip = keyed("ip", [
      [0, 0xc6336407],
      [0x20010db8, 0x00010002],
    ]);
    expect([find(ip, 0), find(ip, 1)]).toEqual([[0, 2], [1]]);
    expect(find(keyed("net", [[0, 0xc6336400]]), 0)).toEqual([0]);
  });

  it("a fingerprint of at most six other bits, and none of more", () => {
    const bits = fc.uniqueArray(fc.integer({ min: 0, max: 63 }), { maxLength: 12 });
    const word = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }).map((value) => value.toString(16).padStart(16, "0"));
    fc.assert(
      fc.property(word, bits, (fingerprint, flips) => {
        expect(met("simhash", fingerprint, [flip(fingerprint, flips)]).length).toBe(flips.length <= 6 ? 1 : 0);
      }),
    );
  });
});

describe("blocks of addresses", () => {
  it("agree in as many leading bits as their numbers do", () => {
    const address = fc.integer({ min: 0, max: 0xffffffff });
    const text = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join(".");
    fc.assert(
      fc.property(address, address, fc.integer({ min: 0, max: 32 }), (a, b, length) => {
        const same = length === 0 || a >>> (32 - length) === b >>> (32 - length);
        expect(prefixOf(parseBlock(text(a))!, length) === prefixOf(parseBlock(text(b))!, length)).toBe(same);
      }),
    );
  });
});
