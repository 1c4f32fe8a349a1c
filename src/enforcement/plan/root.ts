/** Accounts' ids -> the Merkle root (RFC 6962, 2.1) over their UTF-8, in their order: who is on a plan, in 64 characters. */
import { leafHash, rootOf as rootOfLeaves } from "../audit/tree.js";

/** Hex. */
export const rootOf = (ids: readonly string[]): string => rootOfLeaves(ids.map((id) => leafHash(id)));
