/**
 * A campaign from the list to its reversal, in a real Chromium: found, understood, planned, approved by another person, done, taken back.
 */
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Opened, openDemo } from "./opened.js";

/** Batches go on by themselves, beside whatever else the machine does. */
const PATIENCE_MS = 150_000;

let there: Opened;
let page: Page;
const elsewhere: string[] = [];
const failures: string[] = [];

beforeAll(async () => {
  there = await openDemo(2_000);
  page = await there.context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("request", (request) => {
    if (!request.url().startsWith(there.url) && !request.url().startsWith("data:") && !request.url().startsWith("blob:"))
      elsewhere.push(request.url());
  });
  page.on("pageerror", (error) => failures.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") failures.push(message.text());
  });
});
afterAll(() => there.close());

/** Waits until the batch that is shown stands so, and else says how it stands. */
async function stands(state: string): Promise<void> {
  const told = async () =>
    `${await page.locator(".batch-head .tag").textContent()} ${await page.locator(".batch .note").allTextContents()}`.trim();
  await expect.poll(told, { timeout: PATIENCE_MS }).toBe(state);
}

describe("a campaign", () => {
  it("stands at the top of what changed since yesterday, and opens by a click", async () => {
    await page.goto(there.url);
    const first = page.getByRole("grid", { name: "Clusters" }).getByRole("row").nth(1);
    await first.getByText("fraudulent").waitFor();
    await first.getByRole("link").click();
    await page.getByRole("region", { name: "Anatomy" }).waitFor();
    await page.getByText("What else it could be").waitFor();
  });

  it("is seen in five views, by five keys, each at an address of its own", async () => {
    for (const [key, name] of [
      ["2", "Succession"],
      ["3", "Matrix"],
      ["4", "Map"],
      ["5", "Members"],
      ["1", "Anatomy"],
    ]) {
      await page.keyboard.press(key);
      await page.getByRole("region", { name, exact: true }).waitFor();
      expect(new URL(page.url()).pathname).toMatch(new RegExp(`/${name.toLowerCase()}$`));
    }
    await page.goBack();
    await page.getByRole("region", { name: "Members", exact: true }).waitFor();
  });

  it("is planned from the tray: nothing is done by it, and the plan says whom it would hit", async () => {
    await page.keyboard.press("p");
    const dialog = page.getByRole("dialog", { name: "Plan" });
    await dialog.getByLabel("Why, as it will stand in the record").fill("one campaign, found in the workbench");
    await dialog.getByRole("combobox", { name: "How", exact: true }).selectOption("strike");
    await dialog.getByLabel("Minutes to watch after each stage").fill("0");
    await dialog.getByRole("button", { name: "Plan", exact: true }).click();
    const planned = page.getByRole("dialog", { name: /^Planned: b-/ });
    await planned.getByText("On the plan").waitFor();
    await planned.getByRole("button", { name: "Open the batch" }).click();
    await stands("planned");
  });

  it("is approved by another person, whose key signs in the page and is not sent", async () => {
    const sent: string[] = [];
    page.on("request", (request) => sent.push(request.postData() ?? ""));
    await page.getByRole("button", { name: "Approve …" }).click();
    const dialog = page.getByRole("dialog", { name: "Approve" });
    await dialog.locator('input[type="file"]').setInputFiles(join(there.dir, "people", "bob.pem"));
    await dialog.getByText(/^\{"about":.*"act":"approve".*"by":"bob"/).waitFor();
    await dialog.getByRole("button", { name: "Sign as bob" }).click();
    await stands("approved");
    expect(sent.filter((body) => body.includes("PRIVATE KEY"))).toEqual([]);
  });

  it("is carried out, and watched to its end", async () => {
    await page.getByRole("button", { name: "Carry out" }).click();
    await stands("done");
    await page.getByRole("grid", { name: "Accounts of the batch" }).getByText("changed").first().waitFor();
  }, 180_000);

  it("gives one account back after an appeal that a third person upholds", async () => {
    const account = (await page.getByRole("grid", { name: "Accounts of the batch" }).getByRole("link").first().textContent())!;
    await page.getByRole("link", { name: "Batches" }).click();
    await page.getByRole("button", { name: "Take one down …" }).click();
    const appeal = page.getByRole("dialog", { name: "An account’s appeal" });
    await appeal.getByLabel("Account").fill(account);
    await appeal.getByLabel("What they say").fill("it was me alone");
    await appeal.getByRole("button", { name: "Take it down" }).click();
    await page.getByRole("button", { name: "Uphold …" }).click();
    const decision = page.getByRole("dialog", { name: "Uphold the appeal" });
    await decision.getByLabel("Why, as it will stand in the record").fill("a student");
    await decision.locator('input[type="file"]').setInputFiles(join(there.dir, "people", "cat.pem"));
    await decision.getByRole("button", { name: "Sign as cat" }).click();
    await page.getByText("upheld by cat: a student").waitFor();
  });

  it("is taken back, all of it, under a signature", async () => {
    await page
      .getByRole("grid", { name: "Batches" })
      .getByRole("row")
      .filter({ hasText: "found in the workbench" })
      .getByRole("link")
      .click();
    await page.getByRole("button", { name: "Reverse all …" }).click();
    const dialog = page.getByRole("dialog", { name: "Reverse all of it" });
    await dialog.getByLabel("Why, as it will stand in the record").fill("a test");
    await dialog.locator('input[type="file"]').setInputFiles(join(there.dir, "people", "bob.pem"));
    await dialog.getByRole("button", { name: "Sign as bob" }).click();
    await stands("reversed");
  }, 180_000);

  it("was shown without a fault, and with nothing from elsewhere", () => {
    expect(elsewhere).toEqual([]);
    expect(failures).toEqual([]);
  });
});

describe("a judgement", () => {
  it("is made where it is seen, and undone by a key", async () => {
    await page.goto(there.url);
    await page.getByRole("grid", { name: "Clusters" }).getByRole("link").first().click();
    await page.getByRole("region", { name: "Anatomy" }).waitFor();
    await page.keyboard.press("j");
    const dialog = page.getByRole("dialog", { name: "Judge" });
    await dialog.getByLabel("Why").fill("the same proxies");
    await dialog.getByRole("button", { name: "Judge" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.keyboard.press("u");
    await page.getByText("Undone: judge the cluster positive.").first().waitFor();
    await page.goto(`${there.url}/settings`);
    await page.getByRole("region", { name: "Judgements" }).getByText("withdrawn").waitFor();
  });
});

describe("a report", () => {
  it("is made on the cluster that is looked at, and read in the page", async () => {
    await page.goto(there.url);
    await page.getByRole("grid", { name: "Clusters" }).getByRole("link").first().click();
    await page.getByRole("region", { name: "Anatomy" }).waitFor();
    await page.keyboard.press("r");
    const dialog = page.getByRole("dialog", { name: "Report" });
    await dialog.getByLabel("From, that day included").fill("2026-04-01");
    await dialog.getByLabel("To, that day not").fill("2026-05-01");
    await dialog.getByRole("button", { name: "Make the report" }).click();
    await page.getByRole("heading", { name: /^r-[0-9a-f]{16}$/ }).waitFor({ timeout: 60_000 });
    await page.getByText("2026-04-01").first().waitFor();
    await page.getByRole("link", { name: "Reports" }).click();
    await page.getByRole("region", { name: "All reports" }).getByText("2026-04-01").first().waitFor();
  }, 120_000);
});

describe("evidence that is struck", () => {
  it("is left out by a key, in the address, and taken back by another", async () => {
    await page.goto(`${there.url}/?show=all&sort=size`);
    await page.getByRole("grid", { name: "Clusters" }).getByRole("link").first().click();
    await page.getByRole("link", { name: "Matrix" }).click();
    const row = page.locator("[data-row]").first();
    await row.waitFor();
    await row.focus();
    await page.keyboard.press("x");
    await page.getByRole("list", { name: "Filters" }).getByText("without 1 piece of evidence").waitFor();
    await expect.poll(() => new URL(page.url()).hash).toMatch(/^#strike=/);
    await page.reload();
    await page.getByRole("list", { name: "Filters" }).getByText("without 1 piece of evidence").waitFor();
    await page.getByRole("button", { name: /^Take away/ }).click();
    await page.getByRole("list", { name: "Filters" }).waitFor({ state: "detached" });
  });
});

describe("a selection", () => {
  it("is in the address: a reload shows it again", async () => {
    await page.goto(`${there.url}/?show=all&sort=size`);
    const grid = page.getByRole("grid", { name: "Clusters" });
    await grid.getByRole("checkbox").first().check();
    const tray = page.getByRole("region", { name: "Selection" });
    await tray.getByText("1 cluster selected").waitFor();
    await page.reload();
    await tray.getByText("1 cluster selected").waitFor();
    await tray.getByRole("button", { name: "Clear" }).click();
    await tray.waitFor({ state: "detached" });
  });
});

describe("a new analyst's first questions", () => {
  const overview = async (): Promise<void> => {
    await page.goto(there.url);
    await page.getByRole("grid", { name: "Clusters" }).getByText("fraudulent").first().waitFor();
  };
  const openFirst = () => page.getByRole("grid", { name: "Clusters" }).getByRole("link").first().click();

  it("which campaign is newest? One click: what changed since yesterday, by growth", async () => {
    await overview();
    await page.getByRole("button", { name: "Growth" }).click();
    await page.getByRole("columnheader", { name: "Growth", exact: false }).and(page.locator("[aria-sort=descending]")).waitFor();
    expect(await page.getByRole("button", { name: /^Since yesterday/ }).getAttribute("aria-pressed")).toBe("true");
  });

  it("what holds it together? Two clicks: the values that its parts share", async () => {
    await overview();
    await openFirst();
    await page.getByRole("link", { name: "Matrix" }).click();
    await page.getByRole("region", { name: "Matrix", exact: true }).getByText(/%/).first().waitFor();
  });

  it("who is behind it, and am I wrong? One click: both are at the side", async () => {
    await overview();
    await openFirst();
    const side = page.getByRole("complementary", { name: "Why, and why not" });
    await side.getByText("Who is behind it").waitFor();
    await side.getByText("What else it could be").waitFor();
  });

  it("what happens if I suspend it? Two clicks: whom a plan would hit, and whom it would leave out", async () => {
    await overview();
    await openFirst();
    await page.getByRole("button", { name: "Plan …" }).click();
    const told = page.getByRole("region", { name: "What it would do" });
    await told.getByText("On the plan").waitFor();
    await told.getByText("What the operator will notice").waitFor();
    await page.keyboard.press("Escape");
  });
});

describe("without a mouse", () => {
  it("one gets from the search to a plan", async () => {
    await page.goto(`${there.url}/?show=all&sort=size`);
    const cluster = (await page.getByRole("grid", { name: "Clusters" }).getByRole("link").first().textContent())!;
    await page.keyboard.press("/");
    await page.getByRole("dialog", { name: "Search or command" }).waitFor();
    await page.keyboard.type(cluster);
    await page.getByRole("option").filter({ hasText: cluster }).first().waitFor();
    await page.keyboard.press("Enter");
    await page.getByRole("region", { name: "Anatomy" }).waitFor();
    await page.keyboard.press("p");
    await page.getByLabel("Why, as it will stand in the record").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });
});

describe("who is not signed in", () => {
  it("is told how to, and gets in by a token", async () => {
    const guest = await there.window({});
    await guest.context().clearCookies();
    await guest.goto(`${there.url}/batches`);
    await guest.getByText("Nobody is signed in here.").waitFor();
    const made = await page.request.post(`${there.url}/v1/tokens`, {
      data: { name: "zoe", role: "viewer" },
      headers: { "sec-fetch-site": "same-origin" },
    });
    await guest.getByLabel("Token").fill(((await made.json()) as { secret: string }).secret);
    await guest.getByRole("button", { name: "Sign in" }).click();
    await guest.getByText("zoe (viewer)").waitFor();
    await guest.getByRole("button", { name: "Sign out" }).click();
    await guest.getByText("Nobody is signed in here.").waitFor();
    await guest.context().close();
  });
});
