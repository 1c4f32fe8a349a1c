/** `cautery report`: a period -> what is to be told of it, counted once and kept, in the formats asked for; and its files checked. */
import { readFile } from "node:fs/promises";
import { Command, Option } from "commander";
import { type ReportHead, reportHeads } from "../../../app/report/kept.js";
import { makeReport } from "../../../app/report/make.js";
import { reportRow } from "../../../app/report/row.js";
import { verifyReport } from "../../../app/report/verify.js";
import { MARKINGS, type ReportMarking } from "../../../contract/report/fields.js";
import { PermanentError, UsageError } from "../../../errors.js";
import { FORMATS, type Format } from "../../../report/formats/names.js";
import { printable } from "../../../tools/mask.js";
import { dayText } from "../../../tools/zone.js";
import { withEnforcing } from "../../enforcing.js";
import { writeReport } from "../../report-files.js";
import { openLayouts } from "../../report-layouts.js";
import { type StoreOptions, storeOption, withStore } from "../../store.js";
import { formatCount, formatTable, formatTime } from "../../text/format.js";
import { progressOn } from "../../text/progress.js";
import { formats } from "./formats.js";
import { scheduleCommand } from "./schedule.js";

interface Options extends StoreOptions {
  from: string;
  to: string;
  zone?: string;
  operator?: string;
  cluster?: string;
  marking: ReportMarking;
  format: Format[];
  out: string;
}

export function reportCommand(): Command {
  return new Command("report")
    .exitOverride()
    .description("Reports on a period: who is behind which accounts, what was done, what is not known. Each is counted once and kept.")
    .addCommand(makeCommand(), { isDefault: true })
    .addCommand(listCommand())
    .addCommand(verifyCommand())
    .addCommand(scheduleCommand());
}

function makeCommand(): Command {
  const command = new Command("make")
    .description("counts a period as of the current run, and writes it in the formats asked for")
    .requiredOption("--from <time>", "the first day, YYYY-MM-DD in the store's zone, or its midnight with an offset")
    .requiredOption("--to <time>", "the day after the last one, likewise")
    .requiredOption("--out <dir>", "the folder that the files go to")
    .option("--zone <name>", "the store's time zone, to be sure of it")
    .addOption(new Option("--operator <id>", "of one operator's clusters alone").conflicts("cluster"))
    .option("--cluster <id>", "of one cluster alone, by an id of any time")
    .addOption(new Option("--marking <name>", "who it is for: what they may not see is left out").choices(MARKINGS).default("internal"))
    .option("--format <names>", `of ${FORMATS.join(", ")}, with commas`, formats, ["json"] as Format[])
    .addHelpText(
      "after",
      "\nExample:\n  cautery report --data state --from 2026-05-01 --to 2026-06-01 --format html,pdf,json --out reports/may",
    );
  return storeOption(command).action((options: Options) => make(options));
}

async function make({ from, to, out, format, marking, ...options }: Options): Promise<void> {
  if (from === undefined || to === undefined)
    throw new UsageError("which period? give --from DAY and --to DAY, the day after the last one");
  if (out === undefined) throw new UsageError("where to? give --out DIR");
  const { zone, operator, cluster } = options;
  const progress = progressOn();
  await withEnforcing(options, async (ports) => {
    progress.stage("counting");
    const onAccounts = (done: number, of: number) => progress.tell(`${formatCount(done)} of ${formatCount(of)} accounts`);
    const head = await makeReport(ports, { from, to, zone, operator, cluster }, { onAccounts });
    const onFormat = (each: Format) => progress.stage(`writing ${each}`);
    const { paths, missing } = await writeReport(ports.store, head, { marking, formats: format, out, onFormat });
    progress.done();
    console.log(
      printable(`${head.id}: run ${head.run}, ${dayText(head.from)} to ${dayText(head.to - 1)}, ${marking}\n${paths.join("\n")}`),
    );
    if (missing.length > 0) throw new PermanentError(missing.join("\n"));
  });
}

function listCommand(): Command {
  const command = new Command("list")
    .description("one line a report that is kept, the newest first")
    .option("--json", "one JSON object a line");
  return storeOption(command).action(async (options: StoreOptions & { json?: true }) => {
    const heads = (await withStore(options, (store) => reportHeads(store), { mayMake: false })).reverse();
    if (options.json) for (const head of heads) console.log(JSON.stringify(reportRow(head)));
    else console.log(printable(heads.length === 0 ? "no reports yet: `cautery report` makes one" : table(heads)));
  });
}

function table(heads: readonly ReportHead[]): string {
  const rows = heads.map(({ id, from, to, zone, scope, run, at, totals, due }) => [
    id,
    dayText(from),
    dayText(to - 1),
    zone,
    scope.operator ?? scope.cluster ?? "all",
    `${run}`,
    formatTime(at),
    formatCount(totals.accounts),
    formatCount(totals.exchanges),
    due === null ? "" : "late",
  ]);
  return formatTable([["report", "from", "to", "zone", "of", "run", "as of", "accounts", "exchanges", ""], ...rows], "");
}

function verifyCommand(): Command {
  const command = new Command("verify")
    .description("Counts every figure of a report's file again, from what was kept when it was made.")
    .argument("<file>", "as `cautery report` wrote it, in any format");
  return storeOption(command).action(async (file: string, options: StoreOptions) => {
    const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
      throw new UsageError(`cannot read ${file} (${cause.code}): give the path of a report's file`, { cause });
    });
    const layouts = await openLayouts();
    const { report, marking, format, figures, off } = await withStore(options, (store) => verifyReport(store, bytes, layouts), {
      mayMake: false,
    });
    if (off.length > 0) {
      const named = off.slice(0, MOST_NAMED).map((name) => `  ${name}`);
      const rest = off.length > MOST_NAMED ? [`  and ${formatCount(off.length - MOST_NAMED)} more`] : [];
      throw new PermanentError(
        [`${file} is not what report ${report} (${marking}, ${format}) tells; off are:`, ...named, ...rest].join("\n"),
      );
    }
    console.log(printable(`${file}: report ${report}, ${marking}, ${format}: all ${formatCount(figures)} figures are as counted`));
  });
}

const MOST_NAMED = 20;
