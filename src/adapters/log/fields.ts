/** A log line's fields -> what is written of them: errors by class, outlook and trace, text masked; nothing else that hangs on an error. */
import { outlookOf, traceOf } from "../../errors.js";
import type { LogFields } from "../../ports/log.js";
import { maskCredentials } from "../../tools/mask.js";

export type JsonFields = Record<string, string | number | boolean | null | ErrorFields>;

export interface ErrorFields {
  class: string;
  outlook: string;
  message: string;
  /** Where it and its causes were thrown. */
  stack: string;
}

/** A client's errors carry what they were sending, a password among it: so only what is named here is written. */
export function fieldsAsJson(fields: LogFields): JsonFields {
  const json: JsonFields = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (value instanceof Error) json[name] = ofError(value);
    else json[name] = typeof value === "string" ? maskCredentials(value) : value;
  }
  return json;
}

function ofError(error: Error): ErrorFields {
  return {
    class: error.name,
    outlook: outlookOf(error),
    message: maskCredentials(error.message),
    stack: maskCredentials(traceOf(error)),
  };
}
