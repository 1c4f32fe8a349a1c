/** The states of a batch and what leads from one to another, as data: what is not here cannot happen. */

export const BATCH_STATES = [
  "planned",
  "approved",
  "executing",
  "paused",
  "halted",
  "done",
  "denied",
  "expired",
  "reversing",
  "reversed",
] as const;
export type BatchState = (typeof BATCH_STATES)[number];

/**
 * From which states an act on a batch is possible, and where it leads; null: the state stays, or follows from the act's content
 * (`state.ts`). `approved` is a matter of time as well as of acts: a batch is `planned` in the log until it is started, and a reader that
 * has a clock calls it approved while its approvals count (`quorum.ts`).
 */
const TRANSITIONS = {
  joined: { from: ["planned"], to: null },
  approved: { from: ["planned"], to: null },
  denied: { from: ["planned"], to: "denied" },
  started: { from: ["planned"], to: "executing" },
  gate: { from: ["executing"], to: null },
  paused: { from: ["executing", "reversing"], to: "paused" },
  resumed: { from: ["paused", "halted"], to: null },
  halted: { from: ["executing", "paused", "reversing", "halted"], to: "halted" },
  done: { from: ["executing"], to: "done" },
  reversal: { from: ["paused", "halted", "done", "reversing", "reversed"], to: "reversing" },
  reversed: { from: ["reversing"], to: null },
} as const satisfies Record<string, { from: readonly BatchState[]; to: BatchState | null }>;

export type Transition = keyof typeof TRANSITIONS;

/** Where the act leads, the state itself where it stays; null where the act is not possible. */
export function transition(state: BatchState, act: Transition): BatchState | null {
  const { from, to } = TRANSITIONS[act];
  if (!(from as readonly BatchState[]).includes(state)) return null;
  return to ?? state;
}

/** Nothing more comes of it unless it is planned again. */
export const isClosed = (state: BatchState): boolean =>
  state === "denied" || state === "expired" || state === "done" || state === "reversed";
