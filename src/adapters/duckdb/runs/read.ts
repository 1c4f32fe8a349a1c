/** Rows -> runs, clusters and links as of any run that is kept, one piece at a time. */
import { listValue } from "@duckdb/node-api";
import type { Cluster } from "../../../model/cluster.js";
import type { FittedModel } from "../../../model/fitted.js";
import { currentId } from "../../../model/lineage.js";
import type { Link } from "../../../model/link.js";
import type { ClusterChange, KnownCluster } from "../../../model/run.js";
import type { ClusterQuery, RunReader } from "../../../ports/runs.js";
import { Held } from "../../../tools/held/held.js";
import type { DuckDbClient, Row } from "../client.js";
import { decodeJson, decodeText, encodeText } from "../text.js";
import { anatomyReader } from "./anatomies.js";
import { PACKED_COLUMNS, unpackLinks } from "./packed-links.js";
import { PackedTies } from "./packed-ties.js";
import { CLUSTER_COLUMNS, clusterFrom, infoFrom, RUN_COLUMNS, SUMMARY_COLUMNS, summaryFrom } from "./rows.js";
import { formerBefore } from "./save.js";
import { STANDING } from "./schema.js";

/** Read at a time where all is read: clusters, and accounts of theirs unless one alone has more. */
const PAGE = { clusters: 500, accounts: 20_000 };
/** Links of the clusters whose accounts were asked about last. */
const HELD_LINKS = 300_000;
/** What a list may be sorted by, and the column that a page goes on from. */
const SORTS = {
  size: { column: "size", of: "size" },
  score: { column: "score", of: "score" },
  exchanges: { column: "exchanges", of: "exchanges" },
  last_seen: { column: "epoch_ms(last_seen)", of: "lastSeen" },
} as const;

