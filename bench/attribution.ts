/**
 * Simulated worlds of every style -> how often attribution is right, how far its confidence can be believed, whether a false flag fools it,
 * whether two hands in one cluster are told apart. Rewrites the diagram in docs/.
 */
import { writeFile } from "node:fs/promises";
import { attribute } from "../src/attribution/attribute.js";
import { type Calibration, type Case, loss, posterior, refit, SHIPPED } from "../src/attribution/calibration.js";
import { groundOf } from "../src/attribution/holders.js";
import { survey } from "../src/attribution/survey.js";
import { formatShare, formatTable } from "../src/cli/text/format.js";
import { type Forecast, reliabilityOf } from "../src/evaluate/reliability.js";
import { findTemplates } from "../src/link/templates.js";
import { UNKNOWN } from "../src/model/dossier.js";
import { reliabilityDiagram, reliabilityRows } from "../src/report/charts/reliability.js";
import { settle } from "../src/simulate/settings.js";
import { STYLES } from "../src/simulate/styles/styles.js";
import {
  type AttributionWorld,
  attributionWorld,
  foundClusters,
  pairedClusters,
  type RoughCluster,
  roughClusters,
} from "./worlds/attribution-worlds.js";
import { shownIn } from "./worlds/shown.js";

/** Four of each style. */
const WORLDS = 4 * STYLES.length;

/** One attributed cluster beside its truth. */
interface Outcome {
  style: number;
  level: string;
  accounts: number;
  answer: string;
  operator: string;
  confidence: number;
  /** Whether it shows anything of its operator's dossier. */
  shown: boolean;
  /** Whose known indicator the campaign shows, where it shows another's. */
  planted: string | null;
  /** What the evidence says, for fits. */
  bits: Case;
}

/** Seeds from here on: none that anything was fitted on or chosen by. */
const FIRST_SEED = 2001;
const DIAGRAM = "docs/attribution-reliability.svg";

/** Styles take turns. The diagram in docs/ is redrawn only of as many worlds as by default, or more. */
export async function benchAttribution(worlds = WORLDS, accounts = 8_000): Promise<void> {
  const rough: Outcome[] = [];
  const found: Outcome[] = [];
  const pairs = { right: 0, accounts: 0 };
  for (let w = 0; w < worlds; w++) {
    const [seed, style] = [FIRST_SEED + w, w % STYLES.length];
    const world = attributionWorld(settle({ seed, style, accounts, fraud: 0.1, eventsPerAccount: 15 }));
    const groups = roughClusters(world, seed);
    rough.push(...outcomesOf(world, groups, style));
    found.push(...outcomesOf(world, foundClusters(world), style));
    addPairs(world, groups, pairs);
    process.stderr.write(`\rworld ${w + 1} of ${worlds}, ${rough.length} clusters`);
  }
  process.stderr.write("\n");
  for (const [name, outcomes] of [
    ["true groups, roughened", rough],
    ["clusters as the whole flow found them", found],
  ] as const) {
    console.log(`\n${name}: ${outcomes.length} of ${worlds} worlds`);
    console.log(formatTable([["accounts attributed rightly", "share", "clusters"], ...accuracyRows(outcomes)], ""));
    console.log(calibrationText(outcomes));
    console.log(formatTable(styleRows(outcomes), ""));
  }
  console.log(`\ntwo hands in one cluster: ${share(pairs.right, pairs.accounts)} of ${pairs.accounts} accounts with the right one`);
  if (worlds < WORLDS) return;
  const { equalCount } = reliabilityOf(rough.map(forecastOf));
  await writeFile(DIAGRAM, reliabilityDiagram(equalCount.bins, `Attribution: ${rough.length} clusters of ${worlds} simulated worlds`));
  console.log(`reliability diagram: ${DIAGRAM}`);
}

function forecastOf({ confidence, operator, answer }: Outcome): Forecast {
  return { probability: confidence, outcome: operator === answer ? 1 : 0, weight: 1 };
}

