/** What is kept -> tables for other tools, where a store has them as tables. */

export interface Tables {
  /**
   * One file a table, `NAME.parquet`, in a folder that is there; of the current run what changes from run to run. Throws a `PermanentError`
   * where it cannot be written.
   */
  writeParquet(dir: string): Promise<void>;
}
