/**
 * A cluster's kept links with their evidence + what is struck from it -> the pieces that it falls into: what an analyst asks "what if this
 * were no evidence".
 */
import { weightWithout } from "../../link/fitted.js";
import type { FittedLinking } from "../../model/fitted.js";
import type { Link, LinkEvidence } from "../../model/link.js";
import { gather } from "../../tools/gather.js";
import { UnionFind } from "../../tools/union-find.js";

/** All evidence of a family, or one value of a kind. */
export type Strike = { family: string } | { kind: string; value: string };

export interface Fallout {
  /** Accounts by piece, the largest first, each sorted; together all accounts of the cluster. */
  pieces: readonly (readonly string[])[];
  /** Accounts that were in the cluster's largest piece before and are not in its largest piece now, sorted. */
  fallen: readonly string[];
}

/**
 * By kept links: as all links would have it where one value or one family is struck (see `link/kept.ts`); where several are struck at once,
 * accounts that other links would hold may fall off too, never fewer. `links` that have an end outside `accounts` are passed over. Nothing
 * struck gives the pieces as they stand: one, unless accounts belong by more than links.
 */
export function strike(
  { accounts, links }: { accounts: readonly string[]; links: readonly Link[] },
  struck: readonly Strike[],
  model: Pick<FittedLinking, "caps" | "families">,
): Fallout {
  const isStruck = struckBy(struck);
  const before = piecesBy(accounts, links);
  const pieces = piecesBy(
    accounts,
    links.filter(({ evidence }) => weightWithout(evidence, isStruck, model) > 0),
  );
  const held = new Set(pieces[0]);
  return { pieces, fallen: (before[0] ?? []).filter((account) => !held.has(account)) };
}

function struckBy(struck: readonly Strike[]): (row: LinkEvidence, family: string) => boolean {
  const families = new Set(struck.flatMap((each) => ("family" in each ? [each.family] : [])));
  const values = new Set(struck.flatMap((each) => ("kind" in each ? [JSON.stringify([each.kind, each.value])] : [])));
  return ({ kind, value }, family) => families.has(family) || (values.size > 0 && values.has(JSON.stringify([kind, value])));
}

/** Connected parts, the largest first, then by first account. */
function piecesBy(accounts: readonly string[], links: readonly Link[]): string[][] {
  const sorted = [...accounts].sort();
  const number = new Map(sorted.map((account, i) => [account, i]));
  const sets = new UnionFind(sorted.length);
  for (const { a, b } of links) {
    const [i, j] = [number.get(a), number.get(b)];
    if (i !== undefined && j !== undefined) sets.union(i, j);
  }
  const pieces = new Map<number, string[]>();
  for (const [i, account] of sorted.entries()) gather(pieces, sets.find(i), account);
  return [...pieces.values()].sort((x, y) => y.length - x.length || (x[0] < y[0] ? -1 : 1));
}
