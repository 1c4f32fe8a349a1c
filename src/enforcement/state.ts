/** The acts of the log, in its order -> who there is, which batches and appeals, and how each stands: a fold, from nothing else. */
import { PermanentError } from "../errors.js";
import { batchOf } from "../model/enforcement/plan.js";
import type { Act, ActOf, PersonRole, Placed, Signed } from "./acts.js";
import { type BatchState, isClosed, transition } from "./transitions.js";

export interface Person {
  name: string;
  role: PersonRole;
  /** Raw Ed25519 public key, base64; null for one that signs nothing. */
  key: string | null;
  /** The entry since which this name has this role and this key. */
  since: number;
}

export interface Approval {
  entry: number;
  at: number;
  signed: Signed;
}

export interface Reversal {
  entry: number;
  at: number;
  accounts: readonly string[] | null;
  reason: string;
  by: string;
}

/** How a batch stands, and what it takes to go on. */
type Stopped = Pick<Batch, "state" | "was" | "why" | "resumeNeeds">;

export interface Batch {
  id: string;
  hash: string;
  generation: number;
  /** The number of the run that it was planned from. */
  run: number;
  accounts: number;
  plan: ActOf<"planned">["plan"];
  rules: ActOf<"planned">["rules"];
  /** Who planned it, or wrote its exceptions. */
  planners: readonly string[];
  plannedEntry: number;
  plannedAt: number;
  state: BatchState;
  /** What it was doing when it was paused or halted, and goes on with. */
  was: BatchState | null;
  /**
   * How it stood before its reversals, and stands again when these are carried out and it is not reversed whole; null where none is open.
   */
  before: Stopped | null;
  /** Why it is paused, halted or denied; empty else. */
  why: string;
  resumeNeeds: "nothing" | "signature";
  approvals: readonly Approval[];
  /** Everybody who approved it, began it alone or let it go on, also where that counts no more. */
  signers: readonly string[];
  /** When its first call may have been made; null before. */
  startedAt: number | null;
  brokenGlass: { by: string; reason: string; at: number; signed: Signed } | null;
  /** Waves whose gate said to go on, or that a person let go on. */
  gatesPassed: readonly number[];
  gates: readonly Placed<Extract<Act, { type: "gate" }>>[];
  reversals: readonly Reversal[];
  /** Reversals carried out so far. */
  reversed: number;
  doneAt: number | null;
  /** It ended with accounts that it changed, found so, or does not know of. */
  holds: boolean;
}

export interface Appeal {
  id: string;
  account: string;
  batch: string;
  reason: string;
  entry: number;
  at: number;
  decision: { verdict: "uphold" | "reject"; by: string; reason: string; at: number; judgement: string | null } | null;
}

/** Never changed in place: `fold` gives another. */
export interface State {
  people: ReadonlyMap<string, Person>;
  /** Every key that a name ever had: who held the planner's key is told by it. */
  keys: ReadonlyMap<string, ReadonlySet<string>>;
  batches: ReadonlyMap<string, Batch>;
  appeals: ReadonlyMap<string, Appeal>;
  breakerOpen: boolean;
  /** Accounts that batches were started for, when, and whether by one person alone: what caps are counted by. */
  started: readonly { at: number; accounts: number; isAlone: boolean }[];
  /** Signatures that have served: none serves twice. */
  signatures: ReadonlySet<string>;
  /** The number of the entry after the last that was folded. */
  next: number;
}

export const NOTHING: State = {
  people: new Map(),
  keys: new Map(),
  batches: new Map(),
  appeals: new Map(),
  breakerOpen: false,
  started: [],
  signatures: new Set(),
  next: 0,
};

/** The state after some acts more. An act that the state does not allow is a log that somebody else wrote: it throws. */
export function fold(state: State, acts: Iterable<Placed<Act>>): State {
  const draft: Draft = {
    people: new Map(state.people),
    keys: new Map(state.keys),
    batches: new Map(state.batches),
    appeals: new Map(state.appeals),
    breakerOpen: state.breakerOpen,
    started: [...state.started],
    signatures: new Set(state.signatures),
    next: state.next,
  };
  for (const placed of acts) apply(draft, placed);
  return draft;
}

interface Draft extends State {
  people: Map<string, Person>;
  keys: Map<string, ReadonlySet<string>>;
  batches: Map<string, Batch>;
  appeals: Map<string, Appeal>;
  started: { at: number; accounts: number; isAlone: boolean }[];
  signatures: Set<string>;
}

function apply(draft: Draft, { entry, at, what }: Placed<Act>): void {
  draft.next = entry + 1;
  if (what.type === "started") draft.started.push({ at, accounts: what.reserved, isAlone: what.broken !== null });
  const signed = "signed" in what ? what.signed : what.type === "started" ? what.broken?.signed : null;
  if (signed) draft.signatures.add(signed.signature);
  switch (what.type) {
    case "person-added": {
      const { name, role, key } = what;
      draft.people.set(name, { name, role, key, since: entry });
      draft.keys.set(name, new Set([...(draft.keys.get(name) ?? []), ...(key === null ? [] : [key])]));
      break;
    }
    case "person-removed":
      draft.people.delete(what.name);
      break;
    case "appealed": {
      const { appeal: id, account, batch, reason } = what;
      draft.appeals.set(id, { id, account, batch, reason, entry, at, decision: null });
      break;
    }
    case "decided": {
      const { verdict, reason, judgement, signed } = what;
      draft.appeals.set(what.appeal, {
        ...known(draft.appeals, what.appeal, entry),
        decision: { verdict, reason, judgement, by: signed.by, at },
      });
      break;
    }
    case "breaker":
      draft.breakerOpen = what.open;
      break;
    case "erased":
      break;
    case "halted":
      for (const batch of draft.batches.values()) draft.batches.set(batch.id, halted(batch, what.reason));
      break;
    case "planned":
      draft.batches.set(what.batch, opened(draft.batches.get(what.batch), what, entry, at));
      break;
    default:
      draft.batches.set(what.batch, changed(known(draft.batches, what.batch, entry), what, entry, at));
  }
}

