/** Parquet <-> the CSV that edges are read from and communities written to, by DuckDB. */
import { DuckDBInstance } from "@duckdb/node-api";
import { PermanentError } from "../../errors.js";

/** Columns `source`, `target` and, where there is one, `weight`, whatever their types. */
export async function edgesToCsv(parquet: string, csv: string): Promise<void> {
  await withDuckDb(parquet, async (run) => {
    const columns = await run(`SELECT column_name FROM (DESCRIBE SELECT * FROM read_parquet(${quote(parquet)}))`);
    const named = new Set(columns.map(([name]) => String(name)));
    const missing = ["source", "target"].filter((name) => !named.has(name));
    if (missing.length > 0)
      throw new PermanentError(`${parquet} has no column ${missing.join(" and no column ")}; name the columns source, target, weight`);
    const weight = named.has("weight") ? "weight::FLOAT" : "1";
    await run(
      `COPY (SELECT source::VARCHAR AS source, target::VARCHAR AS target, ${weight} AS weight FROM read_parquet(${quote(parquet)}))
       TO ${quote(csv)} (FORMAT csv, HEADER true)`,
    );
  });
}

export async function communitiesToParquet(csv: string, parquet: string): Promise<void> {
  await withDuckDb(parquet, (run) =>
    run(
      `COPY (SELECT * FROM read_csv(${quote(csv)}, header = true, columns = {'node': 'VARCHAR', 'community': 'INTEGER'}))
       TO ${quote(parquet)} (FORMAT parquet)`,
    ),
  );
}

type Run = (sql: string) => Promise<readonly (readonly unknown[])[]>;

async function withDuckDb(file: string, work: (run: Run) => Promise<unknown>): Promise<void> {
  const instance = await DuckDBInstance.create(":memory:");
  try {
    const connection = await instance.connect();
    try {
      await work(async (sql) => (await connection.runAndReadAll(sql)).getRows());
    } finally {
      connection.closeSync();
    }
  } catch (error) {
    if (error instanceof PermanentError) throw error;
    throw new PermanentError(`${file}: ${(error as Error).message}`, { cause: error });
  } finally {
    instance.closeSync();
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
