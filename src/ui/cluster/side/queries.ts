/** What the side of a cluster reads: notes, and where it came from. */
import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { lineage } from "../../../contract/api/clusters.js";
import type { notePage } from "../../../contract/api/work.js";
import { askJson, pathOf } from "../../lib/api.js";

type Lineage = z.infer<typeof lineage>;
export const notesQuery = (id: string) =>
  queryOptions({
    queryKey: ["cluster", id, "notes"],
    queryFn: ({ signal }) => askJson<z.infer<typeof notePage>>(pathOf("/v1/clusters/{}/notes", id), { signal }),
  });

export const lineageQuery = (id: string) =>
  queryOptions({
    queryKey: ["cluster", id, "lineage"],
    queryFn: ({ signal }) => askJson<Lineage>(pathOf("/v1/clusters/{}/lineage", id), { signal }),
  });
