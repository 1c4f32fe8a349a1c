/** A cluster's state is in the address, always: what is done there replaces it, and going back shows what it was. */
import { useEffect } from "react";
import { say } from "../parts/toasts.js";
import { NAMED_SETS, readAddress, writeAddress } from "../state/address.js";
import type { ClusterStore } from "../state/cluster-store.js";
import { accountsKept, shortened } from "./kept-sets.js";

/** Browsers refuse addresses that change more often than some hundred times in half a minute. */
const SETTLE_MS = 150;

export function useAddressKept(store: ClusterStore): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let turn = 0;
    let isOver = false;
    const write = async (): Promise<void> => {
      timer = undefined;
      const mine = ++turn;
      try {
        const fragment = writeAddress(await shortened(store.addressed()));
        if (mine !== turn || isOver) return; // something was done meanwhile, and will be written
        const { pathname, search, hash } = window.location;
        if (fragment !== hash.slice(1))
          history.replaceState(history.state, "", `${pathname}${search}${fragment === "" ? "" : `#${fragment}`}`);
      } catch (error) {
        say(`The address does not hold all of the selection: ${(error as Error).message}`, true);
      }
    };
    const later = (): void => {
      timer ??= setTimeout(() => void write(), SETTLE_MS);
    };
    const fill = async (): Promise<void> => {
      const state = store.addressed();
      const kept = new Set(NAMED_SETS.flatMap((name) => ("kept" in state[name] ? [state[name].kept] : [])));
      for (const name of kept) {
        try {
          store.fill(name, await accountsKept(name));
        } catch (error) {
          say((error as Error).message, true);
        }
      }
    };
    const read = (): void => {
      store.open(readAddress(window.location.hash));
      void fill();
    };
    const stop = store.subscribe(later);
    window.addEventListener("popstate", read);
    void fill();
    return () => {
      isOver = true;
      stop();
      window.removeEventListener("popstate", read);
      if (timer !== undefined) clearTimeout(timer);
    };
  }, [store]);
}
