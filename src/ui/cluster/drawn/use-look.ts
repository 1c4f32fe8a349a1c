/** What is looked at -> how each account is drawn, which ties are, and what the colours mean. */
import { useMemo } from "react";
import type { GraphColumns } from "../../../contract/graph-columns.js";
import { useCluster } from "../../lib/use-cluster.js";
import type { Colour } from "../../state/view-state.js";
import { familyOfAccounts } from "../map/families.js";
import { levelsOf, stepsOfDays } from "../map/looks.js";
import { type Look, MOST_TIES } from "../map/picture.js";
import { derivedOf, useCut } from "../shared/derived.js";
import { type Colours, RAMP_STEPS } from "./theme.js";

/** Beyond so many selected, no ring is drawn around each. */
const MOST_RINGED = 60;

export interface LookOfState {
  look: Look;
  /** The first and the last day, where colours are days. */
  days: { first: number; last: number } | null;
}

export function useLook(graph: GraphColumns | null, colours: Colours | null, way: readonly number[] | null): LookOfState | null {
  const { state, mask } = useCluster();
  const { selection, pinned, hidden, colour } = state;
  const cut = useCut();
  const hues = useMemo(() => (graph === null ? null : huesOf(graph, colour)), [graph, colour]);
  const ties = useMemo(() => {
    if (graph === null || selection.length === 0) return null;
    if (way !== null) return Uint32Array.from(way);
    return derivedOf(graph).ties.ofAll(selection, MOST_TIES);
  }, [graph, selection, way]);
  const level = useMemo(() => {
    if (graph === null) return null;
    const near = ties === null ? [] : endsOf(graph, ties);
    return levelsOf({ mask, selection, pinned, fallen: cut?.fallen ?? null, near }, hidden);
  }, [graph, mask, selection, pinned, hidden, cut, ties]);
  return useMemo(() => {
    if (graph === null || colours === null || hues === null || level === null) return null;
    const palette = { status: colours.statuses, evidence: colours.families, born: colours.ramp }[colour];
    const ringed = new Set([...pinned, ...(selection.length <= MOST_RINGED ? selection : [])]);
    const { ground, disc, ink, families } = colours;
    const look: Look = {
      hue: hues.hue,
      palette,
      level,
      theme: { ground, disc, ink, families },
      ties,
      ringed: Uint32Array.from(ringed),
      cut: cut?.cut ?? null,
    };
    return { look, days: hues.days };
  }, [graph, colours, hues, level, colour, ties, selection, pinned, cut]);
}

function* endsOf(graph: GraphColumns, links: Uint32Array): Generator<number> {
  const { source } = derivedOf(graph).ties;
  for (const link of links) {
    yield source[link];
    yield graph.target[link];
  }
}

function huesOf(graph: GraphColumns, colour: Colour): { hue: Uint8Array; days: { first: number; last: number } | null } {
  if (colour === "status") return { hue: graph.status, days: null };
  if (colour === "born") {
    const { hue, first, last } = stepsOfDays(graph.born, RAMP_STEPS);
    return { hue, days: { first, last } };
  }
  const { ties, linkFamily } = derivedOf(graph);
  const links = { source: ties.source, target: graph.target, family: linkFamily, bits: graph.bits };
  return { hue: familyOfAccounts(graph.accounts.length, links, graph.families.length), days: null };
}
