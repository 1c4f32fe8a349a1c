/** What is said between a thread and who started it, typed by the tasks that the thread serves. */
import type { Told } from "./told.js";

/** A thread's tasks by name: what each is given, and what it answers. */
export type Tasks = { [name: string]: (given: never) => unknown };
export type TaskName<T extends Tasks> = keyof T & string;
export type Given<T extends Tasks, N extends TaskName<T>> = Parameters<T[N]>[0];
export type Answer<T extends Tasks, N extends TaskName<T>> = Awaited<ReturnType<T[N]>>;

/** One that is not numbered wants no answer. */
export interface Request {
  number: number | null;
  task: string;
  given: unknown;
}

export type Reply = { number: number; answer: unknown } | { number: number; failed: Told } | { note: string };
