/**
 * What an account did, day by day: the nouns that reports and timelines are made of. A day is a whole number, counted from 1 January 1970
 * in the store's zone.
 */

export interface Sums {
  exchanges: number;
  inputTokens: number;
  outputTokens: number;
}

/** Which model was used: `named` by the event, `unsaid` by it, or one of `others`: those beyond the few that an account keeps by name. */
export type Model = { is: "named"; name: string } | { is: "unsaid" } | { is: "others" };

/** Sums over the usage of one capability (null where it was not said) of one model. */
export interface UsageSum extends Sums {
  capability: string | null;
  model: Model;
}

/** A day on which the account had an event. */
export interface DayActivity {
  day: number;
  usage: readonly UsageSum[];
  /** Whether there was an event beside usage: a sign-up, an update, a status change. */
  hasOther: boolean;
}

/** Days long ago, which are only known together: those of a month, or all before. */
export interface FoldedActivity {
  /** The first and the last of its days on which there was anything. */
  first: number;
  last: number;
  usage: readonly UsageSum[];
  hasOther: boolean;
}

export interface AccountActivity {
  account: string;
  /** Ascending. */
  days: readonly DayActivity[];
  /** Ascending; all that is before the days. */
  folded: readonly FoldedActivity[];
}
