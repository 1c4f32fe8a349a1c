/**
 * `npm run bench styles`: worlds of every style -> how good the verdicts are on each style when the weights were fitted on the others, and
 * with the shipped weights. A style's worlds are counted together.
 */
import { parseArgs } from "node:util";
import { formatShare, formatTable } from "../src/cli/text/format.js";
import type { ClusterRow, TruthRow } from "../src/contract/rows.js";
import { dispose } from "../src/disposition/dispose.js";
import { fitDisposition, withSilences } from "../src/disposition/fit.js";
import type { DispositionModel } from "../src/disposition/model.js";
import { WEIGHTS } from "../src/disposition/weights.js";
import { type Evaluation, evaluate } from "../src/evaluate/evaluate.js";
import { LEVELS } from "../src/simulate/settings.js";
import { STYLES } from "../src/simulate/styles/styles.js";
import { WORLD_OPTIONS, worldsOf } from "./worlds/sets.js";
import type { FoundWorld } from "./worlds/worlds.js";

const HEAD = ["style", "precision", "worst world", ...LEVELS, "rings", "B³ F1", "score ECE", "of a few", "innocents flagged, by kind"];

interface Judged {
  truth: readonly TruthRow[];
  clusters: readonly ClusterRow[];
}

/** Options: `worlds/sets.ts`. */
export async function benchStyles(words: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...words], options: WORLD_OPTIONS });
  const worlds = await worldsOf(values);
  const styles = [...new Set(worlds.map(({ style }) => style))];
  if (styles.length > 1) {
    const whole = fitOn(worlds);
    const judged = new Map(
      styles.map((left) => {
        const model = fitOn(
          worlds.filter(({ style }) => style !== left),
          whole,
        );
        return [left, worlds.filter(({ style }) => style === left).map((world) => judge(world, model))] as const;
      }),
    );
    print("weights fitted on the other styles", judged);
  }
  const shipped = styles.map((style) => [style, worlds.filter((w) => w.style === style).map((world) => judge(world, WEIGHTS))] as const);
  print("the shipped weights", new Map(shipped));
}

const fitOn = (worlds: readonly FoundWorld[], near?: DispositionModel): DispositionModel =>
  fitDisposition(withSilences(worlds.flatMap(({ clusters }) => clusters)), { near });

/** As the pipeline would have it, but that nobody's ids are kept. */
function judge({ truth, clusters }: FoundWorld, model: DispositionModel): Judged {
  return {
    truth,
    clusters: clusters.map(({ accounts, features, held }, c): ClusterRow => {
      const { score, disposition } = dispose(features, model, accounts.length, held);
      return { cluster: `c${c}`, accounts, score, disposition };
    }),
  };
}

function print(title: string, judged: ReadonlyMap<number, readonly Judged[]>): void {
  const rows = [...judged].map(([style, worlds]) => cells(`${style} ${STYLES[style].name}`, worlds));
  console.log(`\n${title}\n${formatTable([HEAD, ...rows, cells("together", [...judged.values()].flat())])}`);
}

function cells(name: string, worlds: readonly Judged[]): string[] {
  const { detection, grouping, score } = evaluateTogether(worlds);
  const { levels, kinds } = detection.fraud;
  const precisions = worlds.flatMap(({ truth, clusters }) => evaluate(truth, clusters).detection.precision ?? []);
  const flagged = Object.entries(detection.innocent.kinds).filter(([, kind]) => kind.flagged > 0);
  return [
    name,
    formatShare(detection.precision),
    formatShare(precisions.length > 0 ? Math.min(...precisions) : null),
    ...LEVELS.map((level) => formatShare(levels[level]?.rate ?? null)),
    formatShare(kinds.promo_ring?.rate ?? null),
    formatShare(grouping.fraud.bcubed.f1),
    formatShare(score.accounts.ece),
    formatShare(score.few.ece),
    flagged.map(([kind, of]) => `${kind} ${of.flagged} of ${of.accounts}`).join(", "),
  ];
}

/** Each world's ids made its own. */
function evaluateTogether(worlds: readonly Judged[]): Evaluation {
  return evaluate(
    worlds.flatMap(({ truth }, w) =>
      truth.map((row) => ({
        ...row,
        account: `${w} ${row.account}`,
        group: row.group && `${w} ${row.group}`,
        operator: row.operator && `${w} ${row.operator}`,
      })),
    ),
    worlds.flatMap(({ clusters }, w) =>
      clusters.map((row) => ({ ...row, cluster: `${w} ${row.cluster}`, accounts: row.accounts.map((account) => `${w} ${account}`) })),
    ),
  );
}
