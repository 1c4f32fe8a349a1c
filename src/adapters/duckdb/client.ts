/** One DuckDB file -> statements and transactions, one at a time; its errors become ours. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";
import { PermanentError } from "../../errors.js";

/** What is in it is small (the events' bulk lies in files beside it), so it gets little memory. */
const SETTINGS = { memory_limit: "384MB", threads: "2", checkpoint_threshold: "32MB" };
const FILE = "cautery.duckdb";

export type Row = Record<string, unknown>;
export type Run = (sql: string, values?: readonly DuckDBValue[]) => Promise<Row[]>;
/** Many rows at once, of texts and doubles. */
export type Append = (table: string, rows: readonly (readonly (string | number)[])[]) => Promise<void>;

export class DuckDbClient {
  readonly dir: string;
  #opened: { instance: DuckDBInstance; connection: DuckDBConnection } | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(dir: string) {
    this.dir = dir;
  }

  /** Before, and after `close`, every call says that it is not open. */
  async open(): Promise<void> {
    const { dir } = this;
    try {
      mkdirSync(dir, { recursive: true });
      const instance = await DuckDBInstance.create(join(dir, FILE), SETTINGS);
      this.#opened = { instance, connection: await instance.connect() };
    } catch (cause) {
      const why = (cause as Error).message;
      const mend = /lock/i.test(why)
        ? "another cautery is at work in it; wait until it ends, or name another folder"
        : "name a folder you may write to"; // DuckDB has no error codes
      throw new PermanentError(`cannot open the data folder ${dir}: ${mend} (${why.split("\n")[0]})`, { cause });
    }
  }

  /** Rows of one statement. Numbers of 64 bits come as `bigint`. */
  query(sql: string, values: readonly DuckDBValue[] = []): Promise<Row[]> {
    return this.#inTurn(() => this.#run(sql, values));
  }

  /** `body` with nobody else's statement in between: what it reads stays so until it ends. */
  undisturbed<T>(body: (run: Run) => Promise<T>): Promise<T> {
    return this.#inTurn(() => body((sql, values) => this.#run(sql, values)));
  }

  /** All statements of `body`, or none. */
  transaction<T>(body: (run: Run, append: Append) => Promise<T>): Promise<T> {
    return this.#inTurn(async () => {
      await this.#run("BEGIN");
      try {
        const result = await body(
          (sql, values) => this.#run(sql, values),
          (table, rows) => this.#append(table, rows),
        );
        await this.#run("COMMIT");
        return result;
      } catch (error) {
        await this.#run("ROLLBACK").catch(() => {}); // the first error is the one to tell
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    await this.#turn;
    this.#opened?.connection.closeSync();
    this.#opened?.instance.closeSync();
    this.#opened = null;
  }

  get #connection(): DuckDBConnection {
    if (!this.#opened) throw new PermanentError("the store is not open: call open first");
    return this.#opened.connection;
  }

  async #run(sql: string, values: readonly DuckDBValue[] = []): Promise<Row[]> {
    const reader = await this.#connection.runAndReadAll(sql, [...values]);
    return reader.getRowObjects();
  }

  async #append(table: string, rows: readonly (readonly (string | number)[])[]): Promise<void> {
    if (rows.length === 0) return;
    const appender = await this.#connection.createAppender(table);
    for (const row of rows) {
      for (const value of row) {
        if (typeof value === "number") appender.appendDouble(value);
        else appender.appendVarchar(value);
      }
      appender.endRow();
    }
    appender.closeSync();
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(step);
    this.#turn = result.catch(() => {}); // whoever asked for the step hears of it
    return result;
  }
}
