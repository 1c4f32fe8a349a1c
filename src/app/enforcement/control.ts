/** What persons decide about a batch -> acts in the log: approve, deny, start, pause, resume, halt, reverse. */

import { approve, batchNamed, denialOf, deny } from "../../enforcement/decide/approve.js";
import { glassOf, halt, pause, resume, resumptionOf, start } from "../../enforcement/decide/execute.js";
import { partsOf, type ReversalAsked, reversalOf, reverse } from "../../enforcement/decide/reverse.js";
import { approvalOf, standingApprovals } from "../../enforcement/quorum.js";
import type { Batch } from "../../enforcement/state.js";
import { PermanentError } from "../../errors.js";
import type { GraphStore } from "../../ports/store.js";
import { verifyAudit } from "../audit.js";
import { planOf, targetRefusal } from "./execute/execute.js";
import { Journal, type JournalPorts } from "./journal.js";
import { lookAgain } from "./lookout.js";
import type { Sign } from "./sign.js";

export interface ControlPorts extends JournalPorts {
  store: GraphStore;
}

/** How many approvals count now, of how many. */
export async function approveBatch(
  ports: ControlPorts,
  id: string,
  hash: string,
  sign: Sign,
): Promise<{ standing: number; needed: number }> {
  const journal = new Journal(ports);
  await planOf(ports.store, batchNamed(await journal.state(), id)); // nobody signs what is not whole
  await journal.decide((state, now) => approve(state, id, hash, sign(approvalOf(batchNamed(state, id))), now));
  const state = await journal.state();
  const batch = batchNamed(state, id);
  return { standing: standingApprovals(state, batch, ports.clock.now()).length, needed: batch.rules.approvals };
}

export async function denyBatch(ports: ControlPorts, id: string, reason: string, sign: Sign): Promise<void> {
  await new Journal(ports).decide((state, now) => deny(state, id, sign(denialOf(batchNamed(state, id), reason)), reason, now));
}

/** By one person alone: a signature and a reason, and it is listed for review. */
export interface BreakGlass {
  sign: Sign;
  reason: string;
}

/**
 * `target`: where calls made here go; null where others make them. Throws a `PermanentError` that says what to do where it may not be
 * started.
 */
export async function startBatch(
  ports: ControlPorts,
  id: string,
  { glass = null, target = null }: { glass?: BreakGlass | null; target?: string | null } = {},
): Promise<Batch> {
  const journal = new Journal(ports);
  const batch = batchNamed(await journal.state(), id);
  const plan = await planOf(ports.store, batch);
  const { count } = plan.accounts;
  const elsewhere = target === null ? null : targetRefusal(plan, batch, target);
  if (elsewhere !== null) throw new PermanentError(elsewhere);
  if (batch.state === "planned") {
    const { whole } = await verifyAudit(ports);
    if (!whole)
      throw new PermanentError(
        `the log that says who approved ${id} is not whole: \`cautery audit verify\` says where; nothing is begun by it`,
      );
    const { size } = (await lookAgain(ports.store, plan)).skip;
    if (size > plan.policy.shrink * count)
      throw new PermanentError(
        `${size} of the ${count} accounts of ${id} are no longer to be acted on, more than ${plan.policy.shrink * 100} %: plan it again (\`cautery batch ${id}\` says why)`,
      );
  }
  const started = { isShadow: plan.shadow_days !== null, breakGlassCap: plan.policy.break_glass_cap };
  await journal.decide((state, now) => {
    const broken = glass === null ? null : { signed: glass.sign(glassOf(batchNamed(state, id), glass.reason)), reason: glass.reason };
    return start(state, id, started, broken, now);
  });
  return batchNamed(await journal.state(), id);
}

export async function pauseBatch(ports: ControlPorts, id: string): Promise<void> {
  await new Journal(ports).decide((state) => pause(state, id, "asked for"));
}

export async function resumeBatch(ports: ControlPorts, id: string, sign: Sign | null): Promise<void> {
  await new Journal(ports).decide((state, now) => resume(state, id, sign?.(resumptionOf(batchNamed(state, id))) ?? null, now));
}

export async function haltBatches(ports: ControlPorts, reason: string): Promise<void> {
  await new Journal(ports).decide(() => halt(reason));
}

/** As one reversal, or as several at once where there are too many accounts for an entry of the log; each is signed. */
export async function reverseBatch(ports: ControlPorts, asked: ReversalAsked, sign: Sign): Promise<void> {
  const journal = new Journal(ports);
  if (asked.accounts !== null) await refuseStrangers(ports, batchNamed(await journal.state(), asked.batch), asked.accounts);
  const parts = partsOf(asked);
  await journal.decide((state, now) =>
    parts.flatMap((part) => reverse(state, part, sign(reversalOf(batchNamed(state, part.batch), part)), now)),
  );
}

async function refuseStrangers({ store }: ControlPorts, batch: Batch, accounts: readonly string[]): Promise<void> {
  const planned = new Set((await planOf(store, batch)).accounts.items.map(({ account }) => account));
  const strangers = accounts.filter((account) => !planned.has(account));
  if (strangers.length === 0) return;
  throw new PermanentError(
    `not of ${batch.id}: ${strangers.slice(0, 5).join(", ")}${strangers.length > 5 ? ` and ${strangers.length - 5} more` : ""}; \`cautery batch ${batch.id}\` lists its accounts`,
  );
}
