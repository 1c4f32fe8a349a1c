/** The environment -> the pseudonym key: one a user, made at first use, so that embedded and services on one machine agree. */
import { randomBytes } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { PermanentError, UsageError } from "../../errors.js";

const KEY_BYTES = 32;
/** What else to do where a key is no good. */
const OWN = "or name another with CAUTERY_KEY_FILE";
const OTHER = "or name another file";

export function keyPath(env: NodeJS.ProcessEnv): string {
  return env.CAUTERY_KEY_FILE || join(env.XDG_CONFIG_HOME || join(homedir(), ".config"), "cautery", "key");
}

/** Reads the key, or makes it: written aside and linked into place, so that of several processes at once one wins and all read the same. */
export async function loadKey(path: string): Promise<Uint8Array> {
  return checked((await read(path, OWN)) ?? (await create(path)), path, OWN);
}

/** A key that somebody else made, as its bytes are: a missing one is an error, and none is made. */
export async function readKey(path: string): Promise<Uint8Array> {
  const key = await read(path, OTHER);
  if (key === null) throw new UsageError(`${path} does not exist; check the path`);
  return checked(key, path, OTHER);
}

function checked(key: Uint8Array, path: string, orElse: string): Uint8Array {
  if (key.length >= KEY_BYTES) return key;
  throw new PermanentError(`${path} holds ${key.length} bytes, not a key of ${KEY_BYTES}: restore it, ${orElse}`);
}

async function read(path: string, orElse: string): Promise<Uint8Array | null> {
  try {
    return await readFile(path);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new PermanentError(`cannot read the key ${path}: make it readable, ${orElse}`, { cause });
  }
}

async function create(path: string): Promise<Uint8Array> {
  const aside = `${path}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeFile(aside, randomBytes(KEY_BYTES), { mode: 0o600, flag: "wx", flush: true });
    await link(aside, path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  } catch (cause) {
    throw new PermanentError(`cannot make the key ${path}: make its folder writable, or name another with CAUTERY_KEY_FILE`, { cause });
  } finally {
    await rm(aside, { force: true });
  }
  return await readFile(path);
}
