/** A list of the API's that comes in pages -> all of it. */
import { askJson } from "./api.js";

const PAGE = 1_000;

export async function readAll<T>(path: string, signal?: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  for (let next: string | null = ""; next !== null; ) {
    const cursor: string = next === "" ? "" : `&cursor=${next}`;
    const page: { items: T[]; next: string | null } = await askJson(`${path}?limit=${PAGE}${cursor}`, { signal });
    items.push(...page.items);
    next = page.next;
  }
  return items;
}
