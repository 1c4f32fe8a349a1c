/** A thread's file and one task -> what it made of it: for work that takes a core for seconds; ended where it is no longer wanted. */
import { TransientError } from "../errors.js";
import type { Answer, Given, TaskName, Tasks } from "./tasks.js";
import { Thread } from "./thread.js";

export interface OnceOptions {
  /** Tells that the work is no longer wanted. */
  lost: AbortSignal;
  /** Told what the thread says meanwhile. */
  onNote?: (text: string) => void;
}

/** Throws what the task throws, with its class, cause and stack; a `TransientError` where it is no longer wanted. */
export async function inThread<T extends Tasks, N extends TaskName<T>>(
  file: URL,
  task: N,
  given: Given<T, N>,
  { lost, onNote }: OnceOptions,
): Promise<Answer<T, N>> {
  const ended = () => new TransientError(`${task} was ended before it was done`, { cause: lost.reason });
  if (lost.aborted) throw ended();
  const thread = new Thread<T>(file, { onNote });
  const end = () => void thread.close();
  lost.addEventListener("abort", end);
  try {
    return await thread.ask(task, given);
  } catch (error) {
    throw lost.aborted ? ended() : error;
  } finally {
    lost.removeEventListener("abort", end);
    await thread.close();
  }
}
