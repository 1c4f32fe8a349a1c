/** Nothing -> the version of the DuckDB library, which loading proves to be there for this platform. */
import { version } from "@duckdb/node-api";

export const duckDbVersion = (): string => version();
