/**
 * What is due by the schedules -> reports made and sent, oldest first: each made once, and each receiver sent it once. What was begun is
 * noted before it is made, and what was sent after it was taken, so that whoever dies in between sends once more, under the same id.
 */
import { asError, PermanentError } from "../../errors.js";
import type { Log } from "../../ports/log.js";
import { FILE_OF, MEDIA_OF } from "../../report/formats/names.js";
import { duesOf } from "../../report/schedule.js";
import { dayText } from "../../tools/zone.js";
import { noteReportFailure } from "../alerts/report-failures.js";
import type { ControlPorts } from "../enforcement/control.js";
import { holding } from "../holding.js";
import { editionOf, type ReportHead, reportHeads, reportNamed } from "./kept.js";
import { makeReport } from "./make.js";
import { type Layouts, renderReport } from "./render.js";
import { type DueRecord, dueId, duesKept, keepDue, type Receiver, receiverKey, type Schedule, schedulesOf } from "./schedules.js";

export interface ReportFile {
  name: string;
  /** Its media type. */
  type: string;
  bytes: Uint8Array;
}

/** What is to be sent: `id` is the same whenever it is sent to this receiver. */
export interface Parcel {
  id: string;
  /** Of a folder: what the report's own folder in it is called. */
  name: string;
  head: ReportHead;
  /** Sentences. */
  keyJudgements: readonly string[];
  schedule: Schedule;
  files: readonly ReportFile[];
}

export interface SchedulePorts extends ControlPorts {
  layouts: Layouts;
  log: Log;
  /** Settles once the receiver has it. */
  send(receiver: Receiver, parcel: Parcel): Promise<void>;
}

export interface ScheduleDone {
  made: number;
  sent: number;
  failed: number;
}

const LOCK = "report-schedule";
const TTL_MS = 60_000;

/** Null where another process is at it. What fails is told in the log, and is tried again at the next call. */
export async function runSchedules(ports: SchedulePorts, stopping: AbortSignal): Promise<ScheduleDone | null> {
  const done: ScheduleDone = { made: 0, sent: 0, failed: 0 };
  const work = async (lost: AbortSignal): Promise<void> => {
    for (const schedule of await schedulesOf(ports.store)) await runOne(ports, schedule, done, lost);
  };
  return (await holding(ports.store, LOCK, stopping, work, TTL_MS)) ? done : null;
}

async function runOne(ports: SchedulePorts, schedule: Schedule, done: ScheduleDone, lost: AbortSignal): Promise<void> {
  const begun = await duesKept(ports.store, schedule.name);
  const open = begun.filter(({ isDone }) => !isDone);
  const last = begun.at(-1);
  const since = Math.max(schedule.since, last?.at ?? 0);
  const now = ports.clock.now();
  const fresh = duesOf(schedule, ports.store.zone(), { since, told: last?.to ?? null, now }).map(
    (due): DueRecord => ({ ...due, schedule: schedule.name, after: 0, report: null, sent: [], isDone: false }),
  );
  for (const due of [...open, ...fresh]) {
    if (lost.aborted) return;
    try {
      await tell(ports, schedule, due, done);
    } catch (error) {
      done.failed++;
      const report = dueId(due);
      ports.log.error("a report could not be made or sent, and will be tried again", { report, error: asError(error) });
      await noteReportFailure(ports.store, { report, at: now });
      if (due.report === null) return; // those after it tell corrections of this one
    }
  }
}

/** Throws the first failure, once every receiver was tried. */
async function tell(ports: SchedulePorts, schedule: Schedule, due: DueRecord, done: ScheduleDone): Promise<void> {
  const { store } = ports;
  if (due.report === null) {
    if (due.after === 0) due.after = ((await reportHeads(store)).at(-1)?.order ?? 0) + 1;
    await keepDue(store, due);
    due.report = (await reportOfDue(ports, schedule, due)).id;
    await keepDue(store, due);
    done.made++;
  }
  const parcel = await parcelOf(ports, schedule, due);
  let failure: unknown = null;
  for (const receiver of schedule.to) {
    const key = receiverKey(receiver);
    if (due.sent.includes(key)) continue;
    try {
      await ports.send(receiver, { ...parcel, id: `${parcel.head.id}-${key}` });
      due.sent.push(key);
      await keepDue(store, due);
      done.sent++;
    } catch (error) {
      failure ??= error;
    }
  }
  if (failure !== null) throw failure;
  due.isDone = true;
  await keepDue(store, due);
}

/** That which somebody who died began to make, or a new one. */
async function reportOfDue(ports: SchedulePorts, { operator, cluster }: Schedule, due: DueRecord): Promise<ReportHead> {
  const late = due.isLate ? due.at : null;
  const made = (await reportHeads(ports.store)).find(
    (head) =>
      head.order >= due.after &&
      head.from === due.from &&
      head.to === due.to &&
      head.due === late &&
      (cluster ?? null) === head.scope.cluster &&
      (operator ?? null) === head.scope.operator,
  );
  if (made !== undefined) return made;
  return await makeReport(ports, {
    from: dayText(due.from),
    to: dayText(due.to),
    operator: operator ?? undefined,
    cluster: cluster ?? undefined,
    due: late ?? undefined,
  });
}

async function parcelOf({ store, layouts, log }: SchedulePorts, schedule: Schedule, due: DueRecord): Promise<Omit<Parcel, "id">> {
  const head = await reportNamed(store, due.report!);
  const report = await editionOf(store, head, schedule.marking);
  const files: ReportFile[] = [];
  let missing: unknown = null;
  for (const format of schedule.formats) {
    try {
      files.push({ name: FILE_OF[format], type: MEDIA_OF[format], bytes: await renderReport(report, format, layouts) });
    } catch (error) {
      if (!(error instanceof PermanentError)) throw error;
      missing = error; // the others tell the same
      log.warn("a report goes out without one of its formats", { report: head.id, format, error });
    }
  }
  if (files.length === 0) throw missing;
  const keyJudgements = report.key_judgements.flatMap((id) => {
    const found = report.judgements.find((each) => each.id === id);
    return found ? [`${found.text} ${found.confidence_text}`] : [];
  });
  const name = `${schedule.name}-${dayText(due.from)}-to-${dayText(due.to)}${due.isLate ? "-late" : ""}`;
  return { name, head, keyJudgements, schedule, files };
}
