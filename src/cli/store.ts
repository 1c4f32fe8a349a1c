/** `--data DIR` or the environment -> the opened store that a command works on: embedded in a folder, or the services' Neo4j. */
import type { Command } from "commander";
import { UsageError } from "../errors.js";
import type { PlacementRegistry } from "../ports/services/placements.js";
import type { GraphStore } from "../ports/store.js";
import type { Tables } from "../ports/tables.js";
import { withServiceStore } from "./services.js";

export interface StoreOptions {
  data?: string;
}

/** Adds the option that `withStore` reads. */
export function storeOption(command: Command): Command {
  return command.option("--data <dir>", "the data folder of `cautery run`; without it, the services at NEO4J_URI");
}

/**
 * Opens the store, lends it to `use` with the pseudonym key, and closes it whatever happens. `mayMake`: a folder that is missing is made;
 * else it is a wrong call.
 */
export async function withStore<T>(
  { data }: StoreOptions,
  use: (store: GraphStore & Partial<PlacementRegistry> & Partial<Tables>, key: Uint8Array) => Promise<T>,
  { mayMake = true } = {},
): Promise<T> {
  if (data !== undefined) return await withFolder(data, use, mayMake);
  if (process.env.NEO4J_URI) return await withServiceStore(use);
  throw new UsageError("which store? give --data DIR (as `cautery run` was given), or set NEO4J_URI for the services");
}

async function withFolder<T>(dir: string, use: (store: GraphStore & Tables, key: Uint8Array) => Promise<T>, mayMake: boolean): Promise<T> {
  const { openFolder, refuseNewFolder } = await import("../adapters/folder.js"); // not light
  if (!mayMake) refuseNewFolder(dir);
  const { store, key } = await openFolder(dir);
  try {
    return await use(store, key);
  } finally {
    await store.close();
  }
}
