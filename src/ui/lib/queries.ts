/** What is read of the API, each by its key: a screen names what it needs, and what was read before is shown at once. */
import { QueryCache, QueryClient, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { clusterDetail } from "../../contract/api/clusters.js";
import type { clusterGraph } from "../../contract/api/graph.js";
import { decodeGraph, GRAPH_TYPE } from "../../contract/graph-columns.js";
import { ask, askJson, pathOf, Refusal } from "./api.js";

export type ClusterDetail = z.infer<typeof clusterDetail>;
export type Anatomy = z.infer<typeof clusterGraph>;

/** Nothing is read again by itself: events say when something changed. */
export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error, { queryKey: [what] }) {
      // the session is over: who is signed in is asked again, and the screen says how to get in
      if (what !== "session" && error instanceof Refusal && error.status === 401)
        void queryClient.invalidateQueries({ queryKey: ["session"] });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 3 && error instanceof Refusal && (error.status === 0 || error.status === 503),
    },
  },
});

export const clusterQuery = (id: string) =>
  queryOptions({
    queryKey: ["cluster", id],
    queryFn: ({ signal }) => askJson<ClusterDetail>(pathOf("/v1/clusters/{}", id), { signal }),
  });

export const anatomyQuery = (id: string) =>
  queryOptions({
    queryKey: ["cluster", id, "anatomy"],
    queryFn: ({ signal }) => askJson<Anatomy>(pathOf("/v1/clusters/{}/graph", id), { signal }),
  });

/** Every account and link, in columns. */
export const graphQuery = (id: string) =>
  queryOptions({
    queryKey: ["cluster", id, "graph"],
    queryFn: async ({ signal }) => {
      const response = await ask(pathOf("/v1/clusters/{}/graph", id), { accept: GRAPH_TYPE, signal });
      return decodeGraph(new Uint8Array(await response.arrayBuffer()));
    },
    structuralSharing: false,
  });
