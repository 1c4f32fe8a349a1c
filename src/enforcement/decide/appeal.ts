/** An account's appeal, and what a third person decides -> the acts that say so, or why not. */
import { createHash } from "node:crypto";
import { NotFoundError, PermanentError } from "../../errors.js";
import type { Act, Signed } from "../acts.js";
import { deciding } from "../quorum.js";
import type { Claim } from "../signed.js";
import type { Appeal, State } from "../state.js";
import { batchNamed } from "./approve.js";

/** The same account may appeal again once its last appeal is decided; while one is open, it is the same. */
export function openAppeal(state: State, account: string, batch: string, reason: string): Act[] {
  const before = [...state.appeals.values()].filter((appeal) => appeal.account === account && appeal.batch === batch);
  if (before.some(({ decision }) => decision === null)) return [];
  const id = createHash("sha256")
    .update(JSON.stringify([batch, account, before.length]))
    .digest("hex")
    .slice(0, 12);
  return [{ type: "appealed", appeal: `a-${id}`, account, batch, reason }];
}

export const decisionOf = ({ id, account, batch }: Appeal, verdict: "uphold" | "reject", reason: string): Claim => ({
  act: "decide",
  about: { appeal: id, account, batch, verdict, reason },
});

/** Throws a `NotFoundError` where there is none. */
export function appealNamed(state: State, id: string): Appeal {
  const appeal = state.appeals.get(id);
  if (!appeal) throw new NotFoundError(`no appeal ${JSON.stringify(id)}: \`cautery appeals\` lists those there are`);
  return appeal;
}

/** Checked before anything is made of it: a third person, neither who planned the batch nor who approved it or let it go on. */
export function refuseDecision(
  state: State,
  appeal: Appeal,
  verdict: "uphold" | "reject",
  reason: string,
  signed: Signed,
  now: number,
): void {
  if (appeal.decision) throw new PermanentError(`${appeal.id} was decided by ${appeal.decision.by}: the account may appeal again`);
  const batch = batchNamed(state, appeal.batch);
  const person = deciding(state, decisionOf(appeal, verdict, reason), signed, now);
  const took = [
    ...batch.planners,
    ...batch.approvals.map(({ signed: { by } }) => by),
    ...(batch.brokenGlass ? [batch.brokenGlass.by] : []),
  ];
  const keys = new Set(took.flatMap((name) => [...(state.keys.get(name) ?? [])]));
  if (took.includes(person.name) || keys.has(signed.key))
    throw new PermanentError(
      `${person.name} planned or approved ${batch.id}, or holds a key of who did: a third person decides on an appeal`,
    );
}
