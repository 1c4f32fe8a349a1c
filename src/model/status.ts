/**
 * What was done to an account, change by change -> the suspensions that count: as a takeover's cause all of them, as evidence those that
 * stand and are not Cautery's own.
 */

/** Who `actor` is where the platform did what Cautery asked. */
const OWN = "cautery";

export interface StatusChange {
  /** Milliseconds since 1970. */
  at: number;
  status: "suspended" | "reinstated" | "closed";
  /** Who did it, and why, as was said; null where it was not. */
  actor: string | null;
  reason: string | null;
}

/** Whether Cautery itself had it done. `actor` as in a status event, without the white space around it. */
export const isOwn = (actor: string | null): boolean => actor === OWN;

/**
 * When the account was suspended, whoever did it and whether it stands: ascending, each time once. A head that grows back does so after any
 * cut.
 */
export function suspensionTimes(changes: readonly StatusChange[] | undefined): number[] {
  const times = new Set<number>();
  for (const { at, status } of changes ?? []) if (status === "suspended") times.add(at);
  return [...times].sort((a, b) => a - b);
}

/**
 * The suspensions that are evidence about the account: no reinstatement came later (or at the same time), and somebody else than Cautery
 * had it suspended. What Cautery did is no evidence for what Cautery thought; where it takes that back, it lifts what it did itself and
 * nobody else's. `changes` ascend by time.
 */
export function standingSuspensions(changes: readonly StatusChange[] | undefined): StatusChange[] {
  let standing: StatusChange[] = [];
  let own = false; // one of Cautery's stands
  for (const change of changes ?? []) {
    const takesBack = change.status === "reinstated" && isOwn(change.actor) && own;
    if (change.status === "suspended" && isOwn(change.actor)) own = true;
    else if (change.status === "suspended") standing.push(change);
    else if (change.status === "reinstated") {
      own = false;
      if (!takesBack) standing = standing.filter(({ at }) => at > change.at);
    }
  }
  return standing;
}

/** Whether one of them stands. */
export const isSuspended = (changes: readonly StatusChange[] | undefined): boolean => standingSuspensions(changes).length > 0;
