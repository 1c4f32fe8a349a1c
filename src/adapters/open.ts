/** A data folder, or the servers' addresses -> an opened store for programs; databases and the servers' clients are loaded only here, as they are not light. */
import { pseudonymiser } from "../indicator/normalise/pseudonym.js";
import type { Opened, OpenedServices } from "../ports/opened.js";

/** Names and values as in `process.env`, which is read where none is given. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface OpenOptions {
  /** `CAUTERY_KEY_FILE` names the pseudonym key's file; services are at REDIS_URL, NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD. */
  env?: Environment;
}

/**
 * The embedded store in a folder, which is made where it is missing, as is the key. One process may have it open at a time.
 * Throws a `PermanentError` where it cannot be read, or was written with another key.
 */
export async function openFolder(dir: string, { env = process.env }: OpenOptions = {}): Promise<Opened> {
  const { openFolder: open } = await import("./folder.js");
  const { store, key } = await open(dir, env);
  return { store, key, clock: Date, pseudonymise: pseudonymiser(key), close: () => store.close() };
}

/**
 * The services' store and queue. `onTrouble` is told of a server that is away for a while.
 * Throws a `UsageError` where an address is missing, a `TransientError` where a server does not answer in time.
 */
export async function openServices({
  env = process.env,
  onTrouble,
}: OpenOptions & { onTrouble?: (message: string) => void } = {}): Promise<OpenedServices> {
  const { openServices: open } = await import("./services.js");
  const services = await open(env, { onTrouble });
  return { ...services, clock: Date, pseudonymise: pseudonymiser(services.key) };
}
