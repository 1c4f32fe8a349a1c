/**
 * The published case, a million accounts -> what one `cautery run` on it takes, by stage, beside readers that only parse; then the next day
 * into the same state, compared with all events from scratch.
 */
import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { formatCount, formatTable } from "../src/cli/text/format.js";
import { printBounds } from "./whole/bounds.js";
import { type Measured, measure } from "./whole/measure.js";
import { READERS } from "./whole/readers.js";
import { afterReading, cells, type Figures, type MeasuredRun, measureRun } from "./whole/run.js";
import { compareDays } from "./whole/same.js";
import { FULL } from "./whole/sizes.js";
import { withNextDay, worldAt, worldIn } from "./whole/world.js";

/** What the whole run may take of the readline reader's time; bytes; seconds. */
const MOST = { share: 0.7, peak: 5e9, afterReading: 90, nextDay: 90 };

/**
 * `--accounts N`, `--world DIR`, `--no-scratch`; `--cut` cuts the last day off a world that is there, instead of off a copy; `--figures
 * FILE` keeps what was measured of the whole run, for `growth`.
 */
export const HEADLINE_OPTIONS = {
  accounts: { type: "string" },
  world: { type: "string" },
  cut: { type: "boolean", default: false },
  scratch: { type: "boolean", default: true },
  figures: { type: "string" },
} as const;

export async function benchHeadline(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...words], options: HEADLINE_OPTIONS, allowNegative: true });
  const accounts = Number(values.accounts ?? FULL);
  const whole = await worldAt(values.world ?? worldIn(undefined, accounts), accounts);
  const world = await withNextDay(whole, { inPlace: values.cut });
  const work = await mkdtemp(join(dirname(resolve(world.dir)), "headline-"));
  const { operators } = world;
  const run = (name: string, data: string, events: readonly string[]) =>
    measureRun({ events, operators, data: join(work, data), out: join(work, name), key: join(work, "key") });
  let same = true;
  try {
    const read = { readline: await reader("readline", world.events), split: await reader("split", world.events) };
    forget([world.events]);
    const first = await run("first", "data", [world.events]);
    printHeadline(first, read);
    if (values.figures !== undefined)
      await writeFile(values.figures, `${JSON.stringify({ asked: accounts, ...first } satisfies Figures)}\n`);
    forget([world.nextDay]);
    const next = await run("next", "data", [world.nextDay]);
    print(`the next day, ${formatCount(next.summary.events - first.summary.events)} events more, into the same state`, rowsOf(next));
    printBounds(
      [
        {
          what: "the whole run, of the readline reader's time",
          measured: first.seconds / read.readline.seconds,
          most: MOST.share,
          unit: "",
        },
        { what: "peak memory of all processes", measured: first.peak / 1e9, most: MOST.peak / 1e9, unit: " GB" },
        { what: "from all read to the clusters written", measured: afterReading(first), most: MOST.afterReading, unit: " s" },
        { what: "the next day, to its clusters", measured: next.seconds, most: MOST.nextDay, unit: " s" },
      ],
      accounts,
    );
    if (values.scratch) {
      await rm(join(work, "data"), { recursive: true }); // room for the other
      console.log("\nall events from scratch in a new folder, which takes as long as the whole run again (--no-scratch leaves it out)");
      const scratch = await run("scratch", "scratch-data", [world.events, world.nextDay]);
      same = await printComparison(first, next, scratch);
    }
  } finally {
    if (same) await rm(work, { recursive: true, force: true });
    else console.log(`  what was found is left in ${work}`);
  }
}

/** The time that it takes to read the file, from the disk. */
async function reader(how: "readline" | "split", events: string): Promise<Measured> {
  forget([events]);
  return await measure([READERS, how, events]);
}

/** Each reads from the disk: what one read would else be in memory for the next. Without GNU's `dd` it may be. */
function forget(files: readonly string[]): void {
  for (const file of files) spawnSync("dd", [`if=${file}`, "iflag=nocache", "count=0", "status=none"]);
}

function printHeadline(first: MeasuredRun, { readline, split }: { readline: Measured; split: Measured }): void {
  const { events, accounts, clusters } = first.summary;
  if ([readline, split].some(({ stdout }) => Number(stdout) !== events))
    throw new Error("bench: a reader counted other events than the run");
  const rate = formatCount(Math.round(events / first.seconds));
  print(
    `cautery run: ${formatCount(accounts)} accounts, ${formatCount(events)} events, ${formatCount(clusters)} clusters; ${rate} events/s`,
    [
      ...rowsOf(first),
      ["readline with JSON.parse, which keeps nothing", ...cells(readline)],
      ["split by hand with JSON.parse, likewise", ...cells(split)],
    ],
  );
}

const rowsOf = (run: Measured) => [
  ...run.stages.map((stage) => [stage.name, ...cells(stage)]),
  ["all after reading", afterReading(run).toFixed(1), "", ""],
  ["the whole run", ...cells(run)],
];

function print(title: string, rows: readonly string[][]): void {
  console.log(`\n${title}\n${formatTable([["stage", "seconds", "CPU s", "peak MB"], ...rows])}`);
}

/** Whether the next day's clusters are those from scratch. A difference fails the process at any size. */
async function printComparison(first: MeasuredRun, next: MeasuredRun, scratch: MeasuredRun): Promise<boolean> {
  const { clusters, alone, differing, misnamed, kept } = await compareDays(first.clusters, next.clusters, scratch.clusters);
  const verdict = (found: readonly string[]) =>
    found.length === 0 ? "yes" : `no: ${formatCount(found.length)} are not, as ${found.slice(0, 3).join("; ")}`;
  console.log(
    formatTable([
      [`of ${formatCount(clusters)} clusters after the next day`, ""],
      ["have the accounts that they have from scratch", verdict(alone)],
      ["have the same score, attribution and evidence too", verdict(differing)],
      [`have the id that is theirs (${formatCount(kept)} that of the day before)`, verdict(misnamed)],
    ]),
  );
  const same = [alone, differing, misnamed].every(({ length }) => length === 0);
  if (!same) process.exitCode = 1;
  return same;
}
