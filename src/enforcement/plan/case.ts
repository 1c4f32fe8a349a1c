/**
 * A cluster's kept links -> each account's own case: by how many links and bits it hangs on the cluster's body, by what, and the single
 * value without which it would fall off; and who falls off without several values at once, as `cluster/identity/strike.ts` has it.
 */
import { weightWithout } from "../../link/fitted.js";
import type { AccountCase, CaseRow } from "../../model/enforcement/plan.js";
import type { Link } from "../../model/link.js";
import { byCodeUnit } from "../../tools/order.js";
import { rounded } from "../../tools/rounded.js";
import { UnionFind } from "../../tools/union-find.js";
import { leaningOf } from "./contracted.js";
import { ClusterEvidence, stands, type Tying, type Weighing } from "./evidence.js";
import { linksAt } from "./falls.js";
import { partsOf } from "./parts.js";

/** Rows of a case. */
const ROWS = 4;

/** Of one that belongs by its profile or by an analyst's judgement alone. */
const NO_CASE: AccountCase = { links: 0, bits: 0, rows: [], leans_on: null };

interface LinkedCluster {
  accounts: readonly string[];
  /** Those with an end in no account of the cluster are passed over. */
  links: readonly Link[];
}

/** By account, all of the cluster's, sorted. Bits are rounded to four decimals. */
export function casesOf(cluster: LinkedCluster, model: Weighing): Map<string, AccountCase> {
  const evidence = new ClusterEvidence(cluster, model);
  const { isOfBody, leansOn } = leaningOf(evidence);
  const parts = partsOf(evidence, isOfBody);
  const links = linksAt(evidence.accounts.length, evidence.a, evidence.b);
  const rows = new Rows(evidence);
  return new Map(
    evidence.accounts.map((account, i) => {
      const own = links.of.subarray(links.start[i], links.start[i + 1]);
      if (isOfBody[i] === 0 || own.length === 0) return [account, NO_CASE];
      const leans = leansOn[i] < 0 ? null : evidence.tying[evidence.struck[leansOn[i]].tying];
      let bits = Number.NEGATIVE_INFINITY;
      for (const l of own) bits = Math.max(bits, evidence.links[l].weight);
      const found: AccountCase = { links: own.length, bits: rounded(bits), rows: rows.of(own), leans_on: leans && { ...leans } };
      return [account, parts === null ? found : { ...found, part: parts[i] }];
    }),
  );
}

/**
 * Accounts that are of the cluster's body, and are not of its largest piece once all of these are no evidence; sorted by code unit. What
 * is struck is struck wherever a row reads so.
 */
export function fallenWithout(accounts: readonly string[], links: readonly Link[], values: readonly Tying[], model: Weighing): string[] {
  const struck = new Map<string, Set<string>>();
  for (const { kind, value } of values) struck.set(kind, (struck.get(kind) ?? new Set()).add(value));
  const isStruck = ({ kind, value }: Tying) => struck.get(kind)?.has(value) ?? false;
  const sorted = [...accounts].sort();
  const number = new Map(sorted.map((account, i) => [account, i]));
  const before = new UnionFind(sorted.length);
  const after = new UnionFind(sorted.length);
  for (const link of links) {
    const [a, b] = [number.get(link.a), number.get(link.b)];
    if (a === undefined || b === undefined) continue;
    const stood = stands(link, model);
    if (stood) before.union(a, b);
    if (link.evidence.some(isStruck) ? weightWithout(link.evidence, isStruck, model) > 0 : stood) after.union(a, b);
  }
  const [body, held] = [largest(before, sorted.length), largest(after, sorted.length)];
  return sorted.filter((_, i) => before.find(i) === body && after.find(i) !== held);
}

/** The set with the most members, of several the one with the first. */
function largest(sets: UnionFind, size: number): number {
  const sizes = new Uint32Array(size);
  for (let i = 0; i < size; i++) sizes[sets.find(i)]++;
  let most = 0;
  for (let i = 1; i < size; i++) if (sizes[i] > sizes[most]) most = i;
  return most;
}

/** The strongest of what ties in some links; keeps scratch memory between calls. */
class Rows {
  readonly #evidence: ClusterEvidence;
  readonly #bits: Float64Array;
  readonly #accounts: Uint32Array;
  /** The link that last had it. */
  readonly #link: Int32Array;

  constructor(evidence: ClusterEvidence) {
    this.#evidence = evidence;
    this.#bits = new Float64Array(evidence.tying.length);
    this.#accounts = new Uint32Array(evidence.tying.length);
    this.#link = new Int32Array(evidence.tying.length);
  }

  of(links: Uint32Array): CaseRow[] {
    const { start, row, bits, tying } = this.#evidence;
    const seen: number[] = [];
    for (const l of links)
      for (let r = start[l]; r < start[l + 1]; r++) {
        const t = row[r];
        if (this.#accounts[t] === 0) {
          seen.push(t);
          this.#bits[t] = 0;
        }
        if (this.#accounts[t] === 0 || this.#link[t] !== l) this.#accounts[t]++; // a link is to one other account
        this.#link[t] = l;
        this.#bits[t] = Math.max(this.#bits[t], bits[r]);
      }
    const strongest = seen.sort(
      (x, y) => this.#bits[y] - this.#bits[x] || byCodeUnit(tying[x].kind, tying[y].kind) || byCodeUnit(tying[x].value, tying[y].value),
    );
    const rows = strongest
      .slice(0, ROWS)
      .map((t) => ({ kind: tying[t].kind, value: tying[t].value, bits: rounded(this.#bits[t]), accounts: this.#accounts[t] }));
    for (const t of seen) this.#accounts[t] = 0;
    return rows;
  }
}
