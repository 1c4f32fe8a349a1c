/** A batch -> the statements of reasons for all that it really did: for users, for the team, for the DSA Transparency Database. */
import { batchNamed } from "../../enforcement/decide/approve.js";
import { type Statements, statementsOf } from "../../enforcement/statements/statements.js";
import type { TakenMeasure } from "../../enforcement/statements/taken.js";
import { DAY_MS } from "../../tools/units.js";
import type { ControlPorts } from "./control.js";
import { planOf } from "./execute/execute.js";
import { Outcomes } from "./execute/outcomes.js";
import { Journal } from "./journal.js";

/**
 * Of accounts that it changed; none for what was skipped, refused or is unknown. Throws a `PermanentError` where there is no such batch.
 */
export async function statementsOfBatch(ports: ControlPorts, id: string): Promise<Statements> {
  const journal = new Journal(ports);
  const batch = batchNamed(await journal.state(), id);
  const plan = await planOf(ports.store, batch);
  const { courses } = await Outcomes.load(journal, batch);
  const until = batch.startedAt === null || plan.days === null ? null : batch.startedAt + plan.days * DAY_MS;
  const taken = plan.accounts.items.flatMap(({ account }): TakenMeasure[] => {
    const done = courses.get(account)?.done;
    if (done?.what.outcome !== "changed" || done.what.deed === "restore") return [];
    return [{ account, measure: done.what.deed, at: done.at, automated: true, until }];
  });
  const approvals = [
    ...new Set([...batch.approvals.map(({ signed: { by } }) => by), ...(batch.brokenGlass ? [batch.brokenGlass.by] : [])]),
  ];
  return statementsOf(plan, batch.hash, taken, { approvals });
}
