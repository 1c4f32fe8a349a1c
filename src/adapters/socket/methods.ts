/** Every method of a store -> the way that it goes over the socket; one that is missing here does not compile. */
import type { GraphStore } from "../../ports/store.js";
import type { Tables } from "../../ports/tables.js";

export type Asked = GraphStore & Tables;

/** `plain`: one question, one answer. `iterable`: a batch at a time, as it is read. `special`: as `client.ts` says of it. */
type Way<Method> = Method extends (...args: never[]) => AsyncIterable<unknown>
  ? "iterable"
  : Method extends (...args: never[]) => Promise<unknown>
    ? "plain" | "special"
    : "special";

export const METHODS = {
  open: "special",
  close: "special",
  ledger: "plain",
  mark: "plain",
  commit: "plain",
  ids: "iterable",
  counts: "plain",
  quarantined: "iterable",
  parts: "special",
  part: "plain",
  replacePart: "plain",
  footprintsOf: "plain",
  activityOf: "plain",
  zone: "special",
  runs: "plain",
  currentRun: "plain",
  clusters: "plain",
  cluster: "plain",
  allClusters: "iterable",
  clusterOf: "plain",
  linksOf: "plain",
  modelOf: "plain",
  tiesOf: "plain",
  anatomyOf: "plain",
  knownParts: "plain",
  changesOf: "plain",
  resolveClusterId: "plain",
  hadCluster: "plain",
  splitFrom: "plain",
  knownClusters: "plain",
  formerClusters: "plain",
  loadIndex: "plain",
  saveRun: "special",
  pruneRuns: "plain",
  saveDossiers: "plain",
  loadDossiers: "plain",
  appendJudgement: "plain",
  loadJudgements: "plain",
  countJudgements: "plain",
  judgementsSince: "plain",
  acquire: "plain",
  release: "plain",
  auditHead: "plain",
  appendAudit: "special",
  auditPages: "iterable",
  replaceAuditPage: "plain",
  savePlan: "plain",
  loadPlan: "plain",
  record: "plain",
  records: "plain",
  keepRecord: "plain",
  dropRecord: "plain",
  writeParquet: "special",
} as const satisfies { [Name in keyof Asked]: Way<Asked[Name]> };

type NamesOf<Kind extends "plain" | "iterable"> = {
  [Name in keyof typeof METHODS]: (typeof METHODS)[Name] extends Kind ? Name : never;
}[keyof typeof METHODS];
export type PlainName = NamesOf<"plain">;
export type IterableName = NamesOf<"iterable">;

export const isWay = (name: string, way: "plain" | "iterable"): boolean =>
  Object.hasOwn(METHODS, name) && METHODS[name as keyof typeof METHODS] === way;
