/**
 * The clusters of a day before, those after the next day's events, and those of all events from scratch -> whether the latter two are the
 * same but for their ids, and whether ids were kept as `reconcile` has it.
 */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { reconcile } from "../../src/cluster/identity/reconcile.js";

/** A line of `clusters.ndjson`. */
interface Row {
  cluster: string;
  accounts: readonly string[];
  stranger?: string;
}

export interface Compared {
  clusters: number;
  /** Clusters that only one of the two has, by their first account. */
  alone: readonly string[];
  /** Clusters of the same accounts that differ otherwise: by their first account, and the fields that do. */
  differing: readonly string[];
  /** Clusters whose id is not the one that is theirs. */
  misnamed: readonly string[];
  /** Clusters that have an id of the day before. */
  kept: number;
}

/** Paths of three `clusters.ndjson`. */
export async function compareDays(before: string, after: string, scratch: string): Promise<Compared> {
  const [known, incremental, whole] = [await readRows(before), await readRows(after), await readRows(scratch)];
  const alone = [...whole.keys(), ...incremental.keys()].filter((first) => accountsOf(whole, first) !== accountsOf(incremental, first));
  const both = [...whole].flatMap(([first, row]) => {
    const other = incremental.get(first);
    return other !== undefined && accountsOf(whole, first) === accountsOf(incremental, first) ? [[row, other] as const] : [];
  });
  const strangers = [new Map<string, string>(), new Map<string, string>()];
  const differing = both.flatMap(([row, other]) => {
    const fields = [...fieldsThatDiffer(row, other), ...(sameName(row.stranger, other.stranger, strangers) ? [] : ["stranger"])];
    return fields.length > 0 ? [`${row.accounts[0]} (${fields.join(", ")})`] : [];
  });
  const named = reconcile(
    [...known.values()].map(({ cluster, accounts }) => ({ id: cluster, accounts, supersededBy: null })),
    [...whole.values()].map(({ accounts }) => accounts),
  );
  const ids = new Set([...known.values()].map(({ cluster }) => cluster));
  return {
    clusters: whole.size,
    alone: [...new Set(alone)],
    differing,
    misnamed: named.clusters.flatMap(({ id, accounts: [first] }) => {
      const has = incremental.get(first)?.cluster;
      return has === undefined || has === id ? [] : [`${has} should be ${id}`];
    }),
    kept: [...incremental.values()].filter(({ cluster }) => ids.has(cluster)).length,
  };
}

/** By the first account: each account is in one cluster at the most. */
async function readRows(path: string): Promise<Map<string, Row>> {
  const rows = new Map<string, Row>();
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    const row: Row = JSON.parse(line);
    rows.set(row.accounts[0], row);
  }
  return rows;
}

const accountsOf = (rows: ReadonlyMap<string, Row>, first: string) => rows.get(first)?.accounts.join("\n");

function fieldsThatDiffer(row: Row, other: Row): string[] {
  const [one, two] = [row, other].map(({ cluster, stranger, ...rest }) => rest as Record<string, unknown>);
  return [...new Set([...Object.keys(one), ...Object.keys(two)])].filter(
    (field) => JSON.stringify(one[field]) !== JSON.stringify(two[field]),
  );
}

/** A stranger's name is made of a cluster's id: another name for each is the same. */
function sameName(one: string | undefined, other: string | undefined, [there, back]: readonly Map<string, string>[]): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (!there.has(one)) there.set(one, other);
  if (!back.has(other)) back.set(other, one);
  return there.get(one) === other && back.get(other) === one;
}
