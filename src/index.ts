/**
 * The public names, for programs: stores to open, what can be asked of them, and the nouns that come back. All that is not here may change
 * without notice.
 */

// Open a store, and read what goes into it. What they return is the first argument of what follows.
export { readClusters, readTruth } from "./adapters/files/ndjson.js";
export { type Results, writeResults } from "./adapters/files/result-folder.js";
export { type WriteOptions, type Written, writeWorld } from "./adapters/files/world-folder.js";
export { type Environment, type OpenOptions, openFolder, openServices } from "./adapters/open.js";
// Ask: events in, clusters out, and everything that can be asked about them.
export {
  type AttributionFit,
  type AttributionMeasured,
  type DispositionFit,
  type Fits,
  fitAll,
  keepFits,
} from "./app/calibrate.js";
export { type ClusterOptions, type ClusterPorts, cluster } from "./app/cluster.js";
export { clusterNamed, heirsOf } from "./app/clusters.js";
export { communitiesOf, type NamedEdge } from "./app/communities.js";
export { runOf } from "./app/current-run.js";
export { type Addition, addToDossier, type DossierPorts, dossierOf, type Imported, importDossiers } from "./app/dossiers.js";
export {
  type ClusterExplained,
  explainCluster,
  explainPair,
  type LinkExplained,
  type OnStage,
  type PairExplained,
  type PairUnlinked,
  weighPair,
} from "./app/explain.js";
export { applied, feedFile } from "./app/feed.js";
export { type IngestOptions, type IngestPorts, ingest } from "./app/ingest.js";
export { type Intake, type IntakeBody, type IntakeOptions, openIntake } from "./app/intake.js";
export { type JudgePorts, judgeDisposition, judgeInnocence, judgeLink, judgeOperator, type Said, withdraw } from "./app/judge.js";
export { pruneRuns } from "./app/prune.js";
export { recluster, type Waiting } from "./app/recluster.js";
export { type Resolved, type ResolvePorts, resolveAccount } from "./app/resolve.js";
export { type Shared, type ShareOptions, type SharePorts, shareOperators } from "./app/share.js";
export { type DayRange, type Timeline, timelineOf } from "./app/timeline.js";
// The parts, pure: the same arguments give the same result.
export type { Bundle } from "./attribution/stix/share.js";
export { type DetectOptions, detect } from "./cluster/search/detect.js";
export type { Communities, EdgeList } from "./cluster/search/graph.js";
export { type Quality, qualityOf } from "./cluster/search/quality.js";
export { cloudEventLines } from "./contract/cloud-events.js";
export { decodeEvidence, type EvidenceColumns } from "./contract/evidence-columns.js";
export { decodeGraph, type GraphColumns } from "./contract/graph-columns.js";
export { type ClusterRow, clusterRowOf, type TruthRow } from "./contract/rows.js";
export { type Summary, summarise } from "./contract/summary.js";
// What goes wrong, by what to do next.
export { PermanentError, TransientError, UsageError } from "./errors.js";
export { type Evaluation, evaluate } from "./evaluate/evaluate.js";
export { type Input, listInputs } from "./event/input.js";
export type { Pseudonymise } from "./indicator/normalise/pseudonym.js";
export type { Population, Sightings } from "./indicator/population.js";
export { type LoadOptions, loadPopulation } from "./ingest/load.js";
// The nouns.
export type {
  AttributedPart,
  AttributionShare,
  CaseEvidence,
  Cluster,
  Disposition,
  Evidence,
  Explanation,
  OperatorCase,
} from "./model/cluster.js";
export { type Dossier, type DossierIndicator, type Marking, parseDossiers } from "./model/dossier.js";
export { type Judgement, type StruckValue, standing } from "./model/judgement.js";
export type { Link, LinkEvidence } from "./model/link.js";
export type { PlacementTie } from "./model/placement.js";
export type { QuarantinedLine, RefusedLine } from "./model/quarantine.js";
export type { ClusterChange, ClusterRun, ClusterSummary, KnownCluster, RunChange, RunInfo, Tally } from "./model/run.js";
export type { IntakeCounts, SliceCounts } from "./model/slice-counts.js";
export { type Context, findClusters } from "./pipeline.js";
export type { Clock } from "./ports/clock.js";
export type { Opened, OpenedServices } from "./ports/opened.js";
export type { Progress } from "./ports/progress.js";
export type { ClusterQuery, RunReader } from "./ports/runs.js";
export type { Services } from "./ports/services.js";
export type { GraphStore } from "./ports/store.js";
export { type Settings, settle } from "./simulate/settings.js";
