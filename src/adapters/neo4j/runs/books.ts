/**
 * What one run needs beside its clusters (its directory, its members, the placement index) <-> Neo4j: books of numbered pages, written
 * before anything names them.
 */
import { TransientError } from "../../../errors.js";
import type { Neo4jClient, Run } from "../client.js";
import { whole } from "../client.js";

/** A book's name, and how many pages it has: where fewer are found, it is being dropped. */
export interface Book {
  id: string;
  pages: number;
}

/** In writing, as `write` gives it; `since` is the number of the run that it is written for. */
export async function writeBook(
  write: (work: (run: Run) => Promise<unknown>) => Promise<unknown>,
  id: string,
  since: number,
  pages: Iterable<string>,
): Promise<Book> {
  let count = 0;
  for (const data of pages) {
    const page = { book: id, seq: whole(count++), since: whole(since), data };
    await write((run) => run("runs/save/write-page", page));
  }
  return { id, pages: count };
}

/** Its pages in order; throws a `TransientError` where the book was dropped meanwhile. */
export async function* pagesOf(client: Neo4jClient, { id, pages }: Book): AsyncGenerator<string> {
  let count = 0;
  for await (const { data } of client.stream("runs/read/read-pages", { book: id }, 4)) {
    yield String(data);
    count++;
  }
  if (count !== pages) throw new TransientError("the clustering that was read is no longer kept: ask again");
}
