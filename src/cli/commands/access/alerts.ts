/** `cautery alerts`: rules by which people are told of new clusters, growth, batches that stop and reports that fail. */
import { userInfo } from "node:os";
import { Command, Option } from "commander";
import { recordChange } from "../../../app/access/changes.js";
import { ALERT_KINDS, ALERTS_ON, type Alert, type AlertOn, type AlertRule } from "../../../app/alerts/alert.js";
import { alertPage } from "../../../app/alerts/kept.js";
import { addRule, rulesOf, testRule, withdrawRule } from "../../../app/alerts/rules.js";
import { runAlerts } from "../../../app/alerts/run.js";
import { FOLDER_TTL_MS } from "../../../app/holding.js";
import { UsageError } from "../../../errors.js";
import { shownDestination } from "../../../model/destination.js";
import type { Delivery } from "../../../ports/delivery.js";
import { type Enforcing, type EnforcingOptions, enforcing, print, withEnforcing } from "../../enforcing.js";
import { formatTable } from "../../text/format.js";
import { wholeNumber } from "../../whole-number.js";

export function alertsCommand(): Command {
  return new Command("alerts")
    .description("Tells people of what happens: by webhook or mail, at once or once a day.")
    .addCommand(listCommand(), { isDefault: true })
    .addCommand(addCommand())
    .addCommand(removeCommand())
    .addCommand(testCommand())
    .addCommand(runCommand());
}

const SAYS = ALERT_KINDS.map((on) => `  ${on.padEnd(9)}${ALERTS_ON[on].says}`).join("\n");

function addCommand(): Command {
  return enforcing("add", "makes a rule: what is told from now on, and where to")
    .addOption(new Option("--on <what>", "what is told").choices(ALERT_KINDS).makeOptionMandatory())
    .option("--least <accounts>", "from how many accounts on, for cluster and growth", wholeNumber("--least"))
    .requiredOption("--to <address>", "https://HOST/PATH or mailto:NAME@HOST")
    .option("--digest", "once a day, in the store's zone")
    .addHelpText("after", `\n${SAYS}\nExample:\n  cautery alerts add --on cluster --least 20 --to mailto:team@example.org --data state`)
    .action(async (options: EnforcingOptions & { on: AlertOn; least?: number; to: string; digest?: true }) => {
      const { on, least = null, to, digest = false } = options;
      const rule = await withEnforcing(options, async (ports) => {
        const by = userInfo().username;
        const added = (await addRule(ports, { on, least, to, digest, by })).rule;
        await noted(ports, "postAlertRule", added.rule);
        return added;
      });
      print(options, shown(rule), () => `${rule.rule} tells ${shownDestination(to)} of ${ALERTS_ON[on].says}`);
    });
}

function listCommand(): Command {
  return enforcing("list", "the rules that hold, and what was told last").action((options: EnforcingOptions) =>
    withEnforcing(options, async (ports) => {
      const rules = (await rulesOf(ports)).map(shown);
      const alerts = (await alertPage(ports.store, { limit: 20 })).map(({ alert }) => alert);
      const none = "no rule yet: `cautery alerts add --on WHAT --to ADDRESS`";
      print(options, { rules, alerts }, () =>
        [
          rules.length === 0 ? none : formatTable([["rule", "on", "from", "to", "when", "by"], ...rules.map(rowOf)], ""),
          ...(alerts.length === 0 ? [] : ["", formatTable([["at", "rule", "about", "state"], ...alerts.map(alertRow)], "")]),
        ].join("\n"),
      );
    }),
  );
}

function removeCommand(): Command {
  return enforcing("remove", "withdraws a rule: it tells nobody anything from then on, also of what waits")
    .argument("<rule>", "its id, as `alerts list` shows it")
    .action(async (id: string, options: EnforcingOptions) => {
      const rule = await withEnforcing(options, async (ports) => {
        const withdrawn = (await withdrawRule(ports, id, userInfo().username)).rule;
        await noted(ports, "withdrawAlertRule", id);
        return withdrawn;
      });
      print(options, shown(rule), () => `${id} is withdrawn`);
    });
}

function testCommand(): Command {
  return enforcing("test", "sends a message by a rule that says that it is a trial")
    .argument("<rule>", "its id, as `alerts list` shows it")
    .action(async (rule: string, options: EnforcingOptions) => {
      await withEnforcing(options, (ports) => delivering((delivery) => testRule({ ...ports, delivery }, rule)));
      print(options, { rule, sent: true }, () => `${rule}: the message was taken`);
    });
}

function runCommand(): Command {
  return enforcing("run", "tells what happened since it was run last: for cron, where nothing serves")
    .option("--base-url <url>", "as people reach the API and the workbench: what is told is linked there")
    .action(async (options: EnforcingOptions & { baseUrl?: string }) => {
      const { standardErrorLog } = await import("../../../adapters/log/pino.js"); // not light
      const log = standardErrorLog(process.env, "plain");
      const baseUrl = baseUrlOf(options.baseUrl);
      const done = await withEnforcing(options, (ports) =>
        delivering((delivery) =>
          runAlerts(
            { ...ports, delivery, log, baseUrl },
            new AbortController().signal,
            options.data === undefined ? undefined : FOLDER_TTL_MS,
          ),
        ),
      );
      if (done === null) return print(options, { running: true }, () => "another process is at it");
      const { found, sent, failed, waiting } = done;
      if (failed > 0) process.exitCode = 1;
      print(options, done, () => `alerts: ${found} new; messages: ${sent} sent, ${failed} failed; ${waiting} waiting`);
    });
}

/** Without what it ends in; null where there is none. */
export function baseUrlOf(given: string | undefined): string | null {
  if (given === undefined) return null;
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol))
    throw new UsageError("--base-url is no address: give it as people write it, such as https://cautery.example.org");
  return given.replace(/\/+$/, "");
}

async function delivering<T>(use: (delivery: Delivery) => Promise<T>): Promise<T> {
  const { openDelivery } = await import("../../../adapters/delivery/open.js"); // not light
  const delivery = openDelivery(process.env);
  try {
    return await use(delivery);
  } finally {
    await delivery.close();
  }
}

const noted = (ports: Enforcing, operation: string, about: string): Promise<void> =>
  recordChange(ports, { operation, about, by: userInfo().username, through: "command", from: "local" });

const shown = (rule: AlertRule): AlertRule => ({ ...rule, to: shownDestination(rule.to) });
const rowOf = ({ rule, on, least, to, digest, created_by }: AlertRule): string[] => [
  ...[rule, on, least === null ? "" : String(least), to],
  ...[digest ? "daily" : "at once", created_by],
];
const alertRow = ({ at, rule, about, state, error }: Alert): string[] => [
  ...[at.slice(0, 16), rule],
  [about.cluster, about.batch, about.report, about.accounts, about.what].filter((each) => each !== undefined).join(" "),
  error === null ? state : `${state}: ${error}`,
];
