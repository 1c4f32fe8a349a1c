/**
 * Links and the clusters they ended in -> the few of each cluster that are kept, each with its whole waterfall: so chosen that without any
 * family, or any one value, the cluster falls into the same pieces as with all its links (sparse certificates, Nagamochi & Ibaraki 1992).
 */
import type { FittedLinking } from "../model/fitted.js";
import { type Link, type LinkEvidence, saysSomething } from "../model/link.js";
import { UnionFind } from "../tools/union-find.js";
import { fittedLinking } from "./fitted.js";
import type { Links } from "./link.js";
import { PairScorer } from "./score.js";

/** A cluster of n accounts keeps at most n times this: 8 links an account in the mean, for each has two ends. */
const LINKS_AN_ACCOUNT = 4;
/** An account's strongest links that are kept whatever hangs on them, where there is room. */
const STRONGEST = 3;
/** Values that a cluster is tried without: those that most of its kept links need. */
const VALUES = 256;

/**
 * `cluster` gives each account's cluster, or -1. Sorted by (a, b); a < b by code unit. A link stands while it weighs more than nothing, as
 * in linking.
 */
export function keptLinks(links: Links, cluster: Int32Array): Link[] {
  const { source, target, model } = links;
  const scorer = new PairScorer(model);
  const fitted = fittedLinking(model);
  const number = new Int32Array(cluster.length).fill(-1);
  const rows = new Rows();
  const kept: Link[] = [];
  for (const inside of insideClusters(links, cluster)) {
    let accounts = 0;
    const numbered = (account: number) => {
      if (number[account] < 0) number[account] = accounts++;
      return number[account];
    };
    const edges = Array.from(inside, (e): Edge => ({ a: numbered(source[e]), b: numbered(target[e]), link: e }));
    for (const { link: e } of new Choice(accounts, edges, new Leaning(links, scorer, fitted)).made()) {
      const evidence: LinkEvidence[] = [];
      const weight = scorer.score(source[e], target[e], evidence);
      const [a, b] = [model.population.account(source[e]), model.population.account(target[e])].sort();
      kept.push({ a, b, weight, evidence: evidence.sort(strongestFirst).map((row) => rows.once(row)) });
    }
  }
  return kept.sort((x, y) => (x.a < y.a || (x.a === y.a && x.b < y.b) ? -1 : 1));
}

const strongestFirst = (x: LinkEvidence, y: LinkEvidence) =>
  Math.abs(y.bits) - Math.abs(x.bits) || (x.kind < y.kind ? -1 : x.kind > y.kind ? 1 : x.value < y.value ? -1 : 1);

/** Links of which both ends are in one cluster, by cluster, strongest first. */
function insideClusters({ source, target, weight }: Links, cluster: Int32Array): Uint32Array[] {
  const clusters = cluster.reduce((most, c) => Math.max(most, c + 1), 0);
  const start = new Uint32Array(clusters + 1);
  const of = (e: number) => (cluster[source[e]] === cluster[target[e]] ? cluster[source[e]] : -1);
  for (let e = 0; e < source.length; e++) if (of(e) >= 0) start[of(e) + 1]++;
  for (let c = 0; c < clusters; c++) start[c + 1] += start[c];
  const next = start.slice(0, clusters);
  const inside = new Uint32Array(start[clusters]);
  for (let e = 0; e < source.length; e++) if (of(e) >= 0) inside[next[of(e)]++] = e;
  return Array.from({ length: clusters }, (_, c) => inside.subarray(start[c], start[c + 1]).sort((x, y) => weight[y] - weight[x] || x - y));
}

/** Ends are numbered within their cluster; `link` is the number among all links. */
interface Edge {
  a: number;
  b: number;
  link: number;
}

/** Which edges of one cluster are kept; those given come strongest first. */
class Choice {
  readonly #accounts: number;
  readonly #edges: readonly Edge[];
  readonly #leaning: Leaning;
  readonly #kept: Edge[] = [];
  readonly #isKept: Uint8Array;
  readonly #room: number;
  /** How many joins bring the cluster as far together as all its links do. */
  #whole = Number.POSITIVE_INFINITY;

  constructor(accounts: number, edges: readonly Edge[], leaning: Leaning) {
    this.#accounts = accounts;
    this.#edges = edges;
    this.#leaning = leaning;
    this.#isKept = new Uint8Array(edges.length);
    this.#room = LINKS_AN_ACCOUNT * accounts;
  }

