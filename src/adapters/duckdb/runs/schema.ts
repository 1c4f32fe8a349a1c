/**
 * The tables of runs: what is stored, compact and by versions (schema `kept`), and the views that show it plainly; `docs/data.md` tells of
 * each.
 */

import { LINKS_TABLE } from "./packed-links.js";

/** `until_run` of what stands. */
export const STANDING = 4_294_967_295;

/**
 * A row is seen in the runs from `since_run` on, up to, not including, `until_run`. `version` counts the states of clusters; `key` is the
 * first version of a cluster since it came (back); links are of the version that they were written with, which later ones may share.
 */
const TABLES = `
CREATE SCHEMA kept;
CREATE TABLE kept.runs (
  number UINTEGER, id VARCHAR, saved_at TIMESTAMPTZ, ledger BIGINT, accounts BIGINT, other_attribute_keys BIGINT, clusters BIGINT,
  clustered_accounts BIGINT, exchanges BIGINT, by_disposition JSON, by_operator JSON, born BIGINT, grown BIGINT, merged BIGINT, split BIGINT, died BIGINT, accounts_joined BIGINT,
  accounts_left BIGINT, model JSON, index_bytes BIGINT
);
CREATE TABLE kept.clusters (
  version UINTEGER, key UINTEGER, links_version UINTEGER, since_run UINTEGER, until_run UINTEGER, cluster VARCHAR, size BIGINT,
  disposition VARCHAR, score DOUBLE, operator VARCHAR, stranger VARCHAR, first_seen TIMESTAMPTZ, last_seen TIMESTAMPTZ, exchanges BIGINT,
  relink_ms DOUBLE, attribution JSON, evidence JSON, explanations JSON, cases JSON, parts JSON,
  details_hash VARCHAR, members_hash VARCHAR, links_hash VARCHAR
);
CREATE TABLE kept.members (key UINTEGER, account VARCHAR, since_run UINTEGER, until_run UINTEGER);
${LINKS_TABLE}
CREATE TABLE kept.changes (run UINTEGER, cluster VARCHAR, type VARCHAR, from_clusters JSON, accounts_joined BIGINT, accounts_left BIGINT);
CREATE TABLE kept.ids (cluster VARCHAR);
CREATE TABLE kept.former (cluster VARCHAR, superseded_by VARCHAR, run UINTEGER);
`;

const UNTIL = `nullif(until_run, ${STANDING})`;
const SHOWN = "since_run <= run_number AND until_run > run_number AND run_number IN (SELECT number FROM kept.runs)";
const CURRENT = "(SELECT max(number) FROM kept.runs)";

/** Each cluster with the row that its links are packed in (`packed-links.ts`), and the texts of a cell of that. */
const LINKS_SHOWN = `(FROM kept.clusters WHERE ${SHOWN}) c JOIN kept.links l ON l.version = c.links_version`;
const parted = (column: string) => `string_split(${column}, chr(0))`;

const clusterColumns = (c: string) => `${c}.cluster, ${c}.size::BIGINT AS accounts, ${c}.disposition, ${c}.score, ${c}.operator,
  (${c}.attribution->0->>'confidence')::DOUBLE AS confidence, ${c}.stranger, ${c}.first_seen, ${c}.last_seen, ${c}.exchanges, ${c}.relink_ms,
  ${c}.explanations, ${c}.cases, ${c}.parts`;

/** A list of objects in a JSON column -> rows, each with its place in the list. */
const unnested = (column: string, fields: Record<string, string>, from: string) => `
  SELECT cluster, (i + 1)::BIGINT AS rank, ${Object.entries(fields)
    .map(([name, type]) => `(${column}->i->>'${name}')::${type} AS ${name}`)
    .join(", ")}
  FROM (SELECT cluster, ${column}, unnest(range(json_array_length(${column})::BIGINT)) AS i FROM ${from})`;

const ATTRIBUTION = { operator: "VARCHAR", confidence: "DOUBLE", likelihood: "VARCHAR" };
const EVIDENCE = { kind: "VARCHAR", value: "VARCHAR", accounts: "BIGINT", bits: "DOUBLE" };

