/** Clusters, links and runs <-> the columns that they are kept in. */
import type { AttributionShare, Cluster, Disposition, Explanation } from "../../../model/cluster.js";
import type { FittedModel } from "../../../model/fitted.js";
import type { ClusterSummary, RunInfo } from "../../../model/run.js";
import { likeliestOf } from "../../../model/tally.js";
import type { Bulk, Column } from "../bulk.js";
import type { Row } from "../client.js";
import { decodeJson, decodeText, encodeJson, encodeText } from "../text.js";
import type { Fingerprints } from "./fingerprints.js";
import { STANDING } from "./schema.js";

const CLUSTER: readonly Column[] = [
  ...(["uint", "uint", "uint", "uint", "uint"] as const),
  ...(["encoded", "int", "encoded", "double", "encoded", "encoded", "time", "time", "int", "double"] as const),
  ...(["encoded", "encoded", "encoded", "encoded", "encoded", "encoded", "encoded", "encoded"] as const),
];

/** What a list of clusters shows; `CLUSTER_COLUMNS` is all of a cluster but its accounts. Times are milliseconds. */
export const SUMMARY_COLUMNS = `cluster, size, score, disposition, epoch_ms(first_seen) AS first_seen, epoch_ms(last_seen) AS last_seen, exchanges,
  attribution, stranger, operator, since_run`;
export const CLUSTER_COLUMNS = `version, key, links_version, ${SUMMARY_COLUMNS}, relink_ms, evidence, explanations, cases, parts`;

/** What places a state of a cluster among all that are kept. */
export interface Place {
  version: number;
  key: number;
  linksVersion: number;
  since: number;
}

/** A cluster -> its cells from `cluster` to `parts`, texts and JSON encoded. */
export function detailCells(cluster: Cluster): (string | number | null)[] {
  const { id, accounts, score, disposition, firstSeen, lastSeen, exchanges, relinkMs, stranger, ...lists } = cluster;
  const { attribution, evidence, explanations, cases, parts, ...none } = lists;
  none satisfies Record<string, never>; // a field that a cluster gets wants a column
  const likeliest = likeliestOf(cluster);
  return [
    encodeText(id),
    accounts.length,
    disposition,
    score,
    likeliest === null ? null : encodeText(likeliest),
    stranger === undefined ? null : encodeText(stranger),
    firstSeen,
    lastSeen,
    exchanges,
    relinkMs,
    encodeJson(attribution),
    encodeJson(evidence),
    encodeJson(explanations),
    cases ? encodeJson(cases) : null,
    parts ? encodeJson(parts) : null,
  ];
}

export async function clusterTable(bulk: Bulk) {
  const table = await bulk("kept.clusters", CLUSTER);
  return {
    add(details: readonly (string | number | null)[], { version, key, linksVersion, since }: Place, prints: Fingerprints): void {
      table.add(version, key, linksVersion, since, STANDING, ...details, prints.details, prints.members, prints.links);
    },
    close: () => table.close(),
  };
}

export function clusterFrom(row: Row, accounts: readonly string[]): Cluster {
  return {
    id: text(row.cluster),
    accounts,
    score: Number(row.score),
    disposition: row.disposition as Disposition,
    firstSeen: Number(row.first_seen),
    lastSeen: Number(row.last_seen),
    exchanges: Number(row.exchanges),
    attribution: json(row.attribution) as AttributionShare[],
    ...(row.cases === null ? {} : { cases: json(row.cases) as Cluster["cases"] }),
    ...(row.parts === null ? {} : { parts: json(row.parts) as Cluster["parts"] }),
    ...(row.stranger === null ? {} : { stranger: text(row.stranger) }),
    evidence: json(row.evidence) as Cluster["evidence"],
    explanations: json(row.explanations) as Explanation[],
    relinkMs: row.relink_ms === null ? null : Number(row.relink_ms),
  };
}

export function summaryFrom(row: Row): ClusterSummary {
  const attribution = json(row.attribution) as AttributionShare[];
  return {
    id: text(row.cluster),
    size: Number(row.size),
    score: Number(row.score),
    disposition: row.disposition as Disposition,
    firstSeen: Number(row.first_seen),
    lastSeen: Number(row.last_seen),
    exchanges: Number(row.exchanges),
    likeliest: row.operator === null ? null : (attribution[0] ?? null),
    stranger: row.stranger === null ? null : text(row.stranger),
    changedIn: Number(row.since_run),
  };
}

const RUN: readonly Column[] = [
  ...(["uint", "text", "time", "int", "int", "int", "int", "int", "int", "encoded", "encoded"] as const),
  ...(["int", "int", "int", "int", "int", "int", "int", "encoded", "int"] as const),
];

/** All but the model, which is read by itself. */
export const RUN_COLUMNS = "* EXCLUDE (model) REPLACE (epoch_ms(saved_at) AS saved_at)";

export async function runTable(bulk: Bulk) {
  const table = await bulk("kept.runs", RUN);
  return {
    add(
      { number, id, at, ledger, accounts, otherAttributeKeys, total, byDisposition, byOperator, changes }: RunInfo,
      { model, indexBytes }: { model: FittedModel; indexBytes: number | null },
    ): void {
      const { born, grown, merged, split, died, joined, left } = changes;
      table.add(
        number,
        id,
        at,
        ledger,
        accounts,
        otherAttributeKeys ?? null,
        total.clusters,
        total.accounts,
        total.exchanges,
        encodeJson(byDisposition),
        encodeJson(byOperator),
        born,
        grown,
        merged,
        split,
        died,
        joined,
        left,
        encodeJson(model),
        indexBytes,
      );
    },
    close: () => table.close(),
  };
}

export function infoFrom(row: Row): RunInfo {
  const count = (name: string) => Number(row[name]);
  return {
    number: count("number"),
    id: text(row.id),
    at: count("saved_at"),
    ledger: count("ledger"),
    accounts: count("accounts"),
    ...(row.other_attribute_keys === null ? {} : { otherAttributeKeys: count("other_attribute_keys") }),
    total: { clusters: count("clusters"), accounts: count("clustered_accounts"), exchanges: count("exchanges") },
    byDisposition: json(row.by_disposition) as RunInfo["byDisposition"],
    byOperator: json(row.by_operator) as RunInfo["byOperator"],
    changes: {
      born: count("born"),
      grown: count("grown"),
      merged: count("merged"),
      split: count("split"),
      died: count("died"),
      joined: count("accounts_joined"),
      left: count("accounts_left"),
    },
  };
}

const text = (value: unknown) => decodeText(String(value));
const json = (value: unknown) => decodeJson(String(value));
