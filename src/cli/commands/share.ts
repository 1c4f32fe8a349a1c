/** `cautery share`: dossiers, and the clusters attributed to them -> a STIX 2.1 bundle for others, pseudonymous, marked, with an end to everything. */
import { writeFile } from "node:fs/promises";
import { Command, InvalidArgumentError, Option } from "commander";
import { share } from "../../attribution/stix/share.js";
import { PermanentError } from "../../errors.js";
import { pseudonymiser } from "../../indicator/normalise/pseudonym.js";
import type { Cluster } from "../../model/cluster.js";
import { type Dossier, MARKINGS, type Marking } from "../../model/dossier.js";
import type { GraphStore } from "../../ports/store.js";
import { ownPseudonyms, readNamed } from "../dossiers.js";
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

const DAY_MS = 86_400_000;
/** A cluster goes with the operator that it is more likely than not of. */
const LIKELY = 0.5;

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
    .option("--hash-key <file>", "values as keyed hashes with this key, which those who may look for them have too")
    .option("--no-clusters", "dossiers alone");
  return storeOption(command).action(async (operators: string[], options: Options) => {
    const { dossiers, clusters } = await withStore(options, (store) => choose(store, operators, options.clusters));
    const at = Date.now();
    const bundle = share(dossiers, clusters, {
      producer: options.producer,
      marking: options.marking,
      at,
      expiresAt: at + options.expires * DAY_MS,
      pseudonymise: options.hashKey === undefined ? await ownPseudonyms() : pseudonymiser(Buffer.from(await readNamed(options.hashKey))),
      hash: options.hash !== undefined || options.hashKey !== undefined,
    });
    const text = `${JSON.stringify(bundle, null, 2)}\n`;
    if (options.out === undefined) process.stdout.write(text);
    else await writeFile(options.out, text);
    console.error(
      `${dossiers.length} operators and ${clusters.length} clusters in ${bundle.objects.length} objects, TLP:${options.marking.toUpperCase()}`,
    );
  });
}

async function choose(
  store: GraphStore,
  ids: readonly string[],
  withClusters: boolean,
): Promise<{ dossiers: Dossier[]; clusters: Cluster[] }> {
  const all = await store.loadDossiers();
  const strange = ids.filter((id) => !all.some((dossier) => dossier.id === id));
  if (strange.length > 0) throw new PermanentError(`no operator ${strange.join(", ")}: \`cautery operators list\` shows those there are`);
  const dossiers = ids.length === 0 ? all : all.filter(({ id }) => ids.includes(id));
  const chosen = new Set(dossiers.map(({ id }) => id));
  const run = withClusters ? await store.loadRun() : null;
  const clusters = run?.clusters.filter(({ disposition, attribution }) => {
    const [first] = attribution;
    return disposition === "fraudulent" && first !== undefined && first.confidence >= LIKELY && chosen.has(first.operator);
  });
  return { dossiers, clusters: clusters ?? [] };
}

function days(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 3650)) throw new InvalidArgumentError("It must be a number of days, up to 3650.");
  return value;
}
