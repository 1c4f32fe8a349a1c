/** Alerts of one rule -> the message that tells them: JSON for a webhook, a few lines for a mail. Ids, counts and links alone. Pure. */
import type { Message } from "../../ports/delivery.js";
import type { Alert, AlertAbout, AlertOn, AlertRule } from "./alert.js";

/** Of a mail; a webhook is told all of them. */
const MOST_LINES = 100;

/** The same alerts give the same bytes. `baseUrl`: as people reach the API and the workbench; without it nothing is linked. */
export function alertMessage(rule: AlertRule, alerts: readonly Alert[], { id, baseUrl }: { id: string; baseUrl: string | null }): Message {
  const rows = alerts.map(({ alert, on, at, about }) => ({ alert, on, at, ...about, link: linkOf(about, baseUrl) }));
  const lines = rows.slice(0, MOST_LINES).map(({ alert: _, on, at, link, ...about }) => {
    const line = `${at.slice(0, 16).replace("T", " ")} UTC  ${SAYS[on](about)}`;
    return link === null ? line : `${line}\n  ${link}`;
  });
  const more = rows.length - lines.length;
  const subject = alerts.length === 1 ? SAYS[alerts[0].on](alerts[0].about) : `${alerts.length} alerts: ${TOPIC[rule.on]}`;
  return {
    id,
    body: JSON.stringify({ type: "cautery.alerts", id, rule: rule.rule, on: rule.on, digest: rule.digest, alerts: rows }),
    subject: `Cautery: ${subject}`,
    text: [...lines, ...(more > 0 ? [`and ${more} more`] : []), "", footOf(rule)].join("\n"),
  };
}

export function testMessage(rule: AlertRule, { id, at }: { id: string; at: number }): Message {
  const row = { type: "cautery.test", id, rule: rule.rule, on: rule.on, at: new Date(at).toISOString() };
  const text = ["This is a trial: nothing has happened.", "", footOf(rule)].join("\n");
  return { id, body: JSON.stringify(row), subject: `Cautery: a trial of ${rule.rule}`, text };
}

const TOPIC: Readonly<Record<AlertOn, string>> = {
  cluster: "new clusters",
  growth: "growth after a suspension",
  batch: "batches that stopped",
  report: "reports that failed",
};

const SAYS: Readonly<Record<AlertOn, (about: AlertAbout) => string>> = {
  cluster: ({ cluster, accounts }) => `${cluster} is a new fraudulent cluster of ${accounts} accounts`,
  growth: ({ batch, accounts }) => `${accounts} accounts came to the clusters of ${batch} since it began`,
  batch: ({ batch, what }) => (batch === undefined ? "everything was halted" : `${batch} was ${what}`),
  report: ({ report }) => `the report ${report} could not be made or sent`,
};

function linkOf({ cluster, batch }: AlertAbout, baseUrl: string | null): string | null {
  if (baseUrl === null) return null;
  if (cluster !== undefined) return `${baseUrl}/clusters/${encodeURIComponent(cluster)}`;
  return batch === undefined ? null : `${baseUrl}/v1/batches/${encodeURIComponent(batch)}`;
}

const footOf = ({ rule, created_at }: AlertRule): string =>
  `By the rule ${rule} of ${created_at.slice(0, 10)}: \`cautery alerts remove ${rule}\` ends it.`;
