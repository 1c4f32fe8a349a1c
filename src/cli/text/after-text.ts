/** What grew back after a strike -> what a person reads of it, or a program. */
import type { After } from "../../enforcement/after.js";
import { rounded } from "../../tools/rounded.js";
import { formatCount, formatDuration, formatShare, formatTable } from "./format.js";

/** `batch` is its id. */
export function formatAfter(batch: string, { struck, newcomers, tookOver, relink, work, clusters, next }: After): string {
  const [fast, median, slow] = relink.quartilesMs ?? [null, null, null];
  return [
    `${batch}: ${count(struck, "account")} struck, ${count(newcomers, "newcomer")} since`,
    formatTable([
      ["newcomers that took over from one struck", formatCount(tookOver.length)],
      ["struck accounts that a newcomer followed", formatCount(relink.accounts)],
      ["time to relink, median", formatDuration(median)],
      [
        "time to relink, quartiles",
        relink.quartilesMs === null ? formatDuration(null) : `${formatDuration(fast)} to ${formatDuration(slow)}`,
      ],
      ["exchanges a day, struck accounts before", `${formatCount(Math.round(work.before))} over ${count(work.daysBefore, "day")}`],
      ["exchanges a day, newcomers after", `${formatCount(Math.round(work.after))} over ${count(work.daysAfter, "day")}`],
      ["share of the work that moved", formatShare(work.share, 2)],
    ]),
    ...(clusters.length === 0
      ? ["Nobody came since into what became of the clusters."]
      : [
          formatTable([
            ["to cluster", "disposition", "newcomers", "took over", "exchanges a day", "share"],
            ...clusters.map((each) => [
              each.cluster,
              each.disposition,
              formatCount(each.newcomers),
              formatCount(each.tookOver),
              formatCount(Math.round(each.exchangesADay)),
              formatShare(each.share, 2),
            ]),
          ]),
        ]),
    ...(next.length === 0 ? [] : [`to plan next: cautery suspend ${next.join(" ")}`]),
  ].join("\n\n");
}

/** For programs, names as the contract writes them. */
export function afterRow(batch: string, { struck, newcomers, tookOver, relink, work, clusters, next }: After): object {
  const share = (part: number | null) => part && rounded(part);
  return {
    batch,
    struck,
    newcomers,
    took_over: tookOver.map(({ account, from, afterMs, by }) => ({ account, from, after_ms: afterMs, by })),
    relink: { accounts: relink.accounts, quartiles_ms: relink.quartilesMs },
    work: {
      exchanges_a_day_before: rounded(work.before),
      days_before: work.daysBefore,
      exchanges_a_day_after: rounded(work.after),
      days_after: work.daysAfter,
      share: share(work.share),
    },
    clusters: clusters.map((each) => ({
      cluster: each.cluster,
      disposition: each.disposition,
      newcomers: each.newcomers,
      took_over: each.tookOver,
      exchanges_a_day: rounded(each.exchangesADay),
      share: share(each.share),
    })),
    next,
  };
}

const count = (n: number, what: string): string => `${formatCount(n)} ${what}${n === 1 ? "" : "s"}`;
