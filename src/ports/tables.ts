/** What is kept -> tables for other tools, where a store has them as tables. */

export interface Tables {
  /**
   * One file a table, `NAME.parquet`, in a folder that is there: those of the current run, and the histories of all that are kept. Throws a
   * `PermanentError` where it cannot be written.
   */
  writeParquet(dir: string): Promise<void>;
}
