/**
 * A run -> rows: of each cluster what is not the same as in the run before, of its members those that came or went; all in one transaction.
 */
import { retired } from "../../../model/lineage.js";
import { linksByCluster } from "../../../model/links-by-cluster.js";
import type { ClusterRun, KnownCluster, RunInfo } from "../../../model/run.js";
import { tallyRun } from "../../../model/tally.js";
import type { Bulk } from "../bulk.js";
import type { Run } from "../client.js";
import { decodeText, encodeJson } from "../text.js";
import { saveAnatomies } from "./anatomies.js";
import { detailsPrint, linksPrint, membersPrint } from "./fingerprints.js";
import { linkTable } from "./packed-links.js";
import { clusterTable, detailCells, runTable } from "./rows.js";
import { STANDING } from "./schema.js";

/** What is known of the run beside what it found. */
export interface Circumstances {
  id: string;
  at: number;
  ledger: number;
  indexBytes: number | null;
}

/** A cluster as it stood before. */
interface Standing {
  key: number;
  version: number;
  linksVersion: number;
  details: string;
  members: string;
  links: string;
}

/** What differs from the run before. */
interface Difference {
  /** Versions that stand no more. */
  closed: number[];
  /** Keys of clusters whose members changed, by id: of those that stood before, and of those that are new. */
  touched: Map<string, number>;
  born: Map<string, number>;
}

export async function saveRun(run: Run, bulk: Bulk, found: ClusterRun, { id, at, ledger, indexBytes }: Circumstances): Promise<RunInfo> {
  const [last] = await run("SELECT (SELECT max(number) FROM kept.runs) AS number, (SELECT max(version) FROM kept.clusters) AS version");
  const number = Number(last.number ?? 0) + 1;
  const before = await standing(run);
  const former = await formerBefore(run);
  await run("CREATE OR REPLACE TEMP TABLE closed (version UINTEGER)");
  await run("CREATE OR REPLACE TEMP TABLE touched (key UINTEGER)");
  await run("CREATE OR REPLACE TEMP TABLE arrived (key UINTEGER, account VARCHAR)");
  const difference = await writeClusters(bulk, found, { number, before, version: Number(last.version ?? 0) });
  await close(run, bulk, number, difference);
  const moves = await moved(run, number);
  await writeLineage(run, bulk, retired(former.concat(currentBefore(before)), found), { former, before, number });
  const keyOf = (cluster: string) => difference.born.get(cluster) ?? difference.touched.get(cluster) ?? -1;
  const changes = await writeChanges(bulk, found, number, (cluster) => moves.get(keyOf(cluster)));
  const info: RunInfo = {
    number,
    id,
    at,
    ledger,
    ...tallyRun(found),
    changes: { ...changes, ...(await movedInAll(run, number)) },
  };
  await saveAnatomies(run, bulk, number, found.anatomies ?? []);
  const table = await runTable(bulk);
  table.add(info, { model: found.model, indexBytes });
  table.close();
  for (const name of ["closed", "touched", "arrived"]) await run(`DROP TABLE temp.${name}`);
  return info;
}

async function standing(run: Run): Promise<Map<string, Standing>> {
  const rows = await run(
    "SELECT cluster, key, version, links_version, details_hash, members_hash, links_hash FROM kept.clusters WHERE until_run = $1",
    [STANDING],
  );
  return new Map(
    rows.map(({ cluster, key, version, links_version, details_hash, members_hash, links_hash }) => [
      decodeText(String(cluster)),
      {
        key: Number(key),
        version: Number(version),
        linksVersion: Number(links_version),
        details: String(details_hash),
        members: String(members_hash),
        links: String(links_hash),
      },
    ]),
  );
}

const currentBefore = (before: ReadonlyMap<string, Standing>): KnownCluster[] =>
  [...before.keys()].map((id) => ({ id, accounts: [], supersededBy: null }));

/** Ids that are no longer current, each with what took it over last. */
export async function formerBefore(run: Run): Promise<KnownCluster[]> {
  const rows = await run(
    `SELECT cluster, superseded_by FROM kept.former WHERE cluster NOT IN (SELECT cluster FROM kept.clusters WHERE until_run = $1)
     QUALIFY row_number() OVER (PARTITION BY cluster ORDER BY run DESC) = 1 ORDER BY cluster`,
    [STANDING],
  );
  return rows.map(({ cluster, superseded_by: by }) => ({
    id: decodeText(String(cluster)),
    accounts: [],
    supersededBy: by === null ? null : decodeText(String(by)),
  }));
}

interface Before {
  /** Of this run. */
  number: number;
  before: ReadonlyMap<string, Standing>;
  /** The last version that was given. */
  version: number;
}

