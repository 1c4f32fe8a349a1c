/** What parts share, value by value: the share of each part's accounts that have it; a row is chosen, or struck to see what falls off. */
import { type KeyboardEvent, memo, type ReactNode, type RefObject, useMemo, useRef, useState } from "react";
import { announce } from "../../lib/announce.js";
import type { Anatomy } from "../../lib/queries.js";
import { useCluster } from "../../lib/use-cluster.js";
import { flipped, type Struck } from "../../state/view-state.js";
import { useFallen } from "../anatomy/anatomy-view.js";
import { holdersOf } from "../map/cut.js";
import { toldOrder } from "../map/families.js";
import { cutBy, derivedOf, isStruck, strikeFlipped, struckName, useCut, useEvidence } from "../shared/derived.js";
import { ViewFrame } from "../shared/frame.js";
import { accountsOf, familyColour, familyName, kindName, percent, short, whole } from "../shared/words.js";
import "./matrix.css";

/** Pixels: of what is not a part's, and of a part's column, where there is room. */
const VALUE_WIDTH = 470;
const PART_WIDTH = 84;

type Indicator = Anatomy["indicators"][number];

export function MatrixView(): ReactNode {
  const { anatomy, graph, store, state } = useCluster();
  const { parts, indicators } = anatomy;
  const evidence = useEvidence(true);
  const fallen = useFallen(parts.length);
  const cut = useCut();
  const table = useRef<HTMLTableElement>(null);
  const [family, setFamily] = useState<string | null>(null);
  const families = useMemo(() => toldOrder([...new Set(indicators.map((each) => each.family))]), [indicators]);
  const rows = family === null ? indicators : indicators.filter((each) => each.family === family);

  const choose = (indicator: Indicator): void => {
    if (graph === null || evidence === null) {
      announce("The evidence is still being read.");
      return;
    }
    const { ties } = derivedOf(graph);
    const linked = { accounts: graph.accounts.length, source: ties.source, target: graph.target };
    const holders = holdersOf(linked, evidence, indicator);
    store.select(holders, `select who has ${kindName(indicator.kind)} ${indicator.value}`);
    announce(`${accountsOf(holders.length)} selected.`);
  };
  const strike = (one: Struck): void => {
    const struck = strikeFlipped(state.struck, one);
    store.change(`strike ${struckName(one)}`, { struck });
    if (graph === null || evidence === null) return;
    const { count } = cutBy(graph, evidence, struck);
    announce(struck.length === 0 ? "Nothing is struck." : count === 0 ? "Nobody falls off." : `${accountsOf(count)} fall off.`);
  };
  const onKey = (event: KeyboardEvent, at: number): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (step !== undefined) table.current?.querySelector<HTMLElement>(`[data-row="${at + step}"]`)?.focus();
    else if (event.key.toLowerCase() === "x") strike(struckOf(rows[at]));
    else if (event.key === "Escape" && state.struck.length > 0) store.change("strike nothing", { struck: [] });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const acts = useRef({ choose, strike, onKey });
  acts.current = { choose, strike, onKey };

  return (
    <ViewFrame
      title="What parts share: the share of each part's accounts tied by a value; by bits carried. Click selects who has it, X strikes it."
      controls={
        <div className="view-controls">
          {families.map((each) => (
            <span key={each} className="matrix-family">
              <button type="button" aria-pressed={family === each} onClick={() => setFamily(family === each ? null : each)}>
                <i style={{ background: familyColour(each) }} />
                {familyName(each)}
              </button>
              <button
                type="button"
                aria-pressed={isStruck(state.struck, { family: each })}
                aria-label={`Strike all evidence of ${familyName(each)}`}
                title={`What if nothing of ${familyName(each)} were evidence?`}
                onClick={() => strike({ family: each })}
              >
                ✕
              </button>
            </span>
          ))}
        </div>
      }
    >
      {indicators.length === 0 ? (
        <p className="reading">No value ties these accounts: they are tied by how they act. The succession and the map show more.</p>
      ) : (
        <section className="matrix" aria-label="Shared values by part">
          <table ref={table} style={{ width: `min(100%, ${VALUE_WIDTH + parts.length * PART_WIDTH}px)` }}>
            <thead>
              <tr>
                <th scope="col">Value</th>
                {parts.map((part) => (
                  <th key={part.id} scope="col" className="matrix-number">
                    <button
                      type="button"
                      aria-pressed={state.filters.parts.includes(part.id)}
                      title={part.label}
                      onClick={() => store.filter(`part ${part.part + 1}`, { parts: flipped(state.filters.parts, part.id) })}
                    >
                      {part.part + 1}
                      <small>{short(part.size)}</small>
                    </button>
                  </th>
                ))}
                <th scope="col" className="matrix-number">
                  all
                </th>
                <th scope="col" className="matrix-number">
                  bits
                </th>
                <th scope="col">
                  <span className="matrix-quiet">strike</span>
                </th>
              </tr>
              {fallen !== null && cut !== null && (
                <tr className="matrix-fallen">
                  <th scope="row">fall off without what is struck</th>
                  {fallen.map((count, part) => (
                    <td key={parts[part].id} className={count > 0 ? "matrix-lit" : ""}>
                      {count > 0 ? `−${short(count)}` : "·"}
                    </td>
                  ))}
                  <td>{whole(cut.count)}</td>
                  <td colSpan={2} className="matrix-pieces">
                    {whole(cut.sizes.length)} {cut.sizes.length === 1 ? "piece" : "pieces"}
                  </td>
                </tr>
              )}
            </thead>
            <tbody>
              {rows.map((indicator, at) => (
                <Row
                  key={`${indicator.kind} ${indicator.value}`}
                  indicator={indicator}
                  at={at}
                  parts={parts}
                  struck={isStruck(state.struck, struckOf(indicator)) || isStruck(state.struck, { family: indicator.family })}
                  acts={acts}
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </ViewFrame>
  );
}

const struckOf = ({ kind, value }: Indicator): Struck => ({ kind, value });

interface RowGiven {
  indicator: Indicator;
  at: number;
  parts: Anatomy["parts"];
  struck: boolean;
  /** The same object each time, so that a row that is as it was is not drawn again. */
  acts: RefObject<{
    choose(indicator: Indicator): void;
    strike(one: Struck): void;
    onKey(event: KeyboardEvent, at: number): void;
  }>;
}

/** Below this share a cell has no words of its own: its bar says it. */
const TOLD = 0.095;

const Row = memo(function Row({ indicator, at, parts, struck, acts }: RowGiven): ReactNode {
  const { kind, value, family, bits, accounts } = indicator;
  const has = accounts.reduce((sum, count) => sum + count, 0);
  return (
    <tr className={struck ? "matrix-struck" : ""}>
      <th scope="row">
        <button
          type="button"
          data-row={at}
          tabIndex={at === 0 ? 0 : -1}
          title={`${kindName(kind)} ${value}`}
          onClick={() => acts.current.choose(indicator)}
          onKeyDown={(event) => acts.current.onKey(event, at)}
        >
          <i style={{ background: familyColour(family) }} />
          <span className="matrix-kind">{kindName(kind)}</span>
          <span className="matrix-value">{value}</span>
        </button>
      </th>
      {parts.map(({ id, size }, part) => {
        const share = Math.min(1, accounts[part] / Math.max(1, size));
        const colour = familyColour(family);
        return (
          <td
            key={id}
            className="matrix-cell"
            style={share > 0 ? { background: `color-mix(in srgb, ${colour} ${Math.round(4 + 42 * share)}%, transparent)` } : undefined}
          >
            {share >= TOLD && percent(share)}
            {share > 0 && <i style={{ width: `${Math.max(3, 100 * share)}%`, background: colour }} />}
          </td>
        );
      })}
      <td>{short(has)}</td>
      <td className="matrix-bits">{short(bits)}</td>
      <td>
        <button
          type="button"
          className="matrix-strike"
          tabIndex={-1}
          aria-pressed={struck}
          aria-label={`Strike ${kindName(kind)} ${value}`}
          title="What if this were no evidence? (X)"
          onClick={() => acts.current.strike(struckOf(indicator))}
        >
          ✕
        </button>
      </td>
    </tr>
  );
});
