/** What is asked of the process that holds a data folder, by one that cannot open it meanwhile. */

export type Order = { do: "halt"; reason: string } | { do: "pause"; batch: string };

export interface Orders {
  /** Those given and not yet taken, each with what to call once it stands in the log. */
  given(): Promise<{ order: Order; taken: () => Promise<void> }[]>;
}
