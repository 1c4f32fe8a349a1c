/** `cautery communities`: a graph of one's own, as a file of edges -> a community for each node, and how good they are. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { readEdges } from "../adapters/edge-file.js";
import { communitiesToParquet, edgesToCsv } from "../adapters/edge-file-parquet.js";
import { writeCommunities } from "../adapters/edge-file-writer.js";
import { detect } from "../cluster/detect.js";
const AFTER_HELP = `
EDGES is a CSV or Parquet file of rows source,target,weight (CSV with a header or without; weight is 1 where there is no such column). Nodes have
any names. An edge counts in both directions; rows that repeat an edge are summed; weights must be finite and not negative.

The last line on standard output is JSON: nodes, edges (rows), communities, codelength (bits a step), modularity, seconds, cpu_s and
rss_mb (peak) of the whole command, and kernel_cpu_s of the detection alone.

  cautery communities links.csv --out communities.csv
  cautery communities links.parquet --out communities.parquet --algorithm louvain --seed 7`;
export function communitiesCommand() {
    return new Command("communities")
        .description("Finds the communities of any weighted graph.")
        .argument("<edges>", "CSV or Parquet file: source,target,weight")
        .requiredOption("--out <file>", "where to write node,community (Parquet if it ends in .parquet, else CSV)")
        .addOption(new Option("--algorithm <name>", "what to optimise").choices(["map-equation", "louvain"]).default("map-equation"))
        .option("--seed <n>", "seed of Louvain; the map equation draws nothing", wholeNumber, 1)
        .option("--trim <share>", "a member tied to its community by less than this share of the mean leaves it; 0 keeps all", share, 0.2)
        .addHelpText("after", AFTER_HELP)
        .action(communities);
}
async function communities(edgesFile, { out, algorithm, seed, trim }) {
    const scratch = mkdtempSync(join(tmpdir(), "cautery-communities-"));
    try {
        const graph = readEdges(await asCsv(edgesFile, join(scratch, "edges.csv")));
        const before = cpuSeconds();
        const { community, communities, codelength, modularity } = detect(graph.edges, { algorithm, seed, trim });
        const kernel = cpuSeconds() - before;
        const csv = isParquet(out) ? join(scratch, "communities.csv") : out;
        writeCommunities(csv, graph, community);
        if (csv !== out)
            await communitiesToParquet(csv, out);
        console.log(JSON.stringify({
            nodes: graph.edges.nodes,
            edges: graph.edges.source.length,
            communities,
            codelength,
            modularity,
            seconds: round(process.uptime()),
            cpu_s: round(cpuSeconds()),
            rss_mb: Math.round(process.resourceUsage().maxRSS / 1024),
            kernel_cpu_s: round(kernel),
        }));
    }
    finally {
        rmSync(scratch, { recursive: true, force: true });
    }
}
async function asCsv(file, scratch) {
    if (!isParquet(file))
        return file;
    await edgesToCsv(file, scratch);
    return scratch;
}
function isParquet(file) {
    return file.toLowerCase().endsWith(".parquet");
}
function cpuSeconds() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
}
function round(seconds) {
    return Math.round(seconds * 1000) / 1000;
}
function wholeNumber(text) {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < 0)
        throw new InvalidArgumentError("give a whole number");
    return value;
}
function share(text) {
    const value = Number(text);
    if (text.trim() === "" || !(value >= 0 && value <= 1))
        throw new InvalidArgumentError("give a number from 0 to 1");
    return value;
}
//# sourceMappingURL=communities.js.map