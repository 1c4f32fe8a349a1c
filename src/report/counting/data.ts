/** What a report was counted from -> its data: everything that it says in numbers, as the house may see it; nothing is told yet. */
import type { Report, ReportData } from "../../contract/report.js";
import { gather } from "../../tools/gather.js";
import { rounded } from "../../tools/rounded.js";
import { dayText, zoneOf } from "../../tools/zone.js";
import { periodOfDays, startOf } from "../period.js";
import { judgementsOf } from "./judgements.js";
import type { Material, MaterialAccount, MaterialCorrection } from "./material.js";
import { groupsOf, operatorReports } from "./operators.js";
import { scoredOf } from "./scored.js";
import { successionOf } from "./succession.js";
import { readSums } from "./sums.js";
import { type Takeover, takeoversOf } from "./takeovers.js";
import { Tally } from "./tally.js";

const iso = (at: number): string => new Date(at).toISOString();

const WHY: Readonly<Record<MaterialCorrection["why"], string>> = {
  late: "events of these accounts came late",
  found: "accounts were found to be fraudulent since",
  cleared: "accounts are no longer in a fraudulent cluster",
  "moved here": "accounts of another operator are likeliest this one's since",
  "moved away": "accounts of this operator are likeliest another one's since",
};

/** `sums`: as `SumsWriter` has them, the accounts in the order of the material's. */
export function dataOf(material: Material, sums: Uint8Array): ReportData {
  const { clusters, accounts, zone, from, to, run, scope } = material;
  const tally = new Tally();
  let place = 0;
  for (const each of readSums(sums)) {
    const cluster = clusters[accounts[place++].cluster];
    tally.add(each, cluster.id, cluster.operator);
  }
  const members = new Map<string, MaterialAccount[]>();
  for (const account of accounts) gather(members, clusters[account.cluster].id, account);
  const takeovers = new Map<string, readonly Takeover[]>();
  for (const [id, own] of members) takeovers.set(id, takeoversOf(own));
  const groups = groupsOf(material, takeovers);
  const operators = operatorReports(material, tally, groups);
  const period = periodOfDays(from, to, zone);
  const { judgements, key } = judgementsOf(operators, groups);
  return {
    form: "cautery-report/1",
    id: material.id,
    title: `Attribution report: ${dayText(from)} to ${dayText(to - 1)}`,
    period: { from: iso(period.begins), to: iso(period.ends), zone },
    as_of: { run: run.number, at: iso(run.at), ledger: run.ledger },
    marking: "internal",
    tlp: "TLP:AMBER+STRICT",
    scope,
    late: material.due === null ? null : { due: iso(material.due) },
    days: { first: dayText(from), last: dayText(to - 1), count: to - from },
    totals: { clusters: clusters.length, ...tally.total },
    operators,
    judgements,
    corrections: material.corrections.map((each) => correctionRow(each, zone)),
    change: changeOf(material, tally.total),
    succession: successionOf(accounts, clusters, takeovers, zoneOf(zone)),
    enforcement: enforcementOf(material),
    scored: scoredOf(material.scored),
    not_known: notKnownOf(material),
    key_judgements: key,
  };
}

function correctionRow({ from, to, operator, why, ...amounts }: MaterialCorrection, zone: string): Report["corrections"][number] {
  return {
    period: { from: iso(startOf(from, zone)), to: iso(startOf(to, zone)), zone },
    operator,
    exchanges: amounts.exchanges,
    input_tokens: amounts.input_tokens,
    output_tokens: amounts.output_tokens,
    why: WHY[why],
  };
}

function changeOf({ before }: Material, { accounts, exchanges }: { accounts: number; exchanges: number }): Report["change"] {
  if (before === null) return null;
  return {
    report: before.report,
    accounts: accounts - before.accounts,
    exchanges: exchanges - before.exchanges,
    exchanges_share: before.exchanges === 0 ? null : rounded((exchanges - before.exchanges) / before.exchanges),
  };
}

function enforcementOf({ accounts, batches, appeals }: Material): Report["enforcement"] {
  const suspended = accounts.filter((account) => account.suspended.length > 0).length;
  const reinstated = accounts.filter((account) => account.reinstated.length > 0).length;
  const decided = appeals.upheld + appeals.rejected;
  return {
    suspended,
    reinstated,
    reversal_rate: share(reinstated, suspended),
    batches: batches.map(({ batch, measure, state, approvedAt, clusters, accounts, struck, reversed, work, brokenGlass }) => ({
      batch,
      measure,
      state,
      approved_at: approvedAt === null ? null : iso(approvedAt),
      clusters: [...clusters],
      accounts,
      struck,
      reversed,
      before_a_day: work && Math.round(work.before),
      after_a_day: work && Math.round(work.after),
      displaced: work?.share == null ? null : rounded(work.share),
      is_break_glass: brokenGlass,
    })),
    appeals: { ...appeals, rate: share(appeals.received, suspended), upheld_share: share(appeals.upheld, decided) },
    break_glass: batches.filter(({ brokenGlass }) => brokenGlass).length,
  };
}

function notKnownOf({ unclear, quarantined, accounts, cut }: Material): Report["not_known"] {
  return {
    unclear_clusters: unclear.clusters,
    unclear_accounts: unclear.accounts,
    unclear_exchanges: unclear.exchanges,
    quarantined_lines: quarantined,
    without_prompts: share(accounts.filter(({ hasPrompt }) => !hasPrompt).length, accounts.length),
    undated_exchanges: cut,
  };
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : rounded(part / whole));
