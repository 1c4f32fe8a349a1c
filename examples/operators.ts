/**
 * Dossiers of operators -> whose each fraudulent cluster in `data` is, and a STIX 2.1 bundle for partners. Takes the path of operators.json
 * or of a bundle.
 */
import { readFile, writeFile } from "node:fs/promises";
import { cluster, importDossiers, openFolder, shareOperators } from "cautery";

const folder = await openFolder("data");
const { dossiers } = await importDossiers(folder, await readFile(process.argv[2], "utf8"));
console.log(`${dossiers.length} dossiers`);

const { run } = await cluster(folder); // dossiers count from the next clustering on
for (const { id, disposition, attribution } of run.clusters) {
  if (disposition !== "fraudulent") continue;
  const [{ operator, confidence, likelihood }] = attribution; // the likeliest; `unknown` is an answer too
  console.log(`${id}: ${operator}, ${likelihood} (${confidence.toFixed(2)})`);
}

const { bundle } = await shareOperators(folder, { marking: "amber", producer: "example.com" });
await writeFile("operators.stix.json", JSON.stringify(bundle, null, 2));
await folder.close();
