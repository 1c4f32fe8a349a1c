/**
 * A plan, its hash and the measures that were taken -> every statement of reasons: for users, for the team, for the Transparency
 * Database.
 */
import { PermanentError } from "../../errors.js";
import type { Plan } from "../../model/enforcement/plan.js";
import { type DsaOptions, type DsaStatement, dsaWriter, LOT } from "./dsa.js";
import { type InternalStatement, internalStatement } from "./internal.js";
import { decidedOf, type TakenMeasure } from "./taken.js";
import { isStatement, type UserStatement, userStatement } from "./user.js";

export interface StatementOptions extends DsaOptions {
  /** Names of those who approved the plan; none where a machine decided alone. */
  approvals: readonly string[];
}

export interface Statements {
  users: readonly UserStatement[];
  /** One for each measure taken, also where the user is told nothing. */
  internal: readonly InternalStatement[];
  /** Lots of at most a hundred, as the database's API takes them. */
  dsa: readonly (readonly DsaStatement[])[];
}

/**
 * In the order of `taken`. Throws a `PermanentError` for an account that is not on the plan, and for one that is handed in twice (a
 * reference names one decision), or at a time that the database does not take.
 */
export function statementsOf(plan: Plan, hash: string, taken: readonly TakenMeasure[], options: StatementOptions): Statements {
  const { approvals } = options;
  const toDsa = dsaWriter(plan.policy, options);
  const planned = new Map(plan.accounts.items.map((item) => [item.account, item]));
  const users: UserStatement[] = [];
  const internal: InternalStatement[] = [];
  const dsa: DsaStatement[] = [];
  const seen = new Set<string>();
  for (const each of taken) {
    const item = planned.get(each.account);
    if (item === undefined) throw new PermanentError(`${JSON.stringify(each.account)} is not on the plan: hand in this plan's outcomes`);
    if (seen.has(each.account)) throw new PermanentError(`${JSON.stringify(each.account)} is handed in twice: its last outcome is enough`);
    seen.add(each.account);
    const decided = decidedOf(item, each, { hash, approvals });
    const said = userStatement(each, decided, plan.policy);
    if (isStatement(said)) users.push(said);
    const untold = isStatement(said) ? null : said.why;
    internal.push(internalStatement(plan, item, each, decided, { hash, approvals, untold }));
    const published = toDsa(each, decided);
    if (published !== null) dsa.push(published);
  }
  return { users, internal, dsa: lotsOf(dsa) };
}

function lotsOf<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / LOT) }, (_, i) => all.slice(i * LOT, (i + 1) * LOT));
}
