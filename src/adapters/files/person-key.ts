/** A path <-> a person's private key (PKCS#8 PEM), which nobody else may read. */
import type { KeyObject } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { newPrivateKey, parsePrivateKey } from "../../enforcement/signed.js";
import { PermanentError, UsageError } from "../../errors.js";

/** Throws a `UsageError` where the file is missing, a `PermanentError` where it holds no such key. */
export async function readPersonKey(path: string): Promise<KeyObject> {
  const pem = await read(path);
  if (pem === null) throw new UsageError(`${path} does not exist: name the file that \`cautery people add\` wrote`);
  return parsePrivateKey(pem, path);
}

/** The key in the file, or a new one that it gets (mode 600): a file that is there is never written over. */
export async function makePersonKey(path: string): Promise<{ key: KeyObject; isNew: boolean }> {
  const known = await read(path);
  if (known !== null) return { key: parsePrivateKey(known, path), isNew: false };
  const pem = newPrivateKey();
  try {
    await writeFile(path, pem, { mode: 0o600, flag: "wx", flush: true });
  } catch (cause) {
    throw new PermanentError(`cannot write the key ${path}: name another file with --key`, { cause });
  }
  return { key: parsePrivateKey(pem, path), isNew: true };
}

async function read(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new PermanentError(`cannot read the key ${path}: make it readable, or name another file with --key`, { cause });
  }
}
