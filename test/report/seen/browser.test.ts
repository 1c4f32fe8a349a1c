/** The HTML of reports in a browser: it asks for nothing, keeps its policy, reads without script, and axe finds nothing to say. */
import axe from "axe-core";
import { describe, expect, it } from "vitest";
import { CHROMIUM, withBrowser } from "../../../bench/report/browser.js";
import { LONG_NAMES, type Sample, sampleReport, WORLD_NAMES } from "../../../bench/report/sample.js";
import { readFonts } from "../../../src/adapters/fonts.js";
import { renderHtml } from "../../../src/report/html/html.js";
import { layOut } from "../../../src/report/page/layout.js";
import { notRun } from "../../setup/not-run.js";

const fonts = readFonts();
const htmlOf = (world: Sample) => renderHtml(layOut(sampleReport(world), fonts), fonts);

const WORLDS: Readonly<Record<string, Sample>> = {
  "no operator": { operators: 0 },
  "five operators": { operators: 5 },
  "long names": { operators: 2, names: LONG_NAMES },
  "names in other scripts": { operators: 7, names: WORLD_NAMES },
};

if (CHROMIUM === undefined) notRun("a report's HTML, in Chromium", "no Chromium: install it (Debian: chromium)", inChromium);
else describe("a report's HTML, in Chromium", inChromium);

function inChromium(): void {
  it.each(Object.entries(WORLDS))("asks for nothing, breaks no rule of its policy and gives axe nothing to say: %s", async (_, world) => {
    await withBrowser(async (browser) => {
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await browser.newPage({ colorScheme, viewport: { width: 1000, height: 1400 } });
        const asked: string[] = [];
        const said: string[] = [];
        page.on("request", (request) => asked.push(request.url()));
        page.on("console", (message) => said.push(message.text()));
        await page.route("http://report.test/**", (route) =>
          route.fulfill({ body: htmlOf(world), contentType: "text/html; charset=utf-8" }),
        );
        await page.goto("http://report.test/");
        expect(asked.filter((url) => !url.startsWith("data:"))).toEqual(["http://report.test/"]);
        expect(said).toEqual([]);
        // axe comes in by the debugger's door, which the policy does not hold
        const found = await page.evaluate(
          `${axe.source};axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes[0].html))`,
        );
        expect(found).toEqual([]);
        await page.close();
      }
    });
  });

  it("reads without script, and fits a narrow screen and a sheet of paper", async () => {
    await withBrowser(async (browser) => {
      const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 380, height: 800 } });
      const page = await context.newPage();
      const report = sampleReport(WORLDS["names in other scripts"]);
      await page.setContent(htmlOf(WORLDS["names in other scripts"]));
      expect(await page.textContent("main")).toContain(report.operators[1].exchanges.toLocaleString("en-US"));
      const { width } = (await page.locator("main").boundingBox()) ?? { width: Number.NaN };
      expect(width).toBeLessThanOrEqual(380);
      await page.emulateMedia({ media: "print" });
      expect((await page.pdf({ format: "A4" })).length).toBeGreaterThan(10_000);
    });
  });

  it("is of at most 2 MB for forty operators", () => {
    expect(Buffer.byteLength(htmlOf({ operators: 40, names: WORLD_NAMES }))).toBeLessThanOrEqual(2e6);
  });
}
