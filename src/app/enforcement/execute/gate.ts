/** A wave that was carried out -> what its gate weighs, and what it answers. */
import { type GateAnswer, type GateFigures, gateAnswer, type Share } from "../../../enforcement/gate.js";
import type { Wave } from "../../../enforcement/plan/order.js";
import type { Batch, State } from "../../../enforcement/state.js";
import type { Plan, PlannedAccount } from "../../../model/enforcement/plan.js";
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
 * Whose verification is read back after a wave: the first of each group, in the order that the plan's hash drew; and after each later wave
 * again, since who was away verifies itself late.
 */
export function toReadBack(waves: readonly Wave[], plan: Plan, outcomes: Pick<Outcomes, "courseOf">): string[] {
  const items = new Map(plan.accounts.items.map((item) => [item.account, item]));
  const asked = new Map<string, number>();
  const verifying = waves.filter(({ measure }) => measure === "verify").flatMap(({ accounts }) => accounts);
  return verifying.filter((account) => {
    const { done } = outcomes.courseOf(account);
    if (done?.what.deed !== "verify" || done.what.outcome !== "changed") return false;
    const [group] = groupsOf(items.get(account)!, plan.policy.sample);
    asked.set(group, (asked.get(group) ?? 0) + 1);
    return asked.get(group)! <= READ_OF_A_GROUP;
  });
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
  const verified: Record<string, Share> = {};
  let acted = 0;
  for (const account of wave.accounts) {
    const { done } = outcomes.courseOf(account);
    if (!done) continue;
    const { outcome } = done.what;
    if (outcome !== "skipped") errors.of++;
    if (outcome === "refused" || outcome === "unknown") errors.hits++;
  }
  const weighed = weighedBefore(batch);
  for (const item of plan.accounts.items) {
    if (!read.has(item.account)) continue;
    const { done } = outcomes.courseOf(item.account);
    const isVerified = done?.what.after === "verified";
    if (isVerified && done!.entry < weighed) continue;
    for (const group of groupsOf(item, plan.policy.sample)) {
      verified[group] ??= { hits: 0, of: 0 };
      verified[group].of++;
      if (isVerified) verified[group].hits++;
    }
  }
  for (const { done } of outcomes.courses.values()) if (done?.what.outcome === "changed") acted++;
  const upheld = [...appeals.values()].filter(
    (appeal) => appeal.batch === batch.id && appeal.decision?.verdict === "uphold" && appeal.at >= batch.plannedAt,
  );
  const figures: GateFigures = { errors, verified, appeals: { hits: upheld.length, of: acted }, unread };
  return { ...gateAnswer(figures, plan.policy), figures: counted(figures) };
}

/** The entry of the last gate that stopped the batch and that a person let it pass: what was known then is no news to a later one. */
const weighedBefore = ({ gates, gatesPassed }: Batch): number =>
  gates.reduce((last, { entry, what }) => (what.answer !== "go on" && gatesPassed.includes(what.wave) ? Math.max(last, entry) : last), -1);

/**
 * Those of one group are alike in why they were asked, the drawn ones also in the part that they are of: a few strangers among many do not
 * hide in the mean. The first is the narrowest.
 */
function groupsOf({ cluster, instead, case: { leans_on, links, part } }: PlannedAccount, { ties }: Plan["policy"]["sample"]): string[] {
  if (instead === "contested") return [`of ${cluster}, which the weighing calls innocent`];
  if (instead === "sample" && links < ties) return [`tied to few others in ${cluster}`];
  if (instead !== "fragile") return [...(part === undefined ? [] : [`drawn from part ${part} of ${cluster}`]), `drawn from ${cluster}`];
  if (links === 0) return [`without a case of their own in ${cluster}`];
  return [leans_on === null ? `fragile in ${cluster}` : `hanging by one value in ${cluster}`];
}

function counted({ errors, verified, appeals, unread }: GateFigures): Record<string, number> {
  const sum = (of: keyof Share) => Object.values(verified).reduce((total, share) => total + share[of], 0);
  return {
    errors: errors.hits,
    calls: errors.of,
    verified: sum("hits"),
    asked_to_verify: sum("of"),
    upheld_appeals: appeals.hits,
    acted_on: appeals.of,
    unread,
  };
}
