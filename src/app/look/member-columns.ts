/** What a list of members shows of each account, in columns: some fifty bytes an account, which may be handed to another thread. */
import type { Particulars } from "../../indicator/particulars.js";

const STATUSES = ["active", "suspended", "closed"] as const;

export interface Member {
  account: string;
  /** Milliseconds since 1970; null where no event of it is merged yet. */
  firstSeen: number | null;
  lastSeen: number | null;
  signupAt: number | null;
  exchanges: number;
  tokens: number;
  status: (typeof STATUSES)[number];
  /** When it was suspended last, or null. */
  suspendedAt: number | null;
}

/** Times are NaN where nothing is known. */
export interface MemberColumns {
  firstSeen: Float64Array;
  lastSeen: Float64Array;
  signupAt: Float64Array;
  exchanges: Float64Array;
  tokens: Float64Array;
  status: Uint8Array;
  suspendedAt: Float64Array;
}

export function memberColumns(size: number): MemberColumns {
  const times = () => new Float64Array(size).fill(Number.NaN);
  return {
    firstSeen: times(),
    lastSeen: times(),
    signupAt: times(),
    exchanges: new Float64Array(size),
    tokens: new Float64Array(size),
    status: new Uint8Array(size),
    suspendedAt: times(),
  };
}

/** What a member is made of. */
type Seen = Pick<Particulars, "firstSeen" | "lastSeen" | "signupAt" | "exchanges" | "tokens" | "status">;

export function memberOf(account: string, { firstSeen, lastSeen, signupAt, exchanges, tokens, status }: Seen): Member {
  const last = status.at(-1)?.status;
  return {
    account,
    firstSeen,
    lastSeen,
    signupAt,
    exchanges,
    tokens,
    status: last === "suspended" || last === "closed" ? last : "active",
    suspendedAt: status.findLast((change) => change.status === "suspended")?.at ?? null,
  };
}

export function setMember(columns: MemberColumns, i: number, seen: Seen): void {
  const { firstSeen, lastSeen, signupAt, exchanges, tokens, status, suspendedAt } = memberOf("", seen);
  columns.firstSeen[i] = firstSeen ?? Number.NaN;
  columns.lastSeen[i] = lastSeen ?? Number.NaN;
  columns.signupAt[i] = signupAt ?? Number.NaN;
  columns.exchanges[i] = exchanges;
  columns.tokens[i] = tokens;
  columns.status[i] = STATUSES.indexOf(status);
  columns.suspendedAt[i] = suspendedAt ?? Number.NaN;
}

export function memberAt(columns: MemberColumns, account: string, i: number): Member {
  return {
    account,
    firstSeen: known(columns.firstSeen[i]),
    lastSeen: known(columns.lastSeen[i]),
    signupAt: known(columns.signupAt[i]),
    exchanges: columns.exchanges[i],
    tokens: columns.tokens[i],
    status: STATUSES[columns.status[i]],
    suspendedAt: known(columns.suspendedAt[i]),
  };
}

const known = (at: number): number | null => (Number.isNaN(at) ? null : at);

/** Of these places, in memory of its own. */
export function membersBetween(columns: MemberColumns, from: number, to: number): MemberColumns {
  const { firstSeen, lastSeen, signupAt, exchanges, tokens, status, suspendedAt } = columns;
  return {
    firstSeen: firstSeen.slice(from, to),
    lastSeen: lastSeen.slice(from, to),
    signupAt: signupAt.slice(from, to),
    exchanges: exchanges.slice(from, to),
    tokens: tokens.slice(from, to),
    status: status.slice(from, to),
    suspendedAt: suspendedAt.slice(from, to),
  };
}
