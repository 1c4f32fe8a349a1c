/**
 * `cautery resolve`: an account -> the cluster that it belongs to now, also where it came after the last clustering; a cluster's id of any
 * time -> today's.
 */
import { Command } from "commander";
import { heirsOf } from "../../app/clusters.js";
import { type Resolved, resolveAccount } from "../../app/resolve.js";
import { PermanentError } from "../../errors.js";
import { probabilityOf } from "../../tools/probability.js";
import { rounded } from "../../tools/rounded.js";
import { type StoreOptions, storeOption, withStore } from "../store.js";
import { formatCount, formatShare, formatTable, formatTime, signed } from "../text/format.js";

interface Options extends StoreOptions {
  json?: true;
}

/** Accounts of a new group that are listed. */
const LISTED = 10;

export function resolveCommand(): Command {
  const command = new Command("resolve")
    .description("Says which cluster an account belongs to now, and why; or what became of a cluster.")
    .argument("<what>", "an account, or the id of a cluster of any time")
    .option("--json", "print one line of JSON")
    .addHelpText(
      "after",
      `
An account that came after the last clustering is in the cluster that its ties lead to, until the next clustering decides.
Examples:
  cautery resolve --data state acc-7Qm2
  cautery resolve --data state c-4f1d`,
    );
  return storeOption(command).action(async (what: string, options: Options) => {
    await withStore(options, async (store) => {
      const heirs = await heirsOf(store, what);
      if (heirs !== null) {
        console.log(options.json ? JSON.stringify({ cluster: what, now: heirs }) : formatHeirs(what, heirs));
        return;
      }
      const resolved = await resolveAccount({ store, clock: Date }, what);
      if (resolved === null)
        throw new PermanentError(`${JSON.stringify(what)} is no cluster's id, and no event of such an account was read`);
      console.log(options.json ? resolvedLine(resolved) : formatResolved(resolved));
    });
  });
}

function formatHeirs(id: string, heirs: readonly string[]): string {
  if (heirs.length === 0) return `${id}: is no longer, and no cluster took it over`;
  return `${id}: ${heirs.length === 1 && heirs[0] === id ? "is current" : `is now ${heirs.join(", ")}`}`;
}

/** For programs: `cluster` is null where it belongs to none; `placed_at` where the last clustering did not decide. */
function resolvedLine({ account, cluster, placedAt, together, bits, ties }: Resolved): string {
  return JSON.stringify({
    account,
    cluster: cluster?.id ?? null,
    disposition: cluster?.disposition,
    probability: bits === null ? null : rounded(probabilityOf(bits)),
    bits: bits === null ? null : rounded(bits),
    placed_at: placedAt === null ? null : new Date(placedAt).toISOString(),
    together,
    ties: ties.map(({ evidence, ...tie }) => ({
      ...tie,
      bits: rounded(tie.bits),
      evidence: evidence.map((row) => ({ ...row, bits: rounded(row.bits) })),
    })),
  });
}

export function formatResolved(resolved: Resolved): string {
  return [formatVerdict(resolved), ...resolved.ties.map(formatTie)].join("\n\n");
}

function formatVerdict({ account, cluster, placedAt, together, bits, ties }: Resolved): string {
  const carried = bits === null ? "" : `, probability of one hand ${probabilityOf(bits).toFixed(4)}`;
  const since = placedAt === null ? "" : `\n  until the next clustering decides; placed ${formatTime(placedAt)}`;
  if (cluster !== null)
    return `${account}: in ${cluster.id} (${cluster.disposition}, score ${formatShare(cluster.score, 2)})${carried}${since}`;
  if (together.length > 0) {
    const more = together.length > LISTED ? ` and ${formatCount(together.length - LISTED)} more` : "";
    return `${account}: in no known cluster; a new group with ${together.slice(0, LISTED).join(", ")}${more}${carried}${since}`;
  }
  return `${account}: in none${ties.length > 0 ? "; the nearest:" : ""}`;
}

function formatTie({ account, cluster, bits, evidence }: Resolved["ties"][number]): string {
  return [
    `${account}${cluster === null ? "" : ` of ${cluster}`}: ${signed(bits)} bits`,
    formatTable(evidence.map(({ kind, value, bits: each }) => [`${kind} ${value}`, `${signed(each)} bits`])),
  ].join("\n");
}
