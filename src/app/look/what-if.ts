/** A cluster and evidence that is struck -> the pieces that it would fall into, and who falls off. */

import { type Strike, strike } from "../../cluster/identity/strike.js";
import { NotFoundError } from "../../errors.js";
import type { Cluster } from "../../model/cluster.js";
import type { RunReader } from "../../ports/runs.js";
import type { Shelf } from "./shelf.js";

const ACCOUNTS = 1_000;
const PIECES = 1_000;

export interface WhatIf {
  pieces: { size: number; accounts: readonly string[] }[];
  fallen: number;
  fallen_accounts: readonly string[];
}

/** As `strike` says; of each piece and of those that fall 1,000 accounts are named, and of all pieces the 1,000 largest. */
export async function whatIfStruck(
  { store, shelf }: { store: RunReader; shelf: Shelf },
  cluster: Cluster,
  run: number,
  struck: readonly Strike[],
): Promise<WhatIf> {
  const model = await store.modelOf(run);
  if (model === null) throw new NotFoundError(`run ${run} is no longer kept: ask again`);
  const links = await shelf.links(cluster.id, run);
  const { pieces, fallen } = strike({ accounts: cluster.accounts, links }, struck, model);
  return {
    pieces: pieces.slice(0, PIECES).map((accounts) => ({ size: accounts.length, accounts: accounts.slice(0, ACCOUNTS) })),
    fallen: fallen.length,
    fallen_accounts: fallen.slice(0, ACCOUNTS),
  };
}
