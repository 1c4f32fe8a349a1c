/** Fraudulent clusters, dossiers and judgements -> for each cluster how likely each operator is behind it, and how likely none of them, with the evidence for and against (Fellegi & Sunter's bits; Heuer's competing hypotheses, 1999). */
import type { AttributionShare, Disposition } from "../cluster/cluster.js";
import type { Population } from "../indicator/population.js";
import { type Calibration, posterior, SHIPPED } from "./calibration.js";
import { type Dossier, UNKNOWN } from "./dossier.js";
import { type CaseEvidence, capped, kindEvidence, total } from "./evidence.js";
import { type Judgement, standing, type Verdicts, verdictsOn } from "./judgement.js";
import { sharesOf } from "./likelihood.js";
import { type Habits, habitsOf, profileEvidence, usualHabits } from "./profile.js";
import { type Ranked, rank, tally } from "./tally.js";
import { wantedOf } from "./wanted.js";

/** A cluster by the indices of its accounts in the population. */
export interface Subject {
  id: string;
  accounts: readonly number[];
  disposition: Disposition;
}

/** What speaks for and against one operator, strongest first; `bits` is its sum. */
export interface OperatorCase {
  operator: string;
  bits: number;
  evidence: readonly CaseEvidence[];
}

export interface Attribution {
  cluster: string;
  /** As in the contract: sum to 1, highest first, `unknown` always among them. */
  shares: readonly AttributionShare[];
  /** The alternatives weighed, strongest first. */
  cases: readonly OperatorCase[];
  /** The judgement that settled it, or null. */
  judgement: string | null;
}

export interface Knowledge {
  dossiers: readonly Dossier[];
  judgements?: readonly Judgement[];
  calibration?: Calibration;
}

/** How sure a confirmed attribution is: analysts err too. */
const CONFIRMED = 0.99;
/** Alternatives shown beside the likeliest. */
const SHOWN_CASES = 8;

/** Only fraudulent clusters are attributed; in their order. */
export function attribute(population: Population, clusters: readonly Subject[], knowledge: Knowledge): Attribution[] {
  const subjects = clusters.filter(({ disposition }) => disposition === "fraudulent");
  const { dossiers, judgements = [], calibration = SHIPPED } = knowledge;
  const weigh = weigher(population, subjects, dossiers);
  const stands = standing(judgements);
  return subjects.map(({ id, accounts }) => {
    const cases = weigh(accounts);
    const verdicts = verdictsOn(new Set(accounts.map((i) => population.account(i))), stands);
    const confidences = heed(
      verdicts,
      dossiers,
      posterior(
        cases.map(({ bits }) => bits),
        calibration,
      ),
    );
    return {
      cluster: id,
      shares: sharesOf(confidences, UNKNOWN),
      cases: [...cases].sort((a, b) => b.bits - a.bits).slice(0, SHOWN_CASES),
      judgement: verdicts.confirmed?.judgement ?? null,
    };
  });
}

/** Gives the case of each dossier, in their order, for any set of accounts. */
function weigher(population: Population, subjects: readonly Subject[], dossiers: readonly Dossier[]) {
  const innocent = outside(population, subjects);
  const at = population.lastSeen.reduce((latest, time) => Math.max(latest, time), 0);
  const kinds = wantedOf(population, dossiers).map((kind) => rank(kind, innocent, at));
  const usual = usualHabits(
    population,
    subjects.map(({ accounts }) => accounts),
    innocent,
  );
  return (accounts: readonly number[]) => casesOf(dossiers, kinds, { population, accounts, usual });
}

function casesOf(
  dossiers: readonly Dossier[],
  kinds: readonly Ranked[],
  { population, accounts, usual }: { population: Population; accounts: readonly number[]; usual: Habits },
): OperatorCase[] {
  const tallies = kinds.map((kind) => tally(kind, accounts));
  const habits = habitsOf(population, accounts);
  return dossiers.map(({ id, profile }, d) => {
    const shown = kinds.flatMap((kind, k) => kindEvidence(kind, tallies[k], d) ?? []);
    const evidence = capped([...shown, ...profileEvidence(profile, habits, usual)]);
    return { operator: id, bits: total(evidence), evidence };
  });
}

/** Judgements hold: what was confirmed is so, what was rejected is not. */
function heed({ confirmed, rejected }: Verdicts, dossiers: readonly Dossier[], probabilities: readonly number[]): Map<string, number> {
  const names = [...dossiers.map(({ id }) => id), UNKNOWN];
  const confidences = new Map(names.map((name, n) => [name, rejected.has(name) ? 0 : probabilities[n]]));
  if (confirmed) {
    const others = [...confidences].reduce((sum, [name, confidence]) => (name === confirmed.operator ? sum : sum + confidence), 0);
    confidences.set(confirmed.operator, others === 0 ? 1 : (others * CONFIRMED) / (1 - CONFIRMED));
  }
  if ([...confidences.values()].every((confidence) => confidence === 0)) confidences.set(UNKNOWN, 1);
  return confidences;
}

/** Accounts outside every one of the clusters: what is common among them says little. */
function outside(population: Population, subjects: readonly Subject[]): Uint32Array {
  const inside = new Uint8Array(population.size);
  for (const { accounts } of subjects) for (const account of accounts) inside[account] = 1;
  return Uint32Array.from({ length: population.size }, (_, account) => account).filter((account) => inside[account] === 0);
}
