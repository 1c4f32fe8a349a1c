/** Tiny worlds as text -> truth and clusters. */

import { clusterRow } from "../../src/contract/cluster.js";
import type { ClusterRow, TruthRow } from "../../src/contract/rows.js";
import { truthRow } from "../../src/contract/truth.js";

/** Lines of "account kind group operator level replaces"; `-` is none. Kinds in capitals are fraud. */
export function truthOf(text: string): TruthRow[] {
  return linesOf(text).map((line) => {
    const [account, kind, group, operator, level, replaces] = line.split(/\s+/).map((word) => (word === "-" ? null : word));
    const fraud = kind === kind?.toUpperCase();
    return truthRow.parse({ account, fraud, kind: kind?.toLowerCase(), group: group ?? null, operator: operator ?? null, level, replaces });
  });
}

/** Lines of "accounts score disposition operator=confidence …", accounts joined by commas. */
export function clustersOf(text: string): ClusterRow[] {
  return linesOf(text).map((line, i) => {
    const [accounts, score, disposition, ...shares] = line.split(/\s+/);
    const attribution = shares.map((share) => ({ operator: share.split("=")[0], confidence: Number(share.split("=")[1]) }));
    return clusterRow.parse({
      cluster: `c${i + 1}`,
      accounts: accounts.split(","),
      score: Number(score),
      disposition,
      ...(attribution.length > 0 ? { attribution } : {}),
    });
  });
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
