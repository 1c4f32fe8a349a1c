/** Dossiers, judgements and locks <-> the embedded store. */
import type { Dossier } from "../../model/dossier.js";
import type { Judgement } from "../../model/judgement.js";
import type { Knowledge } from "../../ports/knowledge.js";
import type { GraphStore } from "../../ports/store.js";
import type { DuckDbClient } from "./client.js";

type Notes = Pick<GraphStore, keyof Knowledge | "acquire" | "release">;

export function notes(client: DuckDbClient): Notes {
  return {
    saveDossiers(dossiers, over) {
      const were = over && new Map(over.map((dossier) => [dossier.id, JSON.stringify(dossier)]));
      return client.transaction(async (run) => {
        for (const { id } of were ? dossiers : []) {
          const [row] = await run("SELECT dossier FROM dossiers WHERE id = $1", [id]);
          if (row?.dossier !== were?.get(id)) return false;
        }
        for (const dossier of dossiers) await run("INSERT OR REPLACE INTO dossiers VALUES ($1, $2)", [dossier.id, JSON.stringify(dossier)]);
        return true;
      });
    },
    async loadDossiers() {
      const rows = await client.query("SELECT dossier FROM dossiers ORDER BY id");
      return rows.map(({ dossier }) => JSON.parse(String(dossier)) as Dossier);
    },
    async appendJudgement(judgement) {
      const { id, at } = judgement;
      await client.query("INSERT OR IGNORE INTO judgements VALUES ($1, $2, $3)", [id, at, JSON.stringify(judgement)]);
    },
    async loadJudgements() {
      const rows = await client.query("SELECT judgement FROM judgements ORDER BY made_at, id");
      return rows.map(({ judgement }) => JSON.parse(String(judgement)) as Judgement);
    },
    async countJudgements() {
      return Number((await client.query("SELECT count(*) AS count FROM judgements"))[0].count);
    },
    async judgementsSince(count) {
      // rows are appended alone, and none is taken away
      const rows = await client.query("SELECT judgement FROM judgements ORDER BY rowid OFFSET $1", [count]);
      return rows.map(({ judgement }) => JSON.parse(String(judgement)) as Judgement);
    },
    acquire: (lock, holder, ttlMs) =>
      client.transaction(async (run) => {
        const now = Date.now();
        const [held] = await run("SELECT holder FROM locks WHERE name = $1 AND until_ms > $2", [lock, now]);
        if (held && held.holder !== holder) return false;
        await run("INSERT OR REPLACE INTO locks VALUES ($1, $2, $3)", [lock, holder, now + ttlMs]);
        return true;
      }),
    async release(lock, holder) {
      await client.query("DELETE FROM locks WHERE name = $1 AND holder = $2", [lock, holder]);
    },
  };
}
