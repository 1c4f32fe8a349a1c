/** Operators, as they are read for lists and choices. */
import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { operatorItem } from "../../contract/api/knowledge.js";
import { askJson } from "../lib/api.js";

export type Operator = z.infer<typeof operatorItem>;

export const operatorsQuery = queryOptions({
  queryKey: ["operators"],
  queryFn: async ({ signal }) => (await askJson<{ items: Operator[] }>("/v1/operators", { signal })).items,
});
