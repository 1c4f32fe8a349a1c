/** A cluster and evidence that is struck -> the pieces that it would fall into, and who falls off. */

import { type Strike, strike } from "../../cluster/identity/strike.js";

const ACCOUNTS = 1_000;
const PIECES = 1_000;

export interface WhatIf {
  pieces: { size: number; accounts: readonly string[] }[];
  fallen: number;
  fallen_accounts: readonly string[];
}

/** As `strike` says; of each piece and of those that fall 1,000 accounts are named, and of all pieces the 1,000 largest. */
export function whatIfStruck(
  cluster: Parameters<typeof strike>[0],
  struck: readonly Strike[],
  model: Parameters<typeof strike>[2],
): WhatIf {
  const { pieces, fallen } = strike(cluster, struck, model);
  return {
    pieces: pieces.slice(0, PIECES).map((accounts) => ({ size: accounts.length, accounts: accounts.slice(0, ACCOUNTS) })),
    fallen: fallen.length,
    fallen_accounts: fallen.slice(0, ACCOUNTS),
  };
}
