/** Links' families -> the one that each link, and each account, is drawn as. */
import type { GraphColumns } from "../../../contract/graph-columns.js";

/** The more particular first: of what a link has, what says most about it. */
export const FAMILY_ORDER = ["device", "payment", "time", "behaviour", "identity", "co-use", "tooling", "network", "attribute"] as const;

/** Families in the order in which they are told: the known ones first, then others by name. */
export function toldOrder(families: readonly string[]): string[] {
  const rank = (family: string): number => {
    const at = (FAMILY_ORDER as readonly string[]).indexOf(family);
    return at < 0 ? FAMILY_ORDER.length : at;
  };
  return [...families].sort((p, q) => rank(p) - rank(q) || (p < q ? -1 : 1));
}

/** Of each link the place in `families` of the most particular that it has; `families.length` where it has none. */
export function familyOfLinks({ family, families }: Pick<GraphColumns, "family" | "families">): Uint8Array {
  const order = toldOrder(families).map((name) => families.indexOf(name));
  const byMask = new Uint8Array(1 << families.length).map((_, mask) => order.find((f) => (mask >> f) & 1) ?? families.length);
  return Uint8Array.from(family, (mask) => byMask[mask]);
}

/** Of each account the family that most bits of its links are drawn as; `families` where it has no link. */
export function familyOfAccounts(
  accounts: number,
  links: { source: Uint32Array; target: Uint32Array; family: Uint8Array; bits: Uint8Array },
  families: number,
): Uint8Array {
  const sums = new Float64Array(accounts * (families + 1));
  for (let l = 0; l < links.family.length; l++) {
    sums[links.source[l] * (families + 1) + links.family[l]] += links.bits[l];
    sums[links.target[l] * (families + 1) + links.family[l]] += links.bits[l];
  }
  return Uint8Array.from({ length: accounts }, (_, i) => {
    let best = families;
    let most = 0;
    for (let f = 0; f <= families; f++) {
      const sum = sums[i * (families + 1) + f];
      if (sum > most) [best, most] = [f, sum];
    }
    return best;
  });
}
