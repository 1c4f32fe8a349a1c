/**
 * A cluster of 25,000 accounts and 100,000 links -> what its parts and places cost, and how large its graph is; beside JSON objects of the
 * same, zipped.
 */
import { gzipSync } from "node:zlib";
import { anatomyOf } from "../../src/app/look/anatomy.js";
import { MemberColumns } from "../../src/app/look/member-columns.js";
import { formatCount, formatTable } from "../../src/cli/text/format.js";
import { encodeGraph } from "../../src/contract/graph-columns.js";
import { loneCluster } from "../worlds/lone-cluster.js";

export async function benchAnatomy(accounts = 25_000): Promise<void> {
  const { run } = loneCluster(accounts);
  const [cluster] = run.clusters;
  const columns = new MemberColumns(accounts);
  const start = cluster.firstSeen;
  for (let i = 0; i < accounts; i++) {
    const at = start + i * 150_000;
    const none = { organizations: [], paymentKinds: [], verifiedAt: null };
    columns.set(i, { firstSeen: at, lastSeen: at + 1, signupAt: at, exchanges: 26, tokens: 1_000, status: [], ...none });
  }
  const held = {
    number: 1,
    model: run.model,
    members: () => cluster.accounts.map((account, i) => columns.at(account, i)),
  };
  const before = process.cpuUsage();
  const anatomy = await anatomyOf(held, cluster, run.links);
  const { user, system } = process.cpuUsage(before);
  const { columns: graph, ...rest } = anatomy;
  const binary = encodeGraph(graph);
  const links = run.links.map(({ a, b, weight }) => ({ a, b, weight }));
  const objects = Buffer.from(JSON.stringify({ accounts: held.members(), links }));
  const row = (what: string, bytes: Uint8Array) => [what, formatCount(bytes.length), formatCount(gzipSync(bytes).length)];
  console.log(`${formatCount(accounts)} accounts, ${formatCount(run.links.length)} links: ${anatomy.parts.length} parts`);
  console.log(`parts, places and all that is told: ${((user + system) / 1e6).toFixed(2)} s of CPU`);
  console.log(
    formatTable([
      ["", "bytes", "gzipped"],
      row("anatomy, JSON", Buffer.from(JSON.stringify(rest))),
      row("the graph in columns", binary),
      row("  JSON objects of the same", objects),
    ]),
  );
}
