/** A task and its parts -> what was found in them: by this thread alone, or by several, with the same result. */
import { TASKS } from "./tasks.js";

type Tasks = typeof TASKS;
export type TaskName = keyof Tasks;
export type Given<N extends TaskName> = Parameters<Tasks[N]>[0];
export type Found<N extends TaskName> = ReturnType<Tasks[N]>;

/** Whoever works on the tasks of linking. It blocks: stages do not await. */
export interface Crew {
  /** What each of the crew found. Arrays in shared memory are shared with them, others are copied. */
  share<N extends TaskName>(task: N, given: Given<N>, parts: number): Found<N>[];
}

export const alone: Crew = {
  share: (task, given, parts) => {
    let part = 0;
    return [run(task, given, () => (part < parts ? part++ : -1))];
  },
};

/** This thread's share of a task. */
export function run<N extends TaskName>(task: N, given: Given<N>, next: () => number): Found<N> {
  return (TASKS[task] as (given: Given<N>, next: () => number) => Found<N>)(given, next);
}
