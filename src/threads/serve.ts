/** For a thread's file: its tasks -> served to who started it, one message at a time, until the thread is ended. */
import { parentPort, workerData } from "node:worker_threads";
import type { Reply, Request, Tasks } from "./tasks.js";
import { told } from "./told.js";

/** Memory that goes with an answer. */
const moving = new WeakMap<object, ArrayBuffer[]>();

/** What a task throws is thrown where it was asked for; what one throws that wants no answer ends the thread. */
export function serve(tasks: Tasks): void {
  parentPort?.on("message", async ({ number, task, given }: Request) => {
    if (number === null) {
      await tasks[task](given as never);
      return;
    }
    try {
      const answer = await tasks[task](given as never);
      post({ number, answer }, moving.get(answer as object));
    } catch (error) {
      post({ number, failed: told(error) });
    }
  });
}

/** The answer, with memory that is handed over instead of copied: the thread must not touch it again. */
export function moved<T extends object>(answer: T, buffers: readonly ArrayBuffer[]): T {
  moving.set(answer, [...new Set(buffers)]);
  return answer;
}

/** Told at once, while the task goes on. */
export function note(text: string): void {
  post({ note: text });
}

/** What the thread was started with. */
export function threadData<T>(): T {
  return workerData as T;
}

function post(reply: Reply, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(reply, transfer);
}
