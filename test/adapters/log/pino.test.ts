/** The Log by pino: what is written of a line, what is never written, and what is left out. */
import { describe, expect, it } from "vitest";
import { pinoLog, standardErrorLog } from "../../../src/adapters/log/pino.js";
import { PermanentError, TransientError, UsageError } from "../../../src/errors.js";
import type { LogLevel } from "../../../src/ports/log.js";
import { maskCredentials } from "../../../src/tools/mask.js";

function listen(options: { form?: "json" | "plain"; level?: LogLevel } = {}) {
  const written: string[] = [];
  const clock = { at: 0 };
  const log = pinoLog({ ...options, write: (line) => void written.push(line), now: () => clock.at });
  return { log, written, clock, lines: () => written.map((line) => JSON.parse(line)) };
}

describe("a log for services", () => {
  it("is a line of JSON each: when, how grave, what, and the fields, the child's among them", () => {
    const { log, written, lines } = listen();
    log.child({ queue: "ingest" }).info("a job is done", { job: "a", durationMs: 12 });
    expect(written[0].endsWith("\n")).toBe(true);
    expect(lines()).toMatchObject([{ level: "info", msg: "a job is done", queue: "ingest", job: "a", durationMs: 12, pid: process.pid }]);
    expect(lines()[0].time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it("tells of an error its class, what to do next, and where it and its causes were thrown", () => {
    const { log, lines } = listen();
    log.error("a job failed", { error: new PermanentError("mend the file", { cause: new RangeError("300 does not fit") }) });
    log.warn("a job failed", { error: new TransientError("away") });
    log.warn("a job failed", { error: new TypeError("x is undefined") });
    expect(lines().map(({ error }) => [error.class, error.outlook, error.message])).toEqual([
      ["PermanentError", "permanent", "mend the file"],
      ["TransientError", "transient", "away"],
      ["TypeError", "unknown", "x is undefined"],
    ]);
    expect(lines()[0].error.stack).toMatch(
      /PermanentError: mend the file\n +at .*pino\.test[\s\S]*caused by: RangeError: 300 does not fit\n +at /,
    );
  });

  it("says only what is as grave as was asked", () => {
    const { log, lines } = listen({ level: "warn" });
    log.debug("a");
    log.info("b");
    log.warn("c");
    log.error("d");
    expect(lines().map(({ msg }) => msg)).toEqual(["c", "d"]);
  });

  it("leaves the same line out for ten seconds, and then tells how often; another line is told", () => {
    const { log, lines, clock } = listen();
    for (; clock.at < 10_000; clock.at += 1_000) log.warn("Redis is away", { server: "redis://host" });
    log.warn("Redis is away", { server: "redis://other" });
    log.warn("Redis is away", { server: "redis://host" });
    expect(lines().map(({ server, repeated }) => [server, repeated])).toEqual([
      ["redis://host", undefined],
      ["redis://other", undefined],
      ["redis://host", 9],
    ]);
  });

  it("writes no password of an address, wherever it stands", () => {
    const { log, written } = listen();
    const url = "redis://user:s3cret@host:6379/0";
    const error = new TransientError(`${url} does not answer`, { cause: new Error(`connect ${url}`) });
    log.child({ server: url }).warn(`waiting for ${url}`, { at: url, error });
    expect(written[0]).not.toContain("s3cret");
    expect(JSON.parse(written[0])).toMatchObject({ msg: "waiting for redis://***@host:6379/0", at: "redis://***@host:6379/0" });
  });

  it("writes nothing that a client hangs on its errors, such as the command that it was sending", () => {
    const { log, written } = listen();
    const error = Object.assign(new Error("WRONGPASS invalid username-password pair"), { command: { name: "auth", args: ["s3cret"] } });
    log.warn("Redis refuses", { error });
    expect(written[0]).toContain("WRONGPASS");
    expect(written[0]).not.toContain("s3cret");
  });
});

describe("a log for a person at a terminal", () => {
  it("is plain: the time of day, the message, the fields, and where an error was thrown", () => {
    const { log, written } = listen({ form: "plain" });
    log.info("working: ingest");
    log.warn("a job failed and is tried again", { queue: "ingest", tries: 2, error: new TypeError("x is undefined") });
    expect(written[0]).toMatch(/^\d\d:\d\d:\d\d working: ingest\n$/);
    expect(written[1]).toMatch(
      /^\d\d:\d\d:\d\d warn: a job failed and is tried again queue=ingest tries=2\n {4}TypeError: x is undefined\n {4} +at [\s\S]*\n$/,
    );
  });
});

describe("the environment", () => {
  it.each([
    [{ CAUTERY_LOG: "xml" }, /CAUTERY_LOG is "xml": give json or plain/],
    [{ CAUTERY_LOG_LEVEL: "loud" }, /CAUTERY_LOG_LEVEL is "loud": give one of debug, info, warn, error/],
  ])("that asks for what there is not is refused: %o", (env, message) => {
    expect(() => standardErrorLog(env, "json")).toThrow(message);
    expect(() => standardErrorLog(env, "json")).toThrow(UsageError);
  });
});

describe("credentials in an address", () => {
  it.each([
    ["redis://:pass@host:6379", "redis://***@host:6379"],
    ["rediss://user:p@ss/w@host", "rediss://***@host"],
    ["Neo4j at neo4j+s://u:p@h is away (bolt://u:p@h:7687)", "Neo4j at neo4j+s://***@h is away (bolt://***@h:7687)"],
    ["redis://host:6379 of analyst@example.com", "redis://host:6379 of analyst@example.com"],
    ["nothing to hide", "nothing to hide"],
  ])("are masked: %s", (text, masked) => {
    expect(maskCredentials(text)).toBe(masked);
  });
});
