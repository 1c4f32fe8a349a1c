/**
 * Changes as the server tells them: what a screen shows does not move by itself. Runs and judgements are counted until somebody wants to
 * see them; batches, which are watched, are read again at once, in their places.
 */
import { useSyncExternalStore } from "react";
import { queryClient } from "./queries.js";

const listeners = new Set<() => void>();
let waiting = 0;
let source: EventSource | null = null;

function become(count: number): void {
  waiting = count;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** How many changes wait to be shown. */
export const useWaitingChanges = (): number => useSyncExternalStore(subscribe, () => waiting);

/** Reads again what is shown, and later what is looked at next. */
export function showChanges(): void {
  become(0);
  void queryClient.invalidateQueries();
}

/** One stream a tab, from when somebody is signed in. The function ends it. */
export function listenToChanges(): () => void {
  source = new EventSource("/v1/changes");
  for (const type of ["run", "judgement"]) source.addEventListener(type, () => become(waiting + 1));
  for (const type of ["batch", "halt", "appeal"])
    source.addEventListener(type, () => {
      void queryClient.invalidateQueries({ queryKey: ["batches"] });
      void queryClient.invalidateQueries({ queryKey: ["appeals"] });
    });
  return () => {
    source?.close();
    source = null;
  };
}
