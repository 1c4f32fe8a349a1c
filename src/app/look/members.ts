/** Accounts -> what a list of a cluster's members shows of each. */
import type { Footprints } from "../../ports/footprints.js";
import { mergedParticulars } from "../enforcement/particulars.js";

export interface Member {
  account: string;
  /** Milliseconds since 1970; null where no event of it is merged yet. */
  firstSeen: number | null;
  lastSeen: number | null;
  signupAt: number | null;
  exchanges: number;
  tokens: number;
  status: "active" | "suspended" | "closed";
}

/** In the order of the accounts. */
export async function membersOf(store: Footprints, accounts: readonly string[]): Promise<Member[]> {
  const particulars = await mergedParticulars(store, accounts);
  return accounts.map((account) => {
    const known = particulars.get(account);
    const last = known?.status.at(-1)?.status;
    return {
      account,
      firstSeen: known?.firstSeen ?? null,
      lastSeen: known?.lastSeen ?? null,
      signupAt: known?.signupAt ?? null,
      exchanges: known?.exchanges ?? 0,
      tokens: known?.tokens ?? 0,
      status: last === "suspended" || last === "closed" ? last : "active",
    };
  });
}
