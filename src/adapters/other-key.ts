/** What a folder was written with, and the check of a pseudonym key -> nothing, or the error that says what to do. */
import { PermanentError } from "../errors.js";

export function refuseOtherKey(asked: string, kept: string, dir: string): void {
  if (asked === kept) return;
  throw new PermanentError(
    `${dir} was written with another pseudonym key: name that key's file with CAUTERY_KEY_FILE, or name another folder`,
  );
}
