/** Batches that the log says are executing or reversing -> carried out, until none is left or it is told to end. */
import { setTimeout as sleep } from "node:timers/promises";
import { halt, pause } from "../../../enforcement/decide/execute.js";
import { parsePlan } from "../../../enforcement/plan/parse.js";
import type { Batch, State } from "../../../enforcement/state.js";
import { asError, PermanentError } from "../../../errors.js";
import type { Plan } from "../../../model/enforcement/plan.js";
import type { Clock } from "../../../ports/clock.js";
import type { Log } from "../../../ports/log.js";
import type { Orders } from "../../../ports/orders.js";
import type { Platform } from "../../../ports/platform.js";
import type { GraphStore } from "../../../ports/store.js";
import { verifyAudit } from "../../audit.js";
import { Journal } from "../journal.js";
import { Line } from "./line.js";
import { reverseAll } from "./reverse.js";
import { strike } from "./strike.js";
import { Traffic } from "./traffic.js";
import { Watch } from "./watch.js";

export interface ExecutePorts {
  store: GraphStore;
  clock: Clock;
  key: Uint8Array;
  platform: Platform;
  log: Log;
  /** Where a process that cannot open the store leaves what it asks for; null where every process can. */
  orders: Orders | null;
}

/** How far a wave is. */
export interface BatchProgress {
  batch: string;
  wave: string;
  done: number;
  of: number;
}

/** What carrying out one batch needs. */
export interface Execution extends Omit<ExecutePorts, "orders"> {
  journal: Journal;
  watch: Watch;
  line: Line;
  traffic: Traffic;
  onProgress: (progress: BatchProgress) => void;
  /** Nothing begins any more, here at once and everywhere once it is in the log. */
  haltAll(reason: string): Promise<void>;
}

/** The lock that whoever carries out a store's batches holds meanwhile. */
export const EXECUTING = "suspend";

/** Failed calls in a row that open the breaker: of all batches one, since there is one platform. */
const BREAKER = 20;
const LOOK_MS = 200;

/** One process at a time for one store, by the lock `EXECUTING`. */
export async function executeAll(
  ports: ExecutePorts,
  stopping: AbortSignal,
  onProgress: Execution["onProgress"] = () => {},
): Promise<void> {
  const { clock, log } = ports;
  const journal = new Journal(ports);
  const watch = await Watch.open(journal, clock, ports.orders);
  const line = new Line({
    clock,
    breaker: BREAKER,
    isOpen: watch.state.breakerOpen,
    onBreaker: async (open) => {
      const why = open ? `${BREAKER} calls in a row failed` : "a call was answered";
      log.warn(open ? "the platform does not answer: one call at a time until it does" : "the platform answers again", {});
      await journal.decide((state) => (state.breakerOpen === open ? [] : [{ type: "breaker", open, why }]));
    },
  });
  const haltAll = async (reason: string) => {
    watch.stopAll();
    await journal.decide((state) => (isAtWork(state) ? halt(reason) : []));
  };
  const execution: Execution = { ...ports, journal, watch, line, traffic: new Traffic(), onProgress, haltAll };
  const running = new Map<string, Promise<void>>();
  const reversing = new Set<string>();
  const failures: Error[] = [];
  stopping.addEventListener("abort", () => watch.stopAll(), { once: true });
  if (stopping.aborted) watch.stopAll();
  try {
    while (!watch.isStopped && failures.length === 0) {
      for (const batch of watch.state.batches.values()) {
        if ((batch.state !== "executing" && batch.state !== "reversing") || running.has(batch.id)) continue;
        if (batch.state === "reversing" && reversing.size > 0) continue; // one at a time: of two that let go, one has to be the last
        if (batch.state === "reversing") reversing.add(batch.id);
        const run = carryOut(execution, batch)
          .catch((thrown: unknown) => void failures.push(asError(thrown)))
          .then(() => {
            running.delete(batch.id);
            reversing.delete(batch.id);
          });
        running.set(batch.id, run);
      }
      if (running.size === 0) break;
      await Promise.race([...running.values(), sleep(LOOK_MS)]);
      await watch.look();
    }
  } finally {
    watch.stopAll();
    await Promise.all(running.values()); // also where the store is away: none goes on unseen
    await watch.close();
  }
  if (failures.length > 0) throw failures[0];
}

const isAtWork = ({ batches }: State): boolean =>
  [...batches.values()].some(({ state }) => state === "executing" || state === "reversing" || state === "paused");

async function carryOut(execution: Execution, batch: Batch): Promise<void> {
  const paused = (why: string) =>
    execution.journal.decide((state) => (state.batches.get(batch.id)?.state === batch.state ? pause(state, batch.id, why) : []));
  let plan: Plan;
  try {
    plan = await planOf(execution.store, batch);
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    execution.log.error("a plan cannot be acted on: its batch is paused", { batch: batch.id, error });
    await paused(error.message);
    return;
  }
  const refusal = targetRefusal(plan, batch, execution.platform.target) ?? (await logRefusal(execution));
  if (refusal !== null) {
    execution.log.error("a batch cannot be acted on: it is paused", { batch: batch.id, why: refusal });
    await paused(refusal);
    return;
  }
  if (batch.state === "executing") await strike(execution, batch, plan);
  else await reverseAll(execution, batch, plan);
}

/** Nothing is done by a log that is not whole, however far a batch is: null where it is. */
async function logRefusal(ports: Execution): Promise<string | null> {
  const { whole } = await verifyAudit(ports);
  if (whole) return null;
  return "the log that says who approved it and what was done is not whole: `cautery audit verify` says where; restore it, and resume";
}

/** What was approved goes where it was approved to go, or nowhere; null where that is here. */
export function targetRefusal({ target }: Plan, { id }: Batch, here: string): string | null {
  if (target === here) return null;
  return `${id} was approved to go to ${target}, and CAUTERY_PLATFORM_URL here is ${here}: set it to that, or plan anew`;
}

/** The plan that was signed, checked to the last byte. Throws a `PermanentError` where it is missing or another. */
export async function planOf(store: Pick<GraphStore, "loadPlan">, { id, hash }: Batch): Promise<Plan> {
  const bytes = await store.loadPlan(hash);
  if (bytes === null) throw new PermanentError(`the plan of ${id} is not in the store: restore it from a copy, or plan it again`);
  return parsePlan(bytes, hash);
}
