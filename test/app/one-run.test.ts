/** What is asked while a run is saved in between is answered from one run: all of it of the one before, or all of the one after. */
import { beforeEach, describe, expect, it } from "vitest";
import { duckDbStore } from "../../src/adapters/duckdb/store.js";
import { clusterNamed, heirsOf } from "../../src/app/clusters.js";
import { explainCluster } from "../../src/app/explain.js";
import { resolveAccount } from "../../src/app/resolve.js";
import type { Cluster } from "../../src/model/cluster.js";
import type { ClusterRun } from "../../src/model/run.js";
import type { GraphStore } from "../../src/ports/store.js";
import { temporaryFolders } from "../ingest/worlds.js";
import { exampleModel } from "../model/example-model.js";

const folder = temporaryFolders();
const clock = { now: () => 1 };

/** First b is of a cluster of its own; then that one was merged into c-1, which got another account. */
const BEFORE = run([cluster("c-1", "xy"), cluster("c-2", "abc")], "born c-1", "born c-2");
const AFTER = run([cluster("c-1", "abcdxy")], "merged c-1 c-2");

/** How many of a store's reads come before the second run is saved, from none to more than any question takes. */
const READS = Array.from({ length: 6 }, (_, i) => i);

let store: GraphStore;
beforeEach(async () => {
  store = duckDbStore(folder());
  await store.open("check");
  await store.saveRun(BEFORE, { at: 1, ledger: 1 });
  return () => store.close();
});

/** The store, whose `after`th read from now finds that another run was saved. */
function overtaken(after: number): GraphStore {
  let reads = 0;
  return new Proxy(store, {
    get(_, name) {
      const member = Reflect.get(store, name);
      if (typeof member !== "function") return member;
      return async (...args: unknown[]) => {
        if (reads++ === after) await store.saveRun(AFTER, { at: 2, ledger: 2 });
        return await member.apply(store, args);
      };
    },
  });
}

describe.each(READS)("where a run is saved after %i reads", (after) => {
  it("an account resolves to a cluster and to ties of the same run", async () => {
    const resolved = (await resolveAccount({ store: overtaken(after), clock }, "b"))!;
    const ties = resolved.ties.map(({ account }) => account).join("");
    expect(["c-2 abc ac", "c-1 abcdxy ac"]).toContain(`${resolved.cluster?.id} ${resolved.cluster?.accounts.join("")} ${ties}`);
    expect(resolved.placedAt).toBeNull();
  });

  it("a cluster is explained by links of the run that it is of", async () => {
    const { cluster: explained, links } = await explainCluster(overtaken(after), "c-1");
    const linked = new Set(links.flatMap(({ a, b }) => [a, b]));
    expect([...linked].sort()).toEqual(explained.accounts);
  });

  it("a cluster's id is found, its own or that of the one that took it over", async () => {
    const { id, accounts } = await clusterNamed(overtaken(after), "c-2");
    expect(["c-2 abc", "c-1 abcdxy"]).toContain(`${id} ${accounts.join("")}`);
  });

  it("the heirs of a cluster are those of one run", async () => {
    expect([["c-2"], ["c-1"]]).toContainEqual(await heirsOf(overtaken(after), "c-2"));
  });
});

function cluster(id: string, accounts: string): Cluster {
  return {
    id,
    accounts: [...accounts],
    score: 0.5,
    disposition: "fraudulent",
    firstSeen: 1,
    lastSeen: 2,
    exchanges: 3,
    attribution: [],
    evidence: [],
    explanations: [],
    relinkMs: null,
  };
}

/** Each cluster's accounts in a chain of links; a change is `merged c-1 c-2`: its type, its cluster, those that it came from. */
function run(clusters: readonly Cluster[], ...changes: readonly `${"born" | "merged"} ${string}`[]): ClusterRun {
  const links = clusters.flatMap(({ accounts }) =>
    accounts.slice(1).map((b, i) => ({ a: accounts[i], b, weight: 2, evidence: [{ kind: "device", value: "d", bits: 2 }] })),
  );
  return {
    clusters: [...clusters].sort((x, y) => y.accounts.length - x.accounts.length),
    links: links.sort((x, y) => (x.a < y.a ? -1 : 1)),
    changes: changes.map((text) => {
      const [type, id, ...from] = text.split(" ");
      return { type: type as "born" | "merged", cluster: id, from };
    }),
    model: exampleModel,
    accounts: 6,
  };
}
