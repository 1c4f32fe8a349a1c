/** A cluster's links, written down with their evidence -> the pieces that it falls into when some evidence is taken away. */
import { describe, expect, it } from "vitest";
import { type Strike, strike } from "../../../src/cluster/identity/strike.js";
import type { Link } from "../../../src/model/link.js";

const model = { caps: { device: 12, payment: 12, time: 9 }, families: { device: "device", payment: "payment", "co-action": "time" } };
const PRIOR = 6;

/** "a-b device:x=10 payment:y=4": a link with what is shared, and the caps and the prior that its waterfall then has. */
function link(text: string): Link {
  const [ends, ...shared] = text.split(" ");
  const [a, b] = ends.split("-");
  const rows = shared.map((each) => {
    const [kind, value, bits] = each.split(/[:=]/);
    return { kind, value, bits: Number(bits) };
  });
  const capped = Object.entries(model.caps).flatMap(([family, cap]) => {
    const sum = rows.filter(({ kind }) => model.families[kind as "device"] === family).reduce((total, { bits }) => total + bits, 0);
    return sum > cap ? [{ kind: "cap", value: family, bits: cap - sum }] : [];
  });
  const evidence = [...rows, ...capped, { kind: "prior", value: "512 accounts", bits: -PRIOR }];
  return { a, b, weight: evidence.reduce((sum, { bits }) => sum + bits, 0), evidence };
}

const pieces = (links: readonly string[], ...struck: Strike[]) => {
  const all = links.map(link);
  const accounts = [...new Set(all.flatMap(({ a, b }) => [a, b]))];
  return strike({ accounts, links: all }, struck, model).pieces.map((piece) => piece.join(" "));
};

describe("what is struck from a cluster", () => {
  it("parts nothing where it is nothing", () => {
    expect(pieces(["a-b device:x=10", "b-c payment:y=9"])).toEqual(["a b c"]);
  });

  it("takes away the links that a value alone carries", () => {
    const links = ["a-b device:x=10", "b-c device:x=10 payment:y=9", "c-d device:z=10"];
    expect(pieces(links, { kind: "device", value: "x" })).toEqual(["b c d", "a"]);
  });

  it("takes away the links that a family alone carries", () => {
    const links = ["a-b device:x=10", "b-c device:x=10 payment:y=9", "c-d device:z=10"];
    expect(pieces(links, { family: "device" })).toEqual(["b c", "a", "d"]);
  });

  it("may be several things at once", () => {
    const links = ["a-b device:x=10 payment:y=9", "b-c device:x=10 co-action:often=8"];
    expect(pieces(links, { kind: "device", value: "x" }, { family: "time" })).toEqual(["a b", "c"]);
  });

  it("leaves a family what it has up to its cap: what was beyond it steps in", () => {
    const links = ["a-b device:x=10 device:z=9"];
    expect(link(links[0]).weight).toBe(12 - PRIOR);
    expect(pieces(links, { kind: "device", value: "x" })).toEqual(["a b"]);
  });

  it("takes what speaks against a pair away too, but no more than the cap comes in for it", () => {
    const links = ["a-b payment:y=4 device:x=30 device:none=-25", "b-c device:w=13"];
    expect(pieces(links, { kind: "payment", value: "y" })).toEqual(["b c", "a"]);
    expect(pieces(links, { kind: "payment", value: "y" }, { kind: "device", value: "none" })).toEqual(["a b c"]);
  });

  it("leaves no link that weighs nothing", () => {
    expect(pieces(["a-b device:x=10 payment:y=6"], { kind: "device", value: "x" })).toEqual(["a", "b"]);
  });

  it("names the accounts that fall off the largest piece, not those that were apart before", () => {
    const links = ["a-b device:x=10", "b-c payment:y=9", "c-d payment:y=9"].map(link);
    const accounts = ["a", "b", "c", "d", "alone"];
    expect(strike({ accounts, links }, [{ kind: "device", value: "x" }], model)).toEqual({
      pieces: [["b", "c", "d"], ["a"], ["alone"]],
      fallen: ["a"],
    });
  });
});
