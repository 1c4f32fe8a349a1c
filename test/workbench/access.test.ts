/** Every screen by axe-core, light and dark: no violation of any level; and what the first load weighs. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Opened, openDemo } from "./opened.js";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const MOST_FIRST_LOAD = 200_000;

let there: Opened;
let cluster = "";
let account = "";
let batch = "";

beforeAll(async () => {
  there = await openDemo(1_200);
  const page = await there.context.newPage();
  const read = async (path: string) => (await (await page.request.get(there.url + path)).json()).items[0];
  cluster = (await read("/v1/clusters?sort=score")).cluster;
  account = (await read(`/v1/clusters/${cluster}/members`)).account;
  batch = (await read("/v1/batches")).batch;
  await page.close();
});
afterAll(() => there.close());

const SCREENS: readonly (readonly [string, () => string, string])[] = [
  ["the overview", () => "/?show=all", '[role="grid"]'],
  ["the anatomy", () => `/clusters/${cluster}/anatomy`, ".cluster-side"],
  ["the succession", () => `/clusters/${cluster}/succession`, ".cluster-side"],
  ["the matrix", () => `/clusters/${cluster}/matrix`, ".cluster-side"],
  ["the map", () => `/clusters/${cluster}/map`, "canvas"],
  ["the members", () => `/clusters/${cluster}/members`, '[role="row"]'],
  ["an account", () => `/accounts/${account}`, ".ties"],
  ["the operators", () => "/operators", "h1"],
  ["an operator", () => "/operators/op-a", ".panel"],
  ["the batches", () => "/batches", '[role="grid"]'],
  ["a batch", () => `/batches/${batch}`, '[role="grid"]'],
  ["the reports", () => "/reports", "h1"],
  ["the settings", () => "/settings", ".panel table"],
  ["no such screen", () => "/settings/none", "h1"],
];

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations: found } = await page.evaluate<AxeResults>("axe.run(document, { resultTypes: ['violations'] })");
  return found.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")})`);
}

describe.each(["light", "dark"] as const)("in %s", (colorScheme) => {
  let page: Page;
  beforeAll(async () => {
    page = await there.window({ colorScheme, viewport: { width: 1280, height: 800 } });
  });
  afterAll(() => page.context().close());

  it.each(SCREENS)("%s has no violation", async (_, path, ready) => {
    await page.goto(there.url + path());
    await page.locator(ready).first().waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it.each([
    ["the palette", "/", "Search or command"],
    ["the keys", "?", "Keys"],
    ["planning", "p", "Plan"],
    ["judging", "j", "Judge"],
  ])("%s has no violation", async (_, key, name) => {
    await page.goto(`${there.url}/clusters/${cluster}/anatomy`);
    await page.locator(".cluster-side").waitFor();
    await page.keyboard.press(key);
    await page.getByRole("dialog", { name }).waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it("the sign-in has no violation", async () => {
    const guest = await there.window({ colorScheme });
    await guest.context().clearCookies();
    await guest.goto(there.url);
    await guest.getByText("Nobody is signed in here.").waitFor();
    expect(await violations(guest)).toEqual([]);
    await guest.context().close();
  });
});

it("the first load is 200 kB at the most, compressed", async () => {
  const page = await there.window({});
  await page.goto(`${there.url}/?show=all`);
  await page.locator('[role="grid"]').waitFor();
  const sizes = await page.evaluate<[string, number][]>(`
    [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
      .filter(({ name }) => !name.includes("/v1/"))
      .map(({ name, encodedBodySize }) => [name, encodedBodySize])`);
  expect(sizes.length).toBeGreaterThan(2);
  expect(sizes.reduce((sum, [, bytes]) => sum + bytes, 0)).toBeLessThanOrEqual(MOST_FIRST_LOAD);
  await page.context().close();
});
