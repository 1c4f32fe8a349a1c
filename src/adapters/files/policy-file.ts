/** A file's path, as `CAUTERY_POLICY` names it -> the policy in it; without one, what every field is by default. */
import { readFile } from "node:fs/promises";
import { messageOf, PermanentError } from "../../errors.js";
import { checkPolicy, type Policy } from "../../model/enforcement/policy.js";

/** Throws a `PermanentError` where there is no such file, or it is no policy. */
export async function policyFrom(path: string | undefined): Promise<Policy> {
  if (path === undefined || path === "") return checkPolicy({});
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new PermanentError(`cannot read the policy ${path} (${messageOf(cause)}): name another with CAUTERY_POLICY, or none`, { cause });
  }
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (cause) {
    throw new PermanentError(`the policy ${path} is no JSON (${messageOf(cause)}): mend it, or name another with CAUTERY_POLICY`, {
      cause,
    });
  }
  return checkPolicy(given, `the policy ${path}`);
}
