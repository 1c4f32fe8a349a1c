/** What is selected on the screen that is looked at, whichever it is: the tray acts on it. */
import { useEffect, useSyncExternalStore } from "react";

export interface Selection {
  /** Clusters that are selected whole, or the one that the accounts are of. */
  clusters: readonly string[];
  /** Accounts of the one cluster; null: all of the clusters'. */
  accounts: readonly string[] | null;
  /** In words: `3 clusters`, `120 accounts of c-1, 96 active`. */
  label: string;
  clear?(): void;
}

const listeners = new Set<() => void>();
let current: Selection | null = null;

function become(selection: Selection | null): void {
  current = selection;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useSelection = (): Selection | null => useSyncExternalStore(subscribe, () => current);

/** Memoise what is offered: the tray shows it as long as the screen is there. */
export function useOffer(selection: Selection | null): void {
  useEffect(() => {
    become(selection);
    return () => become(null);
  }, [selection]);
}
