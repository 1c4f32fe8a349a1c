/** Typst (an optional dependency) as what sets a report's pages, in a process of its own; and what reads them again. */
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { messageOf, PermanentError } from "../../errors.js";
import type { Typesetter } from "../../ports/reports/typesetter.js";
import type { Fonts } from "../../report/fonts/fonts.js";
import { forPrint } from "../../report/page/for-print.js";
import { threadFile } from "../../threads/locate.js";
import { fontsDir } from "../fonts.js";
import type { TypesettingJob } from "./job.js";
import { readPdf } from "./read.js";

const LIBRARY = "@myriaddreamin/typst-ts-node-compiler";
/** After so long it won't come any more: pages take seconds. */
const PATIENCE_MS = 120_000;

const HOW = `npm install ${LIBRARY}`;

/** For `cautery doctor`: null where pages can be set, else why not and what to do about it. */
export function typesetterMissing(): { says: string; mend: string } | null {
  try {
    createRequire(import.meta.url)(LIBRARY);
    return null;
  } catch (error) {
    const says = messageOf(error).split("\n")[0];
    return { says: `reports are made in every format but pdf (${says})`, mend: HOW };
  }
}

export function openTypesetter(fonts: Fonts): Typesetter {
  return {
    async typeset(layout, json) {
      const missing = typesetterMissing();
      if (missing) throw new PermanentError(`no PDF can be made here: ${HOW}, or ask for other formats; ${missing.says}`);
      const root = templateDir();
      return setPages({
        root,
        template: readFileSync(join(root, "report.typ"), "utf8"),
        fonts: fontsDir(),
        layout: JSON.stringify(forPrint(layout, fonts)),
        json,
        at: layout.at,
      });
    },
    read: readPdf,
  };
}

async function setPages(job: TypesettingJob): Promise<Uint8Array> {
  const child = spawn(process.execPath, [fileURLToPath(threadFile("child.js", import.meta.url))], {
    stdio: ["pipe", "pipe", "pipe"],
    timeout: PATIENCE_MS,
    env: { PATH: process.env.PATH, TZ: "UTC", LANG: "C" },
  });
  const ended = new Promise<number | null>((resolve, reject) => child.once("error", reject).once("close", resolve));
  child.stdin.on("error", () => {}); // a child that ends before it has read all says why on standard error
  child.stdin.end(JSON.stringify(job));
  const [pdf, wrong, code] = await Promise.all([buffer(child.stdout), buffer(child.stderr), ended]);
  if (code !== 0)
    throw new PermanentError(`the PDF could not be set (exit ${code}); the other formats can: ${wrong.toString("utf8").slice(0, 2000)}`);
  return pdf;
}

/** `typst/` lies beside the sources, however deep the compiled file lies. */
function templateDir(): string {
  for (let dir = dirname(fileURLToPath(import.meta.url)); dir !== dirname(dir); dir = dirname(dir)) {
    if (existsSync(join(dir, "typst", "report.typ"))) return join(dir, "typst");
  }
  throw new PermanentError("the template of the PDF is gone: install the package again");
}
