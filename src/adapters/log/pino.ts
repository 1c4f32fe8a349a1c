/** The Log by pino: lines of JSON for services, plain ones for a person at a terminal; masked, and none again and again. */
import { pino } from "pino";
import { UsageError } from "../../errors.js";
import { LOG_LEVELS, type Log, type LogFields, type LogLevel } from "../../ports/log.js";
import { maskCredentials } from "../../tools/mask.js";
import { fieldsAsJson } from "./fields.js";
import { plainLine } from "./plain.js";

export type LogForm = "json" | "plain";

export interface PinoLogOptions {
  /** `json` by default. */
  form?: LogForm;
  /** `info` by default: this and what is graver. */
  level?: LogLevel;
  /** Takes whole lines. */
  write: (line: string) => void;
  /** Milliseconds since 1970, for what is said again and again. */
  now?: () => number;
}

/** The same line again is left out for so long; how often it was is told when it is next said. */
const REPEAT_MS = 10_000;
/** Different lines that are remembered for it. */
const REMEMBERED = 200;

interface Said {
  at: number;
  again: number;
}

export function pinoLog({ form = "json", level = "info", write, now = Date.now }: PinoLogOptions): Log {
  const logger = pino(
    { level, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    { write: form === "json" ? write : (line) => write(plainLine(JSON.parse(line))) },
  );
  const said = new Map<string, Said>();

  /** How often it was left out since it was last said; null where it is left out now. */
  const repeats = (line: string): number | null => {
    const before = said.get(line);
    if (before && now() - before.at < REPEAT_MS) {
      before.again++;
      return null;
    }
    said.delete(line);
    said.set(line, { at: now(), again: 0 });
    for (const oldest of said.keys()) if (said.size > REMEMBERED) said.delete(oldest);
    return before?.again ?? 0;
  };

  const logOf = (own: LogFields): Log => {
    const tell =
      (at: LogLevel) =>
      (message: string, fields: LogFields = {}) => {
        if (!logger.isLevelEnabled(at)) return;
        const json = fieldsAsJson({ ...own, ...fields });
        const text = maskCredentials(message);
        const again = repeats(`${at} ${text} ${JSON.stringify(json)}`);
        if (again !== null) logger[at](again > 0 ? { ...json, repeated: again } : json, text);
      };
    return {
      debug: tell("debug"),
      info: tell("info"),
      warn: tell("warn"),
      error: tell("error"),
      child: (fields) => logOf({ ...own, ...fields }),
    };
  };
  return logOf({});
}

/**
 * CAUTERY_LOG (json or plain, else `otherwise`), CAUTERY_LOG_LEVEL -> lines on standard error. Throws a `UsageError` where one is wrong.
 */
export function standardErrorLog(env: NodeJS.ProcessEnv, otherwise: LogForm): Log {
  const form = env.CAUTERY_LOG || otherwise;
  const level = LOG_LEVELS.find((each) => each === (env.CAUTERY_LOG_LEVEL || "info"));
  if (form !== "json" && form !== "plain") throw new UsageError(`CAUTERY_LOG is "${form}": give json or plain`);
  if (level === undefined) throw new UsageError(`CAUTERY_LOG_LEVEL is "${env.CAUTERY_LOG_LEVEL}": give one of ${LOG_LEVELS.join(", ")}`);
  return pinoLog({ form, level, write: (line) => void process.stderr.write(line) });
}
