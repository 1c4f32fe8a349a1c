/**
 * The published case at three sizes -> what an account takes of time and memory, by stage: what grows faster than the accounts shows. As
 * tables, and as a plot.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { formatCount, formatTable } from "../src/cli/text/format.js";
import { printBounds } from "./whole/bounds.js";
import type { Use } from "./whole/measure.js";
import { drawPanels, type Line } from "./whole/plot.js";
import { type Figures, type MeasuredRun, measureRun } from "./whole/run.js";
import { grouped } from "./whole/stages.js";
import { worldAt, worldIn } from "./whole/world.js";

/** From the last size but one to the last. */
const MOST_FACTOR = 1.5;

/**
 * `--sizes N,N,N`, `--worlds DIR` (with a folder for each size, named by it), `--svg FILE`; `--figures FILE` has what `headline` measured
 * already of one size.
 */
export const GROWTH_OPTIONS = {
  sizes: { type: "string", default: "10000,100000,1000000" },
  worlds: { type: "string" },
  svg: { type: "string" },
  figures: { type: "string" },
} as const;

/** What is asked of each stage, for each account. */
const QUESTIONS = [
  { title: "time", unit: "ms", of: ({ seconds }: Use) => 1000 * seconds },
  { title: "CPU", unit: "ms", of: ({ cpu }: Use) => 1000 * cpu },
  { title: "peak memory", unit: "kB", of: ({ peak }: Use) => peak / 1000 },
] as const;
const [TIME, , MEMORY] = QUESTIONS;
type Question = (typeof QUESTIONS)[number];

export async function benchGrowth(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...words], options: GROWTH_OPTIONS });
  const sizes = values.sizes.split(",").map(Number);
  if (sizes.length < 2 || !sizes.every((size, i) => size > (sizes[i - 1] ?? 0)))
    throw new Error(`bench: --sizes ${values.sizes}: give two numbers of accounts or more, ascending, with commas between`);
  const runs: MeasuredRun[] = [];
  const measured: Figures | null = values.figures === undefined ? null : JSON.parse(await readFile(values.figures, "utf8"));
  for (const accounts of sizes)
    runs.push(measured?.asked === accounts ? measured : await runOn(worldIn(values.worlds, accounts), accounts));
  for (const question of QUESTIONS) printTable(question, runs);
  const factor = ({ of }: Question) => ratio(runs.map((run) => each(run, of(run))));
  printBounds(
    [
      { what: `time of an account, from ${span(sizes)}`, measured: factor(TIME), most: MOST_FACTOR, unit: "" },
      { what: `peak memory of an account, from ${span(sizes)}`, measured: factor(MEMORY), most: MOST_FACTOR, unit: "" },
    ],
    sizes.at(-1)!,
  );
  if (values.svg !== undefined) await writeFile(values.svg, plot(runs));
}

const span = (sizes: readonly number[]) => sizes.slice(-2).map(formatCount).join(" to ");
/** Of all accounts -> of one. */
const each = ({ summary }: MeasuredRun, all: number) => all / summary.accounts;
const ratio = (values: readonly number[]) => values.at(-1)! / values.at(-2)!;

async function runOn(dir: string, accounts: number): Promise<MeasuredRun> {
  const world = await worldAt(dir, accounts);
  const work = await mkdtemp(join(dirname(resolve(dir)), "growth-"));
  try {
    const { events, operators } = world;
    return await measureRun({ events: [events], operators, data: join(work, "data"), out: join(work, "out"), key: join(work, "key") });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** A row a stage, in the order of the largest run. */
function printTable({ title, unit, of }: Question, runs: readonly MeasuredRun[]): void {
  const heads = runs.map(({ summary }) => formatCount(summary.accounts));
  const row = (name: string, uses: readonly (Use | undefined)[]) => {
    const values = uses.map((use, i) => (use === undefined ? Number.NaN : each(runs[i], of(use))));
    return [name, ...[...values, ratio(values)].map((value) => (Number.isFinite(value) ? value.toPrecision(3) : "–"))];
  };
  const stages = runs.at(-1)!.stages.map(({ name }) =>
    row(
      name,
      runs.map((run) => run.stages.find((stage) => stage.name === name)),
    ),
  );
  console.log(
    `\n${title} of an account, ${unit}, by accounts; the last column: how much more the last than the one before\n${formatTable([["stage", ...heads, "times"], ...stages, row("the whole run", runs)])}`,
  );
}

function plot(runs: readonly MeasuredRun[]): string {
  const parts = runs.map(({ stages }) => grouped(stages));
  const lines = ({ of }: Question): Line[] => {
    const whole = runs.map((run) => each(run, of(run)));
    return [
      { name: "the whole run", values: whole, style: "whole" },
      ...[...parts.at(-1)!.keys()].map((name) => ({
        name,
        values: parts.map((part, i) => (part.has(name) ? each(runs[i], of(part.get(name)!)) : Number.NaN)),
      })),
      {
        name: "the bound",
        values: whole.map((value, i) => [value, MOST_FACTOR * whole[i - 1]][i - whole.length + 2] ?? Number.NaN),
        style: "bound",
      },
    ];
  };
  return drawPanels(
    "What an account takes, as there are more of them",
    runs.map(({ summary }) => summary.accounts),
    [TIME, MEMORY].map((question) => ({ title: `${question.title} of an account, ${question.unit}`, lines: lines(question) })),
  );
}
