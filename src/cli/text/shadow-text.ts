/** What became of a plan that was only watched -> what a person reads of it, or a program. */
import { CLEARED, type Clearing, type Shadow, type ShadowAccount } from "../../enforcement/shadow.js";
import { MEASURES } from "../../model/enforcement/plan.js";
import { formatCount, formatShare, formatTable, formatTime } from "./format.js";

const BECAME: Readonly<Record<ShadowAccount["became"], string>> = {
  suspended: "suspended by somebody else: it would have been right",
  cleared: "cleared since: it would have been wrong",
  "went-on": "went on: nobody else stopped them",
  quiet: "quiet: they did nothing since",
};
const WHY: Readonly<Record<Clearing, string>> = {
  left: "left the fraudulent clusters",
  innocent: "judged innocent",
  verified: "verified themselves",
  reinstated: "reinstated",
};

/** `batch` is its id; so many of the cleared accounts are listed. */
export function formatShadow(batch: string, shadow: Shadow, { accounts: most = 20 }: { accounts?: number } = {}): string {
  const { days, began, ends, over, measures, accounts, counts, cleared, exchanges } = shadow;
  const wrong = accounts.filter(({ cleared }) => cleared.length > 0);
  const planned = MEASURES.filter((measure) => measures[measure] > 0).map((measure) => `${measure} ${formatCount(measures[measure])}`);
  return [
    `${batch}: only watched for ${formatCount(days)} ${days === 1 ? "day" : "days"} from ${formatTime(began)}, ${over ? "over since" : "not over until"} ${formatTime(ends)}`,
    formatTable([["it would have hit", formatCount(accounts.length)], [`  as planned: ${planned.join(", ") || "nobody"}`]]),
    formatTable([
      ["what became of them", "accounts", "share"],
      ...(["suspended", "cleared", "went-on", "quiet"] as const).map((became) => [
        BECAME[became],
        formatCount(counts[became]),
        formatShare(accounts.length === 0 ? null : counts[became] / accounts.length, 2),
      ]),
    ]),
    ...(wrong.length === 0
      ? []
      : [
          formatTable([["what clears them", "accounts"], ...CLEARED.map((clearing) => [WHY[clearing], formatCount(cleared[clearing])])]),
          formatTable([
            ["cleared", "how"],
            ...wrong.slice(0, most).map(({ account, cleared }) => [account, cleared.map((clearing) => WHY[clearing]).join(", ")]),
            ...(wrong.length > most ? [[`and ${formatCount(wrong.length - most)} more (--json lists all)`]] : []),
          ]),
        ]),
    `exchanges since of those that went on: ${formatCount(exchanges)}`,
  ].join("\n\n");
}

/** For programs, names as the contract writes them. */
export function shadowRow(batch: string, { began, ends, counts, measures, accounts, ...rest }: Shadow): object {
  const snake = (all: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(all).map(([name, n]) => [name.replace("-", "_"), n]));
  return {
    batch,
    began: new Date(began).toISOString(),
    ends: new Date(ends).toISOString(),
    ...rest,
    counts: snake(counts),
    measures: snake(measures),
    accounts: accounts.map(({ became, ...each }) => ({ ...each, became: became.replace("-", "_") })),
  };
}
