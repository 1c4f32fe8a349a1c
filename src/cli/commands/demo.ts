/**
 * `cautery demo`: a folder -> in it a simulated campaign among innocent accounts, what was found of it, and a picture; beside the truth on
 * the terminal.
 */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { Command } from "commander";
import { readClusters, readTruth } from "../../adapters/files/ndjson.js";
import { writeWorld } from "../../adapters/files/world-folder.js";
import type { ClusterRow, TruthRow } from "../../contract/rows.js";
import { UsageError } from "../../errors.js";
import { evaluate } from "../../evaluate/evaluate.js";
import { drawClusters } from "../../report/charts/cluster-map.js";
import { settle } from "../../simulate/settings.js";
import { dryRunBatch } from "../demo-batch.js";
import { demoReport } from "../demo-report.js";
import { readDossiers } from "../dossiers.js";
import { runEmbedded } from "../embedded.js";
import { formatFindings } from "../text/demo-text.js";
import { formatEvaluation } from "../text/evaluation-text.js";
import { formatCount } from "../text/format.js";
import { progressOn } from "../text/progress.js";
import { portOf } from "./access/serve.js";

interface Options {
  out: string;
  accounts: number;
  fraud: number;
  seed: number;
  serve: boolean;
  port: number;
}

export function demoCommand(): Command {
  return new Command("demo")
    .description("Simulates a hydra campaign among innocent accounts, finds it, and compares with the truth.")
    .option("--out <dir>", "folder to leave the files in; what an earlier demo left there is replaced", "cautery-demo")
    .option("--accounts <count>", "accounts to simulate", toNumber, 10_000)
    .option("--fraud <share>", "share of them that is fraudulent", toNumber, 0.05)
    .option("--seed <number>", "another seed is another world", toNumber, 1)
    .option("--serve", "then opens it to the workbench in the browser; what is done there is written to a file, to nobody's harm", false)
    .option("--port <number>", "where it is served; 0: any that is free", portOf, 8080)
    .action(demo);
}

async function demo({ out, accounts, fraud, seed, serve, port }: Options): Promise<void> {
  const start = performance.now();
  const settings = settle({ accounts, fraud, seed });
  const [data, found, people, picture] = [join(out, "data"), join(out, "found"), join(out, "people"), join(out, "clusters.svg")];
  await mkdir(out, { recursive: true });
  for (const folder of [data, found, people]) await rm(folder, { recursive: true, force: true });

  const progress = progressOn();
  console.log(`Simulating ${formatCount(accounts)} accounts over ${settings.days} days ...`);
  progress.stage("simulating");
  const world = await writeWorld(settings, out, { onLines: (lines) => progress.tell(`${formatCount(lines)} events written`) });
  progress.done();
  console.log(`Looking for the operators behind ${formatCount(world.lines)} events ...\n`);
  const { seconds } = await runEmbedded({ events: [world.eventsPath], operators: world.operatorsPath, data, out: found, progress });

  const truth = await readTruth(world.truthPath);
  const clusters = await readClusters(join(found, "clusters.ndjson"));
  const known = new Set((await readDossiers(world.operatorsPath)).map(({ id }) => id));
  await writeFile(picture, draw(clusters, truth));

  console.log(`The largest clusters called fraudulent\n${formatFindings(clusters, truth, { disposition: "fraudulent", most: 15 })}\n`);
  console.log(`The largest called benign\n${formatFindings(clusters, truth, { disposition: "benign", most: 5 })}\n`);
  console.log(`${formatEvaluation(evaluate(truth, clusters, known))}\n`);
  const largest = clusters
    .filter(({ disposition }) => disposition === "fraudulent")
    .sort((a, b) => b.accounts.length - a.accounts.length)[0];
  const batch = largest && (await dryRunBatch({ data, people, cluster: largest.cluster }));
  if (batch) console.log(`What would be done to the largest of them\n\n${batch.text}\n`);
  const reports = await demoReport({ data, out: join(out, "report"), from: settings.start, days: settings.days });
  const rate = formatCount(Math.round(world.lines / seconds));
  console.log(
    [
      `${((performance.now() - start) / 1000).toFixed(0)} s in all; from events to clusters ${seconds.toFixed(1)} s, ${rate} events a second.`,
      "",
      `Look at ${picture} in a browser, at ${join(found, "clusters.ndjson")}, or at one cluster:`,
      `  ${called()} show ${largest?.cluster ?? ""} --data ${data}`,
      ...(batch
        ? [
            "or at the batch, who approved it, and the log that all of it stands in:",
            `  ${called()} batch ${batch.batch} --data ${data}`,
            `  ${called()} audit verify --data ${data}`,
          ]
        : []),
      "or at what would be told of it upward:",
      ...reports.map((path) => `  ${path}`),
      ...(serve ? ["", "In the browser:"] : ["or at all of it, in the browser:", `  ${called()} serve --data ${data}`]),
    ].join("\n"),
  );
  if (serve) await serveDemo(out, data, port);
}

/** The keys of the demo's people lie beside it: bob approves what is planned, and cat decides appeals. */
async function serveDemo(out: string, data: string, port: number): Promise<void> {
  process.env.CAUTERY_PLATFORM_URL ??= pathToFileURL(resolve(out, "platform.ndjson")).href;
  const { serveUntilTold } = await import("../serve/until-told.js");
  console.log(`keys to sign with are in ${join(out, "people")}: bob.pem approves, cat.pem decides appeals`);
  await serveUntilTold({ data, host: "127.0.0.1", port, trustedProxy: [] });
}

/** As it was called: by a script of the checkout, or as an installed package. */
function called(): string {
  return ["demo", "cautery"].includes(process.env.npm_lifecycle_event ?? "") ? "npm run -s cautery --" : "npx cautery";
}

function draw(clusters: readonly ClusterRow[], truth: readonly TruthRow[]): string {
  const fraud = new Set(truth.flatMap((row) => (row.fraud ? [row.account] : [])));
  const wrong = clusters.flatMap(({ accounts, disposition }) =>
    disposition === "unclear" ? [] : accounts.filter((account) => fraud.has(account) !== (disposition === "fraudulent")),
  );
  return drawClusters(
    clusters.map(({ cluster, attribution = [], ...rest }) => ({ ...rest, id: cluster, attribution })),
    { wrong: new Set(wrong) },
  );
}

function toNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number)) throw new UsageError(`${JSON.stringify(text)} is not a number`);
  return number;
}
