/** The file of a thread and what it is given -> what it made of it: for work that takes a core for seconds, so that locks are renewed meanwhile; ended where it is no longer wanted. */
import { once } from "node:events";
import { parentPort, Worker } from "node:worker_threads";
import { PermanentError, TransientError } from "../src/errors.js";

type Message<T> = { stage: string } | { done: T } | { failed: string; permanent: boolean };

export interface ThreadOptions {
  lost: AbortSignal;
  onStage?: (stage: string) => void;
}

/** Throws what the thread threw, as a permanent or a transient error. */
export async function inThread<T>(file: URL, given: unknown, { lost, onStage = () => {} }: ThreadOptions): Promise<T> {
  const thread = new Worker(file, { workerData: given });
  const end = () => void thread.terminate();
  lost.addEventListener("abort", end);
  const said: { outcome: Exclude<Message<T>, { stage: string }> } = {
    outcome: { failed: `${file.pathname} ended before it was done`, permanent: false },
  };
  thread.on("message", (message: Message<T>) => {
    if ("stage" in message) onStage(message.stage);
    else said.outcome = message;
  });
  try {
    await once(thread, "exit"); // an uncaught error of the thread rejects
  } finally {
    lost.removeEventListener("abort", end);
  }
  if ("done" in said.outcome) return said.outcome.done;
  const { failed, permanent } = said.outcome;
  throw permanent ? new PermanentError(failed) : new TransientError(failed);
}

/** For the thread's file: what becomes of `work` is told to who started it. */
export async function tellOutcome<T>(work: (onStage: (stage: string) => void) => Promise<T>): Promise<void> {
  const say = (message: Message<T>) => parentPort?.postMessage(message);
  try {
    say({ done: await work((stage) => say({ stage })) });
  } catch (error) {
    say({ failed: error instanceof Error ? error.message : String(error), permanent: error instanceof PermanentError });
  }
}
