/** `cautery suspend`: clusters and a measure -> a plan that persons approve; nothing is done to anybody by it. */
import { type Command, Option } from "commander";
import { suspend } from "../../../app/enforcement/suspend.js";
import { planSummary } from "../../../contract/plan-summary.js";
import { numberFor } from "../../../enforcement/plan/terms.js";
import { MEASURES, type Measure, WAYS, type Way } from "../../../model/enforcement/plan.js";
import { byOption, type EnforcingOptions, enforcing, policyFromEnvironment, print, reasonOption, withEnforcing } from "../../enforcing.js";
import { formatPlan } from "../../text/plan-text.js";

interface Options extends EnforcingOptions {
  by: string;
  reason: string;
  measure: Measure;
  days?: number;
  except?: string;
  minConfidence?: number;
  way: Way;
  window: number;
  rate: number;
  shadow?: number;
  tracers: number;
}

export function suspendCommand(): Command {
  return enforcing("suspend", "Plans what is to be done to the accounts of some clusters; persons approve it, and then it is executed.")
    .argument("<cluster...>", "ids of clusters, of today or before")
    .addOption(byOption())
    .addOption(reasonOption("why; the platform is told it").makeOptionMandatory())
    .addOption(new Option("--measure <which>", "what is done").choices(MEASURES).default("suspend"))
    .option("--days <number>", "how long it lasts; without it, until lifted", numberFor("--days"))
    .option("--except <file>", "accounts that are left alone: one id a line, or `ID REASON`")
    .option("--min-confidence <p>", "only accounts tied to the others with this probability or more, 0 to 1", numberFor("--min-confidence"))
    .addOption(
      new Option("--way <which>", "in stages with gates, or verification first and then all in one window").choices(WAYS).default("stages"),
    )
    .option("--window <minutes>", "of the strike, and of each gate's wait; 0: as fast as the rate allows", numberFor("--window"), 15)
    .option("--rate <calls>", "calls a second at the most", numberFor("--rate"), 50)
    .option("--shadow <days>", "acts on nobody: watches for so many days what it would have hit", numberFor("--shadow"))
    .option("--tracers <count>", "accounts that are kept under watch instead, to see where the work moves", numberFor("--tracers"), 0)
    .addHelpText(
      "after",
      "\nCAUTERY_PLATFORM_URL names the platform (docs/enforcement.md); without it everything is a dry run. CAUTERY_POLICY names a policy's JSON file.",
    )
    .action((clusters: string[], options: Options) => plan(clusters, options));
}

async function plan(clusters: string[], options: Options): Promise<void> {
  const { by, reason, measure, days, except, minConfidence, way, window, rate, shadow, tracers } = options;
  const { openPlatform } = await import("../../../adapters/platform/open.js");
  const { readExceptions } = await import("../../../adapters/files/exceptions.js");
  const platform = openPlatform(process.env);
  const request = {
    clusters,
    by,
    reason,
    measure,
    days: days ?? null,
    exceptions: except === undefined ? [] : await readExceptions(except),
    minConfidence: minConfidence ?? null,
    way,
    windowMinutes: window,
    rate,
    shadowDays: shadow ?? null,
    tracers,
    policy: await policyFromEnvironment(),
    target: platform.target,
  };
  await platform.close();
  const opened = await withEnforcing(options, (ports) => suspend(ports, request), { mayMake: true });
  print(options, planSummary(opened.plan, opened.hash), () => formatPlan(opened.plan, opened.hash));
}
