/**
 * The environment -> the services' store and queue: REDIS_URL, NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD, and the pseudonym key's file;
 * CAUTERY_ZONE for the first.
 */
import { z } from "zod";
import { UsageError } from "../errors.js";
import { keyCheck } from "../indicator/normalise/pseudonym.js";
import type { Board } from "../ports/access/board.js";
import type { Log } from "../ports/log.js";
import type { ServiceStore, Services } from "../ports/services.js";
import { keyPath, loadKey } from "./files/key-file.js";
import type { Neo4jAddress } from "./neo4j/client.js";
import { neo4jStore } from "./neo4j/store.js";
import { bullMqQueue } from "./queue/bullmq.js";

const address = (name: string, form: string) =>
  z.string({ error: `${name} is not set: give the address of the service, such as ${form}` }).min(1);

const neo4j = z.object({
  NEO4J_URI: address("NEO4J_URI", "bolt://127.0.0.1:7687"),
  NEO4J_USERNAME: z.string().default("neo4j"),
  NEO4J_PASSWORD: z.string().default(""),
  /** The zone that days are counted in, for whoever opens the store first; empty is as good as not set. */
  CAUTERY_ZONE: z.string().optional(),
});
const both = neo4j.extend({
  REDIS_URL: address("REDIS_URL", "redis://127.0.0.1:6379"),
  /** Namespace of the keys in Redis, where several share one. */
  CAUTERY_REDIS_PREFIX: z.string().default("cautery"),
});

/** How long a Redis that is not there is waited for. */
const REACH_MS = 15_000;

export interface ServicesOptions {
  /** Told of what the queue meets; of nothing by default. */
  log?: Log;
}

export interface OpenedServices extends Services {
  /** The queues' pages, below a path: loaded when they are asked for. */
  board(path: string): Promise<Board>;
}

/** Throws a `UsageError` where an address is missing, a `TransientError` where a server does not answer in time. */
export async function openServices(env: NodeJS.ProcessEnv, { log }: ServicesOptions = {}): Promise<OpenedServices> {
  const { REDIS_URL, CAUTERY_REDIS_PREFIX } = parse(both, env);
  const { store, key } = await openStore(env);
  const queue = bullMqQueue(REDIS_URL, { prefix: CAUTERY_REDIS_PREFIX, log });
  const close = async () => {
    await queue.close(0);
    await store.close();
  };
  try {
    await queue.ready(REACH_MS);
  } catch (error) {
    await close();
    throw error;
  }
  return { store, queue, board: (path) => queue.board(path), key, close };
}

/** The store alone: what a clustering needs, and an export. */
export async function openStore(env: NodeJS.ProcessEnv): Promise<{ store: ServiceStore; key: Uint8Array }> {
  const address = neo4jAddress(env);
  const key = await loadKey(keyPath(env));
  const store = neo4jStore(address);
  try {
    await store.open(keyCheck(key), { zone: parse(neo4j, env).CAUTERY_ZONE || undefined });
  } catch (error) {
    await store.close();
    throw error;
  }
  return { store, key };
}

/** Throws a `UsageError` where NEO4J_URI is missing. */
export function neo4jAddress(env: NodeJS.ProcessEnv): Neo4jAddress {
  const { NEO4J_URI: uri, NEO4J_USERNAME: username, NEO4J_PASSWORD: password } = parse(neo4j, env);
  return { uri, username, password };
}

function parse<T>(schema: z.ZodType<T>, env: NodeJS.ProcessEnv): T {
  const parsed = schema.safeParse(env);
  if (!parsed.success) throw new UsageError(parsed.error.issues.map(({ message }) => message).join("; "));
  return parsed.data;
}
