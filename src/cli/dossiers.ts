/** A path -> the text of a file that a person named, or an error that says what is wrong with it. */
import { readFile } from "node:fs/promises";
import { keyPath, loadKey, readKey } from "../adapters/files/key-file.js";
import { PermanentError, UsageError } from "../errors.js";
import { type Pseudonymise, pseudonymiser } from "../indicator/normalise/pseudonym.js";
import { type Dossier, parseDossiers } from "../model/dossier.js";

export async function readNamed(path: string): Promise<string> {
  return await readFile(path, "utf8").catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === "ENOENT") throw new UsageError(`${path} does not exist; check the path`, { cause });
    throw new PermanentError(`cannot read ${path}: ${cause.message}`, { cause });
  });
}

/** The contract's `operators.json`. */
export async function readDossiers(path: string): Promise<Dossier[]> {
  return parseDossiers(await readNamed(path));
}

/** With the key of this machine's user, or that of a file which a person named. */
export async function pseudonyms(keyFile?: string): Promise<Pseudonymise> {
  return pseudonymiser(keyFile === undefined ? await loadKey(keyPath(process.env)) : await readKey(keyFile));
}
