/** PDFs -> what veraPDF says of them as PDF/UA-1. Its library has no command: the interpreter of JavaScript beside it calls it. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Artifacts, jarsOf } from "../../../bench/servers/maven.js";

const VERSION = "1.28.2";
const VERAPDF: Artifacts = {
  name: `verapdf-${VERSION}`,
  instead: "go without",
  artifacts: [["org.verapdf", "validation-model", VERSION]],
};

/** Rhino's: a line of JSON for each file. */
const SCRIPT = `
Packages.org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
var flavour = Packages.org.verapdf.pdfa.flavours.PDFAFlavour.PDFUA_1;
for (var i = 0; i < arguments.length; i++) {
  var parser = Packages.org.verapdf.pdfa.Foundries.defaultInstance().createParser(new Packages.java.io.File(arguments[i]), flavour);
  var result = Packages.org.verapdf.pdfa.validation.validators.ValidatorFactory.createValidator(flavour, false).validate(parser);
  var failures = [];
  for (var each = result.getTestAssertions().iterator(); each.hasNext() && failures.length < 20; ) {
    var failed = each.next();
    failures.push(String(failed.getRuleId().getClause() + "-" + failed.getRuleId().getTestNumber() + ": " + failed.getMessage()));
  }
  print(JSON.stringify({ compliant: Boolean(result.isCompliant()), checks: Number(result.getTotalAssertions()), failures: failures }));
  parser.close();
}
`;

export interface Validity {
  compliant: boolean;
  checks: number;
  failures: string[];
}

/** In the order of the files. Throws `Unavailable` where there is no Java or Maven. */
export async function validateUa1(files: readonly string[]): Promise<Validity[]> {
  const jars = jarsOf(VERAPDF);
  const work = mkdtempSync(join(tmpdir(), "cautery-verapdf-"));
  try {
    const script = join(work, "validate.js");
    writeFileSync(script, SCRIPT);
    const { stdout } = await promisify(execFile)(
      "java",
      ["-cp", join(jars, "*"), "org.mozilla.javascript.tools.shell.Main", script, ...files],
      { maxBuffer: 2 ** 24 },
    );
    return stdout
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
