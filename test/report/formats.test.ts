/** The text formats of a report: each tells what the JSON tells, safely, the same everywhere; and one digit that is changed is found. */
import { describe, expect, it } from "vitest";
import { sampleReport, WORLD_NAMES } from "../../bench/report/sample.js";
import { importBundle } from "../../src/attribution/stix/import.js";
import { report as schema } from "../../src/contract/report.js";
import { renderCsv } from "../../src/report/formats/csv.js";
import { renderJson } from "../../src/report/formats/json.js";
import { renderMarkdown } from "../../src/report/formats/markdown.js";
import { renderStix } from "../../src/report/formats/stix.js";
import { DIFFERENCES } from "../../src/report/verify/differences.js";
import { claimOf, formatOf } from "../../src/report/verify/format.js";
import { hash32 } from "../../src/simulate/random.js";
import { rounded } from "../../src/tools/rounded.js";

/** Measures have four decimals at the most, as those that are counted have. */
const toFour = (_: string, value: unknown) => (typeof value === "number" ? rounded(value) : value);
const report = schema.parse(JSON.parse(JSON.stringify({ ...sampleReport({ operators: 3 }), id: "r-0123456789abcdef" }, toFour)));
const RENDER = { json: renderJson, csv: renderCsv, stix: renderStix, md: renderMarkdown } as const;
const FORMATS = ["json", "csv", "stix", "md"] as const;

describe.each(FORMATS)("%s", (format) => {
  const text = RENDER[format](report);

  it("is known by its bytes, and says of which report it is", () => {
    expect(formatOf(Buffer.from(text))).toBe(format);
    expect(claimOf(format, text)).toEqual({ id: report.id, marking: "internal" });
  });

  it("differs in nothing from the report, nor from itself made again", () => {
    expect(DIFFERENCES[format](report, text)).toEqual([]);
    expect(RENDER[format](structuredClone(report))).toBe(text);
  });

  it("with any one digit changed is found, by name", () => {
    const digits = [...text.matchAll(/\d/g)].map(({ index }) => index);
    for (let n = 0; n < 60; n++) {
      const at = digits[hash32(5, n) % digits.length];
      const other = `${text.slice(0, at)}${(Number(text[at]) + 1 + (hash32(6, n) % 9)) % 10}${text.slice(at + 1)}`;
      const off = DIFFERENCES[format](report, other);
      expect(off.length, text.slice(at - 40, at + 10)).toBeGreaterThan(0);
      expect(off.every((name) => name.length > 0)).toBe(true);
    }
  });

  it("that ends early is found", () => {
    expect(DIFFERENCES[format](report, text.slice(0, text.length / 2)).length).toBeGreaterThan(0);
  });

  it("names the figure that is off", () => {
    const figure = report.figures.find(({ id }) => id === "totals/exchanges")!;
    const shown = format === "json" ? String(figure.value) : figure.shown;
    const wrong =
      format === "json" ? String(Number(figure.value) + 1) : `${figure.shown.slice(0, -1)}${(Number(figure.shown.at(-1)) + 1) % 10}`;
    const off = DIFFERENCES[format](report, text.replaceAll(shown, wrong));
    expect(off.join()).toContain(format === "stix" ? "note Facts" : "totals/exchanges");
  });
});

describe("a report", () => {
  it("is of the published schema, under every marking", () => {
    for (const marking of ["internal", "partner", "public"] as const)
      expect(schema.safeParse(sampleReport({ operators: 2, marking })).error?.issues ?? []).toEqual([]);
  });

  it("has every number of its sentences as a figure or in its head", () => {
    const known = new Set(report.figures.map(({ shown }) => shown));
    for (const { text, figures } of [...report.facts, ...report.judgements]) {
      const shownIn = figures.map((id) => report.figures.find((figure) => figure.id === id)!.shown);
      for (const shown of shownIn) expect(text).toContain(shown);
      const rest = shownIn.toSorted((a, b) => b.length - a.length).reduce((left, shown) => left.replaceAll(shown, ""), text);
      const unexplained = (rest.match(/(?<![\w-])\d[\d,.]*/g) ?? []).filter(
        (number) => !known.has(number) && !/^(\d{1,4}|20\d\d)[.,]?$/.test(number),
      );
      expect(unexplained, text).toEqual([]);
    }
  });

  it("has a name of its own for each figure, whose place holds its value", () => {
    expect(new Set(report.figures.map(({ id }) => id)).size).toBe(report.figures.length);
    for (const { at, value } of report.figures.slice(0, 500)) {
      const found = at
        .split("/")
        .slice(1)
        .reduce<unknown>((place, key) => (place as Record<string, unknown>)[key.replaceAll("~1", "/").replaceAll("~0", "~")], report);
      expect(found).toEqual(value);
    }
  });
});

describe("names that are more than words", () => {
  const NASTY = [
    '=HYPERLINK("https://evil.example")',
    "<script>alert(1)</script>",
    "| a | b |",
    "line\nbreak\r\u2028",
    "\u202egnp.exe",
    ...WORLD_NAMES,
  ];
  const nasty = { ...sampleReport({ operators: NASTY.length, names: NASTY }), id: "r-0123456789abcdef" };

  it("are no formula in CSV", () => {
    for (const field of renderCsv(nasty).split(/\r\n|,/)) expect(field).not.toMatch(/^"?[=+@\t\r]|^"?-(?!\d)/);
  });

  it("are no markup in Markdown, and break no table", () => {
    const text = renderMarkdown(nasty);
    expect(text).not.toContain("<script>");
    expect(text).not.toMatch(/[\u202e\u2028]/);
    const widths = text.split("\n").map((line) => line.match(/(?<!\\)\|/g)?.length ?? 0);
    for (const [i, width] of widths.entries()) if (width > 0 && widths[i - 1] > 0) expect(width).toBe(widths[i - 1]);
  });

  it.each(FORMATS)("act on no terminal in %s, and verify", (format) => {
    const text = RENDER[format](nasty);
    expect(text).not.toMatch(/[^\P{Cc}\n\t\r]|\p{Bidi_Control}/u);
    expect(DIFFERENCES[format](nasty, text)).toEqual([]);
  });
});

describe("a report's STIX", () => {
  it("is taken in again as the operators that have a dossier, with what they used", () => {
    const { dossiers } = importBundle(renderStix(report));
    const named = report.operators.filter(({ operator }) => !operator.startsWith("unknown"));
    expect(dossiers.map(({ id }) => id).sort()).toEqual(named.map(({ operator }) => operator).sort());
    for (const { id, name, indicators } of dossiers) {
      const own = named.find(({ operator }) => operator === id)!;
      expect(name).toBe(own.name);
      const told = own.infrastructure.flatMap(({ kind, value }) =>
        value !== undefined && ["ip", "asn", "ja4"].includes(kind) ? [`${kind} ${value}`] : [],
      );
      expect(indicators.map(({ kind, value }) => `${kind} ${value}`)).toEqual(expect.arrayContaining(told));
    }
  });

  it("has whole confidences, one marking, and no id twice", () => {
    const { objects } = JSON.parse(renderStix(report)) as {
      objects: { id: string; confidence?: number; object_marking_refs?: string[] }[];
    };
    expect(new Set(objects.map(({ id }) => id)).size).toBe(objects.length);
    for (const { confidence = 0 } of objects) expect(Number.isInteger(confidence) && confidence >= 0 && confidence <= 100).toBe(true);
    expect(new Set(objects.flatMap(({ object_marking_refs = [] }) => object_marking_refs)).size).toBe(1);
  });
});
