/**
 * A plan, its hash and the measures that were taken -> every statement of reasons: for users, for the team, for the Transparency
 * Database.
 */
import { PermanentError } from "../../errors.js";
import type { Plan } from "../../model/plan.js";
import { checkDsaContext, type DsaContext, type DsaStatement, dsaStatement, LOT } from "./dsa.js";
import { type InternalStatement, internalStatement } from "./internal.js";
import type { TakenMeasure } from "./taken.js";
import { isStatement, type UserStatement, userStatement } from "./user.js";

export interface StatementOptions extends Pick<DsaContext, "territory" | "termsUrl" | "signupAt"> {
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
  checkDsaContext(options);
  const planned = new Map(plan.accounts.items.map((item) => [item.account, item]));
  const { policy } = plan;
  const context = { hash, policy, ...options };
  const users: UserStatement[] = [];
  const internal: InternalStatement[] = [];
  const dsa: DsaStatement[] = [];
  const seen = new Set<string>();
  for (const each of taken) {
    const item = planned.get(each.account);
    if (item === undefined) throw new PermanentError(`${JSON.stringify(each.account)} is not on the plan: hand in this plan's outcomes`);
    if (seen.has(each.account)) throw new PermanentError(`${JSON.stringify(each.account)} is handed in twice: its last outcome is enough`);
    seen.add(each.account);
    const published = dsaStatement(item, each, context); // first: it refuses a time that is none
    if (published !== null) dsa.push(published);
    const said = userStatement(item, each, context);
    if (isStatement(said)) users.push(said);
    internal.push(internalStatement(plan, item, each, { ...context, untold: isStatement(said) ? null : said.why }));
  }
  return { users, internal, dsa: lotsOf(dsa) };
}

function lotsOf<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / LOT) }, (_, i) => all.slice(i * LOT, (i + 1) * LOT));
}
