/**
 * An address -> statements of `cypher/` run on Neo4j, by name: whole transactions that wait for a server that is away, and streams of rows.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import neo4j, { type ManagedTransaction, Neo4jError } from "neo4j-driver";
import { PermanentError, TransientError } from "../../errors.js";
import { maskCredentials } from "../../tools/mask.js";

export interface Neo4jAddress {
  uri: string;
  username: string;
  password: string;
  /** How long a call waits for a server that went away before it throws a `TransientError`; two minutes by default. */
  patienceMs?: number;
}

export type Row = Record<string, unknown>;
export type Parameters = Record<string, unknown>;
/** Runs the statement of `cypher/NAME.cypher` in the transaction at hand. */
export type Run = (name: string, parameters?: Parameters) => Promise<Row[]>;

export interface Neo4jClient {
  /** One transaction, tried again where trying again can help; so `work` must depend on nothing that a failed try has changed. */
  write<T>(work: (run: Run) => Promise<T>): Promise<T>;
  read(name: string, parameters?: Parameters): Promise<Row[]>;
  /** A constraint or index; that another process makes it at the same moment is as good. */
  define(name: string): Promise<void>;
  /** Rows as they come, `fetchSize` at a time. */
  stream(name: string, parameters: Parameters, fetchSize: number): AsyncIterable<Row>;
  version(): Promise<string>;
  /** Waits for a server that may be starting; one that is not there at all should be told of sooner than one that went away. */
  reach(patienceMs: number): Promise<void>;
  close(): Promise<void>;
}

const ALREADY_DEFINED = /^Neo\.ClientError\.Schema\.\w*AlreadyExists$/;

export function connectNeo4j({ uri, username, password, patienceMs = 120_000 }: Neo4jAddress): Neo4jClient {
  const driver = neo4j.driver(uri, neo4j.auth.basic(username, password), {
    disableLosslessIntegers: true,
    maxTransactionRetryTime: 1_000, // for deadlocks
    connectionTimeout: 5_000,
    connectionAcquisitionTimeout: 30_000,
  });
  const runIn = (tx: ManagedTransaction) => async (name: string, parameters?: Parameters) =>
    (await tx.run(statement(name), parameters)).records.map((record) => record.toObject());
  /** Again while the server is away, as soon as it is back; the driver's own pauses double, and would sleep on long after. */
  const persist = async <T>(attempt: () => Promise<T>, patience = patienceMs): Promise<T> => {
    for (const deadline = Date.now() + patience; ; await pause(250)) {
      try {
        return await attempt();
      } catch (error) {
        if (!neo4j.isRetryableError(error) || Date.now() > deadline) throw named(error, uri);
      }
    }
  };
  const inSession = <T>(mode: "executeRead" | "executeWrite", work: (run: Run) => Promise<T>) =>
    persist(async () => {
      const session = driver.session({ fetchSize: 1000 });
      try {
        return await session[mode]((tx) => work(runIn(tx)));
      } finally {
        await session.close();
      }
    });
  const version = async () => (await driver.getServerInfo()).agent?.replace("Neo4j/", "") ?? "unknown";
  return {
    write: (work) => inSession("executeWrite", work),
    read: (name, parameters) => inSession("executeRead", (run) => run(name, parameters)),
    async define(name) {
      await inSession("executeWrite", async (run) => {
        await run(name).catch((error: unknown) => {
          if (!(error instanceof Neo4jError && ALREADY_DEFINED.test(error.code))) throw error;
        });
      });
    },
    async *stream(name, parameters, fetchSize) {
      const session = driver.session({ fetchSize, defaultAccessMode: neo4j.session.READ });
      try {
        for await (const record of session.run(statement(name), parameters)) yield record.toObject();
      } catch (error) {
        throw named(error, uri);
      } finally {
        await session.close();
      }
    },
    version: () => persist(version, 0),
    async reach(patience) {
      await persist(version, patience);
    },
    close: () => driver.close(),
  };
}

/** Whole numbers go as integers, not as the floats that JavaScript's numbers are. */
export const whole = (n: number) => neo4j.int(n);

/** Bytes travel as base64: the driver takes byte arrays apart one byte at a time, ten times slower. */
export const toText = (bytes: Uint8Array) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
export const toBytes = (text: unknown): Uint8Array => Buffer.from(String(text), "base64");

/** `items` in runs whose sizes add up to about `limit`: no transaction or message outgrows the server. */
export function* batches<T>(items: Iterable<T>, limit: number, size: (item: T) => number = () => 1): Iterable<T[]> {
  let batch: T[] = [];
  let sum = 0;
  for (const item of items) {
    batch.push(item);
    sum += size(item);
    if (sum < limit) continue;
    yield batch;
    batch = [];
    sum = 0;
  }
  if (batch.length > 0) yield batch;
}

/** The names of the statements in a folder of `cypher/` and below it, sorted. */
export function statementNames(folder: string): string[] {
  return readdirSync(join(cypherDir(), folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".cypher"))
    .map((name) => join(folder, name.slice(0, -".cypher".length)))
    .sort();
}

const statements = new Map<string, string>();

function statement(name: string): string {
  const text = statements.get(name) ?? readFileSync(join(cypherDir(), `${name}.cypher`), "utf8");
  statements.set(name, text);
  return text;
}

/** `cypher/` lies beside the sources, however deep the compiled file lies. */
function cypherDir(): string {
  for (let dir = dirname(fileURLToPath(import.meta.url)); dir !== dirname(dir); dir = dirname(dir)) {
    if (existsSync(join(dir, "cypher"))) return join(dir, "cypher");
  }
  throw new PermanentError("the folder cypher/ is missing: restore it beside package.json");
}

function named(error: unknown, address: string): unknown {
  const uri = maskCredentials(address);
  if (!(error instanceof Neo4jError)) return error;
  if (error.code.startsWith("Neo.ClientError.Security")) {
    return new PermanentError(`Neo4j at ${uri} refuses the credentials: check NEO4J_USERNAME and NEO4J_PASSWORD`, { cause: error });
  }
  if (neo4j.isRetryableError(error)) {
    return new TransientError(`Neo4j at ${uri} is away (${error.message}): start it, or check NEO4J_URI`, { cause: error });
  }
  return new PermanentError(`Neo4j at ${uri} refused a statement: ${error.message}`, { cause: error });
}
