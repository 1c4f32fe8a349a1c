/** What was just done, for a moment, with how to take it back; also said in the live region. */
import { type ReactNode, useSyncExternalStore } from "react";
import { announce } from "../lib/announce.js";

export interface Toast {
  text: string;
  isBad?: boolean;
}

const SHOWN_MS = 6_000;
const listeners = new Set<() => void>();
let toasts: readonly (Toast & { key: number })[] = [];
let next = 0;

function become(list: typeof toasts): void {
  toasts = list;
  for (const listener of listeners) listener();
}

export function say(text: string, isBad = false): void {
  const key = next++;
  become([...toasts.slice(-3), { key, text, isBad }]);
  announce(text);
  setTimeout(() => become(toasts.filter((toast) => toast.key !== key)), SHOWN_MS);
}

export function Toasts(): ReactNode {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div className="toasts">
      {shown.map(({ key, text, isBad }) => (
        <p key={key} className={`note${isBad ? " bad" : ""}`}>
          {text}
        </p>
      ))}
    </div>
  );
}
