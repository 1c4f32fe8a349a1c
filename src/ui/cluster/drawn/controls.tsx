/** The map's colours, lasso, zoom and search; and what its colours mean. */
import { type ReactNode, useState } from "react";
import { announce } from "../../lib/announce.js";
import { useCluster } from "../../lib/use-cluster.js";
import { COLOURS, type Colour } from "../../state/view-state.js";
import type { MapEngine } from "../map/engine.js";
import { toldOrder } from "../map/families.js";
import { derivedOf } from "../shared/derived.js";
import { dayName, familyColour, familyName, STATUSES, whole } from "../shared/words.js";

const COLOUR_NAMES: Readonly<Record<Colour, string>> = { status: "status", evidence: "evidence", born: "first seen" };
const MOST_FOUND = 500;

interface Given {
  engine: MapEngine | null;
  lassoing: boolean;
  onLasso(): void;
}

export function MapControls({ engine, lassoing, onLasso }: Given): ReactNode {
  const { state, store } = useCluster();
  return (
    <div className="view-controls">
      <Find engine={engine} />
      <label className="map-colour">
        Colour by{" "}
        <select
          value={state.colour}
          onChange={({ target }) => store.change(`colour by ${COLOUR_NAMES[target.value as Colour]}`, { colour: target.value as Colour })}
        >
          {COLOURS.map((colour) => (
            <option key={colour} value={colour}>
              {COLOUR_NAMES[colour]}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        aria-pressed={lassoing}
        title="Draw around accounts; with shift, add them. Alt and drag does it too."
        onClick={onLasso}
      >
        Lasso
      </button>
      <button type="button" aria-label="Zoom in" onClick={() => engine?.zoomStep(1)}>
        +
      </button>
      <button type="button" aria-label="Zoom out" onClick={() => engine?.zoomStep(-1)}>
        −
      </button>
      <button type="button" onClick={() => engine?.fit()}>
        All
      </button>
    </div>
  );
}

/** Accounts by a part of their ids: enter selects and shows them. */
function Find({ engine }: { engine: MapEngine | null }): ReactNode {
  const { graph, store } = useCluster();
  const [text, setText] = useState("");
  const find = (): void => {
    if (graph === null || text === "") return;
    const found = derivedOf(graph).finder.find(text, MOST_FOUND);
    announce(found.length === 0 ? `No account has ${text} in its id.` : `${found.length} found.`);
    store.select(found, `find ${text}`);
    engine?.focus(found, true);
  };
  return (
    <form
      className="map-find"
      onSubmit={(event) => {
        event.preventDefault();
        find();
      }}
    >
      <input
        type="search"
        aria-label="Find accounts by id"
        placeholder="Find an id"
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
    </form>
  );
}

const SHAPES = ["dot", "ring", "dot square"];

export function MapLegend({ days }: { days: { first: number; last: number } | null }): ReactNode {
  const { state, graph } = useCluster();
  if (graph === null) return null;
  if (state.colour === "born" && days !== null)
    return (
      <p className="map-legend">
        <span>{dayName(days.first)}</span>
        <i className="map-ramp" />
        <span>{dayName(days.last)}</span>
      </p>
    );
  const items =
    state.colour === "evidence"
      ? toldOrder(graph.families).map((family) => ({ name: familyName(family), colour: familyColour(family), shape: "dot" }))
      : STATUSES.map((status, i) => ({
          name: `${status} ${whole(countOf(graph.status, i))}`,
          colour: `var(--status-${status})`,
          shape: SHAPES[i],
        }));
  return (
    <ul className="legend map-legend" aria-label="Legend">
      {items.map(({ name, colour, shape }) => (
        <li key={name}>
          <i className={shape} style={shape === "ring" ? { borderColor: colour } : { background: colour }} />
          {name}
        </li>
      ))}
    </ul>
  );
}

const countOf = (status: Uint8Array, of: number): number => status.reduce((sum, each) => sum + Number(each === of), 0);
