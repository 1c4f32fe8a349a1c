/** What lays reports out and reads them again; PDFs are made where Typst is installed, and read anywhere. */
import type { Layouts } from "../app/report/render.js";
import { TLP_OF } from "../contract/report/fields.js";
import type { Report } from "../contract/report.js";
import type { Layout as Page } from "../report/page/layout.js";
import type { Difference } from "../report/page/text.js";

export async function openLayouts(): Promise<Layouts> {
  const { readFonts } = await import("../adapters/fonts.js"); // not light
  const { openTypesetter } = await import("../adapters/typst/open.js");
  const { renderJson } = await import("../report/formats/json.js");
  const { renderHtml } = await import("../report/html/html.js");
  const { readHtml } = await import("../report/html/read.js");
  const { cutForPaper } = await import("../report/page/for-print.js");
  const { layOut } = await import("../report/page/layout.js");
  const { differences } = await import("../report/page/text.js");
  const fonts = readFonts();
  const typesetter = openTypesetter(fonts);
  const pages = new WeakMap<Report, Page>();
  const pageOf = (report: Report): Page => {
    const page = pages.get(report) ?? layOut(report, fonts);
    pages.set(report, page);
    return page;
  };
  return {
    html: {
      render: async (report) => Buffer.from(renderHtml(pageOf(report), fonts)),
      async read(bytes) {
        const { id, text } = readHtml(Buffer.from(bytes).toString("utf8"));
        return { claim: id === null ? null : { id, marking: markingIn(text) }, json: null };
      },
      differences: async (report, bytes) =>
        namesOf(differences(pageOf(report), readHtml(Buffer.from(bytes).toString("utf8")).text, { isDescribed: true })),
    },
    pdf: {
      render: (report) => typesetter.typeset(pageOf(report), renderJson(report)),
      async read(bytes) {
        const { json } = await typesetter.read(bytes);
        return { claim: null, json };
      },
      differences: async (report, bytes) => namesOf(differences(cutForPaper(pageOf(report)), (await typesetter.read(bytes)).text)),
    },
  };
}

/** By the protocol's words, the longest first: one is the beginning of another. */
function markingIn(text: string): keyof typeof TLP_OF | null {
  const said = /TLP:[A-Z+]+/.exec(text)?.[0];
  return (Object.keys(TLP_OF) as (keyof typeof TLP_OF)[]).find((marking) => said === `TLP:${TLP_OF[marking].toUpperCase()}`) ?? null;
}

const namesOf = (all: readonly Difference[]): string[] =>
  all.flatMap(({ figures, expected, found }) =>
    figures.length > 0 ? figures : [expected === "" ? `besides: ${found}` : expected.slice(0, 60)],
  );
