/** A kind of records -> all of them, page by page: for lists that people read. */
import type { KeptRecord, Records } from "../ports/knowledge.js";

const PAGE = 1_000;

export async function allRecords(store: Records, kind: string): Promise<KeptRecord[]> {
  const all: KeptRecord[] = [];
  for (let after = ""; ; ) {
    const page = await store.records(kind, { after, limit: PAGE });
    all.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return all;
    after = last.id;
  }
}
