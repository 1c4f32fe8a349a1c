/** Answers that are held: in the form that is asked for, of the run that is current, and nothing of one that failed. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { runOf } from "../app/enforcement/store.js";
import { type Office, office } from "./office.js";

let at: Office;
beforeAll(async () => {
  at = await office();
});
afterAll(() => at.close());

it("have the form that is asked for, whichever was asked for before", async () => {
  for (const accept of ["application/json", "text/csv", "application/json"]) {
    const answer = await at.ask("/v1/clusters/c-1/members", { headers: { accept } });
    expect(answer.headers.get("content-type")).toContain(accept);
    expect((await answer.text()).startsWith("{")).toBe(accept === "application/json");
  }
});

it("are told once to who has them", async () => {
  const etag = (await at.ask("/v1/clusters/c-1")).headers.get("etag");
  expect(etag).toBe('"run-1"');
  const again = await at.ask("/v1/clusters/c-1", { headers: { "if-none-match": String(etag) } });
  expect([again.status, await again.text()]).toEqual([304, ""]);
});

it("are told to those alone who may ask", async () => {
  await at.json("/v1/clusters/c-1");
  expect((await at.ask("/v1/clusters/c-1", { token: null })).status).toBe(401);
});

it("are of the next run once that is current", async () => {
  const page = () => at.json<{ run: number; total: number }>("/v1/clusters?min_size=3");
  expect(await page()).toMatchObject({ run: 1, total: 1 });
  expect((await at.ask("/v1/clusters/c-9")).status).toBe(404);
  await at.serving.store.saveRun(runOf({ "c-1": "a b c", "c-9": "d e f g" }, ["a-b device:x=9", "d-e device:x=9"]), { at: 1, ledger: 1 });
  at.now.at += 1_000;
  let now = await page();
  while (now.run === 1) now = await page(); // it is read in the background
  expect(now).toMatchObject({ run: 2, total: 2 });
  expect(await at.json("/v1/clusters/c-9")).toMatchObject({ run: 2, size: 4 });
});
