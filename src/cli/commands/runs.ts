/** `cautery runs`: the clusterings that are kept, newest first, and how to keep fewer of them. */
import { Command } from "commander";
import { pruneRuns } from "../../app/prune.js";
import { UsageError } from "../../errors.js";
import type { RunInfo } from "../../model/run.js";
import { type StoreOptions, storeOption, withStore } from "../store.js";
import { formatCount, formatTable, formatTime } from "../text/format.js";

export function runsCommand(): Command {
  return new Command("runs")
    .exitOverride()
    .description("Lists the clusterings that are kept: what each found, and what changed since the one before it, kept or not.")
    .addCommand(listCommand(), { isDefault: true })
    .addCommand(pruneCommand());
}

function listCommand(): Command {
  const command = new Command("list").description("one line a run, the newest first").option("--json", "one JSON object a line");
  return storeOption(command).action(async (options: StoreOptions & { json?: true }) => {
    const runs = await withStore(options, (store) => store.runs());
    if (options.json) for (const run of runs) console.log(JSON.stringify(runRow(run)));
    else console.log(runs.length === 0 ? "no runs yet: `cautery run --data DIR` keeps one" : table(runs));
  });
}

function pruneCommand(): Command {
  const command = new Command("prune")
    .description(
      "keeps one run a day beyond so many days, and every run that a judgement or a batch names; what changed in others goes with them",
    )
    .requiredOption("--days <number>", "days of which every run stays", days);
  return storeOption(command).action(async (options: StoreOptions & { days: number }) => {
    const dropped = await withStore(options, (store, key) => pruneRuns({ store, clock: Date, key }, options.days));
    console.log(`${formatCount(dropped.length)} ${dropped.length === 1 ? "run" : "runs"} dropped`);
  });
}

function table(runs: readonly RunInfo[]): string {
  const rows = runs.map(({ number, at, accounts, total, byDisposition, changes }, i) => [
    `${number}`,
    formatTime(at),
    formatCount(accounts),
    formatCount(total.clusters),
    formatCount(byDisposition.fraudulent.clusters),
    formatCount(byDisposition.fraudulent.accounts),
    changed(changes) + (number === 1 || runs[i + 1]?.number === number - 1 ? "" : ` (since run ${number - 1}, which is no longer kept)`),
  ]);
  return formatTable([["run", "when", "accounts", "clusters", "fraudulent", "their accounts", "since the run before"], ...rows], "");
}

function changed(changes: RunInfo["changes"]): string {
  const parts = Object.entries(changes).filter(([, count]) => count > 0);
  return parts.map(([what, count]) => `${formatCount(count)} ${what}`).join(", ");
}

/** For programs. */
function runRow({ number, at, ledger, accounts, total, byDisposition, byOperator, changes }: RunInfo): object {
  return {
    run: number,
    at: new Date(at).toISOString(),
    ledger,
    accounts,
    clusters: total.clusters,
    clustered_accounts: total.accounts,
    clustered_exchanges: total.exchanges,
    by_disposition: byDisposition,
    by_operator: byOperator,
    changes,
  };
}

function days(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new UsageError(`--days wants a whole number of days, not ${JSON.stringify(text)}`);
  return Number(text);
}
