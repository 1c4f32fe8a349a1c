/**
 * A cluster and its links -> the rows that the graph shows of them: properties, members, links, sightings and attributions, as an analyst
 * reads them.
 */
import type { Cluster } from "../../../model/cluster.js";
import { isSharedValue, type Link, saysSomething } from "../../../model/link.js";
import { byCodeUnit } from "../../../tools/order.js";
import { batches, whole } from "../client.js";
import { nameOf } from "../pack.js";

/** Longer values would outgrow an index entry; no indicator's text is as long, but an attribute's may be. */
const VALUE_LENGTH = 1_000;
/** Rows of a link's evidence that are shown: its strongest. */
const ROWS_SHOWN = 5;
/** In one row, and about so many in a statement. */
export const BATCH_ROWS = 10_000;

/** Accounts that are named by a cluster alone, and take the server about as long as a row. */
const NAMES_A_ROW = 20;

/** A cluster, and of its accounts and links those that stand in the graph by themselves. */
export interface Shown {
  cluster: Cluster;
  members: readonly string[];
  links: readonly Link[];
}

/**
 * Whether an analyst looks into it. Nine of ten clusters are benign: a node each, with its accounts' ids, its evidence and what explains
 * it, tells what there is to see, at a small part of what its members and links take.
 */
export const isInDetail = ({ disposition }: Pick<Cluster, "disposition">): boolean => disposition !== "benign";

export const shownOf = (cluster: Cluster, links: readonly Link[]): Shown =>
  isInDetail(cluster) ? { cluster, members: cluster.accounts, links } : { cluster, members: [], links: [] };

/** How many rows, about. */
export const rowsOf = ({ cluster, members, links }: Shown) =>
  1 +
  Math.round(cluster.accounts.length / NAMES_A_ROW) +
  members.length +
  links.reduce((sum, link) => sum + 1 + 2 * Math.min(ROWS_SHOWN, link.evidence.length), 0);

/** As an analyst reads them; times are the database's own. */
export function properties({
  id,
  accounts,
  score,
  disposition,
  firstSeen,
  lastSeen,
  exchanges,
  evidence,
  explanations,
  relinkMs,
}: Cluster) {
  return {
    id,
    size: whole(accounts.length),
    accounts: accounts.map(nameOf),
    score,
    disposition,
    firstSeen: new Date(firstSeen).toISOString(),
    lastSeen: new Date(lastSeen).toISOString(),
    exchanges,
    relinkMs,
    evidence: evidence.map(({ kind, value, accounts, bits }) => `${kind} ${value}: ${accounts} accounts, ${bits.toFixed(1)} bits`),
    explanations: explanations.map(({ name, bits, detail }) => `${name} ${bits.toFixed(1)} bits: ${detail}`),
  };
}

export const linkRow = ({ a, b, weight, evidence }: Link): LinkRow => ({
  a: nameOf(a),
  b: nameOf(b),
  weight,
  evidence: strongest(evidence).map(({ kind, value, bits }) => `${kind} ${value}: ${bits.toFixed(1)} bits`),
});

/** Rows of a link's evidence that are shown. */
const strongest = (evidence: Link["evidence"]) => evidence.filter(saysSomething).slice(0, ROWS_SHOWN);

export interface LinkRow {
  a: string;
  b: string;
  weight: number;
  evidence: string[];
}

/** An indicator, and accounts that were seen with it. */
export interface Seen {
  kind: string;
  value: string;
  accounts: string[];
}

type SeenByKey = ReadonlyMap<string, { kind: string; value: string; accounts: ReadonlySet<string> }>;

/** What two accounts share, both were seen with. */
function seenIn(links: readonly Link[]): SeenByKey {
  const seen = new Map<string, { kind: string; value: string; accounts: Set<string> }>();
  for (const { a, b, evidence } of links) {
    for (const { kind, value } of strongest(evidence).filter(isSharedValue)) {
      const short = value.slice(0, VALUE_LENGTH);
      const key = JSON.stringify([kind, short]);
      const known = seen.get(key);
      if (known) known.accounts.add(nameOf(a)).add(nameOf(b));
      else seen.set(key, { kind, value: short, accounts: new Set([nameOf(a), nameOf(b)]) });
    }
  }
  return seen;
}

/**
 * What `links` show and `others` do not; accounts in lists of bounded length, sorted, so that transactions take their locks in one order.
 */
export function sightings(links: readonly Link[], others: readonly Link[] = []): Seen[] {
  const known = seenIn(others);
  return [...seenIn(links)]
    .sort(([a], [b]) => byCodeUnit(a, b))
    .flatMap(([key, { kind, value, accounts }]) => {
      const there = known.get(key)?.accounts;
      const missing = there ? [...accounts].filter((account) => !there.has(account)) : [...accounts];
      return [...batches(missing.sort(), BATCH_ROWS)].map((list) => ({ kind, value, accounts: list }));
    });
}

/** Members of a cluster, in lists of bounded length. */
export function members(id: string, accounts: readonly string[]): { id: string; accounts: string[] }[] {
  return [...batches(accounts, BATCH_ROWS)].map((list) => ({ id, accounts: list.map(nameOf) }));
}

export const attributions = ({ cluster }: Shown) =>
  isInDetail(cluster) ? cluster.attribution.map((share) => ({ ...share, cluster: cluster.id })) : [];
