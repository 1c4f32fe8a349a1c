/** Who works on a cluster, how far that is, and notes: kept under the id that the cluster had then, and found by every id that it had. */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { NotFoundError } from "../../errors.js";
import { formerIdsOf } from "../../model/lineage.js";
import type { Clock } from "../../ports/clock.js";
import type { GraphStore } from "../../ports/store.js";

const WORK = "work";
const NOTE = "note";

export const WORK_STATES = ["new", "looked at", "planned", "closed"] as const;
export type WorkState = (typeof WORK_STATES)[number];

const kept = z.object({ assignee: z.string().nullable(), state: z.enum(WORK_STATES), by: z.string(), at: z.number() });
const note = z.object({ cluster: z.string(), text: z.string(), by: z.string(), at: z.number() });

/** `version` counts its changes; 0 where nobody has looked at the cluster yet. */
export interface Work {
  assignee: string | null;
  state: WorkState;
  by: string | null;
  /** Milliseconds since 1970. */
  at: number | null;
  version: number;
}

export interface Note extends z.infer<typeof note> {
  id: string;
}

export interface WorkPorts {
  store: GraphStore;
  clock: Clock;
}

/** As it stands of the cluster, or stood of the one that it took over. */
export async function workOn({ store }: WorkPorts, cluster: string): Promise<Work> {
  for (const id of await idsOf(store, cluster)) {
    const record = await store.record(WORK, id);
    if (record !== null) return { ...kept.parse(JSON.parse(record.body)), version: id === cluster ? record.version : 0 };
  }
  return { assignee: null, state: "new", by: null, at: null, version: 0 };
}

/** Of every cluster that somebody looked at, by the id that it had then. */
export async function workDone({ store }: Pick<WorkPorts, "store">): Promise<Map<string, Work>> {
  const all = new Map<string, Work>();
  for (let after = ""; ; ) {
    const page = await store.records(WORK, { after });
    for (const { id, version, body } of page) all.set(id, { ...kept.parse(JSON.parse(body)), version });
    const last = page.at(-1);
    if (last === undefined) return all;
    after = last.id;
  }
}

/** Null where it was changed since it had that version: read it again. */
export async function changeWork(
  { store, clock }: WorkPorts,
  cluster: string,
  { assignee, state, by, version }: Pick<Work, "assignee" | "state" | "version"> & { by: string },
): Promise<Work | null> {
  const at = clock.now();
  const body = JSON.stringify({ assignee, state, by, at } satisfies z.infer<typeof kept>);
  return (await store.keepRecord(WORK, cluster, body, version)) ? { assignee, state, by, at, version: version + 1 } : null;
}

/** The latest first, of every id that the cluster had. */
export async function notesOn({ store }: WorkPorts, cluster: string): Promise<Note[]> {
  const notes: Note[] = [];
  for (const id of await idsOf(store, cluster)) {
    const prefix = `${id}/`;
    for (let after = prefix; ; ) {
      const page = await store.records(NOTE, { after });
      const own = page.filter((record) => record.id.startsWith(prefix));
      notes.push(...own.map((record) => ({ id: record.id, ...note.parse(JSON.parse(record.body)) })));
      if (own.length < page.length || page.length === 0) break;
      after = page[page.length - 1].id;
    }
  }
  return notes.sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
}

export async function addNote({ store, clock }: WorkPorts, cluster: string, { text, by }: { text: string; by: string }): Promise<Note> {
  const at = clock.now();
  const id = `${cluster}/${String(at).padStart(15, "0")}-${randomBytes(6).toString("hex")}`;
  const body: z.infer<typeof note> = { cluster, text, by, at };
  await store.keepRecord(NOTE, id, JSON.stringify(body), 0);
  return { id, ...body };
}

/** The cluster's own id first, then those that led to it, the latest first. */
async function idsOf(store: GraphStore, cluster: string): Promise<string[]> {
  if (!(await store.hadCluster(cluster)))
    throw new NotFoundError(`no cluster ${JSON.stringify(cluster)}: listClusters has those there are`);
  return [cluster, ...formerIdsOf(cluster, await store.formerClusters()).reverse()];
}
