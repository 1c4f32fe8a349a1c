/** A cluster's accounts and those that are selected -> those that a plan of the cluster leaves out, and why. */

export function exceptionsFor(members: readonly string[], selected: readonly string[]): { account: string; why: string }[] {
  const wanted = new Set(selected);
  return members.filter((account) => !wanted.has(account)).map((account) => ({ account, why: "not selected" }));
}
