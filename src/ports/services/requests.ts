/** Clusterings that were asked for. */

/** Clusterings asked for and answered, beside the state: what was asked and not answered is pending, whatever became of the job. */
export interface ClusteringRequests {
  /** Asks for a clustering of all that is applied now; returns the request's number. */
  request(): Promise<number>;
  /** `ledger`: how many slices the last clustering saw, or -1. */
  requests(): Promise<{ asked: number; answered: number; ledger: number }>;
  /** A clustering that began when `asked` was `request` and the ledger `ledger` stands. */
  answer(request: number, ledger: number): Promise<void>;
}
