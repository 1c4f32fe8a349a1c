/** A run's clusters, a line each <-> pages; and what a list of clusters asks -> the lines that it shows. */
import type { Cluster } from "../../../model/cluster.js";
import type { ClusterSummary } from "../../../model/run.js";
import { likeliestOf } from "../../../model/tally.js";
import type { ClusterQuery } from "../../../ports/runs.js";
import { batches, type Neo4jClient } from "../client.js";
import { pack, unpack } from "../pack.js";
import { type Book, pagesOf } from "./books.js";

/** A cluster as a list shows it. `changedIn` names the version of it that the run has, `digest` is of all that this holds. */
export interface Line extends ClusterSummary {
  digest: string;
}

/** The lines of a run, in its order: size descending, then id. */
export type Directory = readonly Line[];

const PAGE_LINES = 20_000;

export function lineOf(cluster: Cluster, digest: string, changedIn: number): Line {
  const { id, accounts, score, disposition, firstSeen, lastSeen, exchanges, attribution, stranger = null } = cluster;
  const likeliest = likeliestOf(cluster) === null ? null : (attribution[0] ?? null);
  return { id, size: accounts.length, score, disposition, firstSeen, lastSeen, exchanges, likeliest, stranger, changedIn, digest };
}

export function* directoryPages(lines: Directory): Generator<string> {
  for (const page of batches(lines, PAGE_LINES)) {
    yield pack(
      page.map(({ id, size, score, disposition, firstSeen, lastSeen, exchanges, likeliest, stranger, changedIn, digest }) => {
        const share = likeliest && [likeliest.operator, likeliest.confidence, likeliest.likelihood];
        return [id, size, score, disposition, firstSeen, lastSeen, exchanges, share, stranger, changedIn, digest];
      }),
    );
  }
}

type Packed = [
  string,
  number,
  number,
  Line["disposition"],
  number,
  number,
  number,
  [string, number, string] | null,
  string | null,
  number,
  string,
];

function lineFrom([id, size, score, disposition, firstSeen, lastSeen, exchanges, share, stranger, changedIn, digest]: Packed): Line {
  const likeliest = share && { operator: share[0], confidence: share[1], likelihood: share[2] };
  return { id, size, score, disposition, firstSeen, lastSeen, exchanges, likeliest, stranger, changedIn, digest };
}

/** Directories in memory: the current run's, and one that it is compared with. */
const REMEMBERED = 2;

/** Reads directories, and remembers the last ones: a book never changes. */
export function directories(client: Neo4jClient): (book: Book) => Promise<Directory> {
  const last = new Map<string, Directory>();
  return async (book) => {
    const lines = last.get(book.id) ?? (await readDirectory(client, book));
    last.delete(book.id);
    last.set(book.id, lines);
    for (const id of [...last.keys()].slice(0, -REMEMBERED)) last.delete(id);
    return lines;
  };
}

async function readDirectory(client: Neo4jClient, book: Book): Promise<Directory> {
  const lines: Line[] = [];
  for await (const page of pagesOf(client, book)) for (const line of unpack(page) as Packed[]) lines.push(lineFrom(line));
  return lines;
}

const KEYS: Readonly<Record<NonNullable<ClusterQuery["sort"]>, (line: ClusterSummary) => number>> = {
  size: ({ size }) => size,
  score: ({ score }) => score,
  exchanges: ({ exchanges }) => exchanges,
  last_seen: ({ lastSeen }) => lastSeen,
};

/** The page that `query` asks of a run's lines. */
export function listed(lines: Directory, query: ClusterQuery): ClusterSummary[] {
  const { disposition, operator, minSize = 0, minScore = 0, changedSince = 0, sort = "size", after, limit } = query;
  const key = KEYS[sort];
  const order = (x: ClusterSummary, y: ClusterSummary) => key(y) - key(x) || (x.id < y.id ? -1 : x.id > y.id ? 1 : 0);
  const fits = lines.filter(
    (line) =>
      (disposition === undefined || line.disposition === disposition) &&
      (operator === undefined || isOf(line, operator)) &&
      line.size >= minSize &&
      line.score >= minScore &&
      line.changedIn > changedSince &&
      (after === undefined || order(after, line) < 0),
  );
  return fits
    .sort(order)
    .slice(0, limit)
    .map(({ digest: _, ...summary }) => summary);
}

/** A stranger goes by its name, not by `unknown`. */
function isOf({ likeliest, stranger, disposition }: ClusterSummary, operator: string): boolean {
  if (disposition !== "fraudulent") return false;
  const first = likeliest?.operator ?? "unknown";
  return (first === "unknown" ? (stranger ?? first) : first) === operator;
}
