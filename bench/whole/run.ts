/** `cautery run` on files of events, measured from outside: the run that headlines and growth are told of. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Summary } from "../../src/contract/summary.js";
import { type Measured, measure, type Stage } from "./measure.js";
import { MAIN } from "./world.js";

export interface MeasuredRun extends Measured {
  summary: Summary;
  clusters: string;
}

/** A run that was measured, as it is kept in a file. */
export interface Figures extends MeasuredRun {
  /** The accounts of the world that was asked for. Those that come after the run are not in it. */
  asked: number;
}

export interface RunOn {
  events: readonly string[];
  operators: string;
  data: string;
  out: string;
  /** The pseudonym key's file: made where it is missing. */
  key: string;
}

export async function measureRun({ events, operators, data, out, key }: RunOn): Promise<MeasuredRun> {
  const measured = await measure([MAIN, "run", ...events, "--operators", operators, "--data", data, "--out", out], {
    CAUTERY_KEY_FILE: key,
  });
  const summary: Summary = JSON.parse(await readFile(join(out, "summary.json"), "utf8"));
  return { ...measured, summary, clusters: join(out, "clusters.ndjson") };
}

/** Seconds from the last event read to the end. */
export function afterReading({ stages }: Measured): number {
  const read = stages.findLastIndex(({ name }) => name === "reading");
  if (read < 0) throw new Error(`bench: the run told no stage "reading", but ${stages.map(({ name }) => name).join(", ")}`);
  return stages.slice(read + 1).reduce((sum, { seconds }) => sum + seconds, 0);
}

/** Seconds, CPU and memory, as cells. */
export function cells({ seconds, cpu, peak }: Omit<Stage, "name">): string[] {
  return [seconds.toFixed(1), cpu.toFixed(1), (peak / 1e6).toFixed(0)];
}
