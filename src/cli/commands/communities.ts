/** `cautery communities`: a graph of one's own, as a file of edges -> a community for each node, and how good they are. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { readEdges } from "../../adapters/files/edge-file.js";
import { writeCommunities } from "../../adapters/files/edge-file-writer.js";
import { detectOnThreads } from "../../adapters/threads/community-threads.js";
import { type DetectOptions, detect } from "../../cluster/search/detect.js";
import type { Communities, EdgeList } from "../../cluster/search/graph.js";
import { qualityOf } from "../../cluster/search/quality.js";
import { UsageError } from "../../errors.js";

const AFTER_HELP = `
EDGES is a CSV or Parquet file of rows source,target,weight (CSV with a header or without; weight is 1 where there is no such column). Nodes have
any names. An edge counts in both directions; rows that repeat an edge are summed; weights must be finite and not negative.

The last line on standard output is JSON: nodes, edges (rows), communities, codelength (bits a step), modularity, seconds, cpu_s and
rss_mb (peak) of the whole command, and kernel_cpu_s of the detection alone.

--engine gds is for graphs that outgrow this machine: Neo4j at NEO4J_URI, with the Graph Data Science plugin, finds components and a first partition
(Leiden), and the map equation goes on from there, some components at a time. Its communities are not quite those of the local engine, and as good.

  cautery communities links.csv --out communities.csv
  cautery communities links.parquet --out communities.parquet --algorithm louvain --seed 7`;

const MOST_THREADS = 64;

interface Options {
  out: string;
  algorithm: NonNullable<DetectOptions["algorithm"]>;
  engine: "local" | "gds";
  seed: number;
  trim: number;
  threads: number;
}

export function communitiesCommand(): Command {
  return new Command("communities")
    .description("Finds the communities of any weighted graph.")
    .argument("<edges>", "CSV or Parquet file: source,target,weight")
    .requiredOption("--out <file>", "where to write node,community (Parquet if it ends in .parquet, else CSV)")
    .addOption(new Option("--algorithm <name>", "what to optimise").choices(["map-equation", "louvain"]).default("map-equation"))
    .addOption(
      new Option("--engine <name>", "where: in this process, or in Neo4j by Graph Data Science").choices(["local", "gds"]).default("local"),
    )
    .option("--seed <n>", "seed of Louvain and of Leiden; the map equation draws nothing", wholeNumber, 1)
    .option("--trim <share>", "a member tied to its community by less than this share of the mean leaves it; 0 keeps all", share, 0.2)
    .option("--threads <n>", "search components on so many threads side by side, with the same outcome", positive, 1)
    .addHelpText("after", AFTER_HELP)
    .action(communities);
}

async function communities(edgesFile: string, { out, ...options }: Options): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "cautery-communities-"));
  try {
    const graph = readEdges(await asCsv(edgesFile, join(scratch, "edges.csv")));
    const before = cpuSeconds();
    const { community, communities } = await find(graph.edges, options);
    const kernel = cpuSeconds() - before;
    const { codelength, modularity } = qualityOf(graph.edges, community);
    const csv = isParquet(out) ? join(scratch, "communities.csv") : out;
    writeCommunities(csv, graph, community);
    if (csv !== out) await (await parquet()).communitiesToParquet(csv, out);
    console.log(
      JSON.stringify({
        nodes: graph.edges.nodes,
        edges: graph.edges.source.length,
        communities,
        codelength,
        modularity,
        seconds: round(process.uptime()),
        cpu_s: round(cpuSeconds()),
        rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
        kernel_cpu_s: round(kernel),
      }),
    );
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function find(edges: EdgeList, { algorithm, engine, seed, trim, threads }: Omit<Options, "out">): Promise<Communities> {
  if (threads > 1 && (engine !== "local" || algorithm !== "map-equation"))
    throw new UsageError("--threads goes with the local engine and the map equation alone: leave it out");
  if (threads > 1) return detectOnThreads(edges, { trim, threads });
  if (engine === "local") return detect(edges, { algorithm, seed, trim });
  if (algorithm !== "map-equation") throw new UsageError("--engine gds goes with the map equation alone: leave --algorithm out");
  const { detectWithGds } = await import("../../adapters/neo4j/gds-communities.js");
  const { neo4jAddress } = await import("../../adapters/services.js");
  return detectWithGds(neo4jAddress(process.env), edges, { seed, trim });
}

async function asCsv(file: string, scratch: string): Promise<string> {
  if (!isParquet(file)) return file;
  await (await parquet()).edgesToCsv(file, scratch);
  return scratch;
}

/** Loaded where it is needed: it brings a database with it. */
const parquet = () => import("../../adapters/files/edge-file-parquet.js");

function isParquet(file: string): boolean {
  return file.toLowerCase().endsWith(".parquet");
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function round(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError("give a whole number");
  return value;
}

function positive(text: string): number {
  const value = wholeNumber(text);
  if (value < 1 || value > MOST_THREADS) throw new InvalidArgumentError(`give a whole number from 1 to ${MOST_THREADS}`);
  return value;
}

function share(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0 && value <= 1)) throw new InvalidArgumentError("give a number from 0 to 1");
  return value;
}
