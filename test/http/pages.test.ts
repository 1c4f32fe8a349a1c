/** The workbench's files over HTTP: where they are given out, how long they may be kept, and what a page of theirs may load. */
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PageFile, Pages } from "../../src/http/pages.js";
import { serverOf } from "../../src/http/server.js";
import { type Office, office } from "./office.js";

const bytes = (text: string) => new TextEncoder().encode(text);
const file = (type: string, text: string, etag: string): PageFile => ({ type, bytes: bytes(text), gzip: bytes(`z${text}`), etag });
const pages: Pages = new Map([
  ["index.html", file("text/html; charset=utf-8", "<!doctype html>", '"1"')],
  ["assets/index-0a.js", file("text/javascript; charset=utf-8", "run()", '"2"')],
]);

let there: Office;
let ask: (path: string, headers?: Record<string, string>) => Promise<Response>;

beforeAll(async () => {
  there = await office();
  const app = serverOf(there.routes, there.serving, { addressOf: () => "192.0.2.7", pages });
  ask = async (path, headers = {}) => await app.request(`http://cautery.test${path}`, { headers });
});
afterAll(() => there.close());

describe("the workbench", () => {
  it.each(["/", "/clusters", "/clusters/c-1/map", "/batches/b-1", "/settings", "/sign-in"])(
    "answers its screens' addresses with its first page: %s",
    async (path) => {
      const answer = await ask(path);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(answer.headers.get("cache-control")).toBe("no-cache");
      expect(await answer.text()).toBe("<!doctype html>");
    },
  );

  it.each(["/v1/none", "/clustersx", "/index", "/assets/../index.html/x", "/assets/none.js", "/%2e%2e/package.json", "/taxii2/none"])(
    "leaves what is none of its addresses to be told as such: %s",
    async (path) => {
      const answer = await ask(path);
      expect([401, 404]).toContain(answer.status);
      expect(answer.headers.get("content-type")).toMatch(/json/);
    },
  );

  it("lets files that are named by what is in them be kept for ever", async () => {
    const answer = await ask("/assets/index-0a.js");
    expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(answer.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect((await ask("/", { "if-none-match": 'W/"1"' })).status).toBe(304);
  });

  it("gives out compressed what may be", async () => {
    const answer = await ask("/assets/index-0a.js", { "accept-encoding": "br, gzip" });
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(answer.headers.get("vary")).toBe("accept-encoding");
    expect(await answer.text()).toBe("zrun()");
    expect((await ask("/assets/index-0a.js", { "accept-encoding": "gzip;q=0" })).headers.get("content-encoding")).toBeNull();
  });

  it("may load and call nothing that is not here, and runs nothing that stands in a page", async () => {
    const policy = (await ask("/")).headers.get("content-security-policy");
    expect(policy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
  });

  it("answers HEAD as GET, without the body", async () => {
    const app = serverOf(there.routes, there.serving, { addressOf: () => "192.0.2.7", pages });
    const answer = await app.request("http://cautery.test/", { method: "HEAD" });
    expect([answer.status, await answer.text()]).toEqual([200, ""]);
  });
});

describe("the files of a build", () => {
  it("are read with their types, and compressed once", async () => {
    const { pagesIn } = await import("../../src/cli/serve/pages.js");
    const built = pagesIn("dist/ui");
    const first = built.get("index.html")!;
    expect(gunzipSync(first.gzip)).toEqual(Buffer.from(first.bytes));
    const text = new TextDecoder().decode(first.bytes);
    expect(text).not.toMatch(/<style|<script(?![^>]* src=)|https?:\/\/(?!www\.w3\.org)/);
    for (const [, path] of text.matchAll(/(?:src|href)="\/(assets\/[^"]+)"/g)) expect([...built.keys()]).toContain(path);
  });

  it("say how they are made where there are none", async () => {
    const { pagesIn } = await import("../../src/cli/serve/pages.js");
    expect(() => pagesIn("dist/none")).toThrow(/npm run build/);
  });
});