export function runReader(client: DuckDbClient): Omit<RunReader, "loadIndex"> {
  const formerClusters = () => formerBefore((sql, values) => client.query(sql, values));
  /** The number of the run that is asked for, or null where it is not kept. */
  const asOf = async (run?: number): Promise<number | null> => {
    const [row] = await client.query("SELECT max(number) AS number FROM kept.runs WHERE $1::DOUBLE IS NULL OR number = $1::DOUBLE", [
      run ?? null,
    ]);
    return row.number === null ? null : Number(row.number);
  };
  const clusterRow = async (id: string, number: number): Promise<Row | undefined> => {
    const rows = await client.query(
      `SELECT ${CLUSTER_COLUMNS} FROM kept.clusters WHERE cluster = $1 AND since_run <= $2 AND until_run > $2`,
      [encodeText(id), number],
    );
    return rows[0];
  };
  /** The accounts of clusters, by key, of which one or many are asked for. */
  const membersOf = async (keys: readonly number[], number: number): Promise<Map<number, string[]>> => {
    const asked = keys.length === 1 ? "key = $1" : "key IN (SELECT unnest($1::UINTEGER[]))";
    const [key, account] = await client.columns(
      `SELECT key, account FROM kept.members WHERE ${asked} AND since_run <= $2 AND until_run > $2`,
      [keys.length === 1 ? keys[0] : listValue(keys), number],
    );
    return grouped(key, account);
  };
  const held = new Held<PackedTies | null>(HELD_LINKS, (ties) => (ties?.size ?? 0) + 20);
  const packedTies = async (cluster: string, run: number): Promise<PackedTies | null> => {
    const row = (await asOf(run)) === null ? undefined : await clusterRow(cluster, run);
    if (row === undefined) return null;
    const columns = await client.columns(`SELECT ${PACKED_COLUMNS} FROM kept.links WHERE version = $1`, [Number(row.links_version)]);
    return columns[0].length === 0 ? null : new PackedTies(columns.map(([cell]) => cell));
  };
  const linksOfVersion = async (version: unknown): Promise<Link[]> => {
    const columns = await client.columns(`SELECT ${PACKED_COLUMNS} FROM kept.links WHERE version = $1`, [Number(version)]);
    return columns[0].length === 0 ? [] : unpackLinks(columns.map(([cell]) => cell));
  };

  return {
    ...anatomyReader(client),
    async runs({ before = STANDING, limit = STANDING } = {}) {
      const rows = await client.query(`SELECT ${RUN_COLUMNS} FROM kept.runs WHERE number < $1 ORDER BY number DESC LIMIT $2`, [
        before,
        limit,
      ]);
      return rows.map(infoFrom);
    },
    async currentRun() {
      const [row] = await client.query(`SELECT ${RUN_COLUMNS} FROM kept.runs ORDER BY number DESC LIMIT 1`);
      return row ? infoFrom(row) : null;
    },
    async clusters(query) {
      const number = await asOf(query.run);
      if (number === null) return [];
      const { where, values, order } = conditions(query, number);
      const rows = await client.query(`SELECT ${SUMMARY_COLUMNS} FROM kept.clusters WHERE ${where} ORDER BY ${order} LIMIT $1`, values);
      return rows.map(summaryFrom);
    },
    async cluster(id, run) {
      const number = await asOf(run);
      const row = number === null ? undefined : await clusterRow(id, number);
      if (number === null || !row) return null;
      const key = Number(row.key);
      return clusterFrom(row, (await membersOf([key], number)).get(key) ?? []);
    },
    async *allClusters(run): AsyncGenerator<Cluster> {
      const number = await asOf(run);
      if (number === null) return;
      const [version, size] = await client.columns(
        "SELECT version, size FROM kept.clusters WHERE since_run <= $1 AND until_run > $1 ORDER BY size DESC, cluster",
        [number],
      );
      for (const page of pagesOf(version.map(Number), size.map(Number))) {
        const rows = await client.query(
          `SELECT ${CLUSTER_COLUMNS} FROM kept.clusters WHERE version IN (SELECT unnest($1::UINTEGER[])) ORDER BY size DESC, cluster`,
          [listValue(page)],
        );
        const members = await membersOf(
          rows.map(({ key }) => Number(key)),
          number,
        );
        for (const row of rows) yield clusterFrom(row, members.get(Number(row.key)) ?? []);
      }
    },
    async clusterOf(account, run) {
      const number = await asOf(run);
      const [member] = await client.query("SELECT key FROM kept.members WHERE account = $1 AND since_run <= $2 AND until_run > $2", [
        encodeText(account),
        number,
      ]);
      if (!member) return null;
      const [row] = await client.query("SELECT cluster FROM kept.clusters WHERE key = $1 AND since_run <= $2 AND until_run > $2", [
        Number(member.key),
        number,
      ]);
      return row ? decodeText(String(row.cluster)) : null;
    },
    async linksOf(id, run) {
      const number = await asOf(run);
      const row = number === null ? undefined : await clusterRow(id, number);
      if (!row) return [];
      return linksOfVersion(row.links_version);
    },
    async tiesOf(account, run, cluster) {
      if (run !== undefined && cluster !== undefined) {
        const ties = await held.get(`${run} ${cluster}`, () => packedTies(cluster, run));
        return ties?.of(account) ?? [];
      }
      const number = await asOf(run);
      const [own] = await client.query(
        `SELECT links_version FROM kept.clusters WHERE since_run <= $2 AND until_run > $2
           AND key = (SELECT key FROM kept.members WHERE account = $1 AND since_run <= $2 AND until_run > $2)`,
        [encodeText(account), number],
      );
      return own ? (await linksOfVersion(own.links_version)).filter(({ a, b }) => a === account || b === account) : [];
    },
    async modelOf(run) {
      const number = await asOf(run);
      const [row] = await client.query("SELECT model FROM kept.runs WHERE number = $1", [number]);
      return row ? (decodeJson(String(row.model)) as FittedModel) : null;
    },
    async changesOf(run) {
      const rows = await client.query("FROM kept.changes WHERE run = $1::DOUBLE ORDER BY cluster, type", [run]);
      return rows.map((row) => ({
        type: row.type as ClusterChange["type"],
        cluster: decodeText(String(row.cluster)),
        from: decodeJson(String(row.from_clusters)) as string[],
        joined: Number(row.accounts_joined),
        left: Number(row.accounts_left),
      }));
    },
    async resolveClusterId(id) {
      const rows = await client.query(
        `WITH RECURSIVE chain(cluster) AS (
           SELECT $1 UNION
           SELECT (SELECT f.superseded_by FROM kept.former f WHERE f.cluster = chain.cluster ORDER BY f.run DESC LIMIT 1) FROM chain
           WHERE chain.cluster IS NOT NULL
         )
         SELECT cluster, cluster IN (SELECT cluster FROM kept.clusters WHERE until_run = $2) AS current,
           (SELECT f.superseded_by FROM kept.former f WHERE f.cluster = chain.cluster ORDER BY f.run DESC LIMIT 1) AS next
         FROM chain WHERE cluster IS NOT NULL`,
        [encodeText(id), STANDING],
      );
      const chain = new Map(
        rows.map(({ cluster, current, next }) => [String(cluster), { current: current === true, next: next as string | null }]),
      );
      const found = currentId(
        encodeText(id),
        (each) => chain.get(each)?.current ?? false,
        (each) => chain.get(each)?.next ?? null,
      );
      return found === null ? null : decodeText(found);
    },
    async hadCluster(id) {
      return (await client.query("SELECT 1 FROM kept.ids WHERE cluster = $1 LIMIT 1", [encodeText(id)])).length > 0;
    },
    async splitFrom(id) {
      const rows = await client.query(
        `SELECT DISTINCT cluster FROM kept.changes WHERE run = (SELECT max(number) FROM kept.runs) AND type = 'split'
           AND list_contains(from_clusters::VARCHAR[], $1) AND cluster IN (SELECT cluster FROM kept.clusters WHERE until_run = $2)`,
        [encodeText(id), STANDING],
      );
      return rows.map(({ cluster }) => decodeText(String(cluster))).sort();
    },
    async knownClusters() {
      const [cluster, keys] = await client.columns(
        "SELECT cluster, key FROM kept.clusters WHERE until_run = $1 ORDER BY size DESC, cluster",
        [STANDING],
      );
      const [key, account] = await client.columns("SELECT key, account FROM kept.members WHERE until_run = $1", [STANDING]);
      const members = grouped(key, account);
      return [
        ...cluster.map(
          (id, i): KnownCluster => ({ id: decodeText(String(id)), accounts: members.get(Number(keys[i])) ?? [], supersededBy: null }),
        ),
        ...(await formerClusters()),
      ];
    },
    formerClusters,
  };
}

