/** Where a reader of changes is -> what came since: runs that were saved, decisions about batches, judgements. */
import { type Act, checkAct, type Placed } from "../../enforcement/acts.js";
import { CONTROL } from "../../enforcement/audit/seal.js";
import type { AuditLog } from "../../ports/audit.js";
import type { Knowledge } from "../../ports/knowledge.js";
import type { RunReader } from "../../ports/runs.js";

/** Of each kind, how much the reader has seen: the last run's number, entries of the log, judgements. */
export interface Position {
  run: number;
  entry: number;
  judgement: number;
}

export interface LiveChange {
  /** Where a reader is that has seen this and all before it. */
  position: Position;
  type: "run" | "batch" | "halt" | "appeal" | "judgement";
  data: Readonly<Record<string, string | number | null>>;
}

type Store = AuditLog & Knowledge & RunReader;

/** As of now. */
export async function positionNow(store: Store): Promise<Position> {
  return {
    run: (await store.currentRun())?.number ?? 0,
    entry: (await store.auditHead())?.size ?? 0,
    judgement: await store.countJudgements(),
  };
}

/** In order: runs, then decisions, then judgements; nothing is left out between two calls. */
export async function changesSince(store: Store, from: Position): Promise<LiveChange[]> {
  const changes: LiveChange[] = [];
  const position = { ...from };
  const add = (type: LiveChange["type"], data: LiveChange["data"]) => changes.push({ position: { ...position }, type, data });
  const run = await store.currentRun();
  if (run !== null && run.number > from.run) {
    for (const { number, at } of (await store.runs({ limit: Math.min(1_000, run.number - from.run) })).reverse()) {
      if (number <= from.run) continue;
      position.run = number;
      add("run", { run: number, at: iso(at) });
    }
  }
  for await (const { entry, at, what } of controlSince(store, from.entry)) {
    position.entry = entry + 1;
    const told = ofAct(what, at);
    if (told !== null) add(told.type, { ...told.data, entry });
  }
  for (const { id, at, about } of await store.judgementsSince(from.judgement)) {
    position.judgement++;
    add("judgement", { judgement: id, at: iso(at), about: about.type });
  }
  return changes;
}

/** Decisions from entry `from` of the log on, in its order. */
export async function* controlSince(store: AuditLog, from: number): AsyncGenerator<Placed<Act>> {
  const head = await store.auditHead();
  if (head === null || head.control <= from) return;
  for await (const page of store.auditPages({ from, stream: CONTROL }))
    for (const [i, { body }] of page.entries.entries())
      if (page.first + i >= from && body !== null) yield { entry: page.first + i, at: page.at, what: checkAct(JSON.parse(body)) };
}

/** Ids and what happened: who and why are read where it stands. */
function ofAct(act: Act, at: number): Pick<LiveChange, "type" | "data"> | null {
  if (act.type === "halted") return { type: "halt", data: { at: iso(at) } };
  if (act.type === "appealed" || act.type === "decided")
    return { type: "appeal", data: { appeal: act.appeal, what: act.type, at: iso(at) } };
  return "batch" in act ? { type: "batch", data: { batch: act.batch, what: act.type, at: iso(at) } } : null;
}

const iso = (at: number): string => new Date(at).toISOString();
