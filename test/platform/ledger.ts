/**
 * Messages -> changes of accounts, each once: what a platform keeps. Every change and answer is in the journal before it is given out, so
 * that the counts of what really happened survive the platform's own kill.
 */
import { createHash } from "node:crypto";
import { type AccountEvent, type EventSink, eventOf } from "./events.js";
import { type Journal, openJournal } from "./journal.js";
import { type Message, message, STATE_MADE, type State } from "./message.js";

const KEEP_IDS_MS = 30 * 86_400_000;
const SHOWN_VIOLATIONS = 100;

/** By whom: a message, the customer who passed a verification, time that was up, or somebody else. */
type Cause = Message["type"] | "passed" | "lapsed" | "meddled";

export interface Change {
  kind: "change";
  at: number;
  account: string;
  cause: Cause;
  /** Of the message; null where it came of none. */
  id: string | null;
  batch: string | null;
  before: State;
  after: State;
  version: string;
  /** When it ends by itself. */
  until: number | null;
}

interface Answered {
  kind: "answer";
  at: number;
  id: string;
  digest: string;
  body: string;
}

interface Violation {
  kind: "violation";
  at: number;
  id: string;
  what: string;
}

type Line = Change | Answered | Violation | { kind: "start"; at: number };

interface Account {
  state: State;
  before: State;
  version: string;
  /** Of the last message that changed it, and of the batch whose measure stands. */
  id: string | null;
  batch: string | null;
  cause: Cause;
  at: number;
  until: number | null;
}

/** Whom nobody changed so far. */
const UNTOUCHED: Omit<Account, "cause"> = { state: "active", before: "active", version: "v0", id: null, batch: null, at: 0, until: null };

/** What is kept of an id; without a digest its answer was lost. */
interface Kept {
  at: number;
  digest: string | null;
  body: string | null;
  changes: number;
}

export interface Answer {
  status: number;
  body: string;
}

/** After how many ms a customer passes a verification; null: never. */
export type Customers = (account: string) => number | null;

export interface LedgerOptions {
  journal: string;
  events: EventSink | null;
  now: () => number;
  /** All there are; undefined: any that is asked for. */
  accounts?: ReadonlySet<string>;
  customers?: Customers;
}

