/** What `report verify` finds in a report's HTML and PDF: each changed digit, by the figure that it belongs to. */
import { describe, expect, it } from "vitest";
import { sampleReport, WORLD_NAMES } from "../../../bench/report/sample.js";
import { readFonts } from "../../../src/adapters/fonts.js";
import { openTypesetter } from "../../../src/adapters/typst/open.js";
import { renderHtml } from "../../../src/report/html/html.js";
import { readHtml } from "../../../src/report/html/read.js";
import { cutForPaper } from "../../../src/report/page/for-print.js";
import { layOut } from "../../../src/report/page/layout.js";
import { differences } from "../../../src/report/page/text.js";

const fonts = readFonts();
const report = sampleReport({ operators: 3, names: WORLD_NAMES });
const layout = layOut(report, fonts);
const html = renderHtml(layout, fonts);

/** The text with its digit at a place raised by one. */
const raised = (text: string, at: number) => `${text.slice(0, at)}${(Number(text[at]) + 1) % 10}${text.slice(at + 1)}`;

/** Where its digits stand, about so many of them spread over all. */
function someDigits(text: string, count: number): number[] {
  const all = [...text.matchAll(/\d/g)].map(({ index }) => index);
  return all.filter((_, i) => i % Math.ceil(all.length / count) === 0);
}

describe("a report's HTML", () => {
  it("says what the report says, and names the report", () => {
    const { id, text } = readHtml(html);
    expect(id).toBe(report.id);
    expect(differences(layout, text, { isDescribed: true })).toEqual([]);
  });

  it("is found out at any digit that a reader sees or is told", () => {
    const { text } = readHtml(html);
    for (const at of someDigits(text, 200)) {
      expect(differences(layout, raised(text, at), { isDescribed: true }), text.slice(at - 20, at + 20)).not.toEqual([]);
    }
  });

  it("names the figure whose digit was changed", () => {
    const { exchanges } = report.operators[0].by_day[4];
    const shown = exchanges.toLocaleString("en-US");
    const id = `operators/${report.operators[0].operator}/by_day/${report.operators[0].by_day[4].day}/exchanges`;
    const changed = html.replace(`data-figure="${id}">${shown}`, `data-figure="${id}">${raised(shown, 0)}`);
    expect(changed).not.toBe(html);
    expect(differences(layout, readHtml(changed).text, { isDescribed: true })).toMatchObject([{ figures: [id], expected: shown }]);
  });

  it("is found out where it says more than the report", () => {
    const more = html.replace("</main>", "<p>And 4711 accounts more.</p></main>");
    expect(differences(layout, readHtml(more).text, { isDescribed: true })).toMatchObject([{ figures: [], expected: "" }]);
  });
});

describe("a report's PDF", () => {
  it("carries the report's JSON and says what it says, and is found out at any digit", async () => {
    const typesetter = openTypesetter(fonts);
    const json = JSON.stringify(report);
    const read = await typesetter.read(await typesetter.typeset(layout, json));
    expect(read.json).toBe(json);
    const paper = cutForPaper(layout);
    expect(differences(paper, read.text)).toEqual([]);
    for (const at of someDigits(read.text, 100)) expect(differences(paper, raised(read.text, at))).not.toEqual([]);
  });
});
