/** The two ways a thing goes wrong, named by what to do next: mend something (permanent), or try again (transient). */

/** Trying again cannot help: the message names what to mend. */
export class PermanentError extends Error {
  override readonly name: string = "PermanentError";
}

/** The same call may succeed later: a server that is away, a lock that another holds. */
export class TransientError extends Error {
  override readonly name: string = "TransientError";
}

/** The command was called wrongly (exit code 2): the message names the right call. */
export class UsageError extends PermanentError {
  override readonly name: string = "UsageError";
}

/** What was asked for is not there: the message says how to find what is. */
export class NotFoundError extends PermanentError {
  override readonly name: string = "NotFoundError";
}

/** Another process is at work in the data folder. */
export class FolderHeldError extends PermanentError {
  override readonly name: string = "FolderHeldError";
}

/** What to do next; `unknown` is what nobody named: a fault in this program, most likely, that a person must look at. */
export type Outlook = "permanent" | "transient" | "unknown";

export function outlookOf(error: unknown): Outlook {
  if (error instanceof PermanentError) return "permanent";
  return error instanceof TransientError ? "transient" : "unknown";
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What was thrown, which may be anything. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(messageOf(thrown));
}

/** Causes further down than these are left out, as are those that go round in a circle. */
const DEEPEST = 8;

/** Where it was thrown, and below that where each of its causes was. */
export function traceOf(error: unknown): string {
  const traces: string[] = [];
  for (let at = error; at !== undefined && at !== null && traces.length < DEEPEST; at = at instanceof Error ? at.cause : undefined) {
    traces.push(at instanceof Error ? (at.stack ?? `${at.name}: ${at.message}`) : String(at));
  }
  return traces.join("\ncaused by: ");
}
