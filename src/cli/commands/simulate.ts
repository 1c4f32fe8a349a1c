/**
 * `cautery simulate`: settings -> a folder with a world of known truth: events.ndjson (or .gz), operators.json, truth.ndjson, world.json.
 */
import { Command, InvalidArgumentError, Option } from "commander";
import { writeWorld } from "../../adapters/files/world-folder.js";
import { FIELDS, LEVELS, PRESETS, type Settings, settle, styleNames } from "../../simulate/settings.js";

interface Options extends Partial<Omit<Settings, "start">> {
  out: string;
  start?: number;
  preset?: string;
  gzip?: boolean;
  quiet?: boolean;
}

export function simulateCommand(): Command {
  return new Command("simulate")
    .description(
      "Writes a world with known truth: events.ndjson, operators.json, truth.ndjson, world.json. The same seed gives the same bytes.",
    )
    .requiredOption("--out <dir>", "folder to write to")
    .option("--accounts <n>", "accounts, innocent and fraudulent together (default 10000)", number)
    .option("--fraud <fraction>", "share of the accounts that is fraudulent (default 0.05)", number)
    .option("--days <n>", "days of usage (default 30)", number)
    .option("--start <date>", "first day, YYYY-MM-DD (default 2026-04-01)", date)
    .option("--seed <n>", "a whole number (default 1)", number)
    .option("--style <n>", `what kind of people and of fraud, docs/styles.md: ${styleNames()} (default 0)`, number)
    .option("--events-per-account <n>", "usage events of an average innocent account (default 30)", number)
    .addOption(new Option("--preset <name>", "replay what is publicly known of a case; --accounts scales it").choices(Object.keys(PRESETS)))
    .option("--levels <list>", `levels of evasion, of ${LEVELS.join(",")} (default all)`, listOf(LEVELS))
    .option("--without <list>", `fields to leave out, of ${FIELDS.join(",")}`, listOf(FIELDS))
    .option("--simhash-share <fraction>", "share of usage events that carry a prompt or its fingerprint (default 0.97)", number)
    .option("--prompts-as-text", "write prompts as text, not as fingerprints: near duplicates are a word or two apart")
    .option("--no-status", "leave out suspensions and reinstatements (they happen all the same)")
    .option("--jitter-minutes <n>", "move each usage event by up to this much (default 0)", number)
    .option("--gzip", "write events.ndjson.gz")
    .option("--quiet", "no progress")
    .addHelpText(
      "after",
      "\nExamples:\n  cautery simulate --out world\n  cautery simulate --out farmed --style 4 --seed 7\n  cautery simulate --out june --preset june-2026 --accounts 100000 --gzip",
    )
    .action(simulate);
}

async function simulate({ out, preset, gzip, quiet, ...asked }: Options): Promise<void> {
  const settings = settle(asked, preset);
  let told = 0;
  const onLines = (lines: number): void => {
    if (quiet || !process.stderr.isTTY || lines - told < 100_000) return;
    told = lines;
    process.stderr.write(`\r${lines.toLocaleString("en")} events`);
  };
  const { lines, seconds, eventsPath } = await writeWorld(settings, out, { gzip, onLines });
  if (told > 0) process.stderr.write("\r");
  if (!quiet)
    console.error(
      `${lines.toLocaleString("en")} events of ${settings.accounts.toLocaleString("en")} accounts in ${eventsPath} (${seconds.toFixed(1)} s)`,
    );
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) throw new InvalidArgumentError("It must be a number.");
  return value;
}

function date(text: string): number {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(time)) throw new InvalidArgumentError("It must be a date, YYYY-MM-DD.");
  return time;
}

function listOf<T extends string>(allowed: readonly T[]): (text: string) => T[] {
  return (text) =>
    text.split(",").map((word) => {
      const found = allowed.find((name) => name === word.trim());
      if (!found) throw new InvalidArgumentError(`"${word}" is none of ${allowed.join(", ")}.`);
      return found;
    });
}
