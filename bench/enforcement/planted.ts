/** A run, a campaign of it and groups of innocents -> the run with these in the campaign, in each way that they may come in. */
import type { Cluster } from "../../src/model/cluster.js";
import type { Link, LinkEvidence } from "../../src/model/link.js";
import type { ClusterRun } from "../../src/model/run.js";

export interface Planted {
  /** The clusters and links that the plan is made of, and no others. */
  run: ClusterRun;
  /** Ids to plan for. */
  clusters: string[];
  innocents: string[];
}

interface Given {
  run: ClusterRun;
  campaign: Cluster;
  groups: readonly Cluster[];
  random: () => number;
}

export interface Way {
  name: string;
  /** How many groups are planted at once, and of what size each. */
  groups: number;
  sizes: readonly [least: number, most: number];
  tie(given: Given & { members: readonly string[] }): Link[];
  /** Each group stays a cluster of its own. */
  isApart?: boolean;
  /** One account of each group, tied to none of its own. */
  isStrangers?: boolean;
}

type Tying = Parameters<Way["tie"]>[0];

const ANY = [5, Number.POSITIVE_INFINITY] as const;
const COMPANY = [20, 100] as const;
/** Links copied for an account, at the most: what a kept account has. */
const COPIED = 6;

export const WAYS: readonly Way[] = [
  { name: "an analyst's word that they are fraudulent", groups: 1, sizes: ANY, isApart: true, tie: () => [] },
  { name: "judgements alone, without a link", groups: 1, sizes: ANY, tie: () => [] },
  { name: "one forged value that each shares with a campaign", groups: 1, sizes: ANY, tie: forgedValue },
  { name: "the links of one true account, copied to a company", groups: 1, sizes: COMPANY, tie: copiedFromOne },
  { name: "the links of several true accounts, copied to a company", groups: 1, sizes: COMPANY, tie: copiedFromSeveral },
  { name: "the same, to a campus", groups: 1, sizes: [100, 600], tie: copiedFromSeveral },
  { name: "the same, to ten companies at once", groups: 10, sizes: ANY, tie: copiedFromSeveral },
  { name: "the same, to a company of 5 to 19", groups: 1, sizes: [5, 19], tie: copiedFromSeveral },
  { name: "the same, to ten strangers, one by one", groups: 10, sizes: ANY, isStrangers: true, tie: copiedFromSeveral },
];

/** Null where the world has no such groups. */
export function planted(way: Way, { run, campaign, groups, random }: Given, fraud: ReadonlySet<string>): Planted | null {
  const [least, most] = way.sizes;
  const fitting = groups.filter(({ accounts }) => accounts.length >= least && accounts.length <= most);
  if (fitting.length === 0) return null;
  const chosen = drawnFrom(fitting, way.groups, random);
  const members = chosen.flatMap(({ accounts }) => (way.isStrangers ? [accounts[Math.floor(random() * accounts.length)]] : accounts));
  const own = linksAmong(
    run,
    chosen.map(({ accounts }) => accounts),
  ).filter(() => !way.isStrangers);
  const forged = way.tie({ run, campaign, groups: chosen, random, members });
  const clusters = way.isApart
    ? [campaign, ...chosen.map((group) => ({ ...group, disposition: "fraudulent" as const, score: 0.99 }))]
    : [{ ...campaign, accounts: [...campaign.accounts, ...members].sort() }];
  return {
    run: only(run, clusters, [...linksAmong(run, [campaign.accounts]), ...own, ...forged]),
    clusters: clusters.map(({ id }) => id),
    innocents: members.filter((account) => !fraud.has(account)),
  };
}

/** The campaign as it was found. */
export const asFound = ({ run, campaign }: Pick<Given, "run" | "campaign">): Planted => ({
  run: only(run, [campaign], linksAmong(run, [campaign.accounts])),
  clusters: [campaign.id],
  innocents: [],
});

function only(run: ClusterRun, clusters: readonly Cluster[], links: readonly Link[]): ClusterRun {
  const byEnds = new Map(links.map((link) => [`${link.a} ${link.b}`, link]));
  return {
    ...run,
    clusters: [...clusters].sort((x, y) => y.accounts.length - x.accounts.length || (x.id < y.id ? -1 : 1)),
    links: [...byEnds.values()].sort((x, y) => (x.a < y.a || (x.a === y.a && x.b < y.b) ? -1 : 1)),
    changes: run.changes.filter(({ cluster }) => clusters.some(({ id }) => id === cluster)),
  };
}

function linksAmong({ links }: ClusterRun, sets: readonly (readonly string[])[]): Link[] {
  const of = new Map(sets.flatMap((accounts, i) => accounts.map((account) => [account, i])));
  return links.filter(({ a, b }) => of.has(a) && of.get(a) === of.get(b));
}

/** Two accounts are made to share a device that neither has. */
function forgedValue({ members, campaign }: Tying): Link[] {
  const evidence = [
    { kind: "device", value: "forged", bits: 18 },
    { kind: "prior", value: "forged", bits: -14 },
  ];
  return members.map((account, i) => linkOf(account, campaign.accounts[i % campaign.accounts.length], evidence, 4));
}

function copiedFromOne(given: Tying): Link[] {
  const models = modelsOf(given);
  const model = models[Math.floor(given.random() * models.length)];
  return given.members.flatMap((account) => copies(account, model));
}

function copiedFromSeveral(given: Tying): Link[] {
  const models = modelsOf(given);
  return given.members.flatMap((account) => copies(account, models[Math.floor(given.random() * models.length)]));
}

interface Model {
  account: string;
  links: Link[];
}

/** The campaign's accounts that have the most to copy: those whose links do not hang on one value would do. */
function modelsOf({ run, campaign }: Tying): Model[] {
  const at = new Map(campaign.accounts.map((account) => [account, [] as Link[]]));
  for (const link of linksAmong(run, [campaign.accounts])) for (const end of [link.a, link.b]) at.get(end)!.push(link);
  return [...at].map(([account, links]) => ({ account, links })).filter(({ links }) => links.length > 2);
}

/** The account is tied to whom the model is tied to, by all that ties that. */
const copies = (account: string, { account: model, links }: Model): Link[] =>
  [...links]
    .sort((x, y) => y.weight - x.weight)
    .slice(0, COPIED)
    .map(({ a, b, evidence, weight }) => linkOf(account, a === model ? b : a, evidence, weight));

function linkOf(one: string, other: string, evidence: readonly LinkEvidence[], weight: number): Link {
  const [a, b] = [one, other].sort();
  return { a, b, weight, evidence: [...evidence] };
}

function drawnFrom<T>(all: readonly T[], count: number, random: () => number): T[] {
  const left = [...all];
  const drawn: T[] = [];
  while (drawn.length < count && left.length > 0) drawn.push(...left.splice(Math.floor(random() * left.length), 1));
  return drawn;
}
