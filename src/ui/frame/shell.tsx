/** The frame of every screen: where one can go, what waits to be shown, what can be undone, and the tray. */
import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { Link, useLocation } from "wouter";
import { announcementsId } from "../lib/announce.js";
import { undoLast } from "../lib/deeds.js";
import { several } from "../lib/format.js";
import { useKeys } from "../lib/keys.js";
import { listenToChanges, showChanges, useWaitingChanges } from "../lib/live.js";
import { setTheme, type Theme, theme } from "../lib/theme.js";
import { undoStack } from "../lib/use-cluster.js";
import { Toasts } from "../parts/toasts.js";
import { sessionQuery, signOut } from "../resources/session.js";
import { Tray } from "../tray/tray.js";
import "../style/shell.css";

const Palette = lazy(async () => ({ default: (await import("./palette.js")).Palette }));
const KeysHelp = lazy(async () => ({ default: (await import("./keys-help.js")).KeysHelp }));

const PLACES = [
  ["/", "Overview"],
  ["/operators", "Operators"],
  ["/batches", "Batches"],
  ["/reports", "Reports"],
  ["/settings", "Settings"],
] as const;

export function Shell({ children }: { children: ReactNode }): ReactNode {
  const [at] = useLocation();
  const [open, setOpen] = useState<"palette" | "keys" | null>(null);
  const deed = useSyncExternalStore(undoStack.subscribe, undoStack.last);
  useEffect(() => listenToChanges(), []);
  useKeys({
    "/": () => setOpen("palette"),
    "mod+k": () => setOpen("palette"),
    "?": () => setOpen("keys"),
    u: () => void undoLast(),
    "mod+z": () => void undoLast(),
  });
  const isHere = (place: string): boolean => (place === "/" ? at === "/" || at.startsWith("/clusters") : at.startsWith(place));
  return (
    <div className="shell">
      <a className="btn skip" href="#main">
        Skip to the screen
      </a>
      <header className="top">
        <Link className="top-name" href="/">
          Cautery
        </Link>
        <nav aria-label="Screens">
          {PLACES.map(([place, name]) => (
            <Link key={place} href={place} aria-current={isHere(place) ? "page" : undefined}>
              {name}
            </Link>
          ))}
        </nav>
        <button type="button" className="btn top-search" onClick={() => setOpen("palette")}>
          <span className="clip">Search or command</span>
          <kbd>/</kbd>
        </button>
        <div className="top-right">
          <Changes />
          {deed !== null && (
            <button type="button" className="btn quiet" title={`Undo: ${deed.label} (U)`} onClick={() => void undoLast()}>
              Undo<span className="sr-only">: {deed.label}</span>
            </button>
          )}
          <Whoever />
        </div>
      </header>
      <main id="main" tabIndex={-1} style={{ minHeight: 0, minWidth: 0, overflow: "hidden", outline: "none" }}>
        {children}
      </main>
      <Tray />
      <Toasts />
      <div id={announcementsId} className="sr-only" aria-live="polite" />
      <Suspense>
        {open === "palette" && <Palette onClose={() => setOpen(null)} />}
        {open === "keys" && <KeysHelp onClose={() => setOpen(null)} />}
      </Suspense>
    </div>
  );
}

function Changes(): ReactNode {
  const waiting = useWaitingChanges();
  return (
    <span role="status">
      {waiting > 0 && (
        <button type="button" className="btn" onClick={showChanges}>
          {several(waiting, "change")}: show
        </button>
      )}
    </span>
  );
}

const NEXT: Readonly<Record<Theme, Theme>> = { system: "light", light: "dark", dark: "system" };
const THEME_WORDS: Readonly<Record<Theme, string>> = { system: "Auto", light: "Light", dark: "Dark" };

function Whoever(): ReactNode {
  const { data } = useQuery(sessionQuery);
  const [shown, setShown] = useState(theme());
  const turn = (): void => {
    setTheme(NEXT[shown]);
    setShown(NEXT[shown]);
  };
  return (
    <>
      <button type="button" className="btn quiet" title="Light, dark, or as the system has it" onClick={turn}>
        <span className="sr-only">Colours: </span>
        {THEME_WORDS[shown]}
      </button>
      <span className="muted top-user clip">
        {data?.name} ({data?.role})
      </span>
      <button type="button" className="btn quiet" onClick={() => void signOut()}>
        Sign out
      </button>
    </>
  );
}
