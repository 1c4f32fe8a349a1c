/** A cluster's links and parts -> what parts share and who took over from whom, the values that carry most, and what marks each part. */
import { type Link, namesValue, saysSomething } from "../../model/link.js";
import { byCodeUnit } from "../../tools/order.js";

/** Values that are told of, and flows between parts: the strongest. */
const INDICATORS = 60;
const FLOWS = 120;
/** A value marks a part where it is seen with so many of its accounts, and with so many times fewer of the others. */
const MARKS = 0.3;
const TIMES = 2;
/** Kinds that are named where no value marks a part. */
const KINDS = 2;
/** Letters of a value in a mark. */
const LETTERS = 48;

/** A link of the cluster, and the places of its accounts. */
export interface Own {
  i: number;
  j: number;
  link: Link;
}

/** Links with both ends among `accounts`, by their lower place, then by the other: the order in which a graph tells them. */
export function ownLinks(accounts: readonly string[], links: readonly Link[]): Own[] {
  const place = new Map(accounts.map((account, i) => [account, i]));
  return links
    .flatMap((link) => {
      const [i, j] = [place.get(link.a), place.get(link.b)];
      return i === undefined || j === undefined ? [] : [{ i: Math.min(i, j), j: Math.max(i, j), link }];
    })
    .sort((x, y) => x.i - y.i || x.j - y.j);
}

export interface Divided {
  /** Of each account. */
  part: Int32Array;
  parts: number;
  /** NaN where nobody knows. */
  born: Float64Array;
  familyOf(kind: string): string;
}

export interface Shared {
  flows: readonly Flow[];
  /** `from` was suspended, `to` signed up soon after. */
  successions: readonly { from: number; to: number; links: number }[];
  /** `accounts` by part. */
  indicators: readonly { kind: string; value: string; family: string; bits: number; accounts: readonly number[] }[];
}

interface Flow {
  from: number;
  to: number;
  family: string;
  links: number;
  bits: number;
}

interface Seen {
  kind: string;
  value: string;
  bits: number;
  holders: Set<number>;
}

/** `marks`: of each part the value that most sets it apart, in words; where none does, what kinds its links lean on most. */
export function sharedBy(own: readonly Own[], divided: Divided): Shared & { marks: string[] } {
  const { part, born, familyOf } = divided;
  const flows = new Map<string, Flow>();
  const successions = new Map<string, { from: number; to: number; links: number }>();
  const values = new Map<string, Map<string, Seen>>();
  const within = Array.from({ length: divided.parts }, () => new Map<string, { kind: string; bits: number }>());
  for (const { i, j, link } of own) {
    for (const row of link.evidence) {
      const { kind, value, bits } = row;
      if (bits <= 0 || !saysSomething(row)) continue;
      if (kind === "succession") {
        const [from, to] = born[j] < born[i] ? [part[j], part[i]] : [part[i], part[j]]; // who took over signed up later
        entry(successions, `${from} ${to}`, () => ({ from, to, links: 0 })).links++;
      }
      if (part[i] !== part[j]) {
        const [from, to] = [Math.min(part[i], part[j]), Math.max(part[i], part[j])];
        const family = familyOf(kind);
        const flow = entry(flows, `${from} ${to} ${family}`, () => ({ from, to, family, links: 0, bits: 0 }));
        flow.links++;
        flow.bits += bits;
      } else entry(within[part[i]], kind, () => ({ kind, bits: 0 })).bits += bits;
      if (!namesValue(row)) continue; // how two act on each other is no value
      const seen = entry(entry(values, kind, newMap<Seen>), value, () => ({ kind, value, bits: 0, holders: new Set<number>() }));
      seen.bits += bits;
      seen.holders.add(i).add(j);
    }
  }
  const all = [...values.values()].flatMap((each) => [...each.values()]);
  return {
    marks: marksOf(all, divided).map((mark, p) => mark ?? leaningOn([...within[p].values()])),
    flows: [...flows.values()]
      .sort((p, q) => q.bits - p.bits || p.from - q.from || p.to - q.to || byCodeUnit(p.family, q.family))
      .slice(0, FLOWS)
      .map((flow) => ({ ...flow, bits: tenths(flow.bits) })),
    successions: [...successions.values()].sort((p, q) => q.links - p.links || p.from - q.from || p.to - q.to),
    indicators: all
      .sort((p, q) => q.bits - p.bits || byCodeUnit(p.kind, q.kind) || byCodeUnit(p.value, q.value))
      .slice(0, INDICATORS)
      .map(({ kind, value, bits, holders }) => ({
        kind,
        value,
        family: familyOf(kind),
        bits: tenths(bits),
        accounts: countsOf(holders, divided),
      })),
  };
}

/** Of each part the value that it has most more of than the others do. */
function marksOf(values: readonly Seen[], divided: Divided): (string | null)[] {
  const { part, parts } = divided;
  const sizes = new Array<number>(parts).fill(0);
  for (const each of part) sizes[each]++;
  const best = sizes.map(() => ({ by: 0, words: null as string | null }));
  for (const { kind, value, holders } of values) {
    const counts = countsOf(holders, divided);
    for (const [p, count] of counts.entries()) {
      const here = count / sizes[p];
      const elsewhere = (holders.size - count) / Math.max(1, part.length - sizes[p]);
      if (here < MARKS || here < TIMES * elsewhere || here - elsewhere < best[p].by) continue;
      const words = `${kind.replaceAll("_", " ")} ${shortened(value)}, ${percent(here)} here${parts === 1 ? "" : `, ${percent(elsewhere)} elsewhere`}`;
      if (here - elsewhere === best[p].by && best[p].words !== null && words > best[p].words) continue;
      best[p] = { by: here - elsewhere, words };
    }
  }
  return best.map(({ words }) => words);
}

function leaningOn(kinds: readonly { kind: string; bits: number }[]): string {
  const most = [...kinds].sort((p, q) => q.bits - p.bits || byCodeUnit(p.kind, q.kind)).slice(0, KINDS);
  return most.length === 0 ? "without ties inside" : `tied by ${most.map(({ kind }) => kind.replaceAll("_", " ")).join(" and ")}`;
}

const shortened = (value: string): string => (value.length <= LETTERS ? value : `${value.slice(0, LETTERS)}…`);
const percent = (share: number): string => `${Math.round(100 * share)}%`;
const tenths = (bits: number): number => Math.round(10 * bits) / 10;
const newMap = <V>() => new Map<string, V>();

function countsOf(holders: ReadonlySet<number>, { part, parts }: Divided): number[] {
  const counts = new Array<number>(parts).fill(0);
  for (const i of holders) counts[part[i]]++;
  return counts;
}

function entry<T>(map: Map<string, T>, key: string, fresh: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = fresh();
  map.set(key, made);
  return made;
}