/** Accounts by the key of their cluster, sorted by code unit. */
function grouped(keys: readonly unknown[], accounts: readonly unknown[]): Map<number, string[]> {
  const groups = new Map<number, string[]>();
  for (let i = 0; i < keys.length; i++) {
    const account = decodeText(String(accounts[i]));
    const group = groups.get(Number(keys[i]));
    if (group) group.push(account);
    else groups.set(Number(keys[i]), [account]);
  }
  for (const group of groups.values()) group.sort();
  return groups;
}

function* pagesOf(versions: readonly number[], sizes: readonly number[]): Generator<number[]> {
  let page: number[] = [];
  let accounts = 0;
  for (let i = 0; i < versions.length; i++) {
    if (page.length === PAGE.clusters || (page.length > 0 && accounts + sizes[i] > PAGE.accounts)) {
      yield page;
      page = [];
      accounts = 0;
    }
    page.push(versions[i]);
    accounts += sizes[i];
  }
  if (page.length > 0) yield page;
}

/** $1 is the limit; the others by what is asked. */
function conditions({ disposition, operator, minSize, minScore, changedSince, sort = "size", after, limit }: ClusterQuery, number: number) {
  const values: (string | number)[] = [limit];
  const value = (given: string | number) => `$${values.push(typeof given === "string" ? encodeText(given) : given)}`;
  const { column, of } = SORTS[sort];
  const run = value(number);
  const where = [`since_run <= ${run}`, `until_run > ${run}`];
  if (disposition !== undefined) where.push(`disposition = ${value(disposition)}`);
  if (operator !== undefined) where.push(`operator = ${value(operator)}`);
  if (minSize !== undefined) where.push(`size >= ${value(minSize)}::DOUBLE`);
  if (minScore !== undefined) where.push(`score >= ${value(minScore)}::DOUBLE`);
  if (changedSince !== undefined) where.push(`since_run > ${value(changedSince)}::DOUBLE`);
  if (after) {
    const from = `${value(after[of])}::DOUBLE`;
    where.push(`(${column} < ${from} OR (${column} = ${from} AND cluster > ${value(after.id)}))`);
  }
  return { where: where.join(" AND "), values, order: `${column} DESC, cluster` };
}
