/** Console output fails a test: what a stage has to say it returns, and what a command has to say its test reads from the process. */
import { format } from "node:util";
import { afterEach, beforeEach } from "vitest";

const METHODS = ["log", "info", "warn", "error", "debug"] as const;
const original = Object.fromEntries(METHODS.map((method) => [method, console[method]]));
let said: string[] = [];

beforeEach(() => {
  said = [];
  for (const method of METHODS) console[method] = (...words) => said.push(format(...words));
});

afterEach(() => {
  Object.assign(console, original);
  if (said.length > 0) throw new Error(`the test wrote to the console:\n${said.join("\n")}`);
});
