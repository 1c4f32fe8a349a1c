/** The cluster that is looked at, and its state: all views, the side and the tray have it by `useCluster`. */
import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from "react";
import type { GraphColumns } from "../../contract/graph-columns.js";
import { readAddress } from "../state/address.js";
import { ClusterStore } from "../state/cluster-store.js";
import { UndoStack } from "../state/undo.js";
import type { ViewState } from "../state/view-state.js";
import { type Anatomy, anatomyQuery, type ClusterDetail, clusterQuery, graphQuery } from "./queries.js";
import { useAddressKept } from "./use-address.js";

export const undoStack = new UndoStack();

export interface ClusterSeen {
  id: string;
  detail: ClusterDetail;
  anatomy: Anatomy;
  /** Null until it is there: the anatomy and the succession do without. */
  graph: GraphColumns | null;
  store: ClusterStore;
  state: ViewState;
  /** A byte an account: 1 is shown. Empty while there is no graph. */
  mask: Uint8Array;
}

const Seen = createContext<ClusterSeen | null>(null);

/** Within a cluster's screen alone. */
export function useCluster(): ClusterSeen {
  const seen = useContext(Seen);
  if (seen === null) throw new Error("useCluster is for what stands within ClusterProvider");
  return seen;
}

interface Given {
  id: string;
  children: ReactNode;
  /** While nothing is there yet, and where it cannot be read. */
  otherwise: (error: Error | null) => ReactNode;
}

export function ClusterProvider({ id, children, otherwise }: Given): ReactNode {
  const [store] = useState(() => new ClusterStore(id, undoStack, readAddress(window.location.hash)));
  const state = useSyncExternalStore(store.subscribe, store.state);
  const detail = useQuery(clusterQuery(id));
  const anatomy = useQuery(anatomyQuery(id));
  const graph = useQuery({ ...graphQuery(id), enabled: anatomy.isSuccess });
  useAddressKept(store);
  useEffect(() => () => undoStack.forget(id), [id]);
  useEffect(() => {
    if (graph.data !== undefined && anatomy.data !== undefined && graph.data.run === anatomy.data.run)
      store.attach(
        graph.data,
        anatomy.data.parts.map((part) => part.id),
      );
  }, [store, graph.data, anatomy.data]);
  if (detail.data === undefined || anatomy.data === undefined) return otherwise(detail.error ?? anatomy.error);
  const seen: ClusterSeen = { id, detail: detail.data, anatomy: anatomy.data, graph: store.graph, store, state, mask: store.mask() };
  return <Seen value={seen}>{children}</Seen>;
}
