/**
 * The tables of runs: what is stored, compact and by versions (schema `kept`), and the views that show it plainly; `docs/data.md` tells of
 * each.
 */

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
CREATE TABLE kept.links (version UINTEGER, link UINTEGER, a VARCHAR, b VARCHAR, weight DOUBLE);
CREATE TABLE kept.link_evidence (version UINTEGER, link UINTEGER, position UINTEGER, kind VARCHAR, value VARCHAR, bits DOUBLE);
CREATE TABLE kept.changes (run UINTEGER, cluster VARCHAR, type VARCHAR, from_clusters JSON, accounts_joined BIGINT, accounts_left BIGINT);
CREATE TABLE kept.ids (cluster VARCHAR);
CREATE TABLE kept.former (cluster VARCHAR, superseded_by VARCHAR, run UINTEGER);
`;

const UNTIL = `nullif(until_run, ${STANDING})`;
const SHOWN = "since_run <= run_number AND until_run > run_number AND run_number IN (SELECT number FROM kept.runs)";
const CURRENT = "(SELECT max(number) FROM kept.runs)";

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

const VIEWS = `
CREATE VIEW runs AS SELECT * EXCLUDE (index_bytes) RENAME (number AS run) FROM kept.runs;
CREATE VIEW changes AS SELECT * FROM kept.changes;
CREATE VIEW former_clusters AS FROM kept.former;

CREATE MACRO clusters_as_of(run_number) AS TABLE
  SELECT ${clusterColumns("c")}, c.since_run AS changed_in_run FROM kept.clusters c WHERE ${SHOWN};
CREATE MACRO members_as_of(run_number) AS TABLE
  SELECT c.cluster, m.account, m.since_run AS since_run
  FROM (FROM kept.clusters WHERE ${SHOWN}) c JOIN (FROM kept.members WHERE ${SHOWN}) m USING (key);
CREATE MACRO links_as_of(run_number) AS TABLE
  SELECT c.cluster, l.a, l.b, l.weight FROM (FROM kept.clusters WHERE ${SHOWN}) c JOIN kept.links l ON l.version = c.links_version;
CREATE MACRO evidence_as_of(run_number) AS TABLE
  SELECT c.cluster, l.a, l.b, e.kind, e.value, e.bits
  FROM (FROM kept.clusters WHERE ${SHOWN}) c JOIN kept.links l ON l.version = c.links_version
  JOIN kept.link_evidence e ON e.version = l.version AND e.link = l.link;
CREATE MACRO attributions_as_of(run_number) AS TABLE ${unnested("attribution", ATTRIBUTION, `kept.clusters WHERE ${SHOWN}`)};
CREATE MACRO cluster_evidence_as_of(run_number) AS TABLE ${unnested("evidence", EVIDENCE, `kept.clusters WHERE ${SHOWN}`)};

CREATE VIEW clusters AS FROM clusters_as_of(${CURRENT});
CREATE VIEW members AS FROM members_as_of(${CURRENT});
CREATE VIEW links AS FROM links_as_of(${CURRENT});
CREATE VIEW evidence AS FROM evidence_as_of(${CURRENT});
CREATE VIEW attributions AS FROM attributions_as_of(${CURRENT});
CREATE VIEW cluster_evidence AS FROM cluster_evidence_as_of(${CURRENT});

CREATE VIEW clusters_history AS
  SELECT ${clusterColumns("c")}, c.since_run, c.until_shown AS until_run FROM ${standing("clusters")} c;
CREATE VIEW members_history AS
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
