/** What whoever runs Cautery should read of it: names and counts, never what an event says. */

export const LOG_LEVELS = ["debug", "info", "warn", "error"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Ids of jobs and runs, queues, counts, durations with their unit in the name. No event, no account's data, no secret. */
export interface LogFields {
  readonly [name: string]: string | number | boolean | null | undefined | Error;
  /** Written with its class, its outlook, and where it and its causes were thrown; of what else hangs on it, nothing. */
  readonly error?: Error;
}

/** A message is the same text each time; what differs goes into fields. Passwords in addresses are masked. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** With these fields on every line. */
  child(fields: LogFields): Log;
}

const nothing = () => {};

/** For whoever does not want to hear. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing, child: () => silentLog };
