/** A cluster's state is in the address, always: what is done there replaces it, and going back shows what it was. */
import { useEffect } from "react";
import { readAddress, writeAddress } from "../state/address.js";
import type { ClusterStore } from "../state/cluster-store.js";

/** Browsers refuse addresses that change more often than some hundred times in half a minute. */
const SETTLE_MS = 150;

export function useAddressKept(store: ClusterStore): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = (): void => {
      timer = undefined;
      const { pathname, search, hash } = window.location;
      const fragment = writeAddress(store.addressed());
      if (fragment !== hash.slice(1))
        history.replaceState(history.state, "", `${pathname}${search}${fragment === "" ? "" : `#${fragment}`}`);
    };
    const later = (): void => {
      timer ??= setTimeout(write, SETTLE_MS);
    };
    const read = (): void => store.open(readAddress(window.location.hash));
    const stop = store.subscribe(later);
    window.addEventListener("popstate", read);
    return () => {
      stop();
      window.removeEventListener("popstate", read);
      if (timer !== undefined) clearTimeout(timer);
    };
  }, [store]);
}
