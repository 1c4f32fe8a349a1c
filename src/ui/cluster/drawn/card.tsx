/** What is selected on the map: one account with its ties, the way between two, or how many. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import type { EvidenceColumns } from "../../../contract/evidence-columns.js";
import { PARTS_OF_A_BIT } from "../../../contract/evidence-columns.js";
import type { GraphColumns } from "../../../contract/graph-columns.js";
import { pathOf } from "../../lib/api.js";
import { useCluster } from "../../lib/use-cluster.js";
import type { MapEngine } from "../map/engine.js";
import type { Tie } from "../map/ties.js";
import { derivedOf, useCut, useEvidence } from "../shared/derived.js";
import { accountsOf, dayName, familyColour, kindName, STATUSES, whole } from "../shared/words.js";

interface Given {
  graph: GraphColumns;
  way: readonly Tie[] | null;
  engine: MapEngine | null;
}

const TIES = 8;
const KINDS = 3;
const UNKNOWN_DAY = 65_535;

export function Card({ graph, way, engine }: Given): ReactNode {
  const { state } = useCluster();
  const { selection } = state;
  if (selection.length > 2) return <Many graph={graph} />;
  return (
    <section className="map-card" aria-label="Selected">
      {selection.length === 1 ? (
        <One graph={graph} account={selection[0]} engine={engine} />
      ) : (
        <Two graph={graph} way={way} engine={engine} />
      )}
    </section>
  );
}

function One({ graph, account, engine }: { graph: GraphColumns; account: number; engine: MapEngine | null }): ReactNode {
  const cut = useCut();
  const ties = derivedOf(graph).ties.of(account, cut?.cut ?? null);
  const id = graph.accounts[account];
  return (
    <>
      <h3>
        <Link href={pathOf("/accounts/{}", id)}>{id}</Link>
      </h3>
      <p className="map-muted">
        {STATUSES[graph.status[account]]} · part {graph.part[account] + 1}
        {graph.born[account] !== UNKNOWN_DAY && ` · born ${dayName(graph.born[account])}`}
      </p>
      <h4>
        {whole(ties.length)} {ties.length === 1 ? "tie" : "ties"}, strongest first
      </h4>
      <Steps graph={graph} steps={ties.slice(0, TIES)} engine={engine} />
      {ties.length > TIES && <p className="map-muted">and {whole(ties.length - TIES)} weaker</p>}
    </>
  );
}

function Two({ graph, way, engine }: Given): ReactNode {
  const { state } = useCluster();
  const [a, b] = [...state.selection].map((place) => graph.accounts[place]);
  if (way === null)
    return (
      <>
        <h3>No way between</h3>
        <p>
          {a} and {b} hang together by nothing that is left.
        </p>
      </>
    );
  return (
    <>
      <h3>Why these two</h3>
      <p className="map-muted">
        {way.length === 1 ? "Tied directly" : `${way.length} steps from ${a}`}; the weakest is {Math.min(...way.map(({ bits }) => bits))}{" "}
        bits.
      </p>
      <Steps graph={graph} steps={way} engine={engine} />
      <p>
        <Link href={pathOf("/accounts/{}/why/{}", a, b)}>The whole evidence</Link>
      </p>
    </>
  );
}

function Steps({ graph, steps, engine }: { graph: GraphColumns; steps: readonly Tie[]; engine: MapEngine | null }): ReactNode {
  const { store } = useCluster();
  const { linkFamily } = derivedOf(graph);
  const evidence = useEvidence();
  return (
    <ol className="map-steps">
      {steps.map(({ link, account, bits }) => (
        <li key={`${link} ${account}`}>
          <button
            type="button"
            onClick={() => {
              store.select([account], `go to ${graph.accounts[account]}`);
              engine?.focus([account]);
            }}
          >
            <i style={{ background: familyColour(graph.families[linkFamily[link]] ?? null) }} />
            <span className="map-clip">{graph.accounts[account]}</span>
            <b>{bits}</b>
          </button>
          <span className="map-muted">{evidence === null ? "" : kindsOf(evidence, link)}</span>
        </li>
      ))}
    </ol>
  );
}

/** The strongest kinds of the link's evidence, with their bits. */
function kindsOf({ kinds, kind, bits, start }: EvidenceColumns, link: number): string {
  const rows: { name: string; bits: number }[] = [];
  for (let row = start[link]; row < start[link + 1]; row++)
    if (bits[row] > 0) rows.push({ name: kindName(kinds[kind[row]].kind), bits: bits[row] / PARTS_OF_A_BIT });
  return rows
    .sort((p, q) => q.bits - p.bits)
    .slice(0, KINDS)
    .map(({ name, bits: own }) => `${name} ${own.toFixed(1)}`)
    .join(", ");
}

function Many({ graph }: { graph: GraphColumns }): ReactNode {
  const { state } = useCluster();
  const counts = [0, 0, 0];
  for (const place of state.selection) counts[graph.status[place]]++;
  return (
    <section className="map-card" aria-label="Selected">
      <h3>{accountsOf(state.selection.length)}</h3>
      <p className="map-muted">
        {STATUSES.map((status, i) => (counts[i] > 0 ? `${whole(counts[i])} ${status}` : ""))
          .filter(Boolean)
          .join(" · ")}
      </p>
    </section>
  );
}
