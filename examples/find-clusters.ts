/** Files of events -> the clusters among their accounts, the largest first, in the folder `data`. Takes the files' paths. */
import { cluster, ingest, listInputs, openFolder } from "cautery";

const folder = await openFolder("data"); // made where it is missing; more events may be added another day
await ingest(folder, { inputs: await listInputs(process.argv.slice(2)) });
const { run } = await cluster(folder);
for (const { id, accounts, disposition, score } of run.clusters) {
  console.log(id, disposition, score.toFixed(2), `${accounts.length} accounts`);
}
await folder.close();
