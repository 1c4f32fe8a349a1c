/**
 * A cluster of 25,000 accounts and 100,000 links -> what its parts and places cost, how near ties are, and how large its graph is; beside
 * Louvain's communities, each account on a spiral by birth, and JSON objects.
 */
import { gzipSync } from "node:zlib";
import { anatomyOf } from "../../src/app/look/anatomy.js";
import { memberAt, memberColumns, setMember } from "../../src/app/look/member-columns.js";
import { formatCount, formatTable } from "../../src/cli/text/format.js";
import { discsOf } from "../../src/cluster/anatomy/discs.js";
import { layoutOf } from "../../src/cluster/anatomy/layout.js";
import { type Bodies, type Parts, partsOf } from "../../src/cluster/anatomy/parts.js";
import { detect } from "../../src/cluster/search/detect.js";
import { decodeGraph, encodeGraph } from "../../src/contract/graph-columns.js";
import { gather } from "../../src/tools/gather.js";
import { peakMb } from "../stopwatch.js";
import { loneCluster } from "../worlds/lone-cluster.js";

export async function benchAnatomy(accounts = 25_000): Promise<void> {
  const { run } = loneCluster(accounts);
  const [cluster] = run.clusters;
  const columns = memberColumns(accounts);
  const start = cluster.firstSeen;
  for (let i = 0; i < accounts; i++) {
    const at = start + i * 150_000;
    const none = { organizations: [], paymentKinds: [], verifiedAt: null };
    setMember(columns, i, { firstSeen: at, lastSeen: at + 1, signupAt: at, exchanges: 26, tokens: 1_000, status: [], ...none });
  }
  const held = {
    number: 1,
    model: run.model,
    members: () => cluster.accounts.map((account, i) => memberAt(columns, account, i)),
  };
  const before = peakMb(process.pid);
  const { value: anatomy, cost } = await measured(() => anatomyOf(held, cluster, run.links));
  const { columns: graph, ...rest } = anatomy;
  console.log(`${formatCount(accounts)} accounts, ${formatCount(run.links.length)} links: ${anatomy.parts.length} parts`);
  console.log(`parts, places and all that is told: ${cost} of CPU, ${Math.round(peakMb(process.pid) - before)} MB more at the peak`);

  const place = new Map(cluster.accounts.map((account, i) => [account, i]));
  const bodies: Bodies = {
    accounts,
    a: Uint32Array.from(run.links, ({ a }) => place.get(a)!),
    b: Uint32Array.from(run.links, ({ b }) => place.get(b)!),
    weight: Float32Array.from(run.links, ({ weight }) => weight),
    born: Float64Array.from({ length: accounts }, (_, i) => start + i * 150_000),
  };
  const parts = await measured(() => partsOf(bodies));
  const places = await measured(() => laidOut({ ...bodies, ...parts.value }));
  const one = { ...parts.value, part: new Int32Array(accounts) };
  const body = await measured(() => laidOut({ ...bodies, ...one }));
  const edges = { nodes: accounts, source: bodies.a, target: bodies.b, weight: bodies.weight };
  const louvain = await measured(() => detect(edges, { algorithm: "louvain", trim: 0, faint: 0 }));
  const spiral = await measured(() => laidOut({ ...bodies, ...parts.value, a: new Uint32Array(), b: new Uint32Array() }));
  console.log(
    formatTable([
      ["", "CPU", "parts", "a tie is as long as so much of any two of a part"],
      ["parts", parts.cost, String(new Set(parts.value.part).size), ""],
      ["  Louvain's communities", louvain.cost, String(louvain.value.communities), ""],
      ["places", places.cost, "", nearness(bodies, parts.value, places.value)],
      ["places, were all one part", body.cost, "", nearness(bodies, one, body.value)],
      ["  on a spiral by birth", spiral.cost, "", nearness(bodies, parts.value, spiral.value)],
    ]),
  );

  const encoded = await measured(() => encodeGraph(graph));
  const decoded = await measured(() => decodeGraph(encoded.value));
  const objects = Buffer.from(JSON.stringify({ accounts: held.members(), links: run.links.map(({ a, b, weight }) => ({ a, b, weight })) }));
  const parsed = await measured(() => JSON.parse(objects.toString()));
  const row = (what: string, bytes: Uint8Array, read: string) => [
    what,
    formatCount(bytes.length),
    formatCount(gzipSync(bytes).length),
    read,
  ];
  console.log(
    formatTable([
      ["", "bytes", "gzipped", "read in"],
      row("anatomy, JSON", Buffer.from(JSON.stringify(rest)), ""),
      row("the graph in columns", encoded.value, decoded.cost),
      row("  JSON objects of the same", objects, parsed.cost),
    ]),
  );
}

function laidOut(body: Parameters<typeof layoutOf>[0]): ReturnType<typeof layoutOf> {
  const sizes: number[] = [];
  for (const p of body.part) sizes[p] = (sizes[p] ?? 0) + 1;
  return layoutOf(body, discsOf(sizes));
}

async function measured<T>(work: () => T | Promise<T>): Promise<{ value: T; cost: string }> {
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { value, cost: `${formatCount(Math.round((user + system) / 1000))} ms` };
}

/** Of ties inside of parts: their mean length, beside that of as many pairs of the same parts that were put together by lot. */
function nearness({ a, b }: Bodies, { part }: Parts, { x, y }: { x: Uint16Array; y: Uint16Array }): string {
  const far = (i: number, j: number) => Math.hypot(x[i] - x[j], y[i] - y[j]);
  const inside = [...a.keys()].filter((l) => part[a[l]] === part[b[l]]);
  const byPart = new Map<number, number[]>();
  for (const l of inside) gather(byPart, part[a[l]], l);
  let [ties, others] = [0, 0];
  for (const links of byPart.values())
    for (const [k, l] of links.entries()) {
      ties += far(a[l], b[l]);
      others += far(a[l], b[links[(k * 7919 + 13) % links.length]]);
    }
  return (ties / others).toFixed(2);
}
