/** A person's signature under a plan's hash -> the approval, or the denial, or why it does not count. */
import { NotFoundError, PermanentError } from "../../errors.js";
import type { Act, Signed } from "../acts.js";
import { approvalOf, deciding, isOnePerson, isPlanOver, refusalOf, signer, standingApprovals } from "../quorum.js";
import type { Claim } from "../signed.js";
import type { Batch, State } from "../state.js";

/** Throws a `NotFoundError` where there is no such batch. */
export function batchNamed(state: State, id: string): Batch {
  const batch = state.batches.get(id);
  if (!batch) throw new NotFoundError(`no batch ${JSON.stringify(id)}: \`cautery batches\` lists those there are`);
  return batch;
}

export const denialOf = ({ id, hash, generation }: Batch, reason: string): Claim => ({
  act: "deny",
  about: { batch: id, hash, generation, reason },
});

/** `hash` is what the person saw. Throws a `PermanentError` where the approval would not count. */
export function approve(state: State, id: string, hash: string, signed: Signed, now: number): Act[] {
  const batch = batchNamed(state, id);
  if (hash !== batch.hash)
    throw new PermanentError(
      `${id} has the hash ${batch.hash}, not the one given: look at the plan again (\`cautery batch ${id}\`), and approve what it says`,
    );
  if (batch.state !== "planned") throw new PermanentError(`${id} is ${batch.state}: only what is planned can be approved`);
  if (isPlanOver(batch, now)) throw new PermanentError(`${id} was planned more than ${batch.rules.planDays} days ago: plan it again`);
  const person = signer(state, approvalOf(batch), signed, now);
  const refusal = refusalOf(state, batch, person, signed.key);
  if (refusal !== null) throw new PermanentError(refusal);
  const standing = standingApprovals(state, batch, now);
  const same = standing.find(({ signed: { by } }) => isOnePerson(state, by, signed.by));
  if (same)
    throw new PermanentError(
      same.signed.by === signed.by
        ? `${signed.by} has approved ${id} already: it counts once`
        : `${same.signed.by} has approved ${id} already, and held a key that ${signed.by} held too: it counts once`,
    );
  return [{ type: "approved", batch: id, signed }];
}

/** One denial ends it. Whoever planned it may deny it too. */
export function deny(state: State, id: string, signed: Signed, reason: string, now: number): Act[] {
  const batch = batchNamed(state, id);
  if (batch.state !== "planned")
    throw new PermanentError(
      `${id} is ${batch.state}: only what is planned can be denied; \`cautery pause\` and \`cautery reverse\` are for what has begun`,
    );
  deciding(state, denialOf(batch, reason), signed, now);
  return [{ type: "denied", batch: id, signed, reason }];
}
