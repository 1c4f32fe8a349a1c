/** A list of ids in the fragment of the address, such as which clusters are selected: a link and a reload show it again. */
import { useCallback, useSyncExternalStore } from "react";

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

export function useHashList(key: string): [readonly string[], (ids: readonly string[]) => void] {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  const write = useCallback(
    (ids: readonly string[]) => {
      const { pathname, search } = window.location;
      history.replaceState(
        history.state,
        "",
        `${pathname}${search}${ids.length === 0 ? "" : `#${key}=${ids.map(encodeURIComponent).join(",")}`}`,
      );
      for (const listener of listeners) listener();
    },
    [key],
  );
  const text = hash.startsWith(`#${key}=`) ? hash.slice(key.length + 2) : "";
  return [text === "" ? NONE : text.split(",").map(decodeURIComponent), write];
}

const NONE: readonly string[] = [];