function known<T>(all: ReadonlyMap<string, T>, id: string, entry: number): T {
  const found = all.get(id);
  if (found === undefined)
    throw new PermanentError(`entry ${entry} of the log is of ${id}, which no entry before it began: \`cautery audit verify\` says more`);
  return found;
}

/** What was approved before a halt has to be approved again. */
function halted(batch: Batch, reason: string): Batch {
  if (batch.state === "planned") return { ...batch, approvals: [] };
  const before = batch.before && { ...batch.before, ...haltedAt(batch.before, reason) };
  return { ...batch, ...haltedAt(batch, reason), before };
}

/** Nothing of what is over, or halted already. */
function haltedAt({ state: at, was }: Stopped, reason: string): Partial<Stopped> {
  const state = transition(at, "halted");
  if (state === null || at === "halted") return {};
  return { state, was: was ?? at, why: reason, resumeNeeds: "signature" };
}

function opened(known: Batch | undefined, what: ActOf<"planned">, entry: number, at: number): Batch {
  const { batch: id, hash, by, run, accounts, generation, plan, rules } = what;
  // what is at work, or waits to go on, is not forgotten by planning it again
  if (id !== batchOf(hash) || generation !== (known?.generation ?? 0) + 1 || (known && !isClosed(known.state) && known.state !== "planned"))
    throw new PermanentError(`entry ${entry} of the log cannot be: ${id} was planned, and was ${known?.state ?? "another plan's"}`);
  return {
    id,
    hash,
    generation,
    run,
    accounts,
    plan,
    rules,
    planners: [by],
    plannedEntry: entry,
    plannedAt: at,
    state: "planned",
    was: null,
    before: null,
    why: "",
    resumeNeeds: "nothing",
    approvals: [],
    signers: [],
    startedAt: null,
    brokenGlass: null,
    gatesPassed: [],
    gates: [],
    reversals: [],
    reversed: 0,
    doneAt: null,
    holds: false,
  };
}

const HELD = ["changed", "unchanged", "unknown"] as const;

type OfBatch = Exclude<
  Act,
  { type: "person-added" | "person-removed" | "appealed" | "decided" | "breaker" | "halted" | "planned" | "erased" }
>;

function changed(batch: Batch, what: OfBatch, entry: number, at: number): Batch {
  const state = transition(batch.state, what.type);
  if (state === null) throw new PermanentError(`entry ${entry} of the log cannot be: ${batch.id} was ${batch.state}, and was ${what.type}`);
  switch (what.type) {
    case "joined":
      return { ...batch, planners: [...new Set([...batch.planners, what.by])] };
    case "approved":
      return { ...batch, approvals: [...batch.approvals, { entry, at, signed: what.signed }], signers: signedBy(batch, what.signed) };
    case "denied":
      return { ...batch, state, why: what.reason };
    case "started": {
      const { broken } = what;
      const brokenGlass = broken === null ? null : { by: broken.signed.by, reason: broken.reason, at, signed: broken.signed };
      return { ...batch, state, startedAt: batch.startedAt ?? at, brokenGlass, signers: signedBy(batch, broken?.signed) };
    }
    case "gate":
      return {
        ...batch,
        gates: [...batch.gates, { entry, at, what }],
        gatesPassed: what.answer === "go on" ? [...batch.gatesPassed, what.wave] : batch.gatesPassed,
      };
    case "paused":
      return { ...batch, state, was: batch.state, why: what.why, resumeNeeds: what.needs };
    case "resumed":
      return {
        ...batch,
        state: batch.was ?? "executing",
        was: null,
        why: "",
        resumeNeeds: "nothing",
        signers: signedBy(batch, what.signed),
        gatesPassed: what.signed === null || batch.was !== "executing" ? batch.gatesPassed : wavesOf(batch), // a person let it go on
      };
    case "done":
      return { ...batch, state, doneAt: at, holds: HELD.some((outcome) => (what.counts[outcome] ?? 0) > 0) };
    case "reversal": {
      const { accounts, reason, signed } = what;
      const { was, why, resumeNeeds } = batch;
      const before = batch.before ?? { state: batch.state, was, why, resumeNeeds };
      const goesOn = { state, was: null, why: "", resumeNeeds: "nothing" as const };
      return { ...batch, ...goesOn, before, reversals: [...batch.reversals, { entry, at, accounts, reason, by: signed.by }] };
    }
    case "reversed": {
      const whole = batch.reversals.some(({ accounts }) => accounts === null);
      const stands = whole || batch.before === null ? { state: "reversed" as const } : batch.before;
      return { ...batch, ...stands, before: null, reversed: batch.reversals.length };
    }
  }
}

const signedBy = ({ signers }: Batch, signed: Signed | null | undefined): string[] => [
  ...new Set([...signers, ...(signed ? [signed.by] : [])]),
];

/** Of the gates that were asked, and those passed before. */
const wavesOf = ({ gatesPassed, gates }: Batch): number[] => [...new Set([...gatesPassed, ...gates.map(({ what: { wave } }) => wave)])];
