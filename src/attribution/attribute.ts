/**
 * Fraudulent clusters, dossiers and judgements -> for each cluster how likely each operator is behind it, and how likely none of them
 * (Fellegi & Sunter's bits; Heuer's competing hypotheses, 1999).
 */

import type { Population } from "../indicator/population.js";
import { findTemplates, type Templates } from "../link/templates.js";
import type { AttributedPart, AttributionShare, Disposition, OperatorCase } from "../model/cluster.js";
import { type Dossier, UNKNOWN } from "../model/dossier.js";
import { JudgedAccounts, type Verdicts, verdictsOn } from "../model/judged-accounts.js";
import { type Judgement, standing } from "../model/judgement.js";
import { gather } from "../tools/gather.js";
import { type Calibration, calibrationOf, posterior } from "./calibration.js";
import { nameStrangers } from "./continuity.js";
import { enrich } from "./dossiers/enrich.js";
import { groundOf } from "./holders.js";
import { compare, sharesOf } from "./likelihood.js";
import { partsOf, shareAssets } from "./parts.js";
import { survey } from "./survey.js";

/** A cluster by the indices of its accounts in the population. */
export interface Subject {
  id: string;
  accounts: readonly number[];
  disposition: Disposition;
}

export interface Attribution {
  cluster: string;
  /** As in the contract: they sum to 1, highest first, `unknown` always among them. */
  shares: readonly AttributionShare[];
  /** The alternatives weighed, strongest first. */
  cases: readonly OperatorCase[];
  /** Where the accounts' own traffic splits between hands; else empty. */
  parts: readonly AttributedPart[];
  /** The lasting name of a stranger behind several clusters, or null. */
  stranger: string | null;
  /** The judgement that settled it, or null. */
  judgement: string | null;
}

export interface Knowledge {
  /** Payment and document fingerprints as tokens: see `pseudonymiseDossiers`. */
  dossiers: readonly Dossier[];
  judgements?: readonly Judgement[];
  /** Those of the linkage; found again where they are not given. */
  templates?: Templates;
  calibration?: Calibration;
}

/** How sure a confirmed attribution is: analysts err too. */
const CONFIRMED = 0.99;
/** Alternatives kept beside the likeliest. */
const KEPT_CASES = 8;
/**
 * A part is another hand's only where its likeliest operator is at least this likely: naming one takes less than saying that it is none.
 */
const PART_CONFIDENCE = { named: 0.6, unknown: 0.85 };

/** Only fraudulent clusters are attributed, in their order. */
export function attribute(population: Population, clusters: readonly Subject[], knowledge: Knowledge): Attribution[] {
  const subjects = clusters.filter(({ disposition }) => disposition === "fraudulent");
  if (subjects.length === 0) return [];
  const stands = standing(knowledge.judgements ?? []);
  const judged = new JudgedAccounts(stands);
  const calibration = knowledge.calibration ?? calibrationOf(stands);
  const ground = groundOf(population, knowledge.templates ?? findTemplates(population));
  const dossiers = enrich(knowledge.dossiers, judged, population, ground).sort((a, b) => compare(a.id, b.id));
  const { weigh, ties, cases } = survey(population, subjects, { dossiers, calibration, ground });
  const names = [...dossiers.map(({ id }) => id), UNKNOWN];
  const settle = (accounts: readonly number[], weighed: readonly OperatorCase[]): Settled => {
    const verdicts = verdictsOn(new Set(accounts.map((i) => population.account(i))), judged);
    const probabilities = posterior(
      weighed.map(({ bits }) => bits),
      calibration,
    );
    return { accounts, cases: weighed, confidences: heed(verdicts, names, probabilities), verdicts };
  };
  const settled = subjects.map(({ accounts }, s) => settle(accounts, cases[s]));
  const strangers = nameStrangers(
    subjects.flatMap(({ id, accounts }, place) =>
      likeliest(settled[place].confidences) === UNKNOWN ? [{ id, place, firstSeen: earliest(population, accounts) }] : [],
    ),
    ties,
  );
  return subjects.map(({ id, accounts }, s) => {
    const parts = splitByOperator(partsOf(population, accounts, ground), settled[s], {
      settle: (members) => settle(members, weigh(members)),
      kin: (one, other) => shareAssets(population, one, other, ground),
    });
    return {
      cluster: id,
      shares: sharesOf(mixed(parts.length > 0 ? parts : [settled[s]]), UNKNOWN),
      cases: settled[s].cases.toSorted((a, b) => b.bits - a.bits).slice(0, KEPT_CASES),
      parts: parts.map((part) => ({
        accounts: part.accounts.map((i) => population.account(i)).sort(compare),
        attribution: sharesOf(part.confidences, UNKNOWN),
      })),
      stranger: strangers.get(id) ?? null,
      judgement: settled[s].verdicts.confirmed?.judgement ?? null,
    };
  });
}

