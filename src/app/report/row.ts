/** A report that is kept -> a line of a list of reports, for programs. */
import { dayText } from "../../tools/zone.js";
import type { ReportHead } from "./kept.js";

export function reportRow({ id, from, to, zone, scope, run, at, totals, due }: ReportHead) {
  return {
    report: id,
    from: dayText(from),
    to: dayText(to),
    zone,
    operator: scope.operator,
    cluster: scope.cluster,
    run,
    at: new Date(at).toISOString(),
    due: due === null ? null : new Date(due).toISOString(),
    clusters: totals.clusters,
    accounts: totals.accounts,
    exchanges: totals.exchanges,
  };
}
