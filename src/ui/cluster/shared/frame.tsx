/** What stands around each view: what it shows, its controls, and what is struck and selected, each with a way back. */
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useCluster } from "../../lib/use-cluster.js";
import { placesOf, toggled } from "../../state/view-state.js";
import { strikeFlipped, struckName, useCut } from "./derived.js";
import { accountsOf, whole } from "./words.js";
import "./frame.css";

interface Given {
  /** What is seen, in a sentence. */
  title: string;
  controls?: ReactNode;
  children: ReactNode;
}

export function ViewFrame({ title, controls, children }: Given): ReactNode {
  return (
    <div className="view-frame">
      <header className="view-head">
        <h2>{title}</h2>
        <Deeds />
        {controls}
      </header>
      <div className="view-body">{children}</div>
    </div>
  );
}

/** In a line that is always there, so that nothing moves where something is selected or struck. */
function Deeds(): ReactNode {
  const { state, store, graph } = useCluster();
  const { struck, selection, hidden, pinned } = state;
  const cut = useCut();
  return (
    <div className="deeds">
      {struck.map((each) => (
        <button
          key={struckName(each)}
          type="button"
          className="deed-struck"
          title="Let it be evidence again"
          onClick={() => store.change(`strike ${struckName(each)}`, { struck: strikeFlipped(struck, each) })}
        >
          without <s>{struckName(each)}</s> <span aria-hidden="true">✕</span>
        </button>
      ))}
      {struck.length > 0 && (
        <span className="deeds-sum" role="status">
          {cut === null ? "weighing …" : cut.count === 0 ? "nobody falls off: it holds without" : `${accountsOf(cut.count)} fall off`}
          {cut !== null && cut.count > 0 && (
            <button type="button" onClick={() => store.select(placesWhere(cut.fallen), "select who falls off")}>
              select them
            </button>
          )}
        </span>
      )}
      {selection.length > 0 && graph !== null && (
        <span className="deeds-sum">
          <b>{selection.length === 1 ? graph.accounts[selection[0]] : `${whole(selection.length)} selected`}</b>
          <button
            type="button"
            onClick={() =>
              store.change(`hide ${accountsOf(selection.length)}`, { hidden: placesOf([...hidden, ...selection]), selection: placesOf([]) })
            }
          >
            hide
          </button>
          <button type="button" onClick={() => store.change("pin", { pinned: toggled(pinned, selection) })}>
            {selection.every((place) => pinned.includes(place)) ? "unpin" : "pin"}
          </button>
          <button type="button" onClick={() => store.select([])}>
            clear
          </button>
        </span>
      )}
      {pinned.length > 0 && (
        <span className="deeds-sum">
          {whole(pinned.length)} pinned
          <button type="button" onClick={() => store.change("unpin all", { pinned: placesOf([]) })}>
            unpin all
          </button>
        </span>
      )}
    </div>
  );
}

function* placesWhere(marks: Uint8Array): Generator<number> {
  for (let i = 0; i < marks.length; i++) if (marks[i] === 1) yield i;
}

/** The room that an element has, in CSS pixels; null before it is known. */
export function useRoom<E extends Element>(): [(element: E | null) => void, { width: number; height: number } | null] {
  const [element, setElement] = useState<E | null>(null);
  const [room, setRoom] = useState<{ width: number; height: number } | null>(null);
  const last = useRef("");
  useLayoutEffect(() => {
    if (element === null) return undefined;
    const measure = (): void => {
      const { width, height } = element.getBoundingClientRect();
      const key = `${Math.floor(width)} ${Math.floor(height)}`;
      if (key !== last.current && width > 0) setRoom({ width: Math.floor(width), height: Math.floor(height) });
      last.current = key;
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, room];
}
