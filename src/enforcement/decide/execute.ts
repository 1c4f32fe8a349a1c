/** A batch that is to be started, paused, taken up again or halted -> the acts that say so, or why not. */
import { PermanentError } from "../../errors.js";
import { DAY_MS } from "../../tools/units.js";
import { type Act, type Signed, shortText } from "../acts.js";
import { deciding, glassRefusalOf, isPlanOver, refusalOf, standingApprovals, stateAt } from "../quorum.js";
import type { Claim } from "../signed.js";
import type { Batch, State } from "../state.js";
import { transition } from "../transitions.js";
import { batchNamed } from "./approve.js";

/** What is known of the plan where it is started: it was read, and its hash is the batch's. */
export interface StartedPlan {
  isShadow: boolean;
  breakGlassCap: number;
}

export const glassOf = ({ id, hash, generation }: Batch, reason: string): Claim => ({
  act: "break-glass",
  about: { batch: id, hash, generation, reason },
});
export const resumptionOf = ({ id, hash, generation, why }: Batch): Claim => ({
  act: "resume",
  about: { batch: id, hash, generation, why },
});

/** None where it runs already. Throws a `PermanentError` that says what to do where it may not. */
export function start(state: State, id: string, plan: StartedPlan, broken: { signed: Signed; reason: string } | null, now: number): Act[] {
  const batch = batchNamed(state, id);
  if (batch.state === "executing" || batch.state === "reversing") return [];
  if (plan.isShadow) throw new PermanentError(`${id} is only watched (--shadow): plan it again without --shadow to act`);
  refuseUnstartable(state, batch, now);
  if (broken === null) refuseUnapproved(state, batch, now);
  else refuseGlass(state, batch, plan, broken, now);
  refuseSpent(state, batch, now);
  return [{ type: "started", batch: id, reserved: batch.accounts, broken }];
}

function refuseUnstartable(state: State, batch: Batch, now: number): void {
  const { id, why } = batch;
  const at = stateAt(state, batch, now);
  if (at === "paused" || at === "halted") {
    const how = batch.resumeNeeds === "signature" ? ` --by NAME --key FILE` : "";
    throw new PermanentError(`${id} is ${at} (${why}): \`cautery resume ${id}${how}\` lets it go on`);
  }
  if (transition(batch.state, "started") === null)
    throw new PermanentError(`${id} is ${at}: nothing is left to execute; plan again (\`cautery suspend\`)`);
  if (isPlanOver(batch, now)) throw new PermanentError(`${id} was planned more than ${batch.rules.planDays} days ago: plan it again`);
}

function refuseUnapproved(state: State, batch: Batch, now: number): void {
  const { id, hash, approvals, rules } = batch;
  const standing = standingApprovals(state, batch, now);
  if (standing.length >= rules.approvals) return;
  const ended =
    approvals.length > standing.length
      ? `; ${approvals.length - standing.length} no longer count (they end after ${rules.approvalHours} h, or with the person's role)`
      : "";
  throw new PermanentError(
    `${id} has ${standing.length} of the ${rules.approvals} approvals that it needs${ended}: \`cautery approve ${id} --hash ${hash} --by NAME --key FILE\``,
  );
}

/** One person alone, for few accounts a day, and listed for review. Who planned it may do it: that is what it is for. */
function refuseGlass(
  state: State,
  batch: Batch,
  { breakGlassCap }: StartedPlan,
  { signed, reason }: { signed: Signed; reason: string },
  now: number,
): void {
  if (batch.accounts > breakGlassCap)
    throw new PermanentError(
      `one person alone may act on ${breakGlassCap} accounts, and ${batch.id} has ${batch.accounts}: have it approved`,
    );
  const person = deciding(state, glassOf(batch, reason), signed, now);
  const refusal = glassRefusalOf(batch, person, signed.key);
  if (refusal !== null) throw new PermanentError(refusal);
  const alone = state.started.filter(({ at, isAlone }) => isAlone && at > now - DAY_MS).reduce((sum, each) => sum + each.accounts, 0);
  if (alone + batch.accounts > breakGlassCap)
    throw new PermanentError(
      `batches for ${alone} accounts were begun by one person alone within 24 h, and ${batch.id} has ${batch.accounts}: the policy's break_glass_cap is ${breakGlassCap}; have it approved`,
    );
}

function refuseSpent(state: State, { id, accounts, rules }: Batch, now: number): void {
  const day = Math.floor(now / DAY_MS);
  const spent = state.started.filter(({ at }) => Math.floor(at / DAY_MS) === day).reduce((sum, each) => sum + each.accounts, 0);
  if (spent + accounts <= rules.dayCap) return;
  throw new PermanentError(
    `batches were started for ${spent} accounts today (UTC), and ${id} has ${accounts}: the policy's day_cap is ${rules.dayCap}; start it tomorrow, or raise the cap and plan it again`,
  );
}

/** None where it is paused already. */
export function pause(state: State, id: string, why: string): Act[] {
  const batch = batchNamed(state, id);
  if (batch.state === "paused" || batch.state === "halted") return [];
  if (transition(batch.state, "paused") === null) throw new PermanentError(`${id} is ${batch.state}: only what runs can be paused`);
  return [{ type: "paused", batch: id, why: shortText(why), needs: "nothing" }];
}

/** After a gate or a halt, and once its approvals have ended, a signature is needed, as a fresh approval: of one who may approve it. */
export function resume(state: State, id: string, signed: Signed | null, now: number): Act[] {
  const batch = batchNamed(state, id);
  if (batch.state === "executing" || batch.state === "reversing") return [];
  if (transition(batch.state, "resumed") === null)
    throw new PermanentError(`${id} is ${stateAt(state, batch, now)}: only what is paused or halted can be resumed`);
  if (signed !== null) {
    const refusal = refusalOf(state, batch, deciding(state, resumptionOf(batch), signed, now), signed.key);
    if (refusal !== null) throw new PermanentError(refusal);
  } else {
    const ended =
      batch.brokenGlass === null && batch.was === "executing" && standingApprovals(state, batch, now).length < batch.rules.approvals;
    if (batch.resumeNeeds === "signature" || ended)
      throw new PermanentError(
        `${id} is ${batch.state} (${batch.why}): an approver has to let it go on: \`cautery resume ${id} --by NAME --key FILE\``,
      );
  }
  return [{ type: "resumed", batch: id, signed }];
}

/** Every batch that runs or waits; what was approved and not begun has to be approved again. */
export const halt = (reason: string): Act[] => [{ type: "halted", reason }];
