/**
 * Fraudulent clusters -> which of them one hand runs: those that share what marks them out. A successor inherits its forerunner's
 * attribution as evidence; a stranger behind several gets a lasting name.
 */
import { createHash } from "node:crypto";
import type { CaseEvidence, OperatorCase } from "../model/cluster.js";
import { gather } from "../tools/gather.js";
import { probabilityOf } from "../tools/probability.js";
import { UnionFind } from "../tools/union-find.js";
import { bayesFactorBits } from "./bayes.js";
import { type Calibration, posterior } from "./calibration.js";
import { dossierKind } from "./dossier-rules.js";
import { capped, strongestFirst, total } from "./evidence.js";
import { compare } from "./likelihood.js";
import type { Mark } from "./signature.js";

/** Two clusters, by their places in the list, that share marks worth so many bits. */
export interface Tie {
  a: number;
  b: number;
  bits: number;
  /** The strongest shared mark. */
  mark: Pick<Mark, "kind" | "value">;
}

/** Bits from which a tie is taken for one hand. */
export const ONE_HAND_BITS = 7;
/** What more clusters than this share is the market's, not one hand's. */
const MOST_HOLDERS = 40;

/** Sorted by (a, b). `innocent` is how many accounts lie outside all the clusters. */
export function tiesOf(signatures: readonly (readonly Mark[])[], innocent: number): Tie[] {
  const holders = new Map<string, number[]>();
  signatures.forEach((marks, s) => {
    for (const { kind, key } of marks) {
      gather(holders, `${kind} ${key}`, s);
    }
  });
  const pairs = new Map<number, Set<string>>();
  for (const [name, group] of holders) {
    if (group.length > MOST_HOLDERS) continue;
    for (const [i, a] of group.entries()) {
      for (const b of group.slice(i + 1)) {
        const pair = a * signatures.length + b;
        pairs.set(pair, (pairs.get(pair) ?? new Set()).add(name));
      }
    }
  }
  return [...pairs]
    .sort(([x], [y]) => x - y)
    .map(([pair, names]) => {
      const [a, b] = [Math.floor(pair / signatures.length), pair % signatures.length];
      return { a, b, ...strengthOf(signatures[a], signatures[b], names, innocent) };
    });
}

/** Of each kind the mark worth most, seen from the cluster where it is worth less. */
function strengthOf(a: readonly Mark[], b: readonly Mark[], names: ReadonlySet<string>, innocent: number): Pick<Tie, "bits" | "mark"> {
  const others = new Map(b.map((mark) => [`${mark.kind} ${mark.key}`, mark]));
  const best = new Map<string, { bits: number; mark: Mark }>();
  for (const mark of a) {
    const name = `${mark.kind} ${mark.key}`;
    if (!names.has(name)) continue;
    const other = others.get(name)!;
    const outside = Math.max(0, mark.everywhere - mark.accounts - other.accounts);
    const bits = Math.min(worth(mark, outside, innocent), worth(other, outside, innocent));
    if (bits > (best.get(mark.kind)?.bits ?? Number.NEGATIVE_INFINITY)) best.set(mark.kind, { bits, mark });
  }
  const evidence = [...best.values()].map(({ bits, mark: { kind, value } }) => ({
    family: dossierKind(kind).family,
    kind,
    value,
    accounts: 0,
    bits,
    detail: "",
  }));
  const shown = capped(evidence);
  return { bits: total(shown), mark: { kind: shown[0].kind, value: shown[0].value } };
}

function worth({ kind, accounts, shown }: Mark, outside: number, innocent: number): number {
  const about = dossierKind(kind);
  const chance = Math.min(0.95, (outside + 0.5) / (innocent + 20)) ** about.outsiders;
  return bayesFactorBits({ ...about, hits: accounts, accounts: shown, chance });
}

/** How likely a tie is one hand's, by its bits: even at half of what is taken for one. */
function oneHand(bits: number): number {
  return probabilityOf(bits - ONE_HAND_BITS / 2);
}

/** What was weighed of a cluster: cases and confidences as in `resolve.ts`. */
interface Weighed {
  cases: readonly OperatorCase[];
  confidences: ReadonlyMap<string, number>;
}

interface Inheritance {
  /** The operators, in the order of the cases; last "none of these". */
  names: readonly string[];
  calibration: Calibration;
  ids: readonly string[];
}

/**
 * Each cluster's cases with what its strongest tie adds: the kin's own attribution, as far as the tie is believed. One step, so that
 * nothing echoes.
 */
export function inherit(whole: readonly Weighed[], ties: readonly Tie[], { names, calibration, ids }: Inheritance): OperatorCase[][] {
  const strongest = new Map<number, { kin: number; tie: Tie }>();
  for (const tie of ties) {
    for (const [own, kin] of [
      [tie.a, tie.b],
      [tie.b, tie.a],
    ]) {
      if (tie.bits > Math.max(0, strongest.get(own)?.tie.bits ?? 0)) strongest.set(own, { kin, tie });
    }
  }
  const prior = posterior(
    names.slice(1).map(() => 0),
    calibration,
  );
  return whole.map(({ cases }, s) => {
    const from = strongest.get(s);
    if (!from) return [...cases];
    const { kin, tie } = from;
    const belief = oneHand(tie.bits);
    const { confidences } = whole[kin];
    const sum = names.reduce((total, name) => total + confidences.get(name)!, 0);
    const gains = names.map((name, n) => Math.log2(1 - belief + (belief * confidences.get(name)!) / sum / prior[n]));
    const detail = `shares ${tie.mark.kind} ${tie.mark.value} with cluster ${ids[kin]}`;
    return cases.map(({ operator, evidence }, d) => {
      const inherited: CaseEvidence = {
        family: "continuity",
        kind: "kin",
        value: ids[kin],
        accounts: 0,
        bits: gains[d] - gains.at(-1)!,
        detail,
      };
      const all = strongestFirst([...evidence, ...capped([inherited])]);
      return { operator, bits: total(all), evidence: all };
    });
  });
}

/** Names by the founder's id, which lasts: the same from run to run while it does. One name a hand that runs two clusters or more. */
export function nameStrangers(
  strangers: readonly { id: string; place: number; firstSeen: number }[],
  ties: readonly Tie[],
): Map<string, string> {
  const number = new Map(strangers.map(({ place }, i) => [place, i]));
  const hands = new UnionFind(strangers.length);
  for (const { a, b, bits } of ties) {
    const [x, y] = [number.get(a), number.get(b)];
    if (x !== undefined && y !== undefined && bits >= ONE_HAND_BITS) hands.union(x, y);
  }
  const groups = new Map<number, (typeof strangers)[number][]>();
  strangers.forEach((stranger, i) => {
    gather(groups, hands.find(i), stranger);
  });
  const several = [...groups.values()].filter(({ length }) => length > 1);
  const founded = several.map((group) => ({
    group,
    founder: group.toSorted((x, y) => x.firstSeen - y.firstSeen || compare(x.id, y.id))[0].id,
  }));
  const names = new Map<string, string>();
  const taken = new Set<number>();
  for (const { group, founder } of founded.sort((x, y) => compare(x.founder, y.founder))) {
    let n = 1 + (createHash("sha256").update(founder).digest().readUInt32BE() % 9_999);
    while (taken.has(n)) n++;
    taken.add(n);
    for (const { id } of group) names.set(id, `unknown-${n}`);
  }
  return names;
}
