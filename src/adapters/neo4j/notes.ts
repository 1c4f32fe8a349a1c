/** Dossiers, judgements, locks, announced sources and requests for a clustering <-> Neo4j. */

import type { Dossier } from "../../model/dossier.js";
import type { Judgement } from "../../model/judgement.js";
import type { Knowledge } from "../../ports/knowledge.js";
import type { ClusteringRequests } from "../../ports/services/requests.js";
import type { SourceNotice, SourceRegistry } from "../../ports/services/sources.js";
import type { GraphStore } from "../../ports/store.js";
import { byCodeUnit } from "../../tools/order.js";
import { batches, type Neo4jClient, whole } from "./client.js";

export type Notes = Pick<GraphStore, keyof Knowledge | "acquire" | "release"> & SourceRegistry & ClusteringRequests;

export function notes(client: Neo4jClient): Notes {
  return {
    saveDossiers(dossiers, over) {
      const were = over && new Map(over.map((dossier) => [dossier.id, JSON.stringify(dossier)]));
      const rows = dossiers
        .map((dossier) => ({ id: dossier.id, name: dossier.name, dossier: JSON.stringify(dossier), was: were?.get(dossier.id) ?? "" }))
        .sort((a, b) => byCodeUnit(a.id, b.id)); // two at once wait for each other in one order
      return client.write(async (run) => {
        for (const batch of were ? batches(rows, 1_000) : [])
          if (Number((await run("knowledge/hold-dossiers", { rows: batch }))[0].changed) > 0) return false;
        for (const batch of batches(rows, 1_000)) await run("knowledge/write-dossiers", { rows: batch });
        return true;
      });
    },
    async loadDossiers() {
      const dossiers = (await client.read("knowledge/read-dossiers")).map((row) => JSON.parse(String(row.dossier)) as Dossier);
      return dossiers.sort((a, b) => byCodeUnit(a.id, b.id));
    },
    async appendJudgement(judgement) {
      await client.write((run) =>
        run("knowledge/append-judgement", { id: judgement.id, at: whole(judgement.at), judgement: JSON.stringify(judgement) }),
      );
    },
    async loadJudgements() {
      const judgements = (await client.read("knowledge/read-judgements")).map((row) => JSON.parse(String(row.judgement)) as Judgement);
      return judgements.sort((a, b) => a.at - b.at || byCodeUnit(a.id, b.id));
    },
    async countJudgements() {
      return Number((await client.read("knowledge/count-judgements"))[0].count);
    },
    async judgementsSince(count) {
      const rows = await client.read("knowledge/read-judgements-since", { place: whole(count) });
      return rows.map(({ judgement }) => JSON.parse(String(judgement)) as Judgement);
    },
    async acquire(lock, holder, ttlMs) {
      return (await client.write((run) => run("knowledge/acquire-lock", { lock, holder, ttlMs: whole(ttlMs) }))).length > 0;
    },
    async release(lock, holder) {
      await client.write((run) => run("knowledge/release-lock", { lock, holder }));
    },
    async announce({ source, path, size, final }) {
      await client.write((run) => run("log/announce", { source, path, size: whole(size), final }));
    },
    async announced() {
      return (await client.read("log/read-announced")) as unknown as SourceNotice[];
    },
    async forget({ source, size }) {
      await client.write((run) => run("log/forget-announced", { source, size: whole(size) }));
    },
    async request() {
      return Number((await client.write((run) => run("requests/request-clustering")))[0].asked);
    },
    async requests() {
      const [row] = await client.read("requests/read-requests");
      return { asked: Number(row?.asked ?? 0), answered: Number(row?.answered ?? 0), ledger: Number(row?.ledger ?? -1) };
    },
    async answer(request, ledger) {
      await client.write((run) => run("requests/answer-requests", { request: whole(request), ledger: whole(ledger) }));
    },
  };
}
