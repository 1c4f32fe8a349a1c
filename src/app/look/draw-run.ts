/**
 * A clustering, and the accounts that it is of -> parts and places of its large clusters, for what is kept with the run: made once, where
 * the clustering is made, and the same again from the same.
 */
import { WHOLE } from "../../cluster/anatomy/parts.js";
import { encodeGraph } from "../../contract/graph-columns.js";
import type { Population } from "../../indicator/population.js";
import type { Cluster } from "../../model/cluster.js";
import { linksByCluster } from "../../model/links-by-cluster.js";
import type { ClusterRun, KeptAnatomy } from "../../model/run.js";
import type { Records } from "../../ports/knowledge.js";
import type { RunReader } from "../../ports/runs.js";
import { type Anatomy, anatomyOf } from "./anatomy.js";
import { type Member, memberOf } from "./member-columns.js";
import { type KeptParts, placedAfter, readParts, recordedParts } from "./place-again.js";

type Kept = Pick<RunReader, "currentRun" | "knownParts"> & Pick<Records, "record">;

/** Of clusters that are more than one part; some 60 microseconds of CPU an account. `run` comes after the store's current one. */
export async function drawRun(store: Kept, run: ClusterRun, population: Population): Promise<KeptAnatomy[]> {
  const number = ((await store.currentRun())?.number ?? 0) + 1;
  const known = new Map((await store.knownParts()).map(({ cluster, parts }) => [cluster, readParts(parts)]));
  const linksOf = linksByCluster(run);
  const drawn: KeptAnatomy[] = [];
  for (const [c, cluster] of run.clusters.entries()) {
    if (cluster.accounts.length <= WHOLE) break; // they are by size
    const before = known.get(cluster.id) ?? (await recordedParts(store, cluster.id));
    const others = run.changes.flatMap((change) => (change.type === "merged" && change.cluster === cluster.id ? change.from : []));
    const looked = { number, model: run.model, members: () => cluster.accounts.map((account) => memberIn(population, account)) };
    let kept: KeptParts | null = null;
    const anatomy = await anatomyOf(looked, cluster, linksOf(c), async (parts) => {
      const placed = placedAfter(
        parts,
        before,
        others.flatMap((id) => known.get(id) ?? []),
      );
      kept = placed.kept;
      return placed;
    });
    drawn.push(keptAnatomy(cluster, anatomy, kept!));
  }
  return drawn;
}

function keptAnatomy({ id }: Cluster, { columns, ...told }: Anatomy, kept: KeptParts): KeptAnatomy {
  return { cluster: id, parts: JSON.stringify(kept), told: JSON.stringify(told), graph: encodeGraph(columns) };
}

/** As a list of members shows it. */
function memberIn(population: Population, account: string): Member {
  const i = population.indexOf(account);
  return memberOf(account, {
    firstSeen: population.firstSeen[i],
    lastSeen: population.lastSeen[i],
    signupAt: Number.isNaN(population.signupAt[i]) ? null : population.signupAt[i],
    exchanges: population.exchanges[i],
    tokens: 0, // no picture shows them
    status: population.status.get(i) ?? [],
  });
}
