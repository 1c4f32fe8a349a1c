/** Clusters with their links <-> Neo4j: a version of each where it changed in anything, named by the run in which it did. */
import { createHash } from "node:crypto";
import { TransientError } from "../../../errors.js";
import type { Cluster } from "../../../model/cluster.js";
import type { Link } from "../../../model/link.js";
import { batches, type Neo4jClient, type Run, whole } from "../client.js";
import { packJson, unpack } from "../pack.js";
import { type Directory, type Line, lineOf } from "./directory.js";

/** Links on one page; nearly all clusters have less. */
const PAGE_LINKS = 2_000;
/** Written in one transaction, about. */
const BATCH_BYTES = 1 << 20;
const BATCH_CLUSTERS = 1_000;
/** Of a SHA-256 as base64: 72 bits. */
const DIGEST_LENGTH = 12;

interface Version {
  cluster: string;
  /** Null where the cluster ends. */
  data: string | null;
  links: string | null;
}

interface LinkPage {
  cluster: string;
  seq: number;
  data: string;
}

/**
 * Writes what differs from the run before, which `before` lists, for the run `number`; returns that run's lines. `write` is one
 * transaction.
 */
export async function writeVersions(
  write: (work: (run: Run) => Promise<void>) => Promise<void>,
  { clusters, links }: { clusters: readonly Cluster[]; links: readonly Link[][] },
  { before, number }: { before: Directory; number: number },
): Promise<Line[]> {
  const known = new Map(before.map((line) => [line.id, line]));
  const lines: Line[] = [];
  let versions: Version[] = [];
  let more: LinkPage[] = [];
  let bytes = 0;
  const flush = async () => {
    const [rows, pages] = [versions, more];
    [versions, more, bytes] = [[], [], 0];
    if (rows.length > 0) await write((run) => writeBatch(run, rows, pages, number));
  };
  for (const [i, cluster] of clusters.entries()) {
    const text = JSON.stringify(cluster);
    const pages = [...batches(links[i], PAGE_LINKS)].map((page) => JSON.stringify(page));
    const digest = digestOf([text, ...pages]);
    const earlier = known.get(cluster.id);
    known.delete(cluster.id);
    const same = earlier?.digest === digest;
    lines.push(lineOf(cluster, digest, same ? earlier.changedIn : number));
    if (same) continue;
    const [data, first = packJson("[]"), ...rest] = [text, ...pages].map(packJson);
    versions.push({ cluster: cluster.id, data, links: first });
    more.push(...rest.map((page, k) => ({ cluster: cluster.id, seq: k + 1, data: page })));
    bytes += [data, first, ...rest].reduce((sum, { length }) => sum + length, 0);
    if (bytes >= BATCH_BYTES || versions.length >= BATCH_CLUSTERS) await flush();
  }
  for (const gone of batches(known.keys(), BATCH_CLUSTERS)) {
    versions.push(...gone.map((cluster) => ({ cluster, data: null, links: null })));
    await flush();
  }
  await flush();
  return lines;
}

async function writeBatch(run: Run, rows: readonly Version[], pages: readonly LinkPage[], number: number): Promise<void> {
  await run("runs/save/write-versions", { rows, since: whole(number) });
  for (const page of pages) await run("runs/save/write-link-page", { ...page, seq: whole(page.seq), since: whole(number) });
}

function digestOf(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text).update("\n");
  return hash.digest("base64").slice(0, DIGEST_LENGTH);
}

type Named = Pick<Line, "id" | "changedIn">;

const keysOf = (lines: readonly Named[]) => lines.map(({ id, changedIn }) => ({ cluster: id, since: whole(changedIn) }));

/** In the order of the lines. Throws a `TransientError` where a run was dropped meanwhile. */
export async function readVersions(client: Neo4jClient, lines: readonly Named[]): Promise<Cluster[]> {
  const rows = await client.read("runs/read/read-versions", { keys: keysOf(lines) });
  const found = new Map(rows.map(({ cluster, data }) => [String(cluster), unpack(data) as Cluster]));
  return lines.map(({ id }) => {
    const cluster = found.get(id);
    if (cluster === undefined) throw new TransientError("the clustering that was read is no longer kept: ask again");
    return cluster;
  });
}

/** Those that are still kept, with their links. */
export async function readLinkedVersions(run: Run, lines: readonly Named[]): Promise<Map<string, { cluster: Cluster; links: Link[] }>> {
  const rows = await run("runs/read/read-versions-with-links", { keys: keysOf(lines) });
  return new Map(
    rows.map(({ cluster, data, links }) => [
      String(cluster),
      { cluster: unpack(data) as Cluster, links: (links as unknown[]).flatMap((page) => unpack(page) as Link[]) },
    ]),
  );
}
