/** Work that falls into parts, for whoever takes them: what a task is, and which accounts a part stands for. */

/**
 * Takes parts by number until there are none (-1), and gives what it found in them. What it is given is only read; both can be sent between
 * threads. What it finds in a part depends on nothing but what it is given.
 */
export type Task<Given, Found> = (given: Given, next: () => number) => Found;

/** Accounts a part: many enough that taking it costs nothing, few enough that nobody waits long for the last one. */
const ACCOUNTS_A_PART = 4096;

export const partsOf = (accounts: number) => Math.ceil(accounts / ACCOUNTS_A_PART);

/** The accounts from, and to (exclusive). */
export function accountsIn(part: number, accounts: number): [number, number] {
  return [part * ACCOUNTS_A_PART, Math.min(accounts, (part + 1) * ACCOUNTS_A_PART)];
}

/** What all hands found, in the order of the parts. */
export function inOrder<T extends { part: number }>(found: readonly (readonly T[])[]): T[] {
  return found.flat().sort((x, y) => x.part - y.part);
}
