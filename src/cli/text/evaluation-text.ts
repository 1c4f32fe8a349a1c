/** An evaluation -> the tables that `cautery evaluate` and `cautery demo` print. */

import type { Flagged } from "../../evaluate/detection.js";
import type { Evaluation } from "../../evaluate/evaluate.js";
import type { Grouping } from "../../evaluate/grouping.js";
import type { Calibration } from "../../evaluate/reliability.js";
import { formatCount, formatShare, formatTable } from "./format.js";

export function formatEvaluation(evaluation: Evaluation): string {
  const { detection } = evaluation;
  return [
    section("Accounts called fraudulent", verdictRows(evaluation)),
    section("Fraudulent accounts by level", flaggedRows("caught", detection.fraud.levels)),
    section("Fraudulent accounts by kind", flaggedRows("caught", detection.fraud.kinds)),
    section("Innocent accounts by kind", flaggedRows("flagged", detection.innocent.kinds, 4)),
    section("Groups found", groupingRows(evaluation.grouping)),
    section("Fraudulent accounts among those of their hand", handRows(evaluation.grouping)),
    section("Replacements of suspended accounts in their campaign's cluster", successionRows(evaluation)),
    section("Operator named (likeliest one, accounts of fraudulent clusters)", attributionRows(evaluation)),
    section("Probabilities", calibrationRows(evaluation)),
  ]
    .filter((text) => text !== "")
    .join("\n\n");
}

function section(title: string, rows: readonly string[][]): string {
  return rows.length > 1 ? `${title}\n${formatTable(rows)}` : "";
}

function verdictRows({ accounts, clusters, strangers, detection, purity }: Evaluation): string[][] {
  const { fraud, innocent } = detection;
  const rest = strangers > 0 ? `; not in the truth, and not counted: ${formatCount(strangers)}` : "";
  return [
    [`accounts: ${formatCount(accounts)}, fraudulent: ${formatCount(fraud.accounts)}; clusters: ${formatCount(clusters)}${rest}`],
    [`precision (innocent accounts flagged: ${formatCount(innocent.flagged)})`, formatShare(detection.precision, 4)],
    [`recall (fraudulent accounts missed: ${formatCount(fraud.accounts - fraud.flagged)})`, formatShare(detection.recall, 4)],
    [`purity by operator (fraudulent clusters: ${formatCount(purity.clusters)})`, formatShare(purity.purity, 4)],
  ];
}

function flaggedRows(verb: string, names: Record<string, Flagged>, digits = 3): string[][] {
  const rows = Object.entries(names).map(([name, { accounts, flagged, rate }]) => [
    name,
    formatCount(accounts),
    formatCount(flagged),
    formatShare(rate, digits),
  ]);
  return [["", "accounts", verb, "rate"], ...rows];
}

function groupingRows(grouping: Evaluation["grouping"]): string[][] {
  const row = (name: string, { accounts, clustered, bcubed, pairwise, ari }: Grouping) => [
    name,
    formatCount(accounts),
    ...[clustered, bcubed.precision, bcubed.recall, bcubed.f1, pairwise.precision, pairwise.recall, pairwise.f1, ari].map((share) =>
      formatShare(share),
    ),
  ];
  return [
    ["", "accounts", "clustered", "B³ prec.", "B³ recall", "B³ F1", "pair prec.", "pair recall", "pair F1", "adj. Rand"],
    row("fraudulent", grouping.fraud),
    row("all of a group", grouping.grouped),
  ];
}

function handRows({ hands }: Evaluation["grouping"]): string[][] {
  if (hands.accounts === 0) return [];
  return [
    ["", "accounts", "share"],
    ["in a cluster", formatCount(hands.clustered), formatShare(hands.share)],
    ["of those, most of it their hand's", formatCount(hands.right), formatShare(hands.accuracy)],
  ];
}

function successionRows({ succession }: Evaluation): string[][] {
  const rows = Object.entries(succession.levels).map(([name, { replacements, linked, rate }]) => [
    name,
    formatCount(replacements),
    formatCount(linked),
    formatShare(rate),
  ]);
  return [["", "accounts", "linked", "rate"], ...rows];
}

function attributionRows({ attribution }: Evaluation): string[][] {
  const rows: [string, Evaluation["attribution"]["named"]][] = [
    ["with a dossier", attribution.named],
    ["without (right is unknown)", attribution.unknown],
    ...Object.entries(attribution.operators),
  ];
  return [
    ["", "accounts", "right", "accuracy"],
    ...rows
      .filter(([, { accounts }]) => accounts > 0)
      .map(([name, { accounts, correct, accuracy }]) => [name, formatCount(accounts), formatCount(correct), formatShare(accuracy)]),
  ];
}

function calibrationRows({ score, attribution }: Evaluation): string[][] {
  const row = (name: string, { forecasts, brier, ece, equalCount }: Calibration) => [
    name,
    formatCount(forecasts),
    formatShare(brier),
    formatShare(ece),
    formatShare(equalCount.ece),
    equalCount.interval === null ? formatShare(null) : equalCount.interval.map((end) => formatShare(end)).join(" to "),
  ];
  return [
    ["", "given", "Brier score", "calibration error", "of equal count", "95 % of resamples"],
    row("score, by cluster", score.clusters),
    row("score, by account", score.accounts),
    row("the same, clusters of a few", score.few),
    row("confidence in the operator", attribution.confidence),
  ];
}
