/** Who may ask for what: roles in the order of what they may do, and who is asking. */
import type { Marking } from "../dossier.js";

/** Each may all that those before it may. A partner stands aside: it reads what is shared with it, and nothing else. */
export const RANKS = ["viewer", "analyst", "approver", "admin"] as const;
export type Rank = (typeof RANKS)[number];
export const ACCESS_ROLES = [...RANKS, "partner"] as const;
export type AccessRole = (typeof ACCESS_ROLES)[number];

/** Whoever asks, by a token or in a session. */
export interface Caller {
  /** The person that the token or session is of. */
  name: string;
  role: AccessRole;
  /** A partner's highest marking; null for everybody else. */
  marking: Marking | null;
  /** A partner is told indicators' values as keyed hashes alone. */
  hash: boolean;
  /** What it came by: a token's id, or a session's. */
  by: string;
  /** When that ends, in milliseconds since 1970; null: not by itself. */
  expiresAt: number | null;
}

/** Whether the role may what `needed` may. */
export function mayAct(role: AccessRole, needed: AccessRole): boolean {
  if (role === "partner" || needed === "partner") return role === needed;
  return RANKS.indexOf(role) >= RANKS.indexOf(needed);
}
