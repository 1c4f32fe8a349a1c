/** `cautery report schedule`: reports that are due by a cron line, made and sent to folders, webhooks and by mail. */
import { Command, Option } from "commander";
import { runSchedules } from "../../../app/report/run-schedules.js";
import { addSchedule, removeSchedule, type Schedule, schedulesOf } from "../../../app/report/schedules.js";
import { MARKINGS, type ReportMarking } from "../../../contract/report/fields.js";
import { UsageError } from "../../../errors.js";
import type { Format } from "../../../report/formats/names.js";
import { checkCronLine, duesOf } from "../../../report/schedule.js";
import { zoneOf } from "../../../tools/zone.js";
import { type EnforcingOptions, enforcing, print, withEnforcing } from "../../enforcing.js";
import { openLayouts } from "../../report-layouts.js";
import { receiverFrom, sendingBy, shownReceiver } from "../../report-sending.js";
import { formatTable } from "../../text/format.js";
import { formats } from "./formats.js";

interface AddOptions extends EnforcingOptions {
  cron: string;
  zone?: string;
  since?: string;
  to: string[];
  marking: ReportMarking;
  format: Format[];
  operator?: string;
  cluster?: string;
}

export function scheduleCommand(): Command {
  return new Command("schedule")
    .description("Reports that are due by a cron line: each period once, missed ones too, to folders, webhooks and by mail.")
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(removeCommand())
    .addCommand(runCommand());
}

function addCommand(): Command {
  return enforcing("add", "adds a schedule: at each of its moments a report is due of the days since the one before")
    .argument("<name>", "its name: small letters, digits and -", nameFrom)
    .requiredOption("--cron <line>", 'minute, hour, day, month, weekday, such as "0 6 * * 1"')
    .option("--zone <name>", "of the cron line, an IANA name; else the store's")
    .option("--since <time>", "what was due since then is made too, as late; else from now on")
    .requiredOption("--to <receiver>", "a folder, https://HOST/PATH or mailto:NAME@HOST; may be given again", collect)
    .addOption(new Option("--marking <name>", "who it is for").choices(MARKINGS).default("internal"))
    .option("--format <names>", "with commas", formats, ["json"] as Format[])
    .addOption(new Option("--operator <id>", "of one operator's clusters alone").conflicts("cluster"))
    .option("--cluster <id>", "of one cluster alone")
    .addHelpText("after", '\nExample:\n  cautery report schedule add weekly --cron "0 6 * * 1" --to reports --format html,pdf --data state')
    .action((name: string, options: AddOptions) => withEnforcing(options, (ports) => add(ports, name, options)));
}

async function add(
  { store, clock }: Parameters<Parameters<typeof withEnforcing>[1]>[0],
  name: string,
  { cron, zone = store.zone(), since, to, marking, format, operator, cluster, ...options }: AddOptions,
): Promise<void> {
  const now = clock.now();
  checkCronLine({ cron, zone }, store.zone(), now);
  const schedule: Schedule = {
    name,
    cron,
    zone: zoneOf(zone).name,
    since: since === undefined ? now : timeFrom(since),
    marking,
    formats: format,
    operator: operator ?? null,
    cluster: cluster ?? null,
    to: to.map(receiverFrom),
  };
  duesOf(schedule, store.zone(), { since: schedule.since, told: null, now }); // so many that nobody means them
  await addSchedule(store, schedule);
  print(options, rowOf(schedule), () => `${name}: ${cron} in ${schedule.zone}, to ${schedule.to.map(shownReceiver).join(", ")}`);
}

function listCommand(): Command {
  return enforcing("list", "all schedules, by name").action((options: EnforcingOptions) =>
    withEnforcing(options, async ({ store }) => {
      const all = (await schedulesOf(store)).map(rowOf);
      const head = ["schedule", "cron", "zone", "of", "marking", "formats", "to"];
      const rows = all.map(({ schedule, cron, zone, operator, cluster, marking, formats, to }) => [
        ...[schedule, cron, zone, operator ?? cluster ?? "all", marking, formats.join(","), to.join(", ")],
      ]);
      print(options, { schedules: all }, () => (all.length === 0 ? "no schedules yet" : formatTable([head, ...rows], "")));
    }),
  );
}

function removeCommand(): Command {
  return enforcing("remove", "removes a schedule; what it told stays")
    .argument("<name>", "as `list` shows it")
    .action(async (name: string, options: EnforcingOptions) => {
      await withEnforcing(options, ({ store }) => removeSchedule(store, name));
      print(options, { schedule: name, removed: true }, () => `${name}: removed`);
    });
}

function runCommand(): Command {
  return enforcing("run", "makes and sends what is due, the oldest first: for cron, where nothing serves").action(
    async (options: EnforcingOptions) => {
      const { standardErrorLog } = await import("../../../adapters/log/pino.js"); // not light
      const { openDelivery } = await import("../../../adapters/delivery/open.js");
      const log = standardErrorLog(process.env, "plain");
      const delivery = openDelivery(process.env);
      try {
        const layouts = await openLayouts();
        const done = await withEnforcing(options, (ports) =>
          runSchedules({ ...ports, layouts, log, send: sendingBy(delivery) }, new AbortController().signal),
        );
        if (done === null) return print(options, { running: true }, () => "another process is at it");
        if (done.failed > 0) process.exitCode = 1;
        print(options, done, () => `reports: ${done.made} made; ${done.sent} sent; ${done.failed} failed`);
      } finally {
        await delivery.close();
      }
    },
  );
}

function rowOf({ name, cron, zone, since, marking, formats, operator, cluster, to }: Schedule) {
  const shown = to.map(shownReceiver);
  return { schedule: name, cron, zone, since: new Date(since).toISOString(), marking, formats, operator, cluster, to: shown };
}

function nameFrom(text: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,59}$/.test(text)) return text;
  throw new UsageError(`${JSON.stringify(text)} is no schedule's name: give 1 to 60 small letters, digits and -, such as weekly`);
}

function timeFrom(text: string): number {
  const time = /T.*(Z|[+-]\d{2}:\d{2})$/i.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time))
    throw new UsageError(`--since wants a time with an offset such as 2026-05-01T00:00:00Z, not ${JSON.stringify(text)}`);
  return time;
}

const collect = (one: string, others: string[] = []): string[] => [...others, one];
