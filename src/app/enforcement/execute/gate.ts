/** A wave that was carried out -> what its gate weighs, and what it answers. */
import { type GateAnswer, type GateFigures, gateAnswer, type Share } from "../../../enforcement/gate.js";
import type { Wave } from "../../../enforcement/plan/order.js";
import { leastFitting } from "../../../enforcement/plan/sample.js";
import type { Batch, State } from "../../../enforcement/state.js";
import { type Asked, reasonsOf, verifiedGroups } from "../../../enforcement/verified.js";
import type { Plan } from "../../../model/enforcement/plan.js";
import { gather } from "../../../tools/gather.js";
import type { Outcomes } from "./outcomes.js";

export interface Reading {
  /** Accounts that were read back, verified or not. */
  read: ReadonlySet<string>;
  /** Accounts whose verification could not be read back. */
  unread: number;
}

/** Of each group, whether it verified itself is read back for so many: they tell its share well enough, and calls are dear. */
const READ_OF_A_GROUP = 200;

/**
 * Whose verification is read back after a wave: the first of each group, in the order that the plan's hash drew, and those that fit their
 * cluster least; and after each later wave again, since who was away verifies itself late.
 */
export function toReadBack(waves: readonly Wave[], plan: Plan, outcomes: Pick<Outcomes, "courseOf">): string[] {
  const items = new Map(plan.accounts.items.map((item) => [item.account, item]));
  const verifying = waves.filter(({ measure }) => measure === "verify").flatMap(({ accounts }) => accounts);
  const asked = verifying.filter((account) => {
    const { done } = outcomes.courseOf(account);
    return done?.what.deed === "verify" && done.what.outcome === "changed";
  });
  const [byReason, byCluster] = [new Map<string, string[]>(), new Map<string, { account: string; misfit?: number }[]>()];
  for (const account of asked) {
    const item = items.get(account)!;
    gather(byReason, reasonsOf(item, plan.policy.sample)[0], account);
    gather(byCluster, item.cluster, item);
  }
  const first = [...byReason.values()].flatMap((accounts) => accounts.slice(0, READ_OF_A_GROUP));
  const least = [...byCluster.values()].flatMap((all) => leastFitting(all).slice(0, READ_OF_A_GROUP));
  const wanted = new Set([...first, ...least.map(({ account }) => account)]);
  return asked.filter((account) => wanted.has(account));
}

export function gateAfter(
  wave: Wave,
  plan: Plan,
  outcomes: Outcomes,
  { read, unread }: Reading,
  { appeals }: State,
  batch: Batch,
): GateAnswer & { figures: Record<string, number> } {
  const errors: Share = { hits: 0, of: 0 };
  let acted = 0;
  for (const account of wave.accounts) {
    const { done } = outcomes.courseOf(account);
    if (!done) continue;
    const { outcome } = done.what;
    if (outcome !== "skipped") errors.of++;
    if (outcome === "refused" || outcome === "unknown") errors.hits++;
  }
  const asked = askedOf(plan, outcomes, read, weighedBefore(batch));
  for (const { done } of outcomes.courses.values()) if (done?.what.outcome === "changed") acted++;
  const upheld = [...appeals.values()].filter(
    (appeal) => appeal.batch === batch.id && appeal.decision?.verdict === "uphold" && appeal.at >= batch.plannedAt,
  );
  const figures: GateFigures = {
    errors,
    verified: verifiedGroups(asked, plan.policy.sample),
    checked: { hits: asked.filter(({ isVerified }) => isVerified).length, of: asked.length },
    appeals: { hits: upheld.length, of: acted },
    unread,
  };
  return { ...gateAnswer(figures, plan.policy), figures: counted(figures) };
}

/** Those that were read, in the plan's order, but for who verified itself before the entry `weighed`. */
function askedOf(plan: Plan, outcomes: Outcomes, read: ReadonlySet<string>, weighed: number): Asked[] {
  return plan.accounts.items.flatMap((item) => {
    if (!read.has(item.account)) return [];
    const { done } = outcomes.courseOf(item.account);
    const isVerified = done?.what.after === "verified";
    return isVerified && done!.entry < weighed ? [] : [{ item, isVerified }];
  });
}

/** The entry of the last gate that stopped the batch and that a person let it pass: what was known then is no news to a later one. */
const weighedBefore = ({ gates, gatesPassed }: Batch): number =>
  gates.reduce((last, { entry, what }) => (what.answer !== "go on" && gatesPassed.includes(what.wave) ? Math.max(last, entry) : last), -1);

function counted({ errors, checked, appeals, unread }: GateFigures): Record<string, number> {
  return {
    errors: errors.hits,
    calls: errors.of,
    verified: checked.hits,
    asked_to_verify: checked.of,
    upheld_appeals: appeals.hits,
    acted_on: appeals.of,
    unread,
  };
}
