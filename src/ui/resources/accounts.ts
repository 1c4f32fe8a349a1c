/** An account as it is read. */
import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { accountDetail } from "../../contract/api/accounts.js";
import { askJson, pathOf } from "../lib/api.js";

export type AccountDetail = z.infer<typeof accountDetail>;

export const accountQuery = (id: string) =>
  queryOptions({
    queryKey: ["account", id],
    queryFn: ({ signal }) => askJson<AccountDetail>(pathOf("/v1/accounts/{}", id), { signal }),
  });
