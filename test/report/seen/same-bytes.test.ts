/** A report's HTML and PDF -> the same bytes, twice in one process, and in processes of other time zones and languages. */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { sampleReport, WORLD_NAMES } from "../../../bench/report/sample.js";
import { readFonts } from "../../../src/adapters/fonts.js";
import { openLayouts } from "../../../src/cli/report-layouts.js";
import { layOut } from "../../../src/report/page/layout.js";

const dist = fileURLToPath(new URL("../../../dist", import.meta.url));
const report = sampleReport({ operators: 3, names: WORLD_NAMES });
const sum = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** Of both formats, as the build makes them in a process of its own. */
const PROGRAM = `
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
const [dist, file] = process.argv.slice(2);
const { openLayouts } = await import("file://" + dist + "/src/cli/report-layouts.js");
const layouts = await openLayouts();
const report = JSON.parse(readFileSync(file, "utf8"));
for (const format of ["html", "pdf"]) console.log(createHash("sha256").update(await layouts[format].render(report)).digest("hex"));
`;

it("gives the same bytes twice, and whatever the time zone and the language", async () => {
  const layouts = await openLayouts();
  const make = async () => [sum(await layouts.html.render({ ...report })), sum(await layouts.pdf.render({ ...report }))];
  const first = await make();
  layOut(sampleReport({ operators: 1, seed: 3 }), readFonts()); // something else in between
  expect(await make()).toEqual(first);
  const work = mkdtempSync(join(tmpdir(), "cautery-bytes-"));
  writeFileSync(join(work, "report.json"), JSON.stringify(report));
  writeFileSync(join(work, "make.mjs"), PROGRAM);
  for (const [TZ, LANG] of [
    ["Asia/Kolkata", "hi_IN.UTF-8"],
    ["America/St_Johns", "de_DE.UTF-8"],
    ["Pacific/Chatham", "ar_EG.UTF-8"],
  ]) {
    const said = execFileSync(process.execPath, [join(work, "make.mjs"), dist, join(work, "report.json")], {
      encoding: "utf8",
      env: { ...process.env, TZ, LANG, LC_ALL: LANG },
    });
    expect(said.trim().split("\n"), `${TZ} ${LANG}`).toEqual(first);
  }
  rmSync(work, { recursive: true, force: true });
}, 300_000);
