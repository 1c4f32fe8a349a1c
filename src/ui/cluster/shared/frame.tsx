/** What stands around each view: what it shows, its controls, and what filters, is struck and is selected, each with a way back. */
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useCluster } from "../../lib/use-cluster.js";
import { placesOf, toggled } from "../../state/view-state.js";
import { strikeFlipped, struckName, useCut } from "./derived.js";
import { accountsOf, daySpan, familyName, STATUSES, short, whole } from "./words.js";
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
        {controls}
      </header>
      <Chips />
      <div className="view-body">{children}</div>
    </div>
  );
}

function Chips(): ReactNode {
  const { state, store, anatomy, graph } = useCluster();
  const { filters, struck, selection, hidden, pinned } = state;
  const cut = useCut();
  const partName = (id: string): string => `part ${(anatomy.parts.find((part) => part.id === id)?.part ?? -1) + 1 || "gone"}`;
  const some = selection.length > 0 && graph !== null;
  return (
    <div className="chips">
      {filters.parts.length > 0 && (
        <Chip words={`only ${filters.parts.map(partName).join(", ")}`} onDrop={() => store.filter("show all parts", { parts: [] })} />
      )}
      {filters.statuses.length > 0 && (
        <Chip
          words={`only ${filters.statuses.map((status) => STATUSES[status]).join(", ")}`}
          onDrop={() => store.filter("show all statuses", { statuses: [] })}
        />
      )}
      {filters.families.length > 0 && (
        <Chip
          words={`tied by ${filters.families.map(familyName).join(", ")}`}
          onDrop={() => store.filter("show all families", { families: [] })}
        />
      )}
      {filters.born !== null && (
        <Chip words={`born ${daySpan(...filters.born)}`} onDrop={() => store.filter("show all births", { born: null })} />
      )}
      {filters.text !== "" && <Chip words={`id with “${filters.text}”`} onDrop={() => store.filter("show all ids", { text: "" })} />}
      {struck.map((each) => (
        <Chip
          key={struckName(each)}
          struck
          words={`without ${struckName(each)}`}
          onDrop={() => store.change(`strike ${struckName(each)}`, { struck: strikeFlipped(struck, each) })}
        />
      ))}
      {struck.length > 0 && (
        <span className="chips-sum" role="status">
          {cut === null ? "weighing …" : cut.count === 0 ? "nobody falls off: it holds without" : `${accountsOf(cut.count)} fall off`}
          {cut !== null && cut.count > 0 && (
            <button type="button" onClick={() => store.select(placesWhere(cut.fallen), "select who falls off")}>
              select them
            </button>
          )}
        </span>
      )}
      {some && (
        <span className="chips-sum">
          {selection.length === 1 ? graph.accounts[selection[0]] : `${whole(selection.length)} selected`}
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
      {hidden.length > 0 && (
        <Chip words={`${short(hidden.length)} hidden`} onDrop={() => store.change("show what was hidden", { hidden: placesOf([]) })} />
      )}
      {pinned.length > 0 && (
        <Chip words={`${short(pinned.length)} pinned`} onDrop={() => store.change("unpin all", { pinned: placesOf([]) })} />
      )}
    </div>
  );
}

function* placesWhere(marks: Uint8Array): Generator<number> {
  for (let i = 0; i < marks.length; i++) if (marks[i] === 1) yield i;
}

function Chip({ words, struck = false, onDrop }: { words: string; struck?: boolean; onDrop(): void }): ReactNode {
  return (
    <button type="button" className={struck ? "chip chip-struck" : "chip"} title="Take this back" onClick={onDrop}>
      <span>{words}</span> <span aria-hidden="true">✕</span>
    </button>
  );
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
