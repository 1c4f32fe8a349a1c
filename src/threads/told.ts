/** An error -> the same on another thread or in another process: its class, message, stack and causes, which a plain copy loses. */
import { FolderHeldError, messageOf, NotFoundError, PermanentError, TransientError, UsageError } from "../errors.js";

/** An error as it is sent. */
export interface Told {
  name: string;
  message: string;
  stack: string | undefined;
  cause: Told | undefined;
}

type ErrorClass = new (message: string, options?: { cause?: unknown }) => Error;

/** Classes that are made anew; another error keeps its name. */
const CLASSES: Readonly<Record<string, ErrorClass>> = {
  PermanentError,
  TransientError,
  NotFoundError,
  UsageError,
  FolderHeldError,
  TypeError,
  RangeError,
  ReferenceError,
  SyntaxError,
};
/** Causes further down are left out. */
const DEEPEST = 8;

export function told(error: unknown, depth = 1): Told {
  if (!(error instanceof Error)) return { name: "Error", message: messageOf(error), stack: undefined, cause: undefined };
  const { name, message, stack, cause } = error;
  return { name, message, stack, cause: cause === undefined || depth === DEEPEST ? undefined : told(cause, depth + 1) };
}

export function heard({ name, message, stack, cause }: Told): Error {
  const Class = Object.hasOwn(CLASSES, name) ? CLASSES[name] : Error;
  const error = new Class(message, cause && { cause: heard(cause) });
  if (Class === Error) error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
