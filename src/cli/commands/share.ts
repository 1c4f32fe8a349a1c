/**
 * `cautery share`: dossiers, and the clusters attributed to them -> a STIX 2.1 bundle for others, pseudonymous, marked, with an end to
 * everything.
 */

import { writeFile } from "node:fs/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import { shareOperators } from "../../app/share.js";
import { MARKINGS, type Marking } from "../../model/dossier.js";
import { pseudonyms } from "../dossiers.js";
import { type StoreOptions, storeOption, withStore } from "../store.js";

interface Options extends StoreOptions {
  out?: string;
  marking: Marking;
  producer: string;
  expires: number;
  hash?: true;
  hashKey?: string;
  clusters: boolean;
}

export function shareCommand(): Command {
  const command = new Command("share")
    .description("Writes a STIX 2.1 bundle: operators, what marks them out, the clusters attributed to them.")
    .argument("[operators...]", "their ids; all of them where none is named")
    .option("--out <file>", "where to; else standard output")
    .addOption(
      new Option("--marking <tlp>", "how far it may travel; what came in under a stronger marking stays at home")
        .choices(MARKINGS)
        .default("amber"),
    )
    .option("--producer <name>", "who shares it", "Cautery")
    .option("--expires <days>", "after which nothing of it holds", days, 180)
    .option("--hash", "values as keyed hashes, with your own key: others learn what is equal, and no more")
    .option("--hash-key <file>", "values as keyed hashes with this key of 32 bytes or more, which those who may look for them have too")
    .option("--no-clusters", "dossiers alone");
  return storeOption(command).action(async (operators: string[], options: Options) => {
    const pseudonymise = await pseudonyms(options.hashKey);
    const how = {
      operators,
      withClusters: options.clusters,
      producer: options.producer,
      marking: options.marking,
      expiresDays: options.expires,
      hash: options.hash !== undefined || options.hashKey !== undefined,
    };
    const { bundle, dossiers, clusters } = await withStore(options, (store) => shareOperators({ store, clock: Date, pseudonymise }, how));
    const text = `${JSON.stringify(bundle, null, 2)}\n`;
    if (options.out === undefined) process.stdout.write(text);
    else await writeFile(options.out, text);
    console.error(
      `${dossiers.length} operators and ${clusters.length} clusters in ${bundle.objects.length} objects, TLP:${options.marking.toUpperCase()}`,
    );
  });
}

function days(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 3650)) throw new InvalidArgumentError("It must be a number of days, up to 3650.");
  return value;
}
