/**
 * What earlier reports told, account by account, and what is so today -> what each of their periods is off by, less what was corrected
 * already. Everything that was ever told adds up to what is so.
 */
import { byCodeUnit } from "../../tools/order.js";
import type { MaterialCorrection, Why } from "./material.js";
import { none, type Usage } from "./tally.js";

export interface Standing {
  operator: string;
  usage: Usage;
}

export interface EarlierPeriod {
  from: number;
  to: number;
  /** By account, as the first report of the period told it. */
  told: ReadonlyMap<string, Standing>;
  /** By account, as of today; `null` usage where it is only known together with what lies outside. */
  today: ReadonlyMap<string, { operator: string; usage: Usage | null }>;
  /** What was corrected of it so far. */
  corrected: readonly MaterialCorrection[];
}

type Amounts = Pick<Usage, "exchanges" | "input_tokens" | "output_tokens">;

/** Sorted by operator, then why; what is off by nothing is left out. */
export function correctionsOf({ from, to, told, today, corrected }: EarlierPeriod): MaterialCorrection[] {
  const off = new Map<string, { operator: string; why: Why; amounts: Amounts }>();
  const add = (operator: string, why: Why, usage: Usage, sign: 1 | -1) => {
    const key = `${why} ${operator}`;
    const entry = off.get(key) ?? { operator, why, amounts: none() };
    off.set(key, entry);
    for (const field of ["exchanges", "input_tokens", "output_tokens"] as const) entry.amounts[field] += sign * usage[field];
  };
  for (const [account, { operator, usage }] of told) {
    const now = today.get(account);
    if (now === undefined) add(operator, "cleared", usage, -1);
    else if (now.operator === operator) {
      add(operator, "late", now.usage ?? usage, 1);
      add(operator, "late", usage, -1);
    } else {
      add(operator, "moved away", usage, -1);
      add(now.operator, "moved here", now.usage ?? usage, 1);
    }
  }
  for (const [account, { operator, usage }] of today) if (!told.has(account) && usage !== null) add(operator, "found", usage, 1);
  for (const { operator, why, ...amounts } of corrected) add(operator, why, { ...none(), ...amounts }, -1);
  return [...off.values()]
    .filter(({ amounts }) => amounts.exchanges !== 0 || amounts.input_tokens !== 0 || amounts.output_tokens !== 0)
    .sort((a, b) => byCodeUnit(a.operator, b.operator) || byCodeUnit(a.why, b.why))
    .map(({ operator, why, amounts: { exchanges, input_tokens, output_tokens } }) => ({
      from,
      to,
      operator,
      why,
      exchanges,
      input_tokens,
      output_tokens,
    }));
}
