/** Keys that work wherever nothing is being typed: a screen says which, and what each does. */
import { useEffect, useRef } from "react";

export type Keys = Readonly<Record<string, () => void>>;

/** By `event.key`, small letters; with Ctrl or Cmd as `mod+k`. */
export function useKeys(keys: Keys): void {
  const now = useRef(keys);
  now.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isMod = event.ctrlKey || event.metaKey;
      const name = `${isMod ? "mod+" : ""}${event.key.length === 1 ? event.key.toLowerCase() : event.key}`;
      const act = Object.hasOwn(now.current, name) ? now.current[name] : undefined;
      if (act === undefined || event.altKey || event.defaultPrevented || (!isMod && isTyping(event.target))) return;
      if (document.querySelector("dialog[open]") !== null && !isMod) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