export class Ledger {
  readonly #accounts = new Map<string, Account>();
  readonly #ids = new Map<string, Kept>();
  readonly #pending = new Set<string>();
  readonly #counts = new Map<string, Record<string, number>>();
  readonly #byType: Record<string, number> = {};
  readonly #violations: Violation[] = [];
  readonly #journal: Journal;
  readonly #options: LedgerOptions;
  #customers: Customers;
  #versions = 0;
  #violationCount = 0;
  #lastChangeAt: number | null = null;
  /** How often it was started, this time included. */
  starts = 0;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#customers = options.customers ?? (() => null);
    const missed: AccountEvent[] = [];
    this.#journal = openJournal(options.journal, (line: Line) => {
      this.#take(line);
      const event = line.kind === "change" ? eventOf(line) : null;
      if (event) missed.push(event);
    });
    options.events?.add(missed);
    this.#write([{ kind: "start", at: options.now() }]);
  }

  /** A message that was verified. With `lose`, it is done, and that it was answered is forgotten. */
  receive(id: string, body: string, { lose = false } = {}): Answer {
    this.#forget();
    const digest = createHash("sha256").update(body).digest("base64");
    const kept = this.#ids.get(id);
    if (kept?.digest && kept.body !== null) {
      if (kept.digest === digest) return { status: 200, body: kept.body };
      this.violate(id, "the id came with other bytes");
      return refusal(409, "this id came with other content");
    }
    const parsed = message.safeParse(parse(body));
    if (!parsed.success) return refusal(400, parsed.error.issues[0].message);
    const { account } = parsed.data.data;
    if (!this.#exists(account)) return refusal(404, "no such account");

    this.#settle(account);
    const now = this.#options.now();
    const standing = this.#standing(account);
    const after = standing.id === id ? standing.state : target(parsed.data, standing);
    if (after === null) return refusal(409, "this version no longer stands");
    const changed = after !== standing.state;
    const { type, data } = parsed.data;
    const change: Change = {
      ...{ kind: "change", at: now, account, cause: type, id, batch: data.batch, before: standing.state, after },
      version: changed ? this.#nextVersion() : standing.version,
      until: data.until === null || type === "account.restore" ? null : Date.parse(data.until),
    };
    const answer = JSON.stringify({ account, before: change.before, after, changed, version: change.version });
    const lines: Line[] = changed ? [change] : [];
    if (!lose) lines.push({ kind: "answer", at: now, id, digest, body: answer });
    this.#write(lines);
    return { status: 200, body: answer };
  }

  /** What an account is; null where there is none such. */
  look(account: string): { account: string; state: State; version: string; id: string | null } | null {
    if (!this.#exists(account)) return null;
    this.#settle(account);
    const { state, version, id } = this.#standing(account);
    return { account, state, version, id };
  }

  /** Somebody else does something to an account. */
  meddle(account: string, state: State): void {
    this.#change(account, "meddled", state);
  }

  violate(id: string, what: string): void {
    this.#write([{ kind: "violation", at: this.#options.now(), id, what }]);
  }

  setCustomers(customers: Customers): void {
    this.#customers = customers;
  }

  /** Whatever is due by now happens. */
  tick(): void {
    for (const account of this.#pending) this.#settle(account);
  }

  statistics() {
    const effective = { total: Object.values(this.#byType).reduce((sum, n) => sum + n, 0), by_type: { ...this.#byType } };
    const violations = { total: this.#violationCount, first: this.#violations.map(({ id, what, at }) => ({ id, what, at })) };
    return { starts: this.starts, accounts: this.#counts.size, effective, last_change_at: this.#lastChangeAt, violations };
  }

  /** Effective changes that messages made: by account, by type. */
  counts(): Record<string, Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  /** Accounts that a message or somebody else ever changed: the state that each is in, and what changed it last. */
  states(): Record<string, { state: State; cause: Cause }> {
    return Object.fromEntries([...this.#accounts].map(([account, { state, cause }]) => [account, { state, cause }]));
  }

  close(): void {
    this.#journal.close();
    this.#options.events?.close();
  }

  #exists(account: string): boolean {
    return this.#options.accounts?.has(account) ?? true;
  }

  #standing(account: string): Omit<Account, "cause"> {
    return this.#accounts.get(account) ?? UNTOUCHED;
  }

  #nextVersion(): string {
    return `v${this.#versions + 1}`;
  }

  #change(account: string, cause: Cause, after: State): void {
    const { state: before, batch } = this.#standing(account);
    if (before === after) return;
    const version = this.#nextVersion();
    const at = this.#options.now();
    this.#write([
      { kind: "change", at, account, cause, id: null, batch: cause === "lapsed" ? batch : null, before, after, version, until: null },
    ]);
  }

  #settle(account: string): void {
    const { state, before, at, until } = this.#standing(account);
    const now = this.#options.now();
    const after = state === "verifying" ? this.#customers(account) : null;
    if (after !== null && at + after <= now) this.#change(account, "passed", "verified");
    else if (until !== null && until <= now) this.#change(account, "lapsed", before);
  }

  #write(lines: readonly Line[]): void {
    this.#journal.append(lines);
    for (const line of lines) this.#take(line);
    const events = lines.flatMap((line) => (line.kind === "change" ? (eventOf(line) ?? []) : []));
    this.#options.events?.add(events);
  }

  /** A line of the journal: as it is written, and when it is read again. */
  #take(line: Line): void {
    if (line.kind === "start") this.starts++;
    else if (line.kind === "change") this.#takeChange(line);
    else if (line.kind === "answer") {
      const { id, at, digest, body } = line;
      this.#ids.set(id, { at, digest, body, changes: this.#ids.get(id)?.changes ?? 0 });
    } else {
      this.#violationCount++;
      if (this.#violations.length < SHOWN_VIOLATIONS) this.#violations.push(line);
    }
  }

  #takeChange({ at, account, cause, id, batch, before, after, version, until }: Change): void {
    this.#versions++;
    this.#accounts.set(account, { state: after, before, version, id: id ?? this.#standing(account).id, batch, cause, at, until });
    if (after === "verifying" || until !== null) this.#pending.add(account);
    else this.#pending.delete(account);
    if (id === null) return;
    this.#lastChangeAt = at;
    this.#byType[cause] = (this.#byType[cause] ?? 0) + 1;
    const counts = this.#counts.get(account) ?? {};
    this.#counts.set(account, { ...counts, [cause]: (counts[cause] ?? 0) + 1 });
    const kept = this.#ids.get(id) ?? { at, digest: null, body: null, changes: 0 };
    this.#ids.set(id, { ...kept, changes: kept.changes + 1 });
    if (kept.changes > 0) this.#take({ kind: "violation", at, id, what: "more than one effective change for an id" });
  }

  /** Ids are in the order in which they came first, or nearly. */
  #forget(): void {
    const since = this.#options.now() - KEEP_IDS_MS;
    for (const [id, { at }] of this.#ids) {
      if (at >= since) return;
      this.#ids.delete(id);
    }
  }
}

/** The state that a message makes; the one that stands where another was expected; null where a restore has nothing to take back. */
function target({ type, data }: Message, { state, before, version }: Omit<Account, "cause">): State | null {
  if (type === "account.restore") return data.version === version && version !== "v0" ? before : null;
  return state === data.expect ? STATE_MADE[type] : state;
}

function refusal(status: number, error: string): Answer {
  return { status, body: JSON.stringify({ error }) };
}

/** Undefined for what is no JSON: no message is. */
function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // the schema says that it is wrong
  }
}
