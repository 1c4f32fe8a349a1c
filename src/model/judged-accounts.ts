/**
 * Judgements that stand -> those that hold for a set of accounts; and the accounts that belong to no fraudulent cluster, whatever set they
 * are found in. Indexed once by the accounts they speak of, so that a cluster meets only those that name one of its own (an inverted
 * index).
 */
import { gather } from "../tools/gather.js";
import { type Judgement, type StruckValue, standing } from "./judgement.js";

type About<T extends Judgement["about"]["type"]> = Extract<Judgement["about"], { type: T }>;
type OfAccounts = Judgement & { about: About<"disposition" | "attribution"> };

/**
 * A judgement speaks of accounts. It holds for a cluster that has most of them, and of which they are most: ids and sizes may change, what
 * was judged does not.
 */
export class JudgedAccounts {
  /** Oldest first. */
  readonly #judgements: readonly OfAccounts[];
  /** By account: positions of the judgements that name it, each as often as it does. */
  readonly #naming = new Map<string, number[]>();

  /** `standing` are the judgements not withdrawn, oldest first. */
  constructor(standing: readonly Judgement[]) {
    this.#judgements = standing.filter((judgement): judgement is OfAccounts => "accounts" in judgement.about);
    for (const [position, { about }] of this.#judgements.entries())
      for (const account of about.accounts) {
        const naming = this.#naming.get(account);
        if (naming) naming.push(position);
        else this.#naming.set(account, [position]);
      }
  }

  /** Those that hold for just these accounts, oldest first. */
  holdingFor(accounts: ReadonlySet<string>): OfAccounts[] {
    const common = new Map<number, number>();
    for (const account of accounts)
      for (const position of this.#naming.get(account) ?? []) common.set(position, (common.get(position) ?? 0) + 1);
    return [...common]
      .filter(([position, n]) => 2 * n > this.#judgements[position].about.accounts.length && 2 * n >= accounts.size)
      .map(([position]) => position)
      .sort((a, b) => a - b)
      .map((position) => this.#judgements[position]);
  }

  /** The attributions that analysts confirmed and that no later judgement on their accounts overtook, oldest first. */
  confirmedAttributions(): (About<"attribution"> & Pick<Judgement, "id" | "analyst">)[] {
    return this.#judgements.flatMap(({ id, analyst, about }) =>
      about.type === "attribution" && verdictsOn(new Set(about.accounts), this).confirmed?.judgement === id
        ? [{ ...about, id, analyst }]
        : [],
    );
  }
}

export interface Verdicts {
  /** The operator that the cluster was last confirmed to be of, with the judgement that says so. */
  confirmed: { operator: string; judgement: string } | null;
  rejected: ReadonlySet<string>;
}

/** What the judgements that hold for a cluster's accounts say of its operator. */
export function verdictsOn(accounts: ReadonlySet<string>, judged: JudgedAccounts): Verdicts {
  let confirmed: Verdicts["confirmed"] = null;
  const rejected = new Set<string>();
  for (const { id, about, verdict } of judged.holdingFor(accounts)) {
    if (about.type !== "attribution") continue;
    const { operator } = about;
    if (verdict === "positive") {
      confirmed = { operator, judgement: id };
      rejected.delete(operator);
    } else {
      if (confirmed?.operator === operator) confirmed = null;
      if (verdict === "negative") rejected.add(operator);
      else rejected.delete(operator);
    }
  }
  return { confirmed, rejected };
}

export interface Innocence {
  accounts: ReadonlySet<string>;
  /** By kind: values that no later clustering takes for evidence, as a link's evidence shows them. */
  struck: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Nobody was judged innocent. */
export const NOBODY: Innocence = { accounts: new Set(), struck: new Map() };

/**
 * Of what stands, by account: a newer judgement that is not positive takes back what older ones said and struck; several positive ones
 * (of several appeals) hold together. What one strikes stays struck while another strikes it too.
 */
export function innocenceOf(judgements: readonly Judgement[]): Innocence {
  const struckBy = new Map<string, StruckValue[]>();
  for (const { about, verdict } of standing(judgements)) {
    if (about.type !== "innocence") continue;
    if (verdict === "positive") struckBy.set(about.account, [...(struckBy.get(about.account) ?? []), ...about.struck]);
    else struckBy.delete(about.account);
  }
  if (struckBy.size === 0) return NOBODY;
  const values = new Map<string, string[]>();
  for (const struck of struckBy.values()) for (const { kind, value } of struck) gather(values, kind, value);
  return { accounts: new Set(struckBy.keys()), struck: new Map([...values].map(([kind, all]) => [kind, new Set(all)])) };
}
