/** A plan that was made -> the act that opens it as a batch; the same plan, while it is open, is the same batch. */
import { PermanentError } from "../../errors.js";
import { batchOf } from "../../model/enforcement/plan.js";
import { DAY_MS } from "../../tools/units.js";
import type { Act, ActOf } from "../acts.js";
import { stateAt } from "../quorum.js";
import type { Batch, State } from "../state.js";
import { isClosed } from "../transitions.js";

export interface MadePlan {
  /** Hex SHA-256 of its canonical JSON. */
  hash: string;
  /** Who planned it. */
  by: string;
  /** The number of the run. */
  run: number;
  accounts: number;
  plan: ActOf<"planned">["plan"];
  rules: ActOf<"planned">["rules"];
}

/** Throws a `PermanentError` where whoever plans it may not. */
export function openPlan(state: State, { hash, by, run, accounts, plan, rules }: MadePlan, now: number): Act[] {
  refuseViewer(state, by);
  if (accounts === 0) throw new PermanentError("the plan has no account to act on: `cautery suspend` says which were left out, and why");
  const batch = batchOf(hash);
  const known = state.batches.get(batch);
  if (known && known.hash !== hash) throw new PermanentError(`${batch} is another plan's: change the reason by a word, and plan again`);
  if (known && !isClosed(stateAt(state, known, now))) {
    const isNew = known.state === "planned" && !known.planners.includes(by);
    return isNew ? [{ type: "joined", batch, by }] : [];
  }
  if (known) refuseStanding(known, now);
  return [{ type: "planned", batch, hash, by, run, accounts, generation: (known?.generation ?? 0) + 1, plan, rules }];
}

/** What was done stands as that batch's, which alone can take it back: opened again, it would be forgotten. */
function refuseStanding(batch: Batch, now: number): void {
  const { id } = batch;
  if (!stands(batch, now)) return;
  throw new PermanentError(
    `this very plan was carried out as ${id}, and stands: \`cautery batch ${id}\` shows it; reverse it first, or give another --reason to act again`,
  );
}

/** It was carried out, and there is something of it to take back. */
export const stands = ({ state, holds, startedAt, rules: { days } }: Batch, now: number): boolean =>
  state === "done" && holds && startedAt !== null && (days === null || startedAt + days * DAY_MS > now);

/** Whoever is not enrolled may plan: nothing comes of a plan without people who are, and none of them under a key of who planned it. */
function refuseViewer(state: State, by: string): void {
  if (state.people.get(by)?.role !== "viewer") return;
  throw new PermanentError(`${by} is a viewer: an analyst, an approver or an admin plans (\`cautery people add\`)`);
}
