/** Keys on the map: arrows walk along ties, strongest first, and each step is said; plus, minus and 0 are the camera's. */
import { type KeyboardEvent, useRef } from "react";
import type { GraphColumns } from "../../../contract/graph-columns.js";
import { announce } from "../../lib/announce.js";
import { useCluster } from "../../lib/use-cluster.js";
import { placesOf } from "../../state/view-state.js";
import type { MapEngine } from "../map/engine.js";
import type { Look } from "../map/picture.js";
import { busiest, startAt, TURNS, turned, type Walk, whereOf } from "../map/walk.js";
import { derivedOf } from "../shared/derived.js";
import { accountsOf, familyName, STATUSES } from "../shared/words.js";

export function useMapKeys(graph: GraphColumns, engine: MapEngine | null, look: Look): (event: KeyboardEvent) => void {
  const { store, mask } = useCluster();
  const walk = useRef<Walk>([]);

  const step = (key: string): void => {
    const { ties, linkFamily } = derivedOf(graph);
    const { selection } = store.state();
    const isShown = (account: number): boolean => mask[account] === 1;
    const stands = walk.current.length > 0 && selection.length === 1 && whereOf(walk.current) === selection[0];
    const before = stands ? walk.current : selection.length > 0 ? startAt(selection[0]) : null;
    const begin = before === null ? busiest(graph.accounts.length, ties, isShown) : null;
    if (before === null && begin === null) {
      announce("No account is shown.");
      return;
    }
    const after = before === null ? startAt(begin!) : turned(before, TURNS[key], ties, isShown, look.cut);
    walk.current = after;
    const account = whereOf(after);
    const last = after[after.length - 1];
    const tie = last.ties[last.index];
    if (after === before) announce("No further tie this way.");
    else {
      store.select([account], `go to ${graph.accounts[account]}`);
      engine?.focus([account]);
      const by =
        tie === undefined
          ? ""
          : `, tied by ${tie.bits} bits of ${familyName(graph.families[linkFamily[tie.link]] ?? "other evidence")}, tie ${last.index + 1} of ${last.ties.length}`;
      announce(
        `${graph.accounts[account]}, ${STATUSES[graph.status[account]]}, part ${graph.part[account] + 1}${by}; ${ties.count(account)} ties.`,
      );
    }
  };

  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { selection, hidden } = store.state();
    const key = event.key.toLowerCase();
    const acts: Readonly<Record<string, () => void>> = {
      "+": () => engine?.zoomStep(1),
      "=": () => engine?.zoomStep(1),
      "-": () => engine?.zoomStep(-1),
      "0": () => engine?.fit(),
      h: () =>
        store.change(`hide ${accountsOf(selection.length)}`, { hidden: placesOf([...hidden, ...selection]), selection: placesOf([]) }),
      escape: () => store.select([]),
    };
    if (event.key in TURNS) step(event.key);
    else if (acts[key] !== undefined && !((key === "h" || key === "escape") && selection.length === 0)) acts[key]();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
}
