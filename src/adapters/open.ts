/**
 * A data folder, or the servers' addresses -> an opened store for programs; databases and the servers' clients are loaded only here, as
 * they are not light.
 */
import { pseudonymiser } from "../indicator/normalise/pseudonym.js";
import type { Log } from "../ports/log.js";
import type { Opened, OpenedServices } from "../ports/opened.js";

/** Names and values as in `process.env`, which is read where none is given. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface OpenOptions {
  /** `CAUTERY_KEY_FILE` names the pseudonym key's file; services are at REDIS_URL, NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD. */
  env?: Environment;
}

/**
 * The embedded store in a folder, which is made where it is missing, as is the key. One process may have it open at a time.
 * `zone`, an IANA name, is the one that days are counted in: UTC unless the folder was made with another, and fixed from then on.
 * Throws a `PermanentError` where it cannot be read, or was written with another key; a `UsageError` where it has another zone.
 */
export async function openFolder(dir: string, { env = process.env, zone }: OpenOptions & { zone?: string } = {}): Promise<Opened> {
  const { openFolder: open } = await import("./folder.js");
  const { store, key } = await open(dir, { zone }, env);
  return { store, key, clock: Date, pseudonymise: pseudonymiser(key), close: () => store.close() };
}

/**
 * The services' store and queue. `log` is told of a server that is away for a while.
 * Throws a `UsageError` where an address is missing, a `TransientError` where a server does not answer in time.
 */
export async function openServices({ env = process.env, log }: OpenOptions & { log?: Log } = {}): Promise<OpenedServices> {
  const { openServices: open } = await import("./services.js");
  const services = await open(env, { log });
  return { ...services, clock: Date, pseudonymise: pseudonymiser(services.key) };
}
