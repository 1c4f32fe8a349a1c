/** An account's appeal, and what a third person decides -> the acts that say so, or why not. */
import { createHash } from "node:crypto";
import { NotFoundError, PermanentError } from "../../errors.js";
import { type Act, type Signed, shortText } from "../acts.js";
import { deciding, isOnePerson } from "../quorum.js";
import type { Claim } from "../signed.js";
import type { Appeal, Batch, State } from "../state.js";
import { transition } from "../transitions.js";
import { batchNamed } from "./approve.js";
import { pause } from "./execute.js";

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

/**
 * Checked before anything is made of it: a third person, neither who planned the batch nor who approved it, began it alone or let it go on.
 */
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
  const own = [...batch.planners, ...batch.signers].find((name) => isOnePerson(state, name, person.name));
  if (own === undefined) return;
  const who = own === person.name ? person.name : `${person.name}, who held a key of ${own}'s,`;
  throw new PermanentError(`${who} planned or approved ${batch.id}, began it alone or let it go on: a third person decides on an appeal`);
}

/**
 * What an upheld appeal does to the batches that hold the account. What runs is paused for it; what was halted lets even this begin only
 * with the signature of who may resume it.
 */
export function givenBack(state: State, { id, account }: Appeal, holding: readonly string[], reason: string, signed: Signed): Act[] {
  return holding.flatMap((name): Act[] => {
    const batch = batchNamed(state, name);
    const runs = batch.state === "executing";
    if (!runs && transition(batch.state, "reversal") === null) return [];
    return [
      ...(runs ? pause(state, name, `appeal ${id} was upheld`) : []),
      { type: "reversal", batch: name, accounts: [account], reason, signed, appeal: id },
      ...(isHalted(batch)
        ? [
            {
              type: "paused" as const,
              batch: name,
              why: shortText(`halted (${batch.why}): appeal ${id} waits`),
              needs: "signature" as const,
            },
          ]
        : []),
    ];
  });
}

/** Or what waits since it was, and nobody has let go on. */
const isHalted = ({ state, before, resumeNeeds }: Batch): boolean =>
  state === "halted" || (state === "paused" && before?.state === "halted" && resumeNeeds === "signature");
