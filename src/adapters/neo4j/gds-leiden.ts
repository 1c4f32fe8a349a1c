/**
 * An edge list -> its components and Leiden communities, found in Neo4j by Graph Data Science: nothing but the edges and two labels a node
 * is held here.
 */

import { randomUUID } from "node:crypto";
import type { EdgeList } from "../../cluster/search/graph.js";
import { identity } from "../../cluster/search/labels.js";
import { PermanentError } from "../../errors.js";
import { DAY_MS } from "../../tools/units.js";
import { connectNeo4j, type Neo4jAddress, type Neo4jClient, whole } from "./client.js";

export interface GdsCommunities {
  /** Of each node: any label; a node without an edge has one of its own. */
  component: Int32Array;
  community: Int32Array;
}

/** An edge page is 2.7 MB on its way. */
const PAGE_EDGES = 100_000;
const PAGE_NODES = 20_000;
/** What died before it could clear up is cleared by others after so long. */
const MAX_AGE_MS = DAY_MS;
/**
 * Modularity merges what is smaller than a share of the whole (Fortunato & Barthélemy 2007); with a resolution of one for so many edges it
 * finds, in a graph of any size, pieces of the communities that the map equation then puts together.
 */
const EDGES_A_RESOLUTION = 64;

/**
 * Leiden (Traag et al. 2019) on one thread and seeded, with the nodes in their order: the same edges in any order give the same labels.
 * Throws a `PermanentError` where the plugin is missing or the server refuses, a `TransientError` where it is away. Loops and weights of 0
 * are nothing.
 */
export async function leidenInGds(address: Neo4jAddress, edges: EdgeList, seed = 1): Promise<GdsCommunities> {
  const client = connectNeo4j(address);
  const run = randomUUID();
  const graph = `cautery-${run}`;
  const clear = async () => {
    await client.read("gds/drop-graph", { graph, maxAgeMs: whole(MAX_AGE_MS) });
    await client.write((tx) => tx("gds/drop-edges", { run, maxAgeMs: whole(MAX_AGE_MS) }));
  };
  try {
    await insist(client, address.uri);
    const count = await writeEdges(client, run, edges);
    if (count === 0) return { component: identity(edges.nodes), community: identity(edges.nodes) };
    await client.read("gds/project", { graph, nodes: whole(edges.nodes), run });
    const components = client.stream("gds/components", { graph, page: whole(PAGE_NODES) }, 8);
    const component = await labels(components, edges.nodes);
    const gamma = Math.max(1, count / EDGES_A_RESOLUTION);
    const communities = client.stream("gds/leiden", { graph, gamma, seed: whole(seed), page: whole(PAGE_NODES) }, 8);
    const community = await labels(communities, edges.nodes);
    return { component, community };
  } finally {
    await clear().catch(() => {}); // by another, later
    await client.close();
  }
}

/** The plugin's version, or null where Neo4j has none. */
export async function gdsVersion(client: Neo4jClient): Promise<string | null> {
  const [{ installed }] = await client.read("gds/installed");
  return installed === true ? String((await client.read("gds/version"))[0].version) : null;
}

async function insist(client: Neo4jClient, uri: string): Promise<void> {
  if ((await gdsVersion(client)) !== null) return;
  throw new PermanentError(
    `Neo4j at ${uri} has no Graph Data Science: install the plugin (Docker: NEO4J_PLUGINS='["graph-data-science"]'), or take the engine "local"`,
  );
}

/** Returns how many edges count. */
async function writeEdges(client: Neo4jClient, run: string, { source, target, weight }: EdgeList): Promise<number> {
  let count = 0;
  for (let from = 0, seq = 0; from < source.length; from += PAGE_EDGES, seq++) {
    const page = { run, seq: whole(seq), source: [] as number[], target: [] as number[], weight: [] as number[] };
    for (let e = from; e < Math.min(source.length, from + PAGE_EDGES); e++) {
      if (source[e] === target[e] || weight[e] === 0) continue;
      page.source.push(source[e]);
      page.target.push(target[e]);
      page.weight.push(weight[e]);
    }
    count += page.source.length;
    await client.write((tx) => tx("gds/write-edges", page));
  }
  return count;
}

async function labels(rows: AsyncIterable<Record<string, unknown>>, nodes: number): Promise<Int32Array> {
  const label = new Int32Array(nodes);
  for await (const row of rows) {
    const list = row.labels as number[];
    (row.nodes as number[]).forEach((node, i) => {
      label[node] = list[i];
    });
  }
  return label;
}
