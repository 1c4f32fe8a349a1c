/** A run and the counts of all that was read -> `summary.json`, as the contract has it. */
import type { RunInfo } from "../model/run.js";
import type { SliceCounts } from "../model/slice-counts.js";

export interface Summary {
  events: number;
  accepted: number;
  duplicates: number;
  quarantined: number;
  dropped_fields: number;
  ignored_fields: number;
  accounts: number;
  /** Attribute keys that few accounts have, where there were too many: by what they say nobody was tied. Left out where there are none. */
  other_attribute_keys?: number;
  clusters: number;
  fraudulent_accounts: number;
  fraudulent_exchanges: number;
  seconds: number;
}

/** `seconds` is what the job took. */
export function summarise(
  counts: SliceCounts,
  { accounts, total, byDisposition, otherAttributeKeys }: Pick<RunInfo, "accounts" | "otherAttributeKeys" | "total" | "byDisposition">,
  seconds: number,
): Summary {
  return {
    events: counts.events,
    accepted: counts.accepted,
    duplicates: counts.duplicates,
    quarantined: counts.quarantined,
    dropped_fields: counts.droppedFields,
    ignored_fields: counts.ignoredFields,
    accounts,
    ...(otherAttributeKeys === undefined ? {} : { other_attribute_keys: otherAttributeKeys }),
    clusters: total.clusters,
    fraudulent_accounts: byDisposition.fraudulent.accounts,
    fraudulent_exchanges: byDisposition.fraudulent.exchanges,
    seconds: Math.round(seconds * 1000) / 1000,
  };
}
