/** Sums and what the run found of a report's clusters -> what is told of each operator, the most exchanges first. */
import type { OperatorReport } from "../../contract/report/operator.js";
import { gather } from "../../tools/gather.js";
import { byCodeUnit } from "../../tools/order.js";
import { rounded } from "../../tools/rounded.js";
import { dayText } from "../../tools/zone.js";
import { confidenceOf } from "../words/confidence.js";
import { told } from "../words/likelihood.js";
import { evidenceRows, infrastructureRows, templateRows } from "./evidence-rows.js";
import type { Material, MaterialAccount, MaterialCluster } from "./material.js";
import { CAPABILITY_NAMES } from "./sums.js";
import { medianOf, type Takeover } from "./takeovers.js";
import { GroupTally, none, type Tally } from "./tally.js";

/** One operator's clusters, with what is known of their accounts. */
export interface Group {
  operator: string;
  clusters: readonly MaterialCluster[];
  accounts: readonly MaterialAccount[];
  takeovers: readonly Takeover[];
  byCluster: ReadonlyMap<string, readonly Takeover[]>;
}

/** Hypotheses that are shown beside the first. */
const HYPOTHESES = 6;
const UNKNOWN = "unknown";

export function operatorReports(material: Material, tally: Tally, groups: readonly Group[]): OperatorReport[] {
  return groups
    .map((group) => operatorReport(material, tally, group))
    .sort((a, b) => Number(b.exchanges) - Number(a.exchanges) || byCodeUnit(a.operator, b.operator));
}

function operatorReport(material: Material, tally: Tally, group: Group): OperatorReport {
  const { operator, clusters, accounts, takeovers } = group;
  const { usage, byDay, capabilities } = tally.operators.get(operator) ?? new GroupTally();
  const hypotheses = hypothesesOf(clusters);
  const first = hypotheses.find((each) => each.operator === operator)?.probability ?? 0;
  const tellings = told(first);
  const members = clusters.reduce((sum, each) => sum + each.members, 0);
  return {
    operator,
    name: material.names[operator] ?? operator,
    probability: tellings.probability,
    likelihood: tellings.likelihood,
    analytic_confidence: confidenceOf(groundOf(group)),
    clusters: clusters.map(({ id }) => id),
    members,
    ...usage,
    by_day: [...byDay]
      .sort(([a], [b]) => a - b)
      .map(([day, { accounts, exchanges, input_tokens, output_tokens }]) => ({
        day: dayText(day),
        accounts,
        exchanges,
        input_tokens,
        output_tokens,
      })),
    capabilities: Object.fromEntries(capabilitiesUsed(capabilities)),
    countries: Object.fromEntries(countriesOf(accounts)),
    suspended: accounts.filter(({ suspended }) => suspended.length > 0).length,
    reinstated: accounts.filter(({ reinstated }) => reinstated.length > 0).length,
    relink_median_s: medianOf(takeovers.map(({ seconds }) => seconds)),
    cluster_rows: clusters.map((cluster) => clusterRow(cluster, operator, tally, group)),
    capability_rows: capabilityRows(capabilities, material.usual),
    model_rows: modelRows(material, clusters),
    country_rows: countriesOf(accounts).map(([country, count]) => ({ country, accounts: count })),
    infrastructure: infrastructureRows(clusters),
    templates: templateRows(clusters),
    evidence_for: evidenceRows(clusters, 1),
    evidence_against: evidenceRows(clusters, -1),
    hypotheses: hypotheses.map(({ operator, probability }) => {
      const { probability: held, likelihood } = told(probability);
      return { operator, probability: held, likelihood };
    }),
    would_change: [`would-change/${operator}`],
  };
}

/** Families that speak for it by a bit or more, the next hypothesis, and what analysts confirmed. */
export function groundOf({ operator, clusters }: Pick<Group, "operator" | "clusters">) {
  const families = new Map<string, number>();
  for (const { weighed } of clusters)
    for (const { family, bits } of weighed) families.set(family, (families.get(family) ?? 0) + Math.max(0, bits));
  const members = clusters.reduce((sum, each) => sum + each.members, 0);
  const confirmed = clusters.reduce((sum, { said }) => sum + said.attribution.yes, 0);
  const next = hypothesesOf(clusters).find((each) => each.operator !== operator)?.probability ?? 0;
  return { families: [...families.values()].filter((bits) => bits >= 1).length, next, confirmed: members === 0 ? 0 : confirmed / members };
}

