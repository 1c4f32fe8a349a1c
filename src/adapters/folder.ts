/** A data folder and the environment -> the opened store in it, by way of who holds it where another does, and the pseudonym key. */
import { FolderHeldError, UsageError } from "../errors.js";
import { keyCheck } from "../indicator/normalise/pseudonym.js";
import type { GraphStore, OpenOptions } from "../ports/store.js";
import type { Tables } from "../ports/tables.js";
import { isDataFolder } from "./duckdb/client.js";
import { duckDbStore } from "./duckdb/store.js";
import { keyPath, loadKey } from "./files/key-file.js";
import { openHeld } from "./socket/client.js";

/** For what makes no sense in a new folder. Throws a `UsageError` where nothing was ever kept in it. */
export function refuseNewFolder(dir: string): void {
  if (isDataFolder(dir)) return;
  throw new UsageError(`there is no data at ${dir}: check --data; it is the folder that \`cautery run --data\` was given`);
}

/**
 * Whoever opens it closes it. The folder is made where it is missing; the key (`CAUTERY_KEY_FILE`) is made at first use. Throws a
 * `FolderHeldError` where another process holds the folder and does not answer for it.
 */
export async function openFolder(
  dir: string,
  options: OpenOptions = {},
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ store: GraphStore & Tables; key: Uint8Array }> {
  try {
    return await ownFolder(dir, options, env);
  } catch (error) {
    if (!(error instanceof FolderHeldError)) throw error;
    const key = await loadKey(keyPath(env));
    const held = await openHeld(dir, keyCheck(key), options);
    if (held === null) throw error;
    return { store: held, key };
  }
}

/** For who is to have it alone. Throws a `FolderHeldError` where another process holds it, whether that answers for it or not. */
export async function ownFolder(
  dir: string,
  options: OpenOptions = {},
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ store: GraphStore & Tables; key: Uint8Array }> {
  const key = await loadKey(keyPath(env));
  const store = duckDbStore(dir);
  await store.open(keyCheck(key), options);
  return { store, key };
}
