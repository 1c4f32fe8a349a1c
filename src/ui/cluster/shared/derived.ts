/** A cluster's graph -> what views need of it again and again, each found once. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { decodeEvidence, type EvidenceColumns } from "../../../contract/evidence-columns.js";
import type { GraphColumns } from "../../../contract/graph-columns.js";
import { ask, pathOf } from "../../lib/api.js";
import { useCluster } from "../../lib/use-cluster.js";
import type { Struck } from "../../state/view-state.js";
import { type Cut, cutOf } from "../map/cut.js";
import { familyOfLinks } from "../map/families.js";
import { Finder } from "../map/finder.js";
import { Ties } from "../map/ties.js";

export interface Derived {
  ties: Ties;
  linkFamily: Uint8Array;
  finder: Finder;
}

const known = new WeakMap<GraphColumns, Derived>();

export function derivedOf(graph: GraphColumns): Derived {
  const before = known.get(graph);
  if (before !== undefined) return before;
  const derived = { ties: new Ties(graph), linkFamily: familyOfLinks(graph), finder: new Finder(graph.accounts) };
  known.set(graph, derived);
  return derived;
}

const evidenceQuery = (id: string) =>
  queryOptions({
    queryKey: ["cluster", id, "evidence"],
    queryFn: async ({ signal }) => {
      const response = await ask(pathOf("/v1/clusters/{}/evidence", id), { signal });
      return decodeEvidence(new Uint8Array(await response.arrayBuffer()));
    },
    structuralSharing: false,
  });

/** Of the graph's own run; null until it is there. It is asked for once the page has come to rest, or at once where it is `wanted`. */
export function useEvidence(wanted = false): EvidenceColumns | null {
  const { id, graph, state } = useCluster();
  const [rested, setRested] = useState(false);
  const hasGraph = graph !== null;
  useEffect(() => {
    if (!hasGraph) return undefined;
    const handle = setTimeout(() => setRested(true), 1_500);
    return () => clearTimeout(handle);
  }, [hasGraph]);
  const { data } = useQuery({ ...evidenceQuery(id), enabled: hasGraph && (wanted || rested || state.struck.length > 0) });
  return data !== undefined && data.run === graph?.run ? data : null;
}

const cuts = new WeakMap<EvidenceColumns, WeakMap<readonly Struck[], Cut>>();

/** What falls off without what is struck, each answer found once. */
export function cutBy(graph: GraphColumns, evidence: EvidenceColumns, struck: readonly Struck[]): Cut {
  const byStruck = cuts.get(evidence) ?? new WeakMap<readonly Struck[], Cut>();
  cuts.set(evidence, byStruck);
  const before = byStruck.get(struck);
  if (before !== undefined) return before;
  const { ties } = derivedOf(graph);
  const cut = cutOf({ accounts: graph.accounts.length, source: ties.source, target: graph.target }, evidence, struck);
  byStruck.set(struck, cut);
  return cut;
}

/** Null where nothing is struck, or while its evidence is read. */
export function useCut(): Cut | null {
  const { graph, state } = useCluster();
  const evidence = useEvidence();
  return graph === null || evidence === null || state.struck.length === 0 ? null : cutBy(graph, evidence, state.struck);
}

/** What is struck, in words. */
export const struckName = (struck: Struck): string =>
  "family" in struck ? `all ${struck.family}` : `${struck.kind.replaceAll("_", " ")} ${struck.value}`;

export const isStruck = (all: readonly Struck[], one: Struck): boolean => all.some((each) => struckKey(each) === struckKey(one));
const struckKey = (struck: Struck): string => JSON.stringify("family" in struck ? [struck.family] : [struck.kind, struck.value]);

/** With it, or without it where it was struck. */
export const strikeFlipped = (all: readonly Struck[], one: Struck): readonly Struck[] =>
  isStruck(all, one) ? all.filter((each) => struckKey(each) !== struckKey(one)) : [...all, one];
