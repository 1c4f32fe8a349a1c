/** Batches, appeals and people as they are read, and what is signed of them. */
import { queryOptions } from "@tanstack/react-query";
import type { z } from "zod";
import type { appealItem, batchDetail } from "../../contract/api/batches.js";
import type { personItem } from "../../contract/api/knowledge.js";
import type { BatchDetailRow, BatchRow } from "../../contract/batch.js";
import { askJson, pathOf } from "../lib/api.js";
import { readAll } from "../lib/pages.js";
import { type Claim, rootOfIds } from "../lib/signing.js";

export type BatchItem = BatchRow;
export type BatchDetail = BatchDetailRow & Pick<z.infer<typeof batchDetail>, "to_sign">;
export type Appeal = z.infer<typeof appealItem>;
type Person = z.infer<typeof personItem>;

const AT_WORK = ["executing", "reversing"];
/** A batch that is at work is looked at so often: outcomes come without events. */
const WATCH_MS = 1_500;

export const batchesQuery = queryOptions({
  queryKey: ["batches"],
  queryFn: ({ signal }) => readAll<BatchItem>("/v1/batches", signal),
});

export const batchQuery = (id: string) =>
  queryOptions({
    queryKey: ["batches", id],
    queryFn: ({ signal }) => askJson<BatchDetail>(pathOf("/v1/batches/{}", id), { signal }),
    refetchInterval: ({ state }) => (AT_WORK.includes(state.data?.state ?? "") ? WATCH_MS : false),
  });

export const appealsQuery = queryOptions({
  queryKey: ["appeals"],
  queryFn: ({ signal }) => readAll<Appeal>("/v1/appeals", signal),
});

export const peopleQuery = queryOptions({
  queryKey: ["people"],
  queryFn: async ({ signal }) => (await askJson<{ items: Person[] }>("/v1/people", { signal })).items,
});

/** The batch as the log has it now: part of each claim, so that no signature is of another. */
const claimed = ({ to_sign }: BatchDetail): { batch: string; hash: string; generation: number } =>
  to_sign.approve.about as { batch: string; hash: string; generation: number };

export const denialOf = (batch: BatchDetail, reason: string): Claim => ({ act: "deny", about: { ...claimed(batch), reason } });

/** `accounts`: each once, in the order that they are sent in; null: all of the batch. */
export async function reversalOf(batch: BatchDetail, accounts: readonly string[] | null, reason: string): Promise<Claim> {
  return { act: "reverse", about: { ...claimed(batch), accounts: accounts === null ? null : await rootOfIds(accounts), reason } };
}

export const decisionOf = ({ appeal, account, batch }: Appeal, verdict: string, reason: string): Claim => ({
  act: "decide",
  about: { appeal, account, batch, verdict, reason },
});