  made(): readonly Edge[] {
    if (this.#edges.length <= this.#room) return this.#edges;
    this.#whole = this.#cover(() => true);
    const forest = this.#kept.length;
    for (let family = 0; family < this.#leaning.families; family++)
      this.#cover(({ link }) => (this.#leaning.on(link).families & (1 << family)) === 0);
    for (const value of this.#valuesNeeded()) this.#cover(({ link }) => !this.#leaning.on(link).values.includes(value));
    this.#cover(() => true, forest); // what else joins the pieces: so a kept link is a bridge only where it is one among all
    this.#addStrongest();
    return this.#kept;
  }

  /**
   * Keeps more edges until those kept that stand join what all that stand join; returns how many joins these are. Kept edges before `from`
   * do not count.
   */
  #cover(stands: (edge: Edge) => boolean, from = 0): number {
    const sets = new UnionFind(this.#accounts);
    let joins = 0;
    for (const edge of this.#kept.slice(from)) if (stands(edge) && sets.union(edge.a, edge.b)) joins++;
    for (let e = 0; e < this.#edges.length && joins < this.#whole && this.#kept.length < this.#room; e++) {
      const edge = this.#edges[e];
      if (this.#isKept[e] || sets.find(edge.a) === sets.find(edge.b) || !stands(edge)) continue;
      sets.union(edge.a, edge.b);
      this.#keep(e);
      joins++;
    }
    return joins;
  }

  #keep(e: number): void {
    this.#isKept[e] = 1;
    this.#kept.push(this.#edges[e]);
  }

  /** Values that kept edges fall without; those that most need come first. Without any other, nothing kept falls. */
  #valuesNeeded(): number[] {
    const needing = new Map<number, number>();
    for (const { link } of this.#kept) for (const value of this.#leaning.on(link).values) needing.set(value, (needing.get(value) ?? 0) + 1);
    const ordered = [...needing].sort(([v, n], [w, m]) => m - n || v - w);
    return ordered.slice(0, VALUES).map(([value]) => value);
  }

  #addStrongest(): void {
    const has = new Uint8Array(this.#accounts);
    for (let e = 0; e < this.#edges.length && this.#kept.length < this.#room; e++) {
      const { a, b } = this.#edges[e];
      if (has[a] >= STRONGEST && has[b] >= STRONGEST) continue;
      has[a]++;
      has[b]++;
      if (!this.#isKept[e]) this.#keep(e);
    }
  }
}

/** What a link needs so much that it falls without: families as bits, values by number. */
interface Needs {
  families: number;
  values: readonly number[];
}

/** Links -> what each falls without, found out when first asked for. */
class Leaning {
  readonly #links: Links;
  readonly #scorer: PairScorer;
  readonly #family: Map<string, number>;
  readonly #familyOf: Readonly<Record<string, string>>;
  readonly #caps: Float64Array;
  readonly #known = new Map<number, Needs>();
  readonly #values = new Map<string, Map<string, number>>();
  #valuesMet = 0;

  constructor(links: Links, scorer: PairScorer, { caps, families }: FittedLinking) {
    this.#links = links;
    this.#scorer = scorer;
    this.#familyOf = families;
    this.#family = new Map(Object.keys(caps).map((family, f) => [family, f]));
    this.#caps = Float64Array.from(Object.values(caps));
  }

  get families(): number {
    return this.#caps.length;
  }

  on(link: number): Needs {
    return madeOnce(this.#known, link, () => this.#find(link));
  }

  #find(link: number): Needs {
    const rows: LinkEvidence[] = [];
    const weight = this.#scorer.score(this.#links.source[link], this.#links.target[link], rows);
    const sums = new Float64Array(this.#caps.length);
    const shared = new Map<number, { family: number; bits: number }>();
    for (const row of rows.filter(saysSomething)) {
      const family = this.#family.get(this.#familyOf[row.kind])!;
      sums[family] += row.bits;
      if (row.bits <= 0) continue;
      const value = this.#value(row);
      const before = shared.get(value);
      if (before) before.bits += row.bits;
      else shared.set(value, { family, bits: row.bits });
    }
    const counts = (family: number, sum: number) => Math.min(sum, this.#caps[family]);
    const without = (family: number, bits: number) => weight - counts(family, sums[family]) + counts(family, sums[family] - bits);
    let families = 0;
    for (let f = 0; f < sums.length; f++) if (weight - counts(f, sums[f]) <= 0) families |= 1 << f;
    const values = [...shared].filter(([, { family, bits }]) => without(family, bits) <= 0).map(([value]) => value);
    return { families, values };
  }

  /** A number for a value of a kind. */
  #value({ kind, value }: LinkEvidence): number {
    return madeOnce(
      madeOnce(this.#values, kind, () => new Map<string, number>()),
      value,
      () => this.#valuesMet++,
    );
  }
}

/** Rows of evidence, equal ones once: links of one cluster share most of theirs. */
class Rows {
  readonly #known = new Map<string, Map<string, Map<number, LinkEvidence>>>();

  once(row: LinkEvidence): LinkEvidence {
    const ofKind = madeOnce(this.#known, row.kind, () => new Map<string, Map<number, LinkEvidence>>());
    const ofValue = madeOnce(ofKind, row.value, () => new Map<number, LinkEvidence>());
    return madeOnce(ofValue, row.bits, () => row);
  }
}

/** What a map holds under a key, made where it holds nothing. */
function madeOnce<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
