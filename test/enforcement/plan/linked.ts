/** Links written down with what is shared -> links with the caps and the prior that their waterfalls then have; and arbitrary clusters. */
import fc from "fast-check";
import type { Link, LinkEvidence } from "../../../src/model/link.js";

export const MODEL = {
  caps: { device: 12, payment: 12, time: 9 },
  families: { device: "device", payment: "payment", "co-action": "time", "sign-up": "time" },
};
const PRIOR = 6;

/** "a-b device:x=10 payment:y=4". */
export function link(text: string): Link {
  const [ends, ...shared] = text.split(" ");
  const [a, b] = ends.split("-");
  return linkOf(
    a,
    b,
    shared.map((each) => {
      const [, kind, value, bits] = /^(.+):(.+)=(.+)$/.exec(each)!;
      return { kind, value, bits: Number(bits) };
    }),
  );
}

function linkOf(a: string, b: string, rows: readonly LinkEvidence[]): Link {
  const capped = Object.entries(MODEL.caps).flatMap(([family, cap]) => {
    const sum = rows.filter(({ kind }) => MODEL.families[kind as "device"] === family).reduce((total, { bits }) => total + bits, 0);
    return sum > cap ? [{ kind: "cap", value: family, bits: cap - sum }] : [];
  });
  const evidence = [...rows, ...capped, { kind: "prior", value: "512 accounts", bits: -PRIOR }];
  return { a, b, weight: evidence.reduce((sum, { bits }) => sum + bits, 0), evidence };
}

export interface Linked {
  accounts: string[];
  links: Link[];
}

const row: fc.Arbitrary<LinkEvidence> = fc.record({
  kind: fc.constantFrom("device", "device", "payment", "co-action", "sign-up"),
  value: fc.constantFrom("u", "v", "w", "x", "y", "z"),
  bits: fc.integer({ min: -6, max: 28 }).map((quarters) => quarters / 2),
});

/** Up to `most` accounts, with links that weigh more than nothing, as are kept. */
export function linkedClusters(most: number): fc.Arbitrary<Linked> {
  return fc.integer({ min: 1, max: most }).chain((size) => {
    const end = fc.integer({ min: 0, max: size - 1 });
    const drawn = fc.record({ a: end, b: end, rows: fc.array(row, { minLength: 1, maxLength: 4 }) });
    return fc.array(drawn, { maxLength: 2 * size }).map((all) => {
      const accounts = Array.from({ length: size }, (_, i) => `acc-${i}`);
      const links = new Map<string, Link>();
      for (const { a, b, rows } of all) {
        const made = linkOf(accounts[Math.min(a, b)], accounts[Math.max(a, b)], rows);
        if (a !== b && made.weight > 0) links.set(`${made.a} ${made.b}`, made);
      }
      return { accounts, links: [...links.values()] };
    });
  });
}
