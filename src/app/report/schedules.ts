/** Records of the store <-> schedules of reports (a cron line, what is told to whom), and what became of each period that was due. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { MARKINGS } from "../../contract/report/fields.js";
import { NotFoundError, PermanentError } from "../../errors.js";
import type { Records } from "../../ports/knowledge.js";
import { FORMATS } from "../../report/formats/names.js";

const SCHEDULE = "report-schedule";
const DUE = "report-due";
const AT_ONCE = 1_000;
const MOST_SCHEDULES = 200;

const receiver = z.discriminatedUnion("is", [
  /** An absolute path. */
  z.object({ is: z.literal("folder"), dir: z.string().min(1).max(4_000) }),
  /** A webhook's address or a mail's (`model/destination.ts`). */
  z.object({ is: z.literal("message"), to: z.string().min(1).max(2_000) }),
]);
export type Receiver = z.infer<typeof receiver>;

const schedule = z.object({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/),
  cron: z.string().max(200),
  zone: z.string(),
  /** Due since then, milliseconds since 1970. */
  since: z.number(),
  marking: z.enum(MARKINGS),
  formats: z.array(z.enum(FORMATS)).min(1),
  operator: z.string().nullable(),
  cluster: z.string().nullable(),
  to: z.array(receiver).min(1).max(50),
});
export type Schedule = z.infer<typeof schedule>;

const due = z.object({
  schedule: z.string(),
  at: z.number(),
  /** Days: [from, to). */
  from: z.number(),
  to: z.number(),
  isLate: z.boolean(),
  /** Reports that there were when it was begun: one of the period after these is its own. */
  after: z.number(),
  /** Null until it is made. */
  report: z.string().nullable(),
  /** Receivers that have it, by their keys. */
  sent: z.array(z.string()),
  isDone: z.boolean(),
});
export type DueRecord = z.infer<typeof due>;

/** Throws a `PermanentError` where there is one of the name. */
export async function addSchedule(store: Records, given: Schedule): Promise<void> {
  if ((await schedulesOf(store)).length >= MOST_SCHEDULES)
    throw new PermanentError(`there are ${MOST_SCHEDULES} schedules: remove one, by \`cautery report schedule remove\``);
  if (!(await store.keepRecord(SCHEDULE, given.name, JSON.stringify(schedule.parse(given)), 0)))
    throw new PermanentError(`there is a schedule ${given.name}: take another name, or remove that one`);
}

/** By name. */
export async function schedulesOf(store: Records): Promise<Schedule[]> {
  return (await store.records(SCHEDULE, { limit: AT_ONCE })).map(({ body }) => schedule.parse(JSON.parse(body)));
}

/** What it told stays told: one that is added again under its name goes on after it. Throws a `NotFoundError` where there is none. */
export async function removeSchedule(store: Records, name: string): Promise<void> {
  if ((await store.record(SCHEDULE, name)) === null)
    throw new NotFoundError(`no schedule ${JSON.stringify(name)}: \`cautery report schedule list\` has those there are`);
  await store.dropRecord(SCHEDULE, name);
}

/** What a schedule began, oldest first. */
export async function duesKept(store: Records, name: string): Promise<DueRecord[]> {
  const all: DueRecord[] = [];
  for (let after = `${name}/`; ; ) {
    const some = await store.records(DUE, { after, limit: AT_ONCE });
    for (const { id, body } of some) if (id.startsWith(`${name}/`)) all.push(due.parse(JSON.parse(body)));
    if (some.length < AT_ONCE || !some.at(-1)!.id.startsWith(`${name}/`)) return all;
    after = some.at(-1)!.id;
  }
}

/** `before`: as it was read; null where it is new. Throws where another process changed it: only one is at it at a time. */
export async function keepDue(store: Records, record: DueRecord): Promise<void> {
  const id = dueId(record);
  const before = await store.record(DUE, id);
  const body = JSON.stringify(due.parse(record));
  if (before?.body === body) return;
  if (!(await store.keepRecord(DUE, id, body, before?.version ?? 0)))
    throw new PermanentError(`the report ${id} is being made by another process: let it end, and look again`);
}

/** By time, within a schedule. */
export const dueId = ({ schedule, at }: Pick<DueRecord, "schedule" | "at">): string => `${schedule}/${String(at).padStart(14, "0")}`;

/** Names a receiver, and tells nothing of it. */
export function receiverKey(receiver: Receiver): string {
  return createHash("sha256").update(JSON.stringify(receiver)).digest("hex").slice(0, 24);
}
