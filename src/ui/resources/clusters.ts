/** Lists of clusters by what is asked for: pages that grow, days of those in sight, who works on which. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { clusterDays, clusterItem, clusterPage } from "../../contract/api/clusters.js";
import type { work } from "../../contract/api/work.js";
import { askJson } from "../lib/api.js";

export type ClusterRow = z.infer<typeof clusterItem>;
export type Work = z.infer<typeof work>;
export type DaysOfCluster = z.infer<typeof clusterDays>["items"][number];

const PAGE = 500;

/** `asked` is the API's query, without paging. */
export const clustersQuery = (asked: Readonly<Record<string, string>>) =>
  infiniteQueryOptions({
    queryKey: ["clusters", asked],
    queryFn: ({ pageParam, signal }) =>
      askJson<z.infer<typeof clusterPage>>(
        `/v1/clusters?${new URLSearchParams({ ...asked, limit: String(PAGE), ...(pageParam === "" ? {} : { cursor: pageParam }) })}`,
        { signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    structuralSharing: false,
  });

/** How many there are by the same conditions. */
export const clusterCountQuery = (asked: Readonly<Record<string, string>>) =>
  queryOptions({
    queryKey: ["clusters", "count", asked],
    queryFn: async ({ signal }) =>
      (await askJson<z.infer<typeof clusterPage>>(`/v1/clusters?${new URLSearchParams({ ...asked, limit: "1" })}`, { signal })).total,
  });

export const workQuery = queryOptions({
  queryKey: ["clusters", "work"],
  queryFn: async ({ signal }) => {
    const { items } = await askJson<{ items: Work[] }>("/v1/work", { signal });
    return new Map(items.map((each) => [each.cluster, each]));
  },
});

export const daysQuery = (clusters: readonly string[]) =>
  queryOptions({
    queryKey: ["clusters", "days", clusters],
    queryFn: ({ signal }) =>
      askJson<z.infer<typeof clusterDays>>(`/v1/days?${new URLSearchParams(clusters.map((id) => ["cluster", id]))}`, { signal }),
  });
