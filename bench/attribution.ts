/**
 * Simulated worlds of many seeds -> how often attribution is right, how far its confidence can be believed, whether a false flag fools it,
 * whether two hands in one cluster are told apart. Rewrites the diagram in docs/.
 */
import { writeFile } from "node:fs/promises";
import { attribute } from "../src/attribution/attribute.js";
import { type Case, loss, refit, SHIPPED } from "../src/attribution/calibration.js";
import { groundOf } from "../src/attribution/holders.js";
import { survey } from "../src/attribution/survey.js";
import { formatTable } from "../src/cli/text/format.js";
import { reliabilityOf } from "../src/evaluate/reliability.js";
import { findTemplates } from "../src/link/templates.js";
import { UNKNOWN } from "../src/model/dossier.js";
import { reliabilityDiagram, reliabilityRows } from "../src/report/charts/reliability.js";
import { settle } from "../src/simulate/settings.js";
import { type AttributionWorld, attributionWorld, pairedClusters, type RoughCluster, roughClusters } from "./worlds/attribution-worlds.js";

/** One attributed cluster beside its truth. */
interface Outcome {
  level: string;
  accounts: number;
  answer: string;
  operator: string;
  confidence: number;
  /** Whose known indicator the campaign shows, where it shows another's. */
  planted: string | null;
}

/** Seeds from here on: none that anything was fitted on or chosen by. */
const FIRST_SEED = 2001;
const DIAGRAM = "docs/attribution-reliability.svg";

export async function benchAttribution(worlds = 20, accounts = 8_000): Promise<void> {
  const outcomes: Outcome[] = [];
  const cases: Case[] = [];
  const pairs = { right: 0, accounts: 0 };
  let seconds = 0;
  for (let seed = FIRST_SEED; seed < FIRST_SEED + worlds; seed++) {
    const world = attributionWorld(settle({ seed, accounts, fraud: 0.1, eventsPerAccount: 15 }));
    const rough = roughClusters(world, seed);
    const start = performance.now();
    outcomes.push(...outcomesOf(world, rough));
    seconds += (performance.now() - start) / 1000;
    cases.push(...casesOf(world, rough));
    addPairs(world, rough, pairs);
    process.stderr.write(`\rworld ${seed - FIRST_SEED + 1} of ${worlds}, ${outcomes.length} clusters`);
  }
  process.stderr.write("\n");
  console.log(formatTable([["accounts attributed rightly", "share", "clusters"], ...accuracyRows(outcomes)], ""));
  console.log(`two hands in one cluster: ${share(pairs.right, pairs.accounts)} of ${pairs.accounts} accounts with the right one`);
  const forecasts = outcomes.map(({ confidence, operator, answer }) => ({
    probability: confidence,
    outcome: operator === answer ? 1 : 0,
    weight: 1,
  }));
  const { brier, ece, bins } = reliabilityOf(forecasts);
  console.log(
    `expected calibration error ${ece?.toFixed(3)}, Brier score ${brier?.toFixed(3)}, over ${outcomes.length} clusters of ${worlds} worlds; attribution took ${seconds.toFixed(1)} s`,
  );
  console.log(formatTable(reliabilityRows(bins)));
  console.log(
    `a fit to these worlds: ${JSON.stringify(refit(cases))}, loss ${loss(cases, refit(cases)).toFixed(4)} (as shipped ${loss(cases, SHIPPED).toFixed(4)})`,
  );
  await writeFile(DIAGRAM, reliabilityDiagram(bins, `Attribution: ${outcomes.length} clusters of ${worlds} simulated worlds`));
  console.log(`reliability diagram: ${DIAGRAM}`);
}

function outcomesOf(world: AttributionWorld, rough: readonly RoughCluster[]): Outcome[] {
  const found = attribute(
    world.population,
    rough.map(({ subject }) => subject),
    { dossiers: world.dossiers },
  );
  return rough.map(({ subject, truth, planted }, i) => {
    const [{ operator, confidence }] = found[i].shares;
    return {
      level: truth.level ?? truth.kind,
      accounts: subject.accounts.length,
      answer: answerOf(world, truth.operator),
      operator,
      confidence,
      planted,
    };
  });
}

function casesOf({ population, dossiers }: AttributionWorld, rough: readonly RoughCluster[]): Case[] {
  const ground = groundOf(population, findTemplates(population));
  const { cases } = survey(
    population,
    rough.map(({ subject }) => subject),
    { dossiers, calibration: SHIPPED, ground },
  );
  return rough.map((cluster, c) => ({
    bits: cases[c].map(({ bits }) => bits),
    answer: dossiers.findIndex(({ id }) => id === cluster.truth.operator),
    weight: 1,
  }));
}

/** Of clusters in which two operators' campaigns were thrown together: accounts whose part was attributed to their own. */
function addPairs(world: AttributionWorld, rough: readonly RoughCluster[], pairs: { right: number; accounts: number }): void {
  const subjects = pairedClusters(rough);
  for (const { parts, shares, cluster } of attribute(world.population, subjects, { dossiers: world.dossiers })) {
    const whole = subjects.find(({ id }) => id === cluster)!.accounts.map((i) => world.population.account(i));
    for (const part of parts.length > 0 ? parts : [{ accounts: whole, attribution: shares }]) {
      for (const account of part.accounts) {
        const { fraud, operator } = world.truth.get(account)!;
        if (!fraud) continue;
        pairs.accounts++;
        if (answerOf(world, operator) === part.attribution[0].operator) pairs.right++;
      }
    }
  }
}

/** The right answer: the operator where it has a dossier, else that it is none of these. */
function answerOf({ dossiers }: AttributionWorld, operator: string | null): string {
  return dossiers.find(({ id }) => id === operator)?.id ?? UNKNOWN;
}

function accuracyRows(outcomes: readonly Outcome[]): string[][] {
  const levels = [...new Set(outcomes.map(({ level }) => level))].sort();
  const groups: [string, readonly Outcome[]][] = [
    ["operators with a dossier", outcomes.filter(({ answer }) => answer !== UNKNOWN)],
    ["operators without one", outcomes.filter(({ answer }) => answer === UNKNOWN)],
    ...levels.map((level): [string, readonly Outcome[]] => [`  ${level}`, outcomes.filter((outcome) => outcome.level === level)]),
  ];
  const flags = outcomes.filter(({ planted }) => planted !== null);
  const fooled = flags.filter(({ planted, operator }) => operator === planted).length;
  return [
    ...groups.map(([name, all]) => {
      const right = all.filter(({ operator, answer }) => operator === answer);
      return [name, share(accountsOf(right), accountsOf(all)), `${right.length} of ${all.length}`];
    }),
    ["fooled by a false flag", share(fooled, flags.length), `${fooled} of ${flags.length}`],
  ];
}

function accountsOf(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((sum, { accounts }) => sum + accounts, 0);
}

function share(part: number, whole: number): string {
  return whole === 0 ? "–" : (part / whole).toFixed(3);
}
