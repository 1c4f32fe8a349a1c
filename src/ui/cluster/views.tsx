/** The five views of a cluster and its side, each loaded when it is first looked at. */
import type { ComponentType, ReactNode } from "react";
import { useCluster } from "../lib/use-cluster.js";
import { VirtualTable } from "../parts/virtual-table.js";
import { flipped, toggled, type View } from "../state/view-state.js";

export const VIEW_OF: Readonly<Record<View, ComponentType>> = {
  anatomy: Parts,
  succession: Parts,
  matrix: Parts,
  map: Parts,
  members: Members,
};

function Parts(): ReactNode {
  const { anatomy, store, state } = useCluster();
  const { parts } = state.filters;
  return (
    <ul>
      {anatomy.parts.map(({ id, label, size }) => (
        <li key={id}>
          <button type="button" aria-pressed={parts.includes(id)} onClick={() => store.filter(label, { parts: flipped(parts, id) })}>
            {label}: {size}
          </button>
        </li>
      ))}
    </ul>
  );
}

function Members(): ReactNode {
  const { graph, mask, state, store } = useCluster();
  const shown = [...(graph?.accounts.keys() ?? [])].filter((place) => mask[place] === 1);
  const chosen = new Set(state.selection);
  return (
    <VirtualTable
      label="Accounts"
      rows={shown}
      keyOf={(place) => graph!.accounts[place]}
      isChosen={(place) => chosen.has(place)}
      onChoose={(place) => store.select(toggled(state.selection, [place]))}
      columns={[{ key: "account", head: "account", width: "1fr", cell: (place) => graph!.accounts[place] }]}
    />
  );
}

/** The doubt, always in sight. */
export function ClusterSide(): ReactNode {
  const { detail } = useCluster();
  return (
    <dl>
      {detail.explanations.map(({ name, bits, detail: words }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd title={words}>{bits.toFixed(1)}</dd>
        </div>
      ))}
    </dl>
  );
}
