/** Batches by how much they want somebody: what was stopped, what waits for a signature, what is at work, then what is over. */

const URGENCY = ["halted", "paused", "executing", "reversing", "approved", "planned"];

/** Of one urgency they stay as they come: the latest first. */
export function byUrgency<T extends { state: string }>(batches: readonly T[]): T[] {
  const rank = ({ state }: T): number => (URGENCY.includes(state) ? URGENCY.indexOf(state) : URGENCY.length);
  return [...batches].sort((a, b) => rank(a) - rank(b));
}

/** What can be done to a batch in a state. */
export function deedsOf(state: string): readonly string[] {
  return DEEDS[state] ?? [];
}

const DEEDS: Readonly<Record<string, readonly string[]>> = {
  planned: ["approve", "deny"],
  approved: ["execute", "approve", "deny"],
  executing: ["pause"],
  reversing: ["pause"],
  paused: ["resume", "reverse"],
  halted: ["resume", "reverse"],
  done: ["reverse"],
  reversed: ["reverse"],
};
