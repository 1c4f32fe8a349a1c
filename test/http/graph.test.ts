/** A cluster's graph over HTTP: JSON or columns of the same, zipped where that is accepted, and by a run's number for good. */
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { decodeEvidence, EVIDENCE_TYPE } from "../../src/contract/evidence-columns.js";
import { decodeGraph, GRAPH_TYPE } from "../../src/contract/graph-columns.js";
import { type Office, office } from "./office.js";

let there: Office;
beforeAll(async () => {
  there = await office();
});
afterAll(async () => there.close());

const PATH = "/v1/clusters/c-1/graph";
const columns = async (headers: Readonly<Record<string, string>> = {}) =>
  await there.ask(PATH, { headers: { accept: GRAPH_TYPE, ...headers } });
const bytesOf = async (answer: Response) => new Uint8Array(await answer.arrayBuffer());

it("is told as JSON, and in columns where that is asked for", async () => {
  const told = await there.json<{ accounts: number; links: number; parts: unknown[] }>(PATH);
  expect(told).toMatchObject({ accounts: 5, links: 5, parts: [{ part: 0, id: "p-a", size: 5 }] });
  const answer = await columns();
  expect(answer.headers.get("content-type")).toBe(GRAPH_TYPE);
  expect(decodeGraph(await bytesOf(answer)).accounts).toEqual(["a", "b", "c", "d", "e"]);
});

it("is zipped only for those who accept that", async () => {
  const plain = await bytesOf(await columns());
  for (const encoding of ["gzip", "br, gzip;q=0.5", "*"]) {
    const answer = await columns({ "accept-encoding": encoding });
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(new Uint8Array(gunzipSync(await bytesOf(answer)))).toEqual(plain);
  }
  for (const encoding of ["identity", "br", "gzip;q=0", "gzip; q=0.0"]) {
    const answer = await columns({ "accept-encoding": encoding });
    expect(answer.headers.get("content-encoding")).toBeNull();
    expect(await bytesOf(answer)).toEqual(plain);
  }
});

it("is not taken for what was kept of another form", async () => {
  const json = await there.ask(PATH);
  const plain = await columns();
  const zipped = await columns({ "accept-encoding": "gzip" });
  for (const each of [json, plain, zipped]) expect(each.headers.get("vary")).toBe("accept, accept-encoding");
  const tags = [json, plain, zipped].map(({ headers }) => headers.get("etag") ?? "");
  expect(new Set(tags).size).toBe(3);
  expect((await columns({ "if-none-match": tags[0] })).status).toBe(200);
  expect((await columns({ "if-none-match": tags[1] })).status).toBe(304);
});

it("never changes under its run's number, and is kept for a year by whoever asked", async () => {
  const answer = await there.ask("/v1/runs/1/clusters/c-1/graph");
  expect(answer.headers.get("cache-control")).toBe("private, max-age=31536000, immutable");
  expect(await answer.json()).toEqual(await there.json(PATH));
  expect((await there.ask(PATH)).headers.get("cache-control")).toBe("private, no-cache");
  expect(await there.json("/v1/runs/2/clusters/c-1/graph", { status: 410 })).toMatchObject({ run: 1 });
  expect((await there.ask("/v1/runs/1/clusters/c-9/graph")).status).toBe(404);
});

it("comes with the evidence of its links, in the same order", async () => {
  const answer = await there.ask("/v1/clusters/c-1/evidence", { headers: { "accept-encoding": "identity" } });
  expect(answer.headers.get("content-type")).toBe(EVIDENCE_TYPE);
  const evidence = decodeEvidence(await bytesOf(answer));
  const graph = decodeGraph(await bytesOf(await columns()));
  expect(evidence.prior.length).toBe(graph.target.length);
  expect(evidence.families.map(({ family }) => family)).toContain("device");
  const zipped = await there.ask("/v1/clusters/c-1/evidence", { headers: { "accept-encoding": "gzip" } });
  expect(decodeEvidence(new Uint8Array(gunzipSync(await bytesOf(zipped))))).toEqual(evidence);
  expect((await there.ask("/v1/clusters/c-9/evidence")).status).toBe(404);
});
