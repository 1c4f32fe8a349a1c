/** Accounts that stood at a clustering -> their footprints, read from the store a part of the accounts at a time, as it keeps them, and held for the next who ask. */
import { partOf } from "../indicator/segment.js";
import type { FootprintRow, GraphStore } from "../ports.js";

/** As much as a million accounts' footprints. */
const MOST_BYTES = 1 << 30;

export class FootprintCache {
  readonly #store: Pick<GraphStore, "parts" | "footprintsOf">;
  readonly #accounts: readonly string[];
  /** Ids by part; made when it is first asked for one. */
  #dealt: string[][] | null = null;
  /** By part, the one used last at the end. */
  readonly #held = new Map<number, { rows: ReadonlyMap<string, Uint8Array>; size: number }>();
  #size = 0;

  constructor(accounts: readonly string[], store: Pick<GraphStore, "parts" | "footprintsOf">) {
    this.#accounts = accounts;
    this.#store = store;
  }

  readonly of = async (accounts: readonly string[]): Promise<FootprintRow[]> => {
    const parts = this.#store.parts();
    const found: FootprintRow[] = [];
    for (const part of new Set(accounts.map((account) => partOf(account, parts)))) {
      const rows = await this.#part(part);
      for (const account of accounts) {
        const bytes = rows.get(account);
        if (bytes) found.push({ account, bytes });
      }
    }
    return found;
  };

  async #part(part: number): Promise<ReadonlyMap<string, Uint8Array>> {
    const held = this.#held.get(part) ?? (await this.#read(part));
    this.#held.delete(part);
    this.#held.set(part, held);
    for (const [other, { size }] of this.#held) {
      if (this.#size <= MOST_BYTES || other === part) break;
      this.#held.delete(other);
      this.#size -= size;
    }
    return held.rows;
  }

  async #read(part: number) {
    this.#dealt ??= dealt(this.#accounts, this.#store.parts());
    const all = await this.#store.footprintsOf(this.#dealt[part]);
    const size = all.reduce((sum, { bytes }) => sum + bytes.length, 0);
    this.#size += size;
    return { rows: new Map(all.map(({ account, bytes }) => [account, bytes])), size };
  }
}

function dealt(accounts: readonly string[], parts: number): string[][] {
  const lists: string[][] = Array.from({ length: parts }, () => []);
  for (const account of accounts) lists[partOf(account, parts)].push(account);
  return lists;
}
