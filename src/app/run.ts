/** Inputs and dossiers -> clusters: the whole job in one process, over a data folder. */
import { pseudonymiseDossiers } from "../attribution/dossiers/pseudonymise.js";
import type { Input } from "../event/input.js";
import { pseudonymiser } from "../indicator/normalise/pseudonym.js";
import type { Dossier } from "../model/dossier.js";
import type { ClusterRun } from "../model/run.js";
import { type Progress, silent } from "../ports/progress.js";
import { type ClusterOptions, type ClusterPorts, cluster } from "./cluster.js";
import { afterOthers } from "./holding.js";
import { type IngestPorts, ingest } from "./ingest.js";

export interface WholeJob {
  inputs: readonly Input[];
  dossiers: readonly Dossier[];
  /** Threads that read events; as many as there are cores if left out. */
  threads?: number;
  /** Saves the run in the store. */
  keep: boolean;
  progress?: Progress;
}

/**
 * Returns the clustering; it is in the store where `keep` is set. Several may read events at once; they cluster one after the other, each
 * with all that was read till then.
 */
export async function runAll(
  ports: ClusterPorts & IngestPorts,
  { inputs, dossiers, threads, keep, progress = silent }: WholeJob,
): Promise<ClusterRun> {
  await ports.store.saveDossiers(pseudonymiseDossiers(dossiers, pseudonymiser(ports.key)));
  await ingest(ports, { inputs, threads, progress });
  return await clusterInTurn(ports, { keep, progress });
}

/** What a folder holds -> its next clustering; where another process is at one, after that. */
export async function clusterInTurn(
  ports: ClusterPorts,
  { keep, progress = silent }: Pick<WholeJob, "keep" | "progress">,
): Promise<ClusterRun> {
  const options: ClusterOptions = {
    keep,
    onStage: (stage) => progress.stage(stage),
    onPart: (done, parts) => progress.tell(`part ${done} of ${parts}`),
  };
  const { run } = await afterOthers(
    ports.store,
    "recluster",
    () => cluster(ports, options),
    () => progress.stage("waiting for another clustering"),
  );
  return run;
}
