/** The GraphStore in one DuckDB file under a data folder: for one process at a time. */
import type { GraphStore } from "../ports.js";

/** `dir` is made where it is missing; `open` on the store says clearly when another process holds it. */
export function duckDbStore(_dir: string): GraphStore {
  throw new Error("not yet");
}
