/** A simulated world of known truth -> how well its campaigns are found. Leaves the world in `world`, what was found in `measured`. */
import { cluster, clusterRowOf, evaluate, ingest, listInputs, openFolder, readTruth, settle, writeWorld } from "cautery";

const { eventsPath, truthPath } = await writeWorld(settle({ accounts: 1_000, fraud: 0.1, seed: 7 }), "world");
const folder = await openFolder("measured");
await ingest(folder, { inputs: await listInputs([eventsPath]) });
const { run } = await cluster(folder);
await folder.close();

const { detection } = evaluate(await readTruth(truthPath), run.clusters.map(clusterRowOf));
console.log(`precision ${detection.precision?.toFixed(3)}, recall ${detection.recall?.toFixed(3)}`);