const standing = (table: string) => `(SELECT *, ${UNTIL} AS until_shown FROM kept.${table})`;

export const VIEWS = `
CREATE OR REPLACE VIEW runs AS SELECT * EXCLUDE (index_bytes) RENAME (number AS run) FROM kept.runs;
CREATE OR REPLACE VIEW changes AS SELECT * FROM kept.changes;
CREATE OR REPLACE VIEW former_clusters AS FROM kept.former;

CREATE OR REPLACE MACRO clusters_as_of(run_number) AS TABLE
  SELECT ${clusterColumns("c")}, c.since_run AS changed_in_run FROM kept.clusters c WHERE ${SHOWN};
CREATE OR REPLACE MACRO members_as_of(run_number) AS TABLE
  SELECT c.cluster, m.account, m.since_run AS since_run
  FROM (FROM kept.clusters WHERE ${SHOWN}) c JOIN (FROM kept.members WHERE ${SHOWN}) m USING (key);
CREATE OR REPLACE MACRO links_as_of(run_number) AS TABLE
  SELECT cluster, ids[a + 1] AS a, ids[b + 1] AS b, weight
  FROM (SELECT c.cluster, ${parted("l.accounts")} AS ids, unnest(l.a) AS a, unnest(l.b) AS b, unnest(l.weight) AS weight FROM ${LINKS_SHOWN});
CREATE OR REPLACE MACRO evidence_as_of(run_number) AS TABLE
  SELECT cluster, ids[a[link] + 1] AS a, ids[b[link] + 1] AS b, names[row_kind[place + 1] + 1] AS kind, texts[place + 1] AS value,
    row_bits[place + 1] AS bits
  FROM (
    SELECT * EXCLUDE (rows, ends), unnest(rows[coalesce(ends[link - 1], 0) + 1 : ends[link]]) AS place FROM (
      SELECT c.cluster, l.a, l.b, l.rows, l.ends, l.row_kind, l.row_bits, ${parted("l.accounts")} AS ids, ${parted("l.kinds")} AS names,
        ${parted("l.row_value")} AS texts, unnest(range(1, len(l.a) + 1)) AS link
      FROM ${LINKS_SHOWN}));
CREATE OR REPLACE MACRO attributions_as_of(run_number) AS TABLE ${unnested("attribution", ATTRIBUTION, `kept.clusters WHERE ${SHOWN}`)};
CREATE OR REPLACE MACRO cluster_evidence_as_of(run_number) AS TABLE ${unnested("evidence", EVIDENCE, `kept.clusters WHERE ${SHOWN}`)};

CREATE OR REPLACE VIEW clusters AS FROM clusters_as_of(${CURRENT});
CREATE OR REPLACE VIEW members AS FROM members_as_of(${CURRENT});
CREATE OR REPLACE VIEW links AS FROM links_as_of(${CURRENT});
CREATE OR REPLACE VIEW evidence AS FROM evidence_as_of(${CURRENT});
CREATE OR REPLACE VIEW attributions AS FROM attributions_as_of(${CURRENT});
CREATE OR REPLACE VIEW cluster_evidence AS FROM cluster_evidence_as_of(${CURRENT});

CREATE OR REPLACE VIEW clusters_history AS
  SELECT ${clusterColumns("c")}, c.since_run, c.until_shown AS until_run FROM ${standing("clusters")} c;
CREATE OR REPLACE VIEW members_history AS
  SELECT c.cluster, m.account, m.since_run, m.until_shown AS until_run
  FROM ${standing("members")} m JOIN (SELECT DISTINCT key, cluster FROM kept.clusters) c USING (key);
`;

export const RUNS_SCHEMA = TABLES + VIEWS;

/** What is exported: all views, those of the current run and those of all runs. */
export const SHOWN_TABLES = [
  "runs",
  "clusters",
  "members",
  "links",
  "evidence",
  "attributions",
  "cluster_evidence",
  "changes",
  "former_clusters",
  "clusters_history",
  "members_history",
];
