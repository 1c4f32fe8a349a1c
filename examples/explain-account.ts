/**
 * An account -> the cluster that it is in, and why: each tie with its evidence in bits. Takes the account's id; `data` is as
 * `find-clusters.ts` left it.
 */
import { openFolder, resolveAccount } from "cautery";

const folder = await openFolder("data");
const resolved = await resolveAccount(folder, process.argv[2]);
if (resolved === null) console.log("no event of this account was read");
else if (resolved.cluster === null) console.log("in no cluster: what it shares with others may well be chance");
else {
  const { cluster, ties } = resolved;
  console.log(`${cluster.id}: ${cluster.disposition}, likeliest ${cluster.attribution[0]?.operator ?? "nobody's"}`);
  for (const { account, bits, evidence } of ties) {
    console.log(`${account} ${bits.toFixed(1)} bits: ${evidence.map((row) => `${row.kind} ${row.bits.toFixed(1)}`).join(", ")}`);
  }
}
await folder.close();
