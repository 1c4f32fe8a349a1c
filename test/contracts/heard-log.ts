/** A list -> a Log that writes into it, for tests to read. */
import type { Log, LogFields, LogLevel } from "../../src/ports/log.js";

export interface Line {
  level: LogLevel;
  message: string;
  fields: LogFields;
}

export function heardLog(said: Line[], own: LogFields = {}): Log {
  const tell =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}) =>
      void said.push({ level, message, fields: { ...own, ...fields } });
  return {
    debug: tell("debug"),
    info: tell("info"),
    warn: tell("warn"),
    error: tell("error"),
    child: (fields) => heardLog(said, { ...own, ...fields }),
  };
}
