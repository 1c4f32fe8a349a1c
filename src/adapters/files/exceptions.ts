/** A file of accounts to be left alone -> their ids and why: one a line, `ID` or `ID REASON`; `#` begins a remark. */
import { readFile } from "node:fs/promises";
import { PermanentError, UsageError } from "../../errors.js";
import type { LeftOut } from "../../model/enforcement/plan.js";

const MOST = 1_000_000;
const ID_LENGTH = 200;
const REASON_LENGTH = 500;

/**
 * Each account once, in the file's order. Throws a `UsageError` where the file is missing, a `PermanentError` where a line is no account.
 */
export async function readExceptions(path: string): Promise<LeftOut[]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new UsageError(`cannot read ${path}: check the path of --except`, { cause });
  }
  const found = new Map<string, string>();
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const trimmed = line.trim();
    if (trimmed === "" || trimmed.startsWith("#")) continue;
    const [account] = trimmed.split(/\s/, 1);
    if (account.length > ID_LENGTH) throw new PermanentError(`${path}, line ${i + 1}: an id has ${ID_LENGTH} characters at the most`);
    if (!found.has(account)) found.set(account, trimmed.slice(account.length).trim().slice(0, REASON_LENGTH) || "excepted");
    if (found.size > MOST) throw new PermanentError(`${path} names more than ${MOST} accounts`);
  }
  return [...found].map(([account, why]) => ({ account, why }));
}