/** In the mean over the clusters by their accounts, the likeliest first; those beyond a few are left out. A stranger's is `unknown`. */
function hypothesesOf(clusters: readonly MaterialCluster[]): { operator: string; probability: number }[] {
  const members = clusters.reduce((sum, each) => sum + each.members, 0);
  const sums = new Map<string, number>();
  for (const cluster of clusters)
    for (const { operator, confidence } of cluster.attribution) {
      const name = operator === UNKNOWN ? strangerOf(cluster) : operator;
      sums.set(name, (sums.get(name) ?? 0) + confidence * cluster.members);
    }
  return [...sums]
    .map(([operator, sum]) => ({ operator, probability: rounded(sum / members) }))
    .sort((a, b) => b.probability - a.probability || byCodeUnit(a.operator, b.operator))
    .slice(0, HYPOTHESES);
}

const strangerOf = ({ operator }: MaterialCluster): string => (/^unknown-\d+$/.test(operator) ? operator : UNKNOWN);

function clusterRow(
  cluster: MaterialCluster,
  operator: string,
  tally: Tally,
  { byCluster }: Group,
): OperatorReport["cluster_rows"][number] {
  const asked = /^unknown-\d+$/.test(operator) ? UNKNOWN : operator;
  const { probability, likelihood } = told(cluster.attribution.find((share) => share.operator === asked)?.confidence ?? 0);
  return {
    cluster: cluster.id,
    members: cluster.members,
    ...(tally.clusters.get(cluster.id) ?? none()),
    score: rounded(cluster.score),
    probability,
    likelihood,
    first_seen: new Date(cluster.firstSeen).toISOString(),
    last_seen: new Date(cluster.lastSeen).toISOString(),
    relink_median_s: medianOf((byCluster.get(cluster.id) ?? []).map(({ seconds }) => seconds)),
  };
}

function capabilitiesUsed(sums: Float64Array): [string, number][] {
  return CAPABILITY_NAMES.map((name, place): [string, number] => [name, sums[place]]).filter(([, exchanges]) => exchanges > 0);
}

function capabilityRows(sums: Float64Array, usual: Material["usual"]): OperatorReport["capability_rows"] {
  const total = sums.reduce((sum, each) => sum + each, 0);
  const ofAll = Object.values(usual ?? {}).reduce((sum, each) => sum + each, 0);
  return CAPABILITY_NAMES.map((capability, place) => ({
    capability,
    exchanges: sums[place],
    share: total === 0 ? null : rounded(sums[place] / total),
    usual_share: usual === null || ofAll === 0 || !(capability in usual) ? null : rounded(usual[capability] / ofAll),
  })).filter(({ exchanges, usual_share }) => exchanges > 0 || (usual_share ?? 0) > 0);
}

/** Accounts by each country that they were seen from, by country. */
function countriesOf(accounts: readonly MaterialAccount[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { countries } of accounts) for (const country of countries) counts.set(country, (counts.get(country) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || byCodeUnit(a, b));
}

function modelRows({ models, clusters, from, to }: Material, own: readonly MaterialCluster[]): OperatorReport["model_rows"] {
  const ids = new Set(own.map(({ id }) => id));
  const sums = new Map<string, { exchanges: number; before: number; first: number | null }>();
  for (const { cluster, model, exchanges, before, first } of models) {
    if (!ids.has(clusters[cluster].id)) continue;
    const entry = sums.get(model) ?? { exchanges: 0, before: 0, first: null };
    sums.set(model, entry);
    entry.exchanges += exchanges;
    entry.before += before;
    if (first !== null && first >= from && first < to) entry.first = Math.min(entry.first ?? first, first);
  }
  const total = [...sums.values()].reduce((sum, { exchanges }) => sum + exchanges, 0);
  const earlier = [...sums.values()].reduce((sum, { before }) => sum + before, 0);
  return [...sums]
    .filter(([, { exchanges }]) => exchanges > 0)
    .sort(([a, x], [b, y]) => y.exchanges - x.exchanges || byCodeUnit(a, b))
    .map(([model, { exchanges, before, first }]) => ({
      model,
      exchanges,
      share: rounded(exchanges / total),
      share_before: earlier === 0 ? null : rounded(before / earlier),
      first_day: first === null ? null : dayText(first),
      is_new: earlier > 0 && before === 0,
    }));
}

/** Clusters and accounts by whose they are. */
export function groupsOf({ clusters, accounts }: Material, takeovers: ReadonlyMap<string, readonly Takeover[]>): Group[] {
  const of = new Map<string, MaterialCluster[]>();
  for (const cluster of clusters) gather(of, cluster.operator, cluster);
  const members = new Map<string, MaterialAccount[]>();
  for (const account of accounts) gather(members, clusters[account.cluster].operator, account);
  return [...of].map(([operator, own]) => ({
    operator,
    clusters: own,
    accounts: members.get(operator) ?? [],
    takeovers: own.flatMap(({ id }) => takeovers.get(id) ?? []),
    byCluster: takeovers,
  }));
}
