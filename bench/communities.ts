/**
 * A million accounts with planted rings -> time, memory and what was found: ours beside graphology, and beside python's libraries where
 * they are installed.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { detect, detectIn, FAINT } from "../src/cluster/search/detect.js";
import { type Communities, CompactGraph, type EdgeList } from "../src/cluster/search/graph.js";
import { ringQuality } from "./worlds/partition-quality.js";
import { type PlantedGraph, plantedGraph } from "./worlds/planted-graph.js";

const run = promisify(execFile);

/** graphology keeps objects: at a million nodes it takes minutes and 3 GB, so it is asked at this size or below. */
const GRAPHOLOGY_NODES = 200_000;

/** A peer that takes longer than this is given up. */
const PEER_MS = 600_000;

const PEERS = ["igraph-louvain", "igraph-leiden", "igraph-infomap", "leidenalg", "networkit"];

export async function benchCommunities(nodes = 1_000_000, seed = 1): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "cautery-bench-"));
  try {
    // The large one first: what graphology leaves in the heap, the collector goes through again and again.
    for (const size of [...new Set([nodes, Math.min(nodes, GRAPHOLOGY_NODES)])]) {
      const planted = plantedGraph({ nodes: size, seed });
      console.log(`\n${size} nodes, ${planted.edges.source.length} edges, ${planted.rings.size} rings (seed ${seed})`);
      await benchDetection(planted, folder);
      warmStart(planted);
      if (size <= GRAPHOLOGY_NODES) benchGraphology(planted);
      const file = join(folder, "edges.csv");
      writeEdges(file, planted.edges);
      await benchCommand(file, join(folder, "communities.csv"), planted);
      for (const peer of PEERS) await benchPeer(peer, file, join(folder, "peer.txt"), planted);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In a process of its own, which begins with nothing compiled. */
async function benchDetection({ edges, ...planted }: PlantedGraph, folder: string): Promise<void> {
  const [file, out] = [join(folder, "edges.bin"), join(folder, "communities.bin")];
  writeFileSync(
    file,
    Buffer.concat(
      [edges.source, edges.target, edges.weight].map((column) => Buffer.from(column.buffer, column.byteOffset, column.byteLength)),
    ),
  );
  const script = fileURLToPath(new URL("./communities-alone.js", import.meta.url));
  const { stdout } = await run(process.execPath, [script, file, String(edges.nodes), out]);
  const { cpu_s: cpu, mb_on_top: memory } = JSON.parse(stdout);
  const community = new Int32Array(Uint8Array.from(readFileSync(out)).buffer);
  report(`map equation, edges in memory (${memory} MB on top of the runtime, the edges among them)`, cpu, { edges, ...planted }, community);
}

function benchGraphology(planted: PlantedGraph): void {
  const graph = new CompactGraph(planted.edges, { faint: FAINT });
  let found: Communities | undefined;
  const seconds = timed(() => {
    found = detectIn(graph, { algorithm: "louvain", trim: 0 });
  });
  report("graphology's Louvain", seconds, planted, found!.community);
}

/** One edge in a hundred and every edge of twenty rings come later. */
function warmStart({ edges, group, rings }: PlantedGraph): void {
  const lateOnes = new Set(
    [...rings]
      .filter(([, size]) => size >= 8 && size <= 50)
      .slice(0, 20)
      .map(([ring]) => ring),
  );
  const isLate = (e: number) => e % 100 === 0 || lateOnes.has(group[edges.source[e]]) || lateOnes.has(group[edges.target[e]]);
  const before = detect(those(edges, (e) => !isLate(e))).community;
  const late = those(edges, isLate);
  const graph = new CompactGraph(edges, { faint: FAINT });
  const scratch = timed(() => detectIn(graph));
  let after = before;
  const seconds = timed(() => {
    after = detectIn(graph, { from: before, touched: graph.endsOf(late) }).community;
  });
  const lateRings = { edges, group, rings: new Map([...rings].filter(([ring]) => lateOnes.has(ring))) };
  const found = Math.round(ringQuality(lateRings, after).smallRingsFound * lateOnes.size);
  console.log(
    `  warm start: ${seconds.toFixed(2)} s CPU, ${percent(seconds / scratch)} of scratch (both without building the graph); ` +
      `${percent(unmoved(before, after))} of nodes unmoved; ${found} of ${lateOnes.size} new rings found`,
  );
}

function those({ nodes, source, target, weight }: EdgeList, isOne: (e: number) => boolean): EdgeList {
  const kept = Uint32Array.from(source.keys()).filter(isOne);
  return {
    nodes,
    source: kept.map((e) => source[e]),
    target: kept.map((e) => target[e]),
    weight: Float32Array.from(kept, (e) => weight[e]),
  };
}

async function benchCommand(file: string, out: string, planted: PlantedGraph): Promise<void> {
  const main = fileURLToPath(new URL("../src/cli/main.js", import.meta.url));
  const { stdout } = await run(process.execPath, [main, "communities", file, "--out", out]);
  const { cpu_s: cpu, rss_mb: memory } = JSON.parse(stdout.trim().split("\n").at(-1)!);
  const community = alone(planted.edges.nodes);
  for (const line of readFileSync(out, "utf8").split("\n").slice(1, -1)) {
    const [node, label] = line.split(",");
    community[Number(node)] = Number(label);
  }
  report(`cautery communities, CSV to CSV (${memory} MB)`, cpu, planted, community);
}

/** A program of the python3 on PATH; says so where the library is not there. */
async function benchPeer(peer: string, file: string, out: string, planted: PlantedGraph): Promise<void> {
  const script = fileURLToPath(new URL("../../bench/communities-peers.py", import.meta.url));
  try {
    const { stdout } = await run("python3", [script, peer, file, out, String(planted.edges.nodes)], { timeout: PEER_MS });
    const { cpu_s: cpu, rss_mb: memory } = JSON.parse(stdout);
    report(`${peer} (${memory} MB)`, cpu, planted, readFileSync(out, "utf8").trim().split("\n").map(Number));
  } catch (error) {
    const missing = /No module named '?(\w+)/.exec(String(error));
    if ((error as { killed?: boolean }).killed) return console.log(`  ${peer}: given up after ${PEER_MS / 1000} s`);
    console.log(`  ${peer}: ${missing ? `not run, python3 has no ${missing[1]}` : `failed: ${(error as Error).message.split("\n")[0]}`}`);
  }
}

function report(name: string, cpu: number, planted: PlantedGraph, community: ArrayLike<number>): void {
  const { smallRingsFound, bcubed } = ringQuality(planted, community);
  console.log(`  ${name}: ${cpu.toFixed(2)} s CPU; rings of 5 to 50 found ${percent(smallRingsFound)}; B-cubed F1 ${bcubed.toFixed(4)}`);
}

/** Of the nodes that were in a community of two or more: the share that stayed with the largest part of it. */
function unmoved(before: Int32Array, after: Int32Array): number {
  const parts = new Map<number, Map<number, number>>();
  for (let i = 0; i < before.length; i++) {
    const part = parts.get(before[i]) ?? new Map<number, number>();
    part.set(after[i], (part.get(after[i]) ?? 0) + 1);
    parts.set(before[i], part);
  }
  let stayed = 0;
  let all = 0;
  for (const part of parts.values()) {
    const size = [...part.values()].reduce((a, b) => a + b);
    if (size < 2) continue;
    stayed += Math.max(...part.values());
    all += size;
  }
  return stayed / all;
}

/** Labels above any that a run can give. */
function alone(nodes: number): Int32Array {
  return Int32Array.from({ length: nodes }, (_, i) => nodes + i);
}

function writeEdges(file: string, { source, target, weight }: EdgeList): void {
  writeFileSync(file, "source,target,weight\n");
  for (let from = 0; from < source.length; from += 100_000) {
    let text = "";
    for (let e = from; e < Math.min(source.length, from + 100_000); e++) text += `${source[e]},${target[e]},${weight[e].toFixed(5)}\n`;
    writeFileSync(file, text, { flag: "a" });
  }
}

function timed(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
