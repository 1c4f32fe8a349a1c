/**
 * Neo4j -> which run is the current one, what is kept of it alone, and the runs that are kept: small rows that everything else is found by.
 */
import type { RunInfo } from "../../../model/run.js";
import { type Neo4jClient, whole } from "../client.js";
import type { Book } from "./books.js";

export interface Current {
  number: number;
  id: string;
  /** The run that the graph shows in full, or null. */
  shown: number | null;
  /** Accounts by cluster. */
  members: Book;
  /** What later accounts are placed by. */
  index: Book | null;
  /** Parts and places of large clusters. */
  anatomies: Book | null;
}

export interface KeptRun {
  info: RunInfo;
  directory: Book;
}

/** Null before the first. */
export async function readCurrent(client: Neo4jClient): Promise<Current | null> {
  const [row] = await client.read("runs/read/read-current");
  if (!row) return null;
  const { run, current, shownRun, members, membersPages, index, indexPages, anatomies, anatomiesPages } = row.current as Record<
    string,
    string | number | null
  >;
  return {
    number: Number(current),
    id: String(run),
    shown: shownRun === null ? null : Number(shownRun),
    members: { id: String(members), pages: Number(membersPages) },
    index: index === null ? null : { id: String(index), pages: Number(indexPages) },
    anatomies: anatomies === null ? null : { id: String(anatomies), pages: Number(anatomiesPages) },
  };
}

/** A run's number as statements take it: null for the current one. */
export const numberOf = (run: number | undefined) => (run === undefined ? null : whole(run));

/** Null where it is not kept, or there is none. */
export async function readRun(client: Neo4jClient, run?: number): Promise<KeptRun | null> {
  const [row] = await client.read("runs/read/read-run", { run: numberOf(run) });
  if (!row) return null;
  return { info: JSON.parse(String(row.info)) as RunInfo, directory: { id: String(row.directory), pages: Number(row.directoryPages) } };
}
