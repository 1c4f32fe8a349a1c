/**
 * A simulated world's settings -> its population, dossiers and clusters: true groups, roughened, which measure attribution apart from how
 * well accounts were linked, and those that the whole flow finds.
 */

import type { Subject } from "../../src/attribution/attribute.js";
import { pseudonymiseDossiers } from "../../src/attribution/dossiers/pseudonymise.js";
import { commonest } from "../../src/evaluate/comparison.js";
import { parseEvent } from "../../src/event/parse.js";
import { populationOfRows } from "../../src/indicator/build.js";
import { mergePart } from "../../src/indicator/merge.js";
import { pseudonymiser } from "../../src/indicator/normalise/pseudonym.js";
import type { Population } from "../../src/indicator/population.js";
import { packSegments } from "../../src/indicator/slice/segment.js";
import { Slice } from "../../src/indicator/slice/slice.js";
import { Values } from "../../src/indicator/slice/values.js";
import { checkDossiers, type Dossier } from "../../src/model/dossier.js";
import { findClusters } from "../../src/pipeline.js";
import { planWorld } from "../../src/simulate/plan.js";
import { Rng } from "../../src/simulate/random.js";
import type { Settings } from "../../src/simulate/settings.js";
import { dossiers, events, truth } from "../../src/simulate/simulate.js";
import { gather } from "../../src/tools/gather.js";

export interface TruthLine {
  account: string;
  fraud: boolean;
  group: string | null;
  operator: string | null;
  kind: string;
  level?: string;
}

export interface AttributionWorld {
  population: Population;
  dossiers: readonly Dossier[];
  truth: ReadonlyMap<string, TruthLine>;
  /** By group that flies a false flag: the operator whose it is. */
  victims: ReadonlyMap<string, string>;
}

const SLICE_EVENTS = 200_000;

export function attributionWorld(settings: Settings): AttributionWorld {
  const world = planWorld(settings);
  const pseudonymise = pseudonymiser(new Uint8Array(32).fill(settings.seed & 255));
  const seen = new Set<string>();
  const segments: Uint8Array[] = [];
  let slice = new Slice(new Values(pseudonymise));
  const pack = () => {
    if (slice.size > 0) segments.push(...packSegments(slice, new Uint8Array(slice.size).fill(1), 1).map(({ bytes }) => bytes));
    slice = new Slice(new Values(pseudonymise));
  };
  for (const piece of events(world)) {
    for (const line of piece.split("\n")) {
      const event = line === "" ? "" : parseEvent(JSON.parse(line), { dropped: 0, ignored: 0 });
      if (typeof event === "string" || seen.has(event.id)) continue;
      seen.add(event.id);
      slice.add(event);
      if (slice.size === SLICE_EVENTS) pack();
    }
  }
  pack();
  const rows = [...truth(world)]
    .join("")
    .trim()
    .split("\n")
    .map((line): TruthLine => JSON.parse(line));
  return {
    population: populationOfRows(mergePart(new Map(), segments)),
    dossiers: pseudonymiseDossiers(checkDossiers(dossiers(world)), pseudonymise),
    truth: new Map(rows.map((row) => [row.account, row])),
    victims: new Map(world.groups.flatMap(({ campaign }, number) => (campaign?.plant ? [[`g-${number}`, campaign.plant.victim.id]] : []))),
  };
}

export interface RoughCluster {
  subject: Subject;
  /** Of the group that it is (most of). */
  truth: TruthLine;
  /** The operator whose known indicator its campaign plants, or null. */
  planted: string | null;
}

/** True groups as a linkage might find them: some members lost, large groups in shards, a few strangers caught. */
export function roughClusters({ population, truth, victims }: AttributionWorld, seed: number): RoughCluster[] {
  const rng = new Rng(seed, 4711);
  const groups = new Map<string, number[]>();
  const innocent: number[] = [];
  for (let i = 0; i < population.size; i++) {
    const { fraud, group } = truth.get(population.account(i))!;
    if (!fraud) innocent.push(i);
    else if (group !== null) gather(groups, group, i);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([group, members]) => {
      const kept = members.filter(() => rng.chance(0.9));
      const shards = kept.length < 20 ? 1 : rng.range(1, 3);
      return Array.from({ length: shards }, (_, shard): RoughCluster => {
        const own = kept.filter((_, i) => i % shards === shard);
        const strangers = Array.from({ length: Math.floor(own.length * 0.04) }, () => rng.pick(innocent));
        const accounts = [...new Set([...own, ...strangers])].sort((a, b) => a - b);
        const subject = { id: `${group}-${shard}`, accounts, disposition: "fraudulent" as const };
        return { subject, truth: truth.get(population.account(members[0]))!, planted: victims.get(group) ?? null };
      }).filter(({ subject }) => subject.accounts.length >= 3);
    });
}

/** Clusters that the whole flow calls fraudulent, by the group that most of their fraudulent accounts are of. */
export function foundClusters({ population, dossiers, truth, victims }: AttributionWorld): RoughCluster[] {
  const { clusters } = findClusters(population, { dossiers, keepLinks: false });
  return clusters.flatMap(({ id, accounts, disposition }): RoughCluster[] => {
    const rows = accounts.map((account) => truth.get(account)!).filter(({ fraud }) => fraud);
    const most = commonest(rows.map(({ group }) => group ?? ""));
    const of = rows.find(({ group }) => (group ?? "") === most?.item);
    if (disposition !== "fraudulent" || !of) return [];
    const subject = { id, accounts: accounts.map((account) => population.indexOf(account)), disposition };
    return [{ subject, truth: of, planted: victims.get(of.group ?? "") ?? null }];
  });
}

/** Campaigns of two operators thrown together, as where one proxy service carries both: whole campaigns, each in one pair at the most. */
export function pairedClusters(rough: readonly RoughCluster[]): Subject[] {
  const campaigns = new Map<string, { operator: string; accounts: number[] }>();
  for (const { subject, truth } of rough) {
    if (truth.operator === null || (truth.level !== "moderate" && truth.level !== "careful")) continue;
    const campaign = campaigns.get(truth.group!) ?? { operator: truth.operator, accounts: [] };
    campaign.accounts.push(...subject.accounts);
    campaigns.set(truth.group!, campaign);
  }
  const waiting = [...campaigns.values()];
  const pairs: Subject[] = [];
  for (let one = waiting.shift(); one; one = waiting.shift()) {
    const { operator, accounts } = one;
    const other = waiting.findIndex((campaign) => campaign.operator !== operator);
    if (other < 0) continue;
    const together = new Set([...accounts, ...waiting.splice(other, 1)[0].accounts]);
    pairs.push({ id: `pair-${pairs.length}`, accounts: [...together].sort((a, b) => a - b), disposition: "fraudulent" });
  }
  return pairs;
}
