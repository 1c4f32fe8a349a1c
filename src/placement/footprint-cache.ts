/** Accounts that stood at a clustering -> their footprints, read from the store a part of the accounts at a time and held for the next. */
import { partOf } from "../indicator/slice/segment.js";
import type { FootprintRow } from "../ports/footprints.js";
import type { GraphStore } from "../ports/store.js";

/** As much as a million accounts' footprints. */
const MOST_BYTES = 1 << 30;

type Rows = ReadonlyMap<string, Uint8Array>;

export class FootprintCache {
  readonly #store: Pick<GraphStore, "parts" | "footprintsOf">;
  readonly #accounts: readonly string[];
  /** Ids by part; made when it is first asked for one. */
  #dealt: string[][] | null = null;
  /** By part, the one used last at the end. */
  readonly #held = new Map<number, Promise<Rows>>();
  /** Bytes of each part that was read, and of all. */
  readonly #sizes = new Map<number, number>();
  #size = 0;

  constructor(accounts: readonly string[], store: Pick<GraphStore, "parts" | "footprintsOf">) {
    this.#accounts = accounts;
    this.#store = store;
  }

  /** In no order; those that the store does not have are left out. */
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

  /** Reads ahead what there is room for, until it is no longer wanted. */
  async warm(unwanted: AbortSignal): Promise<void> {
    for (let part = 0; part < this.#store.parts() && this.#size < MOST_BYTES && !unwanted.aborted; part++) await this.#part(part);
  }

  async #part(part: number): Promise<Rows> {
    const reading = this.#held.get(part) ?? this.#read(part);
    this.#held.delete(part);
    this.#held.set(part, reading);
    try {
      return await reading;
    } catch (error) {
      this.#held.delete(part);
      throw error;
    }
  }

  async #read(part: number): Promise<Rows> {
    this.#dealt ??= dealt(this.#accounts, this.#store.parts());
    const all = await this.#store.footprintsOf(this.#dealt[part]);
    const size = all.reduce((sum, { bytes }) => sum + bytes.length, 0);
    this.#sizes.set(part, size);
    this.#size += size;
    for (const other of this.#held.keys()) if (this.#size > MOST_BYTES && other !== part) this.#drop(other);
    return new Map(all.map(({ account, bytes }) => [account, bytes]));
  }

  /** One that is being read is left: it counts when it is there. */
  #drop(part: number): void {
    const size = this.#sizes.get(part);
    if (size === undefined) return;
    this.#held.delete(part);
    this.#sizes.delete(part);
    this.#size -= size;
  }
}

function dealt(accounts: readonly string[], parts: number): string[][] {
  const lists: string[][] = Array.from({ length: parts }, () => []);
  for (const account of accounts) lists[partOf(account, parts)].push(account);
  return lists;
}
