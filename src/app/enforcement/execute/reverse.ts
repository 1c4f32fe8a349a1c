/**
 * A reversing batch -> each account given back as it was, where this batch changed it, nobody changed it since and no other batch claims
 * it.
 */
import { shortWhy } from "../../../enforcement/acts.js";
import { type Course, type Held, heldBy, madeVersion, releaseOf } from "../../../enforcement/claims.js";
import { CALL_OF, messageId, STATE_OF } from "../../../enforcement/delivery.js";
import type { Batch, Reversal, State } from "../../../enforcement/state.js";
import type { Plan } from "../../../model/enforcement/plan.js";
import { DAY_MS, MINUTE_MS } from "../../../tools/units.js";
import { someAtATime } from "./crew.js";
import { deliver } from "./deliver.js";
import type { Execution } from "./execute.js";
import { Outcomes } from "./outcomes.js";

const AT_ONCE = 64;

/** Returns when it is done or was stopped; which of them, the log says. */
export async function reverseAll(execution: Execution, batch: Batch, plan: Plan): Promise<void> {
  await execution.traffic.settled();
  const outcomes = await Outcomes.load(execution.journal, batch);
  const others = await otherCourses(execution, batch);
  const counts: Record<string, number> = {};
  try {
    for (const reversal of batch.reversals.slice(batch.reversed)) {
      const accounts = reversal.accounts ?? plan.accounts.items.map(({ account }) => account);
      const left = accounts.filter((account) => !outcomes.courseOf(account).restored.has(reversal.entry));
      let done = accounts.length - left.length;
      const goesOn = await someAtATime(left, AT_ONCE, async (account) => {
        await outcomes.room();
        if (!(await reverseOne(execution, { batch, plan, reversal, outcomes, others }, account))) return false;
        execution.onProgress({ batch: batch.id, wave: "reversal", done: ++done, of: accounts.length });
        return true;
      });
      await outcomes.saved();
      if (!goesOn) return;
      for (const account of accounts) {
        const outcome = outcomes.courseOf(account).restored.get(reversal.entry)?.what.outcome ?? "waiting";
        counts[outcome] = (counts[outcome] ?? 0) + 1;
      }
    }
  } finally {
    await outcomes.saved();
  }
  await execution.journal.decide((state) => {
    const now = state.batches.get(batch.id);
    // one that was asked for meanwhile is carried out before it ends
    const isOver = now?.state === "reversing" && now.generation === batch.generation && now.reversals.length === batch.reversals.length;
    return isOver ? [{ type: "reversed", batch: batch.id, counts }] : [];
  });
}

/** What waits for strikes does not wait for reversals. */
const APART = { during: <T>(work: () => Promise<T>) => work() };

interface Reversing {
  batch: Batch;
  plan: Plan;
  reversal: Reversal;
  outcomes: Outcomes;
  others: ReadonlyMap<string, ReadonlyMap<string, Course>>;
}

async function reverseOne(execution: Execution, { batch, plan, reversal, outcomes, others }: Reversing, account: string): Promise<boolean> {
  const { watch, clock } = execution;
  const course = outcomes.courseOf(account);
  const own = heldBy(batch.id, course);
  const elsewhere = [...others].flatMap(([id, courses]) => {
    const other = courses.get(account);
    return other ? [{ other, held: isOver(watch.state, id, clock.now()) ? null : heldBy(id, other) }] : [];
  });
  const made = madeVersion([course, ...elsewhere.map(({ other }) => other)]);
  const held = elsewhere.flatMap(({ held }): Held[] => (held ? [held] : []));
  const release = releaseOf(own, held, made);
  if (release.do !== "restore") {
    outcomes.note({
      type: "outcome",
      account,
      deed: "restore",
      outcome: "skipped",
      reversal: reversal.entry,
      why: shortWhy(release.why),
      tries: 0,
    });
    return true;
  }
  const { version } = release;
  const { deed } = own!;
  const delivered = await deliver(
    { ...execution, traffic: APART },
    {
      call: {
        id: messageId(batch.id, batch.generation, "restore", account, version),
        type: CALL_OF.restore,
        timestamp: new Date(reversal.at).toISOString(),
        data: {
          account,
          batch: batch.id,
          until: null,
          reason: reversal.reason,
          expect: deed === "restore" ? "suspended" : STATE_OF[deed],
          version,
        },
      },
      target: null,
      rate: plan.rate,
      tryMs: plan.policy.try_minutes * MINUTE_MS,
      may: () => watch.may(batch),
      mayLook: () => watch.may(batch),
    },
  );
  if (delivered === null) return false;
  if (delivered === "gone") {
    await execution.haltAll("the platform answered 410: it is gone for good");
    return false;
  }
  outcomes.note({ type: "outcome", account, deed: "restore", reversal: reversal.entry, ...delivered, version });
  return true;
}

/** What every other batch that was begun did, by its id. */
async function otherCourses({ journal, watch }: Execution, batch: Batch): Promise<Map<string, ReadonlyMap<string, Course>>> {
  const others = new Map<string, ReadonlyMap<string, Course>>();
  for (const other of watch.state.batches.values()) {
    if (other.id !== batch.id && other.startedAt !== null) others.set(other.id, (await Outcomes.load(journal, other)).courses);
  }
  return others;
}

/** The time of a measure that had one is over: the batch claims nothing any more. */
function isOver(state: State, id: string, now: number): boolean {
  const batch = state.batches.get(id);
  if (batch?.startedAt === undefined || batch.startedAt === null || batch.rules.days === null) return false;
  return batch.startedAt + batch.rules.days * DAY_MS <= now;
}
