/** Moments at which stages began -> how long each took, and the CPU of each process meanwhile; peak memory of a process. Linux. */
import { readFileSync } from "node:fs";

/** Linux counts CPU time in these. */
const TICKS_PER_SECOND = 100;

export interface Moment {
  /** Of the stage that begins. */
  name: string;
  /** Milliseconds. */
  at: number;
  /** Seconds by process, since it began. */
  cpu: Readonly<Record<string, number>>;
}

export interface Span {
  name: string;
  seconds: number;
  /** Seconds by process. */
  cpu: Readonly<Record<string, number>>;
  allCpu: number;
}

/** A stage ends where the next begins; the last moment is an end alone. */
export function between(moments: readonly Moment[]): Span[] {
  return moments.slice(0, -1).map(({ name, at, cpu }, i) => {
    const next = moments[i + 1];
    const used = Object.fromEntries(Object.entries(cpu).map(([process, seconds]) => [process, next.cpu[process] - seconds]));
    return { name, seconds: (next.at - at) / 1000, cpu: used, allCpu: sum(Object.values(used)) };
  });
}

export function total(name: string, spans: readonly Span[]): Span {
  const cpu: Record<string, number> = {};
  for (const span of spans) for (const [process, seconds] of Object.entries(span.cpu)) cpu[process] = (cpu[process] ?? 0) + seconds;
  return { name, seconds: sum(spans.map(({ seconds }) => seconds)), cpu, allCpu: sum(Object.values(cpu)) };
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);

/** User and system time, with all threads (fields 14 and 15 of /proc/PID/stat). */
export function cpuSeconds(pids: Readonly<Record<string, number>>): Record<string, number> {
  const of = (pid: number) => {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  };
  return Object.fromEntries(Object.entries(pids).map(([name, pid]) => [name, of(pid)]));
}

/** Asked again and again, since nobody tells it after a process's end -> the highest so far, in MB; 0 where there is no /proc. */
export function watchPeak(pid: number): () => number {
  let peak = 0;
  const ask = () => {
    try {
      peak = Math.max(peak, peakMb(pid));
    } catch {
      // it has ended, or there is no /proc
    }
    return peak;
  };
  setInterval(ask, 200).unref();
  return ask;
}

export function peakMb(pid: number): number {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1024;
}
