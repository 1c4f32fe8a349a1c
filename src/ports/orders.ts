/** What is asked of the process that holds a data folder, by one that cannot open it meanwhile. */

export type Order = { do: "halt"; reason: string } | { do: "pause"; batch: string };

export interface Orders {
  /** Those given and not yet taken, each with what to call once it stands in the log, or with why it does not. */
  given(): Promise<{ order: Order; taken: (refusal?: string) => Promise<void> }[]>;
}
