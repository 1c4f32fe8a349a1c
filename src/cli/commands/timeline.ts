/** `cautery timeline`: a cluster or an account -> what was done day by day, and by capability and model. */
import { Command } from "commander";
import { timelineOf } from "../../app/timeline.js";
import { timelineRow } from "../../contract/api/timeline.js";
import { UsageError } from "../../errors.js";
import { dayOfText, dayText } from "../../tools/zone.js";
import { type StoreOptions, storeOption, withStore } from "../store.js";
import { formatTimeline } from "../text/timeline-text.js";

interface Options extends StoreOptions {
  from?: number;
  to?: number;
  json?: true;
}

export function timelineCommand(): Command {
  const command = new Command("timeline")
    .description("Shows what a cluster's accounts, or one account, did day by day: exchanges and tokens, by capability and model.")
    .argument("<what>", "a cluster's id, of today or of any time, or an account")
    .option("--from <day>", "the first day, YYYY-MM-DD in the store's zone", day("--from"))
    .option("--to <day>", "the day after the last one", day("--to"))
    .option("--json", "print one line of JSON")
    .addHelpText("after", "\nExample:\n  cautery timeline --data state c-4f1d --from 2026-05-01 --to 2026-06-01");
  return storeOption(command).action(async (what: string, { from, to, json, ...options }: Options) => {
    if (from !== undefined && to !== undefined && from >= to)
      throw new UsageError(`--from ${dayText(from)} is not before --to ${dayText(to)}, the day after the last one`);
    const timeline = await withStore(options, (store) => timelineOf(store, what, { from, to }));
    console.log(json ? JSON.stringify(timelineRow(timeline)) : formatTimeline(what, timeline));
  });
}

const day =
  (option: string) =>
  (text: string): number => {
    const number = dayOfText(text);
    if (number === null) throw new UsageError(`${option} wants a day such as 2026-05-01, not ${JSON.stringify(text)}`);
    return number;
  };
