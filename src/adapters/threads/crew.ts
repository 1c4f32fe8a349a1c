/** A number of threads -> a crew of them, this thread among them, that shares the tasks of linking. */
import { alone, type Crew, type Found, type Given, run, type TaskName } from "../../link/crew/crew.js";
import { threadFile } from "../../threads/locate.js";
import { mailbox } from "../../threads/mailbox.js";
import { Thread } from "../../threads/thread.js";
import { heard } from "../../threads/told.js";
import type { CrewTasks } from "./crew-thread.js";
import { awaitShift, type Handed, newControl, nextPart } from "./shift.js";

/** Whoever opens it closes it. */
export interface ThreadCrew extends Crew {
  close(): Promise<void>;
}

/** Threads are started when the first task is shared. */
export function crewOfThreads(threads: number): ThreadCrew {
  let helpers: Thread<CrewTasks>[] | null = null;
  const copies = new WeakMap<object, object>();
  return {
    share(task, given, parts) {
      if (threads < 2 || parts < 2) return alone.share(task, given, parts);
      helpers ??= Array.from({ length: threads - 1 }, () => new Thread<CrewTasks>(threadFile("./crew-thread.js", import.meta.url)));
      return shareAmong(helpers, task, shared(given, copies) as typeof given, parts);
    },
    async close() {
      await Promise.all((helpers ?? []).map((helper) => helper.close()));
    },
  };
}

function shareAmong<N extends TaskName>(helpers: readonly Thread<CrewTasks>[], task: N, given: Given<N>, parts: number): Found<N>[] {
  const { next } = newControl();
  const shifts = helpers.map((helper) => {
    const control = { ...newControl(), next };
    const box = mailbox<Handed<N>>();
    helper.tell("take", { task, given, parts, control, slot: box.slot }, [box.slot]);
    return { control, box };
  });
  const found = [run(task, given, nextPart({ next }, parts))];
  for (const { control, box } of shifts) {
    const hasBegun = awaitShift(control);
    const handed = box.take();
    if (!hasBegun) continue;
    if (!handed) throw new Error(`a thread that helped with ${task} handed nothing over`);
    if ("failed" in handed) throw heard(handed.failed);
    found.push(handed.found);
  }
  return found;
}

/** The same with all typed arrays in shared memory; those that are not yet are copied, once each: they must not change any more. */
function shared(given: unknown, copies: WeakMap<object, object>): unknown {
  if (ArrayBuffer.isView(given)) return sharedArray(given as Uint8Array, copies);
  if (given instanceof Map) return new Map([...given].map(([key, value]) => [key, shared(value, copies)]));
  if (Array.isArray(given)) return given.map((item) => shared(item, copies));
  if (given === null || typeof given !== "object") return given;
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, shared(value, copies)]));
}

function sharedArray(array: Uint8Array, copies: WeakMap<object, object>): object {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const known = copies.get(array);
  if (known) return known;
  const copy = new (array.constructor as Uint8ArrayConstructor)(new SharedArrayBuffer(array.byteLength) as unknown as ArrayBuffer);
  copy.set(array);
  copies.set(array, copy);
  return copy;
}
