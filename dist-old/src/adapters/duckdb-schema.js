/** The tables of an embedded store, made where they are missing. */
export const SCHEMA = `
CREATE TABLE IF NOT EXISTS meta (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS marks (source VARCHAR PRIMARY KEY, mark VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS slices (
  ledger UINTEGER PRIMARY KEY, segments_at UBIGINT NOT NULL, segment_lengths VARCHAR NOT NULL,
  ids_at UBIGINT NOT NULL, ids_length UBIGINT NOT NULL, ids_from UINTEGER NOT NULL, ids_to UINTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS counts (
  events UBIGINT, accepted UBIGINT, duplicates UBIGINT, quarantined UBIGINT, dropped_fields UBIGINT, ignored_fields UBIGINT, lines UBIGINT
);
INSERT INTO counts SELECT 0, 0, 0, 0, 0, 0, 0 WHERE NOT EXISTS (FROM counts);
CREATE TABLE IF NOT EXISTS quarantine (source VARCHAR, line DOUBLE, why VARCHAR);
CREATE TABLE IF NOT EXISTS parts (part USMALLINT PRIMARY KEY, version UINTEGER NOT NULL, merged_to UINTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS runs (kind VARCHAR, seq UINTEGER, page VARCHAR);
CREATE TABLE IF NOT EXISTS former_clusters (id VARCHAR PRIMARY KEY, superseded_by VARCHAR);
CREATE TABLE IF NOT EXISTS dossiers (id VARCHAR PRIMARY KEY, dossier VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS judgements (id VARCHAR PRIMARY KEY, made_at DOUBLE NOT NULL, judgement VARCHAR NOT NULL);
CREATE TABLE IF NOT EXISTS locks (name VARCHAR PRIMARY KEY, holder VARCHAR NOT NULL, until_ms DOUBLE NOT NULL);
`;
//# sourceMappingURL=duckdb-schema.js.map