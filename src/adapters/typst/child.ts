/**
 * A process of its own that sets pages: a job as JSON on standard input -> a PDF on standard output. It ends after one: what sets pages
 * keeps some memory of each. What was wrong is told on standard error, and by the exit code.
 */
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import type { TypesettingJob } from "./job.js";

const job: TypesettingJob = JSON.parse((await buffer(process.stdin)).toString("utf8"));
const inRoot = (name: string) => join(job.root, name);

const compiler = NodeCompiler.create({ workspace: job.root, fontArgs: [{ fontPaths: [job.fonts] }] });
compiler.addSource(inRoot("report.typ"), job.template);
compiler.mapShadow(inRoot("report-layout.json"), Buffer.from(job.layout));
compiler.mapShadow(inRoot("report.json"), Buffer.from(job.json));

try {
  const compiled = compiler.compile({ mainFilePath: inRoot("report.typ") });
  if (!compiled.result) throw compiled.takeDiagnostics();
  const pdf = compiler.pdf(compiled.result, { pdfStandard: "ua-1", pdfTags: true, creationTimestamp: job.at });
  process.stdout.end(pdf);
} catch (error) {
  const told = (error as { shortDiagnostics?: unknown } | null)?.shortDiagnostics ?? String(error);
  process.stderr.write(JSON.stringify(told));
  process.exitCode = 1;
}
