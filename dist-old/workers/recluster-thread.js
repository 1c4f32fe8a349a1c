/** The thread of a clustering: what the store holds -> the next run, saved; tells its stages and its outcome to the worker that started it. */
import { parentPort } from "node:worker_threads";
import { openStore } from "../src/adapters/services.js";
import { PermanentError } from "../src/errors.js";
import { loadPopulation } from "../src/ingest/load.js";
import { findClusters } from "../src/pipeline.js";
const say = (message) => parentPort?.postMessage(message);
async function cluster(store) {
    say({ stage: "load" });
    const population = await loadPopulation(store);
    const context = {
        dossiers: await store.loadDossiers(),
        judgements: await store.loadJudgements(),
        known: await store.knownClusters(),
        onStage: (stage) => say({ stage }),
    };
    const run = findClusters(population, context);
    say({ stage: "save" });
    await store.saveRun(run);
}
try {
    const { store } = await openStore(process.env);
    try {
        await cluster(store);
    }
    finally {
        await store.close();
    }
    say({ done: true });
}
catch (error) {
    say({ failed: error instanceof Error ? error.message : String(error), permanent: error instanceof PermanentError });
}
//# sourceMappingURL=recluster-thread.js.map