/** A cluster, or a part of one, weighed. */
export interface Settled {
  accounts: readonly number[];
  /** In the order of the dossiers. */
  cases: readonly OperatorCase[];
  /** By operator, `unknown` too; of no particular sum. */
  confidences: ReadonlyMap<string, number>;
  verdicts: Verdicts;
}

/** Parts of the traffic -> parts by operator; none where all are the same one's after all, or a judgement has settled the whole. */
function splitByOperator(parts: readonly (readonly number[])[], whole: Settled, { settle, kin }: Splitting): Settled[] {
  if (parts.length < 2 || whole.verdicts.confirmed) return [];
  const settled = parts.map(settle);
  const operators = settled.map(({ confidences }) => {
    const operator = likeliest(confidences);
    const enough = operator === UNKNOWN ? PART_CONFIDENCE.unknown : PART_CONFIDENCE.named;
    return share(confidences, operator) >= enough ? operator : null;
  });
  const hands = operators.map((operator, p) => {
    if (operator !== null && operator !== UNKNOWN) return operator;
    const named = operators.findIndex((other, o) => other !== null && other !== UNKNOWN && kin(parts[p], parts[o]));
    return named >= 0 ? operators[named] : operator;
  });
  const byOperator = new Map<string, number[]>();
  for (const [p, part] of parts.entries()) for (const account of part) gather(byOperator, hands[p] ?? hands[0] ?? UNKNOWN, account);
  return byOperator.size < 2 ? [] : [...byOperator.values()].map(settle);
}

interface Splitting {
  settle: (accounts: readonly number[]) => Settled;
  /** Whether two sets of accounts share what one hand keeps to itself. */
  kin: (one: readonly number[], other: readonly number[]) => boolean;
}

/** Of several parts, by their accounts. */
function mixed(parts: readonly Settled[]): Map<string, number> {
  const sum = new Map<string, number>();
  for (const { accounts, confidences } of parts) {
    for (const operator of confidences.keys()) sum.set(operator, (sum.get(operator) ?? 0) + accounts.length * share(confidences, operator));
  }
  return sum;
}

/** Judgements hold: what was confirmed is so, what was rejected is not. */
function heed({ confirmed, rejected }: Verdicts, names: readonly string[], probabilities: readonly number[]): Map<string, number> {
  const confidences = new Map(names.map((name, n) => [name, rejected.has(name) ? 0 : probabilities[n]]));
  if (confirmed) {
    const others = totalOf(confidences) - (confidences.get(confirmed.operator) ?? 0);
    confidences.set(confirmed.operator, others > 0 ? (others * CONFIRMED) / (1 - CONFIRMED) : 1);
  }
  if (totalOf(confidences) === 0) confidences.set(UNKNOWN, 1);
  return confidences;
}

function likeliest(confidences: ReadonlyMap<string, number>): string {
  return [...confidences].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
}

function share(confidences: ReadonlyMap<string, number>, operator: string): number {
  return confidences.get(operator)! / totalOf(confidences);
}

function totalOf(confidences: ReadonlyMap<string, number>): number {
  return [...confidences.values()].reduce((sum, confidence) => sum + confidence, 0);
}

function earliest(population: Population, accounts: readonly number[]): number {
  return accounts.reduce((time, i) => Math.min(time, population.firstSeen[i]), Number.POSITIVE_INFINITY);
}
