/**
 * A command -> the time it took, and the CPU and memory of it and its descendants, by the stages that it tells on standard error: sampled
 * from outside, from the /proc of Linux, so that nothing is measured by what is measured.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";

export interface Use {
  seconds: number;
  /** CPU seconds, user's and system's. */
  cpu: number;
  /** Bytes resident, of all processes together, at most. What two of them share counts twice. */
  peak: number;
}

export interface Stage extends Use {
  name: string;
}

export interface Measured extends Use {
  stages: readonly Stage[];
  stdout: string;
}

const SAMPLE_MS = 100;
/** Before the first line. */
const STARTING = "starting";
/** What a process's times are counted in, on every Linux. */
const TICKS_A_SECOND = 100;

/** Runs Node with `args`. What it says on standard error is said on. Throws where it does not end with 0. */
export async function measure(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Measured> {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const kill = () => child.kill();
  process.once("exit", kill);
  const meter = new Meter(child.pid);
  const timer = setInterval(() => meter.sample(), SAMPLE_MS);
  try {
    createInterface({ input: child.stderr }).on("line", (line) => {
      process.stderr.write(`${line}\n`);
      const stage = stageBegun(line, meter.stage);
      if (stage !== null) meter.begin(stage);
    });
    const [stdout, [code, signal]] = await Promise.all([text(child.stdout), once(child, "close")]);
    if (code !== 0) throw new Error(`bench: node ${args.join(" ")} ended with ${code ?? signal}`);
    return { ...meter.end(), stdout };
  } finally {
    clearInterval(timer);
    process.off("exit", kill);
  }
}

/** A line of `progressOn` -> the stage that begins; null for one that says how far the present one is, or something else. */
export function stageBegun(line: string, present: string): string | null {
  const said = /^ *\d+ s {2}(.+)$/.exec(line)?.[1];
  return said === undefined || said.startsWith(`${present}: `) ? null : said;
}

/** Samples -> stages. */
class Meter {
  stage = STARTING;
  readonly #tree: ProcessTree | null;
  readonly #stages: Stage[] = [];
  #at = performance.now();
  #cpuBefore = 0;
  #cpu = 0;
  #now = 0;
  #peak = 0;

  /** Nothing is measured of a process that could not be started. */
  constructor(pid: number | undefined) {
    this.#tree = pid === undefined ? null : new ProcessTree(pid);
  }

  sample(): void {
    const { cpu, now, peak } = this.#tree?.read() ?? { cpu: 0, now: 0, peak: 0 };
    this.#cpu = Math.max(this.#cpu, cpu);
    this.#now = now;
    this.#peak = Math.max(this.#peak, peak);
  }

  begin(stage: string): void {
    this.sample();
    const now = performance.now();
    this.#stages.push({ name: this.stage, seconds: (now - this.#at) / 1000, cpu: this.#cpu - this.#cpuBefore, peak: this.#peak });
    this.stage = stage;
    [this.#at, this.#cpuBefore, this.#peak] = [now, this.#cpu, this.#now];
  }

  /** Once the process is gone: what it used after the last sample is not known. */
  end(): Use & { stages: readonly Stage[] } {
    this.begin("");
    const sum = (of: (stage: Stage) => number) => this.#stages.reduce((total, stage) => total + of(stage), 0);
    return {
      seconds: sum(({ seconds }) => seconds),
      cpu: sum(({ cpu }) => cpu),
      peak: Math.max(...this.#stages.map(({ peak }) => peak)),
      stages: this.#stages,
    };
  }
}

/** A process and all that descend from it. */
class ProcessTree {
  readonly #root: number;
  /** By process: the most it ever had, as last read. */
  readonly #mostEver = new Map<number, number>();

  constructor(root: number) {
    this.#root = root;
  }

  /** CPU seconds until now; bytes now, and the most since it was read last. What has gone is left out. */
  read(): { cpu: number; now: number; peak: number } {
    const sum = { cpu: 0, now: 0, peak: 0 };
    const waiting = [this.#root];
    for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
      waiting.push(...childrenOf(pid));
      sum.cpu += cpuOf(pid);
      const { now, peak } = this.#bytesOf(pid);
      sum.now += now;
      sum.peak += peak;
    }
    return sum;
  }

  /** Where the most ever has risen, that is the most since; else what it has now is what is known. */
  #bytesOf(pid: number): { now: number; peak: number } {
    const status = there(() => readFileSync(`/proc/${pid}/status`, "utf8"), "");
    const bytes = (field: string) => 1024 * Number(new RegExp(`^${field}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0);
    const [most, now] = [bytes("VmHWM"), bytes("VmRSS")];
    const risen = most > (this.#mostEver.get(pid) ?? 0);
    this.#mostEver.set(pid, most);
    return { now, peak: risen ? most : now };
  }
}

/** Any of its threads may have started one. */
function childrenOf(pid: number): number[] {
  return there(() => readdirSync(`/proc/${pid}/task`), []).flatMap((task) =>
    there(() => readFileSync(`/proc/${pid}/task/${task}/children`, "utf8"), "")
      .split(" ")
      .filter(Boolean)
      .map(Number),
  );
}

/** With that of its children that have gone. */
function cpuOf(pid: number): number {
  const stat = there(() => readFileSync(`/proc/${pid}/stat`, "utf8"), "");
  const fields = stat.slice(stat.lastIndexOf(") ") + 2).split(" ");
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_A_SECOND;
}

/** What is read of a process or a thread; `otherwise` where it has ended. */
function there<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) return otherwise;
    throw error;
  }
}
