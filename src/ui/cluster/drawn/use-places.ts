/** The graph's places as they are drawn: whoever was drawn before stays, whatever a new run says, until the picture is tidied. */
import { useMemo, useState } from "react";
import type { GraphColumns } from "../../../contract/graph-columns.js";
import { useCluster } from "../../lib/use-cluster.js";
import type { Ground } from "../map/picture.js";
import { asGiven, keepPlaces, type Places } from "../map/places.js";
import { derivedOf } from "../shared/derived.js";

/** Of each cluster what was drawn last, as long as the page stands. */
const drawn = new Map<string, { graph: GraphColumns; places: Places }>();

interface Drawn {
  ground: Ground | null;
  newcomers: number;
  tidy(): void;
}

export function usePlaces(): Drawn {
  const { id, graph, anatomy } = useCluster();
  const [tidied, setTidied] = useState(0);
  const { parts } = anatomy;
  const found = useMemo(() => {
    if (graph === null || graph.run !== anatomy.run) return null;
    const before = drawn.get(id);
    const kept = before?.graph === graph && tidied === 0 ? before.places : undefined;
    const moved = before !== undefined && before.graph !== graph && tidied === 0;
    const places = kept ?? (moved ? keepPlaces({ accounts: before.graph.accounts, places: before.places }, graph, parts) : asGiven(graph));
    drawn.set(id, { graph, places });
    const { ties, linkFamily } = derivedOf(graph);
    const { x, y, newcomers } = places;
    const ground: Ground = { x, y, status: graph.status, source: ties.source, target: graph.target, family: linkFamily, discs: parts };
    return { ground, newcomers };
  }, [id, graph, anatomy.run, parts, tidied]);
  return { ground: found?.ground ?? null, newcomers: found?.newcomers ?? 0, tidy: () => setTidied((times) => times + 1) };
}
