/**
 * Rules and a store -> what happened since it was looked at last, told once each: one process at a time looks, packs and sends. What dies
 * between sending and noting that sends once more, under the same id and with the same bytes.
 */
import { asError, messageOf, PermanentError } from "../../errors.js";
import type { Clock } from "../../ports/clock.js";
import { type Delivery, LaterError } from "../../ports/delivery.js";
import type { Log } from "../../ports/log.js";
import type { GraphStore } from "../../ports/store.js";
import { byCodeUnit } from "../../tools/order.js";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../tools/units.js";
import { zoneOf } from "../../tools/zone.js";
import { Journal } from "../enforcement/journal.js";
import { holding } from "../holding.js";
import { type Alert, type AlertRule, alertsOf, digestOf } from "./alert.js";
import { happeningsSince } from "./happenings.js";
import {
  alertNamed,
  changeAlert,
  dropParcel,
  keepAlert,
  keepParcel,
  markOf,
  type Parcel,
  parcels,
  setMark,
  type WaitingAlert,
  waitingAlerts,
  waitNoMore,
} from "./kept.js";
import { alertMessage } from "./message.js";
import { ruleNamed, rulesOf } from "./rules.js";

export interface AlertPorts {
  store: GraphStore;
  clock: Clock;
  /** The pseudonym key. */
  key: Uint8Array;
  delivery: Delivery;
  log: Log;
  /** As people reach the API and the workbench; null: nothing is linked. */
  baseUrl: string | null;
}

export interface AlertsDone {
  /** Alerts that are new. */
  found: number;
  /** Messages. */
  sent: number;
  failed: number;
  /** Messages that wait for their next try, and alerts that wait for their day to end. */
  waiting: number;
}

const LOCK = "alerts";
/** Alerts of one message at the most. */
const TOGETHER = 500;
const FIRST_WAIT_MS = MINUTE_MS;
const LONGEST_WAIT_MS = 6 * HOUR_MS;
/** About four days of tries. */
const MOST_TRIES = 24;

/** Null where another process is at it. Of a data folder, `ttlMs` is `FOLDER_TTL_MS`. */
export async function runAlerts(ports: AlertPorts, stopping: AbortSignal, ttlMs?: number): Promise<AlertsDone | null> {
  let done: AlertsDone | null = null;
  const work = async (lost: AbortSignal): Promise<void> => {
    const found = await look(ports);
    await pack(ports);
    done = { found, ...(await send(ports, lost)) };
  };
  await holding(ports.store, LOCK, stopping, work, ttlMs);
  return done;
}

/** How many alerts are new. The mark is set last: what is looked at twice makes the same alerts. */
async function look(ports: AlertPorts): Promise<number> {
  const { store } = ports;
  const rules = await rulesOf(ports);
  if (rules.length === 0) return 0;
  const mark = (await markOf(store)) ?? { run: 0, entry: 0 };
  const since = Math.min(...rules.map(({ created_at }) => Date.parse(created_at)));
  const { happenings, looked } = await happeningsSince(store, new Journal(ports), { ...mark, since });
  let found = 0;
  for (const rule of rules) for (const alert of alertsOf(rule, happenings)) if (await keepAlert(store, alert)) found++;
  if (looked.run !== mark.run || looked.entry !== mark.entry) await setMark(store, looked);
  return found;
}

/** Alerts that wait -> messages: of what a rule tells at once, all; of a daily digest, those of a day that is over. */
async function pack({ store, clock }: AlertPorts): Promise<void> {
  const { dayOf } = zoneOf(store.zone());
  const packed = new Set((await parcels(store)).flatMap(({ alerts }) => alerts));
  const rules = new Map((await rulesOf({ store })).map((rule) => [rule.rule, rule]));
  const groups = new Map<string, WaitingAlert[]>();
  for (const waiting of (await waitingAlerts(store)).sort(byTime)) {
    const rule = rules.get(waiting.rule);
    if (rule === undefined) await changeAlert(store, waiting.alert, { state: "dropped" });
    if (rule === undefined || packed.has(waiting.alert)) await waitNoMore(store, waiting.alert);
    else if (!rule.digest || dayOf(waiting.at) < dayOf(clock.now())) {
      const group = `${rule.rule} ${rule.digest ? dayOf(waiting.at) : ""}`;
      groups.set(group, [...(groups.get(group) ?? []), waiting]);
    }
  }
  for (const group of groups.values()) {
    for (let from = 0; from < group.length; from += TOGETHER) {
      const part = group.slice(from, from + TOGETHER);
      const alerts = part.map(({ alert }) => alert);
      const { rule } = part[0];
      await keepParcel(store, { parcel: `am-${digestOf([rule, alerts])}`, rule, alerts, tries: 0, nextTry: 0 });
      for (const id of alerts) await waitNoMore(store, id);
    }
  }
}

const byTime = (a: WaitingAlert, b: WaitingAlert): number => a.at - b.at || byCodeUnit(a.alert, b.alert);

async function send(ports: AlertPorts, lost: AbortSignal): Promise<Omit<AlertsDone, "found">> {
  const { store, clock } = ports;
  const done = { sent: 0, failed: 0, waiting: (await waitingAlerts(store)).length };
  const away = new Set<string>(); // where one message could not go, the others need not try now
  for (const parcel of await parcels(store)) {
    if (lost.aborted) break;
    const { rule } = await ruleNamed(ports, parcel.rule);
    if (rule.withdrawn_at !== null) await finish(ports, parcel, { state: "dropped" });
    else if (parcel.nextTry > clock.now() || away.has(rule.to)) done.waiting++;
    else if (await sendOne(ports, parcel, rule)) done.sent++;
    else {
      done.failed++;
      away.add(rule.to);
    }
  }
  return done;
}

async function sendOne(ports: AlertPorts, parcel: Parcel, rule: AlertRule): Promise<boolean> {
  const { store, clock, delivery, log, baseUrl } = ports;
  const alerts: Alert[] = [];
  for (const id of parcel.alerts) {
    const alert = await alertNamed(store, id);
    if (alert !== null) alerts.push(alert);
  }
  try {
    await delivery.send(rule.to, alertMessage(rule, alerts, { id: parcel.parcel, baseUrl }));
  } catch (error) {
    if (!(error instanceof PermanentError) && !(error instanceof LaterError)) throw error;
    const tries = parcel.tries + 1;
    log.warn("an alert could not be sent", { rule: rule.rule, message: parcel.parcel, tries, error: asError(error) });
    if (tries >= MOST_TRIES) await finish(ports, parcel, { state: "failed", error: messageOf(error) });
    else {
      for (const id of parcel.alerts) await changeAlert(store, id, { error: messageOf(error) });
      await keepParcel(store, { ...parcel, tries, nextTry: clock.now() + waitOf(tries, error) });
    }
    return false;
  }
  await finish(ports, parcel, { state: "sent", sent_at: new Date(clock.now()).toISOString(), error: null });
  return true;
}

/** Longer after each try; as long as the receiver asks for, a day at the most. */
function waitOf(tries: number, error: PermanentError | LaterError): number {
  const asked = error instanceof LaterError ? (error.afterMs ?? 0) : 0;
  return Math.max(Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS), Math.min(asked, DAY_MS));
}

/** The message goes last: until then it is taken up again. */
async function finish({ store }: AlertPorts, parcel: Parcel, state: Partial<Alert>): Promise<void> {
  for (const id of parcel.alerts) await changeAlert(store, id, state);
  await dropParcel(store, parcel);
}
