/**
 * A file of edges, column after column -> their communities in another file: what the detection takes, alone in a process that has compiled
 * nothing yet.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { detect } from "../src/cluster/search/detect.js";

const [file, nodes, out] = process.argv.slice(2);
const runtime = process.memoryUsage.rss();
const { buffer, byteOffset, byteLength } = readFileSync(file);
const length = byteLength / 12;
const edges = {
  nodes: Number(nodes),
  source: new Uint32Array(buffer, byteOffset, length),
  target: new Uint32Array(buffer, byteOffset + 4 * length, length),
  weight: new Float32Array(buffer, byteOffset + 8 * length, length),
};
const before = process.cpuUsage();
const { community } = detect(edges);
const { user, system } = process.cpuUsage(before);
const peak = process.resourceUsage().maxRSS * 1024;
writeFileSync(out, community);
console.log(JSON.stringify({ cpu_s: (user + system) / 1e6, mb_on_top: Math.round((peak - runtime) / 2 ** 20) }));
