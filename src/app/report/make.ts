/** A period and a scope -> the report of it as of the current run: counted, told under every marking, kept, and never made again. */
import { createHash } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { MARKINGS, type ReportMarking } from "../../contract/report/fields.js";
import type { Report } from "../../contract/report.js";
import { NotFoundError } from "../../errors.js";
import type { RunInfo } from "../../model/run.js";
import { dataOf } from "../../report/counting/data.js";
import type { Material } from "../../report/counting/material.js";
import { toldOf } from "../../report/counting/told.js";
import { type Period, periodOf } from "../../report/period.js";
import { reportOf } from "../../report/telling/tell.js";
import { zoneOf } from "../../tools/zone.js";
import { clusterNamed, ofOneRun } from "../clusters.js";
import { runOf } from "../current-run.js";
import type { ControlPorts } from "../enforcement/control.js";
import { holding } from "../holding.js";
import { actedIn } from "./acted.js";
import { correctionsSince, reportBefore, scoredSince, toldPeriods } from "./earlier.js";
import { foundOf, materialClusters, scopedClusters } from "./found.js";
import { keepReport, type ReportHead, reportHead, reportHeads, reportNamed } from "./kept.js";

export interface ReportAsked {
  /** Days (`2026-05-01`), or their midnights as RFC 3339: [from, to). */
  from: string;
  to: string;
  /** The store's, where it is given. */
  zone?: string | undefined;
  operator?: string | undefined;
  /** An id of any time. */
  cluster?: string | undefined;
  /** When it was due (milliseconds since 1970), where it is made later than that. */
  due?: number | undefined;
}

export interface MakeOptions {
  /** Told how many accounts were read, of how many. */
  onAccounts?: (done: number, of: number) => void;
  signal?: AbortSignal;
}

const LOCK = "report";
/** How long a process that died holds up the others. */
const TTL_MS = 60_000;
const POLL_MS = 100;

/**
 * Made once: of a period, scope and run that was told before it is that report. Throws a `UsageError` for a period that the store's days
 * cannot answer, a `NotFoundError` where there is no clustering, and no such operator or cluster.
 */
export async function makeReport(ports: ControlPorts, asked: ReportAsked, options: MakeOptions = {}): Promise<ReportHead> {
  const period = periodOf(asked.from, asked.to, ports.store.zone(), asked.zone);
  const { signal = new AbortController().signal } = options;
  let made: string | null = null;
  const make = async () => {
    made = await ofOneRun(ports.store, (number) => makeOf(ports, period, asked, number, options));
  };
  while (!(await holding(ports.store, LOCK, signal, make, TTL_MS))) await pause(POLL_MS, undefined, { signal });
  return await reportNamed(ports.store, made!);
}

async function makeOf(ports: ControlPorts, period: Period, asked: ReportAsked, number: number, options: MakeOptions): Promise<string> {
  const { store } = ports;
  const run = await runOf(store, number);
  const scope = await scopeOf(ports, asked);
  const due = asked.due ?? null;
  const id = idOf(period, scope, run, due);
  if ((await reportHead(store, id)) !== null) return id;
  const heads = await reportHeads(store);
  const { material, sums } = await counted(ports, { id, period, scope, run, due, heads }, options);
  const data = dataOf(material, sums);
  const editions = Object.fromEntries(MARKINGS.map((marking) => [marking, reportOf(data, marking)])) as Record<ReportMarking, Report>;
  const { clusters, accounts, exchanges } = data.totals;
  const head = {
    id,
    order: (heads.at(-1)?.order ?? 0) + 1,
    zone: period.zone,
    from: period.from,
    to: period.to,
    scope,
    run: run.number,
    at: run.at,
    due,
    totals: { clusters: Number(clusters), accounts: Number(accounts), exchanges: Number(exchanges) },
    judgements: data.judgements.map(({ id, operator, probability }) => ({ id, operator, probability })),
    corrections: [...material.corrections],
  };
  await keepReport(store, { head, material, sums, told: toldOf(material, sums), editions });
  return id;
}

interface Counting {
  id: string;
  period: Period;
  scope: Material["scope"];
  run: RunInfo;
  due: number | null;
  heads: readonly ReportHead[];
}

async function counted(
  ports: ControlPorts,
  { id, period, scope, run, due, heads }: Counting,
  { onAccounts = () => {} }: MakeOptions,
): Promise<{ material: Material; sums: Uint8Array }> {
  const { store } = ports;
  const { zone, from, to } = period;
  const { dayOf } = zoneOf(zone);
  const isWithin = (at: number) => dayOf(at) >= from && dayOf(at) < to;
  const isOver = (at: number) => dayOf(at) >= to;
  const judgements = await store.loadJudgements();
  const { clusters, unclear } = await scopedClusters(store, scope, run.number);
  const of = clusters.reduce((sum, { accounts }) => sum + accounts.length, 0);
  const window = { from, to, isWithin, earlier: toldPeriods(heads, scope) };
  const { accounts, models, sums, cut, today } = await foundOf(store, clusters, window, (done) => onAccounts(done, of));
  const isScoped = scope.operator !== null || scope.cluster !== null;
  const acted = await actedIn(ports, { isWithin, isOver, clusters: isScoped ? new Set(clusters.map((each) => each.id)) : null });
  const names = (await store.loadDossiers()).map(({ id, name }) => [id, name] as const);
  const own = materialClusters(clusters, judgements);
  const told = new Set(own.map(({ operator }) => operator));
  const material: Material = {
    form: 1,
    id,
    zone,
    from,
    to,
    run: { number: run.number, at: run.at, ledger: run.ledger },
    scope,
    due,
    clusters: own,
    accounts,
    models,
    usual: (await store.modelOf(run.number))?.usual ?? null,
    names: Object.fromEntries(names.filter(([operator]) => told.has(operator))),
    unclear,
    quarantined: (await store.counts()).quarantined,
    cut,
    ...acted,
    scored: await scoredSince(store, heads, scope, judgements),
    corrections: await correctionsSince(store, heads, scope, today),
    before: reportBefore(heads, scope, from),
  };
  return { material, sums };
}

async function scopeOf({ store }: ControlPorts, { operator, cluster }: ReportAsked): Promise<Material["scope"]> {
  if (cluster !== undefined) {
    const { id, disposition } = await clusterNamed(store, cluster);
    if (disposition !== "fraudulent")
      throw new NotFoundError(`cluster ${id} is ${disposition}: a report counts accounts in fraudulent clusters alone`);
    return { operator: operator ?? null, cluster: id };
  }
  if (operator === undefined) return { operator: null, cluster: null };
  const isKnown = (await store.loadDossiers()).some(({ id }) => id === operator) || operator === "unknown";
  if (!isKnown && (await store.clusters({ operator, limit: 1 })).length === 0)
    throw new NotFoundError(`no operator ${JSON.stringify(operator)}: \`cautery operators list\` has those there are`);
  return { operator, cluster: null };
}

/** Named by what it is of: whoever asks again is given the same. */
function idOf(
  { zone, from, to }: Period,
  { operator, cluster }: Material["scope"],
  { number, at, ledger }: RunInfo,
  due: number | null,
): string {
  const name = JSON.stringify([zone, from, to, operator, cluster, number, at, ledger, due]);
  return `r-${createHash("sha256").update(name).digest("hex").slice(0, 16)}`;
}
