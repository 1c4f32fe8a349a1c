/** The PDFs of reports, as tools that know nothing of us see them: veraPDF by the rules of PDF/UA-1, poppler by fonts, sizes and text. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getDocumentProxy } from "unpdf";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LONG_NAMES, type Sample, sampleReport, WORLD_NAMES } from "../../../bench/report/sample.js";
import { Unavailable } from "../../../bench/servers/local-server.js";
import { readFonts } from "../../../src/adapters/fonts.js";
import { openTypesetter } from "../../../src/adapters/typst/open.js";
import type { Report } from "../../../src/contract/report.js";
import { renderJson } from "../../../src/report/formats/json.js";
import { layOut } from "../../../src/report/page/layout.js";
import { notRun } from "../../setup/not-run.js";
import { validateUa1 } from "./verapdf.js";

const WORLDS: Readonly<Record<string, Sample>> = {
  "no operator": { operators: 0 },
  "five operators": { operators: 5 },
  "long names": { operators: 2, names: LONG_NAMES },
  "names in other scripts": { operators: 7, names: WORLD_NAMES },
  "forty operators, for the public": { operators: 40, names: WORLD_NAMES, marking: "public" },
};

const work = mkdtempSync(join(tmpdir(), "cautery-pdf-"));
const made = new Map<string, { report: Report; pdf: Uint8Array; file: string }>();

beforeAll(async () => {
  const fonts = readFonts();
  const typesetter = openTypesetter(fonts);
  for (const [name, world] of Object.entries(WORLDS)) {
    const report = sampleReport(world);
    const pdf = await typesetter.typeset(layOut(report, fonts), renderJson(report));
    const file = join(work, `${name.replaceAll(" ", "-")}.pdf`);
    writeFileSync(file, pdf);
    made.set(name, { report, pdf, file });
  }
});

afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Poppler's, of one file. */
const poppler = (tool: string, ...args: string[]) => execFileSync(tool, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
const file = (name: string) => made.get(name)?.file ?? "";

describe("a report's PDF, to veraPDF", () => {
  it("keeps every rule of PDF/UA-1, whatever the world", async ({ skip }) => {
    const files = [...made.values()].map((each) => each.file);
    const found = await validateUa1(files).catch((error: unknown) => {
      if (error instanceof Unavailable && process.env.CI !== "true") return skip(error.message);
      throw error;
    });
    expect(found.map(({ compliant, failures }) => ({ compliant, failures }))).toEqual(files.map(() => ({ compliant: true, failures: [] })));
    expect(Math.min(...found.map(({ checks }) => checks))).toBeGreaterThan(1000);
  }, 300_000);
});

describe("a report's PDF, to Mozilla's reader", () => {
  it.each(Object.keys(WORLDS))("has no text under 7 points: %s", async (name) => {
    const document = await getDocumentProxy(new Uint8Array(made.get(name)!.pdf));
    const sizes: number[] = [];
    for (let number = 1; number <= document.numPages; number++) {
      const { items } = await (await document.getPage(number)).getTextContent();
      sizes.push(...(items as { str: string; height: number }[]).filter(({ str }) => str.trim() !== "").map(({ height }) => height));
    }
    expect(sizes.length).toBeGreaterThan(50);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(7);
  });
});

const hasPoppler = spawnSync("pdftotext", ["-v"]).status === 0;
if (!hasPoppler) notRun("a report's PDF, to poppler", "no pdftotext on PATH: install it (Debian: poppler-utils)", toPoppler);
else describe("a report's PDF, to poppler", toPoppler);

function toPoppler(): void {
  it.each(Object.keys(WORLDS))("uses only fonts that ship with the package, and embeds them: %s", (name) => {
    const rows = poppler("pdffonts", file(name)).trim().split("\n").slice(2);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toMatch(/^[A-Z]{6}\+Cautery(NotoSans|SansArabic)\S* .* yes yes yes /);
  });

  it.each(Object.keys(WORLDS))("says no number that is not in the JSON, but its pages': %s", (name) => {
    const { report, file: path } = made.get(name)!;
    const known = numbersOf(renderJson(report));
    for (const page of poppler("pdftotext", "-layout", path, "-").split("\f")) {
      const body = page.replace(/\d+ \/ \d+\s*$/, "");
      expect([...numbersOf(body)].filter((number) => !known.has(number))).toEqual([]);
    }
  });

  it("has its marking at the head and the foot of every page", () => {
    for (const [name, { report }] of made) {
      for (const page of poppler("pdftotext", "-layout", file(name), "-").split("\f").slice(0, -1)) {
        const lines = page.trim().split("\n");
        expect(lines[0]).toContain(report.tlp);
        expect(lines.at(-1)).toContain(report.tlp);
      }
    }
  });

  it("is of at most 12 pages and 3 MB for five operators, and carries the JSON", () => {
    expect(Number(/Pages: +(\d+)/.exec(poppler("pdfinfo", file("five operators")))?.[1])).toBeLessThanOrEqual(12);
    expect(made.get("five operators")?.pdf.length).toBeLessThanOrEqual(3e6);
    expect(poppler("pdfdetach", "-list", file("five operators"))).toContain("1: report.json");
  });
}

/** As numbers: 0.40 is 0.4, and 1,234 is 1234. */
function numbersOf(text: string): Set<string> {
  return new Set([...text.matchAll(/\d[\d,]*(\.\d+)?/g)].map(([number]) => String(Number(number.replaceAll(",", "")))));
}
