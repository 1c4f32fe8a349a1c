/** A log line as JSON -> the same for a person at a terminal: the time of day, the message, the fields, and an error's trace below. */
import type { ErrorFields } from "./fields.js";

interface Line {
  level: string;
  time: string;
  msg: string;
  error?: ErrorFields;
  [field: string]: unknown;
}

/** Of no use to whoever looks at one process. */
const UNSAID = new Set(["level", "time", "msg", "error", "pid", "hostname"]);

export function plainLine(line: Line): string {
  const fields = Object.entries(line).filter(([name]) => !UNSAID.has(name));
  const said = [
    line.time.slice(11, 19),
    line.level === "info" ? "" : `${line.level}:`,
    line.msg,
    ...fields.map(([name, value]) => `${name}=${value}`),
  ];
  const trace = line.error ? `\n${line.error.stack.replace(/^/gm, "    ")}` : "";
  return `${said.filter((word) => word !== "").join(" ")}${trace}\n`;
}
