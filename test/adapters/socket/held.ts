/** A data folder -> a store in it that is held here and answered for on its socket, and stores of those who ask; all closed together. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { duckDbStore } from "../../../src/adapters/duckdb/store.js";
import { reach, socketStore } from "../../../src/adapters/socket/client.js";
import { answerStore } from "../../../src/adapters/socket/server.js";
import type { GraphStore } from "../../../src/ports/store.js";
import type { Tables } from "../../../src/ports/tables.js";
import { KEY_CHECK } from "../../contracts/graph-store.js";

export type Store = GraphStore & Tables;

export interface Held {
  dir: string;
  /** As the holder has it. */
  store: Store;
  /** Another client's, opened. */
  client(keyCheck?: string, zone?: string): Promise<Store>;
  close(): Promise<void>;
}

/** `around`: what stands between the store and those who ask. */
export async function hold(
  dir: string,
  { zone, around = (store) => store }: { zone?: string; around?: (store: Store) => Store } = {},
): Promise<Held> {
  const store = duckDbStore(dir);
  await store.open(KEY_CHECK, { zone });
  const answering = await answerStore(around(store), dir, KEY_CHECK);
  const clients: Store[] = [];
  return {
    dir,
    store,
    async client(keyCheck = KEY_CHECK, zone) {
      const socket = await reach(dir);
      if (socket === null) throw new Error("nobody answers");
      const client = socketStore(socket, dir);
      clients.push(client);
      await client.open(keyCheck, { zone });
      return client;
    },
    async close() {
      for (const client of clients) await client.close();
      await answering.close();
      await store.close();
    },
  };
}

/** New folders, and how they are removed. */
export function folders(): { make(): string; remove(): void } {
  const made: string[] = [];
  return {
    make() {
      const dir = mkdtempSync(join(tmpdir(), "cautery-socket-"));
      made.push(dir);
      return dir;
    },
    remove() {
      for (const dir of made) rmSync(dir, { recursive: true, force: true });
    },
  };
}
