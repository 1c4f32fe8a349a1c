/** The tables of an embedded store, as they are made when a folder is first opened. */
import { RUNS_SCHEMA } from "./runs/schema.js";

export const SCHEMA = `
CREATE TABLE meta (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
CREATE TABLE marks (source VARCHAR PRIMARY KEY, mark VARCHAR NOT NULL);
CREATE TABLE slices (
  ledger UINTEGER PRIMARY KEY, segments_at UBIGINT NOT NULL, segment_lengths VARCHAR NOT NULL,
  ids_at UBIGINT NOT NULL, ids_length UBIGINT NOT NULL, ids_from UINTEGER NOT NULL, ids_to UINTEGER NOT NULL
);
CREATE TABLE counts (
  events UBIGINT, accepted UBIGINT, duplicates UBIGINT, quarantined UBIGINT, dropped_fields UBIGINT, ignored_fields UBIGINT, lines UBIGINT
);
INSERT INTO counts VALUES (0, 0, 0, 0, 0, 0, 0);
CREATE TABLE quarantine (source VARCHAR, line DOUBLE, why VARCHAR);
CREATE TABLE parts (
  part USMALLINT PRIMARY KEY, version UINTEGER NOT NULL DEFAULT 0, writer VARCHAR NOT NULL DEFAULT '', merged_to UINTEGER NOT NULL DEFAULT 0
);
CREATE TABLE dossiers (id VARCHAR PRIMARY KEY, dossier VARCHAR NOT NULL);
CREATE TABLE judgements (id VARCHAR PRIMARY KEY, made_at DOUBLE NOT NULL, judgement VARCHAR NOT NULL);
CREATE TABLE locks (name VARCHAR PRIMARY KEY, holder VARCHAR NOT NULL, until_ms DOUBLE NOT NULL);
${RUNS_SCHEMA}`;
