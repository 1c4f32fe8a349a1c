/** What a list of members shows of each account, in columns: some forty bytes an account. */
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

export class MemberColumns {
  readonly #firstSeen: Float64Array;
  readonly #lastSeen: Float64Array;
  readonly #signupAt: Float64Array;
  readonly #exchanges: Float64Array;
  readonly #tokens: Float64Array;
  readonly #status: Uint8Array;
  readonly #suspendedAt: Float64Array;

  /** NaN where nothing is known. */
  constructor(size: number) {
    this.#firstSeen = new Float64Array(size).fill(Number.NaN);
    this.#lastSeen = new Float64Array(size).fill(Number.NaN);
    this.#signupAt = new Float64Array(size).fill(Number.NaN);
    this.#exchanges = new Float64Array(size);
    this.#tokens = new Float64Array(size);
    this.#status = new Uint8Array(size);
    this.#suspendedAt = new Float64Array(size).fill(Number.NaN);
  }

  set(i: number, { firstSeen, lastSeen, signupAt, exchanges, tokens, status }: Particulars): void {
    this.#firstSeen[i] = firstSeen;
    this.#lastSeen[i] = lastSeen;
    this.#signupAt[i] = signupAt ?? Number.NaN;
    this.#exchanges[i] = exchanges;
    this.#tokens[i] = tokens;
    const last = status.at(-1)?.status;
    this.#suspendedAt[i] = status.findLast((change) => change.status === "suspended")?.at ?? Number.NaN;
    this.#status[i] = last === "suspended" ? 1 : last === "closed" ? 2 : 0;
  }

  at(account: string, i: number): Member {
    const known = (at: number): number | null => (Number.isNaN(at) ? null : at);
    return {
      account,
      firstSeen: known(this.#firstSeen[i]),
      lastSeen: known(this.#lastSeen[i]),
      signupAt: known(this.#signupAt[i]),
      exchanges: this.#exchanges[i],
      tokens: this.#tokens[i],
      status: STATUSES[this.#status[i]],
      suspendedAt: known(this.#suspendedAt[i]),
    };
  }
}
