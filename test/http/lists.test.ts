/** Lists, a page at a time: each item once, in one order, to a `next` that is null; a cursor that is none is refused. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Office, office } from "./office.js";
import { planned } from "./requests.js";

let at: Office;
beforeAll(async () => {
  at = await office();
  for (const reason of ["one", "two", "three"]) {
    await planned(at, reason);
    at.now.at += 1_000;
    const body = { about: { type: "link", a: "a", b: "b" }, verdict: "positive", reason };
    await at.json("/v1/judgements", { method: "POST", body, status: 201 });
  }
});
afterAll(() => at.close());

interface Page {
  items: Record<string, unknown>[];
  next: string | null;
}

it.each([
  ["/v1/batches", 3],
  ["/v1/judgements", 3],
  ["/v1/clusters", 2],
  ["/v1/clusters/c-1/members", 5],
])("%s gives each of its items once", async (path, count) => {
  const whole = await at.json<Page>(path);
  expect([whole.items.length, whole.next]).toEqual([count, null]);
  const paged: unknown[] = [];
  for (let next: string | null = ""; next !== null; ) {
    const page: Page = await at.json<Page>(`${path}?limit=1${next === "" ? "" : `&cursor=${next}`}`);
    paged.push(...page.items);
    next = page.next;
  }
  expect(paged).toEqual(whole.items);
  await at.json(`${path}?cursor=nonsense`, { status: 422 });
});