async function writeClusters(bulk: Bulk, found: ClusterRun, { number, before, version }: Before): Promise<Difference> {
  const difference: Difference = { closed: [], touched: new Map(), born: new Map() };
  const linksOf = linksByCluster(found);
  const clusters = await clusterTable(bulk);
  const links = await linkTable(bulk);
  const arrived = await bulk("temp.arrived", ["uint", "text"]);
  const members = await bulk("kept.members", ["uint", "text", "uint", "uint"]);
  const gone = new Map(before);
  for (const [c, cluster] of found.clusters.entries()) {
    const details = detailCells(cluster);
    const packed = links.pack(linksOf(c));
    const prints = { details: detailsPrint(details), members: membersPrint(cluster.accounts), links: linksPrint(packed) };
    const then = before.get(cluster.id);
    gone.delete(cluster.id);
    if (then && then.details === prints.details && then.members === prints.members && then.links === prints.links) continue;
    if (then) difference.closed.push(then.version);
    version++;
    const key = then?.key ?? version;
    const sameLinks = then?.links === prints.links;
    clusters.add(details, { version, key, linksVersion: sameLinks ? then.linksVersion : version, since: number }, prints);
    if (!sameLinks) links.add(version, packed);
    if (!then) {
      difference.born.set(cluster.id, key);
      for (const account of cluster.accounts) members.add(key, account, number, STANDING);
    } else if (then.members !== prints.members) {
      difference.touched.set(cluster.id, key);
      for (const account of cluster.accounts) arrived.add(key, account);
    }
  }
  for (const [id, then] of gone) {
    difference.closed.push(then.version);
    difference.touched.set(id, then.key);
  }
  for (const table of [clusters, links, arrived, members]) table.close();
  return difference;
}

/** Ends in this run what stands no more, and lets members in that came. */
async function close(run: Run, bulk: Bulk, number: number, { closed, touched }: Difference): Promise<void> {
  const closing = await bulk("temp.closed", ["uint"]);
  for (const version of closed) closing.add(version);
  closing.close();
  const touching = await bulk("temp.touched", ["uint"]);
  for (const key of touched.values()) touching.add(key);
  touching.close();
  await run("UPDATE kept.clusters SET until_run = $1 WHERE version IN (FROM temp.closed)", [number]);
  await run(
    `UPDATE kept.members AS m SET until_run = $1 WHERE until_run = $2 AND key IN (FROM temp.touched)
      AND NOT EXISTS (FROM temp.arrived a WHERE a.key = m.key AND a.account = m.account)`,
    [number, STANDING],
  );
  await run(
    `INSERT INTO kept.members SELECT key, account, $1, $2 FROM temp.arrived a
      WHERE NOT EXISTS (FROM kept.members m WHERE m.key = a.key AND m.account = a.account AND m.until_run = $2)`,
    [number, STANDING],
  );
}

interface Moves {
  joined: number;
  left: number;
}

/** By cluster's key: accounts that came in and went in this run. */
async function moved(run: Run, number: number): Promise<Map<number, Moves>> {
  const rows = await run(
    `SELECT key, count(*) FILTER (since_run = $1) AS joined, count(*) FILTER (until_run = $1) AS "left"
     FROM kept.members WHERE since_run = $1 OR until_run = $1 GROUP BY key`,
    [number],
  );
  return new Map(rows.map(({ key, joined, left }) => [Number(key), { joined: Number(joined), left: Number(left) }]));
}

/** Accounts that are in a cluster and were in none, and the reverse. */
async function movedInAll(run: Run, number: number): Promise<Moves> {
  const [row] = await run(
    `WITH came AS (SELECT account FROM kept.members WHERE since_run = $1), went AS (SELECT account FROM kept.members WHERE until_run = $1)
     SELECT (SELECT count(*) FROM (FROM came EXCEPT FROM went)) AS joined, (SELECT count(*) FROM (FROM went EXCEPT FROM came)) AS "left"`,
    [number],
  );
  return { joined: Number(row.joined), left: Number(row.left) };
}

/** Ids that are new, and what took over each that is no longer current, where that is news. */
async function writeLineage(
  run: Run,
  bulk: Bulk,
  now: readonly KnownCluster[],
  { former, before, number }: { former: readonly KnownCluster[]; before: ReadonlyMap<string, Standing>; number: number },
): Promise<void> {
  await run(
    `INSERT INTO kept.ids SELECT DISTINCT cluster FROM kept.clusters c
      WHERE since_run = $1 AND NOT EXISTS (FROM kept.ids i WHERE i.cluster = c.cluster) ORDER BY cluster`,
    [number],
  );
  const known = new Map(former.map(({ id, supersededBy }) => [id, supersededBy]));
  const table = await bulk("kept.former", ["text", "text", "uint"]);
  for (const { id, supersededBy } of now) if (before.has(id) || known.get(id) !== supersededBy) table.add(id, supersededBy, number);
  table.close();
}

async function writeChanges(bulk: Bulk, { changes }: ClusterRun, number: number, movesOf: (cluster: string) => Moves | undefined) {
  const counts = { born: 0, grown: 0, merged: 0, split: 0, died: 0 };
  const table = await bulk("kept.changes", ["uint", "text", "text", "encoded", "int", "int"]);
  for (const { type, cluster, from } of changes) {
    counts[type]++;
    const { joined, left } = movesOf(cluster) ?? { joined: 0, left: 0 };
    table.add(number, cluster, type, encodeJson(from), joined, left);
  }
  table.close();
  return counts;
}