function calibrationText(outcomes: readonly Outcome[]): string {
  const { brier, ece, equalCount } = reliabilityOf(outcomes.map(forecastOf));
  const cases = outcomes.map(({ bits }) => bits);
  const fit = refit(cases, SHIPPED, 0);
  return [
    `expected calibration error ${errorText(equalCount)} over ten bins of equal count, ${formatShare(ece)} of equal width; Brier score ${formatShare(brier)}`,
    formatTable(reliabilityRows(equalCount.bins)),
    `a fit to these: ${JSON.stringify(fit)}, loss ${formatShare(loss(cases, fit), 4)} (as shipped ${formatShare(loss(cases, SHIPPED), 4)})`,
  ].join("\n");
}

/** Each style by itself: as shipped, and by a calibration fitted on the other styles alone. */
function styleRows(outcomes: readonly Outcome[]): string[][] {
  const styles = [...new Set(outcomes.map(({ style }) => style))].sort((a, b) => a - b);
  return [
    ["style", "clusters", "named", "unknown", "calibration error", "fitted on the others: slope, unknown", "calibration error"],
    ...styles.map((style) => {
      const own = outcomes.filter((outcome) => outcome.style === style);
      const others = refit(
        outcomes.filter((outcome) => outcome.style !== style).map(({ bits }) => bits),
        SHIPPED,
        0,
      );
      return [
        `${style} ${STYLES[style].name}`,
        `${own.length}`,
        rightly(own.filter(({ answer }) => answer !== UNKNOWN)),
        rightly(own.filter(({ answer }) => answer === UNKNOWN)),
        errorText(reliabilityOf(own.map(forecastOf)).equalCount),
        `${others.slope}, ${others.unknown}`,
        errorText(reliabilityOf(own.map(({ bits }) => forecastBy(bits, others))).equalCount),
      ];
    }),
  ];
}

function forecastBy({ bits, answer }: Case, calibration: Calibration): Forecast {
  const probabilities = posterior(bits, calibration);
  const probability = Math.max(...probabilities);
  return { probability, outcome: probabilities.indexOf(probability) === (answer < 0 ? bits.length : answer) ? 1 : 0, weight: 1 };
}

function errorText({ ece, interval }: ReturnType<typeof reliabilityOf>["equalCount"]): string {
  return interval === null ? formatShare(null) : `${formatShare(ece)} (${interval.map((end) => formatShare(end)).join(" to ")})`;
}

function outcomesOf(world: AttributionWorld, clusters: readonly RoughCluster[], style: number): Outcome[] {
  const { population, dossiers } = world;
  const subjects = clusters.map(({ subject }) => subject);
  const templates = findTemplates(population);
  const found = attribute(population, subjects, { dossiers, templates });
  const { cases } = survey(population, subjects, { dossiers, calibration: SHIPPED, ground: groundOf(population, templates) });
  const shown = shownIn(world, clusters);
  return clusters.map(({ subject, truth, planted }, i) => {
    const [{ operator, confidence }] = found[i].shares;
    return {
      style,
      level: truth.level ?? truth.kind,
      accounts: subject.accounts.length,
      answer: answerOf(world, truth.operator),
      operator,
      confidence,
      shown: shown[i],
      planted,
      bits: { bits: cases[i].map(({ bits }) => bits), answer: dossiers.findIndex(({ id }) => id === truth.operator), weight: 1 },
    };
  });
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
    ["  where something of it is shown", outcomes.filter(({ shown }) => shown)],
    ["operators without one", outcomes.filter(({ answer }) => answer === UNKNOWN)],
    ...levels.map((level): [string, readonly Outcome[]] => [`  ${level}`, outcomes.filter((outcome) => outcome.level === level)]),
  ];
  const flags = outcomes.filter(({ planted }) => planted !== null);
  const fooled = flags.filter(({ planted, operator }) => operator === planted).length;
  return [
    ...groups.map(([name, all]) => {
      return [name, rightly(all), `${all.filter(isRight).length} of ${all.length}`];
    }),
    ["fooled by a false flag", share(fooled, flags.length), `${fooled} of ${flags.length}`],
  ];
}

function isRight({ operator, answer }: Outcome): boolean {
  return operator === answer;
}

/** By accounts. */
function rightly(outcomes: readonly Outcome[]): string {
  return share(accountsOf(outcomes.filter(isRight)), accountsOf(outcomes));
}

function accountsOf(outcomes: readonly Outcome[]): number {
  return outcomes.reduce((sum, { accounts }) => sum + accounts, 0);
}

function share(part: number, whole: number): string {
  return whole === 0 ? "–" : (part / whole).toFixed(3);
}
