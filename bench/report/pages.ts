/**
 * Worlds that reports are hard for -> their pages as pictures, to be looked at: PDFs by pdftoppm, HTML by Chromium in light, dark and
 * narrow; and series in grey and as those see them who don't see red, green or blue.
 */
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs, promisify } from "node:util";
import { readFonts } from "../../src/adapters/fonts.js";
import { openTypesetter } from "../../src/adapters/typst/open.js";
import { renderJson } from "../../src/report/formats/json.js";
import { renderHtml } from "../../src/report/html/html.js";
import { layOut } from "../../src/report/page/layout.js";
import { withBrowser } from "./browser.js";
import { LONG_NAMES, type Sample, sampleReport, WORLD_NAMES } from "./sample.js";

const WORLDS: Readonly<Record<string, Sample>> = {
  none: { operators: 0 },
  one: { operators: 1 },
  five: { operators: 5 },
  forty: { operators: 40, names: [...WORLD_NAMES, ...LONG_NAMES] },
  long: { operators: 3, names: LONG_NAMES },
  scripts: { operators: 7, names: WORLD_NAMES },
  public: { operators: 3, marking: "public" },
};

/** `--out DIR`, `--dpi N` */
export async function benchReportPages(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...words],
    options: { out: { type: "string", default: "report-pages" }, dpi: { type: "string", default: "70" } },
  });
  const out = resolve(values.out);
  mkdirSync(out, { recursive: true });
  const fonts = readFonts();
  const typesetter = openTypesetter(fonts);
  for (const [name, world] of Object.entries(WORLDS)) {
    const report = sampleReport(world);
    const layout = layOut(report, fonts);
    const pdf = await typesetter.typeset(layout, renderJson(report));
    const html = renderHtml(layout, fonts);
    writeFileSync(join(out, `${name}.pdf`), pdf);
    writeFileSync(join(out, `${name}.html`), html);
    await promisify(execFile)("pdftoppm", ["-r", values.dpi, "-png", join(out, `${name}.pdf`), join(out, name)]);
    console.log(`${name}: ${html.length} bytes of HTML, ${pdf.length} of PDF`);
  }
  await withBrowser(async (browser) => {
    for (const name of Object.keys(WORLDS)) {
      for (const look of ["light", "dark", "narrow"] as const) {
        const page = await browser.newPage({
          viewport: { width: look === "narrow" ? 380 : 900, height: 1200 },
          colorScheme: look === "dark" ? "dark" : "light",
        });
        await page.goto(`file://${join(out, `${name}.html`)}`);
        await page.screenshot({ path: join(out, `${name}-${look}.png`), fullPage: true });
        await page.close();
      }
    }
    const page = await browser.newPage({ viewport: { width: 900, height: 1200 } });
    await page.goto(`file://${join(out, "five.html")}`);
    const session = await page.context().newCDPSession(page);
    for (const type of ["achromatopsia", "deuteranopia", "protanopia", "tritanopia"] as const) {
      await session.send("Emulation.setEmulatedVisionDeficiency", { type });
      await page.screenshot({ path: join(out, `five-${type}.png`), fullPage: true });
    }
  });
  console.log(`pages are in ${out}`);
}
