/** An account as it is read. */
import { queryOptions, useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import type { accountDetail } from "../../contract/api/accounts.js";
import type { timeline } from "../../contract/api/timeline.js";
import { askJson, pathOf } from "../lib/api.js";
import { clusterQuery } from "../lib/queries.js";

export type AccountDetail = z.infer<typeof accountDetail>;

export const accountQuery = (id: string) =>
  queryOptions({
    queryKey: ["account", id],
    queryFn: ({ signal }) => askJson<AccountDetail>(pathOf("/v1/accounts/{}", id), { signal }),
  });

export type AccountDays = z.infer<typeof timeline>;

export const accountDaysQuery = (id: string) =>
  queryOptions({
    queryKey: ["account", id, "days"],
    queryFn: ({ signal }) => askJson<AccountDays>(pathOf("/v1/accounts/{}/timeline", id), { signal }),
  });

/** The family of a kind of evidence, as far as the account's cluster tells of it. */
export function useFamilyOf(cluster: string | null): (kind: string) => string | undefined {
  const { data } = useQuery({ ...clusterQuery(cluster ?? ""), enabled: cluster !== null });
  const families = new Map(data?.evidence.map(({ kind, family }) => [kind, family]));
  return (kind) => families.get(kind) ?? undefined;
}
