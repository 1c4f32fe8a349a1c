/** `cautery evaluate`: a truth file and a clusters file -> how good the clusters are, as tables or as JSON. */
import { Command } from "commander";
import { readClusters, readTruth } from "../../adapters/files/ndjson.js";
import { evaluate } from "../../evaluate/evaluate.js";
import { readDossiers } from "../dossiers.js";
import { formatEvaluation } from "../text/evaluation-text.js";

interface Options {
  truth: string;
  clusters: string;
  operators?: string;
  json?: true;
}

export function evaluateCommand(): Command {
  return new Command("evaluate")
    .description("Measures clusters against known truth.")
    .requiredOption("--truth <file>", "truth.ndjson: what each account really is")
    .requiredOption("--clusters <file>", "clusters.ndjson, as `cautery run` leaves it")
    .option("--operators <file>", "operators.json: who has a dossier; without it, whoever any cluster is attributed to")
    .option("--json", "print one JSON object instead of tables")
    .addHelpText(
      "after",
      `
Precision and recall are by account. B-cubed, pairwise and adjusted Rand figures compare clusters and true groups, whatever
the disposition; an account in no cluster is one by itself. Operators without a dossier should come out as "unknown".`,
    )
    .action(async ({ truth, clusters, operators, json }: Options) => {
      const evaluation = evaluate(
        await readTruth(truth),
        await readClusters(clusters),
        operators === undefined ? undefined : new Set((await readDossiers(operators)).map(({ id }) => id)),
      );
      console.log(json ? JSON.stringify(evaluation) : formatEvaluation(evaluation));
    });
}
