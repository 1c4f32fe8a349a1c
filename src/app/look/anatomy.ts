/** A cluster of the run that is held -> its anatomy (parts, flows, what carries most, days) and its whole graph in columns. */
import { setImmediate as turn } from "node:timers/promises";
import { type Disc, discsOf } from "../../cluster/anatomy/discs.js";
import { layoutOf } from "../../cluster/anatomy/layout.js";
import { partsOf } from "../../cluster/anatomy/parts.js";
import type { GraphColumns } from "../../contract/graph-columns.js";
import type { Cluster } from "../../model/cluster.js";
import type { FittedModel } from "../../model/fitted.js";
import { type Link, saysSomething } from "../../model/link.js";
import { gather } from "../../tools/gather.js";
import { byCodeUnit } from "../../tools/order.js";
import { DAY_MS } from "../../tools/units.js";
import type { Member } from "./member-columns.js";
import { type Own, ownLinks, type Shared, sharedBy } from "./shared-by-parts.js";

const UNKNOWN_DAY = 65_535;
const STATUS = { active: 0, suspended: 1, closed: 2 } as const;

export interface PartSeen extends Disc {
  part: number;
  id: string;
  /** Ids of parts that were known before and are in this one now, beside the one whose id it has. */
  from: readonly string[];
  label: string;
  size: number;
  firstBorn: number | null;
  lastBorn: number | null;
  exchanges: number;
  suspended: number;
}

export interface Anatomy extends Shared {
  cluster: string;
  run: number;
  accounts: number;
  links: number;
  parts: readonly PartSeen[];
  births: readonly { day: string; parts: readonly number[] }[];
  suspensions: readonly { day: string; parts: readonly number[] }[];
  columns: GraphColumns;
}

/** What parts are called, and where their discs are. */
export interface Placing {
  ids: readonly string[];
  discs: readonly Disc[];
  /** Of each part the ids of others that were known before and are in it now. */
  from: readonly (readonly string[])[];
}

/** Parts before they have names and places; `ids` are what they would be called if nobody had looked before. */
export interface Unplaced {
  cluster: string;
  run: number;
  accounts: readonly string[];
  part: Int32Array;
  ids: readonly string[];
  sizes: readonly number[];
}

/** The run, and its members in the order of the cluster's accounts. */
export interface Looked {
  number: number;
  model: Pick<FittedModel, "families"> | null;
  members(): readonly Member[];
}

/** Deterministic. More than a second for 25,000 accounts, in which others have their turns, and once a run: see `Shelf.drawn`. */
export async function anatomyOf(
  held: Looked,
  cluster: Pick<Cluster, "id" | "accounts">,
  links: readonly Link[],
  placed: (parts: Unplaced) => Promise<Placing> = async ({ ids, sizes }) => ({ ids, discs: discsOf(sizes), from: ids.map(() => []) }),
): Promise<Anatomy> {
  const { accounts } = cluster;
  const members = held.members();
  const own = ownLinks(accounts, links);
  const born = Float64Array.from(members, ({ signupAt, firstSeen }) => signupAt ?? firstSeen ?? Number.NaN);
  const a = Uint32Array.from(own, ({ i }) => i);
  const b = Uint32Array.from(own, ({ j }) => j);
  const weight = Float32Array.from(own, ({ link }) => Math.max(0.1, link.weight));
  await turn();
  const { part, community } = partsOf({ accounts: accounts.length, a, b, weight, born });
  await turn();
  const byPart = membersByPart(members, part);
  const { ids, discs, from } = await placed({
    cluster: cluster.id,
    run: held.number,
    accounts,
    part,
    ids: byPart.map(nameOf),
    sizes: byPart.map(({ length }) => length),
  });
  const { x, y } = layoutOf({ part, community, born, a, b }, discs);
  await turn();
  const familyOf = (kind: string) => held.model?.families[kind] ?? kind;
  const { marks, ...shared } = sharedBy(own, { part, parts: discs.length, born, familyOf });
  await turn();
  return {
    cluster: cluster.id,
    run: held.number,
    accounts: accounts.length,
    links: own.length,
    parts: byPart.map((each, p) => ({ part: p, id: ids[p], from: from[p], ...partSeen(each, marks[p]), ...discs[p] })),
    ...shared,
    births: byDay(members, part, discs.length, (_, i) => born[i]),
    suspensions: byDay(members, part, discs.length, ({ suspendedAt }) => suspendedAt ?? Number.NaN),
    columns: columnsOf({ run: held.number, members, accounts, x, y, part, born, own, familyOf }),
  };
}

function membersByPart(members: readonly Member[], part: Int32Array): Member[][] {
  const byPart: Member[][] = [];
  for (const [i, member] of members.entries()) {
    byPart[part[i]] ??= [];
    byPart[part[i]].push(member);
  }
  return byPart;
}

const bornOf = ({ signupAt, firstSeen }: Member): number | null => signupAt ?? firstSeen;

/** By the account that was born first. */
function nameOf(members: readonly Member[]): string {
  const age = (member: Member) => bornOf(member) ?? Number.MAX_SAFE_INTEGER;
  const first = members.reduce((p, q) => (age(q) < age(p) || (age(q) === age(p) && q.account < p.account) ? q : p));
  return `p-${first.account}`;
}

function partSeen(members: readonly Member[], mark: string): Omit<PartSeen, "part" | "id" | "from" | keyof Disc> {
  const births = members.flatMap((member) => bornOf(member) ?? []).sort((p, q) => p - q);
  return {
    label: `${mark}; ${waveOf(births)}`,
    size: members.length,
    firstBorn: births[0] ?? null,
    lastBorn: births.at(-1) ?? null,
    exchanges: members.reduce((sum, { exchanges }) => sum + exchanges, 0),
    suspended: members.filter(({ status }) => status === "suspended").length,
  };
}

/** When most were born: all but the first and the last tenth. */
function waveOf(births: readonly number[]): string {
  if (births.length === 0) return "of no known birth";
  const [from, to] = [0.1, 0.9].map((share) => day(births[Math.floor(share * (births.length - 1))]));
  return from === to ? `born ${from}` : `born ${from} to ${to}`;
}

function byDay(members: readonly Member[], part: Int32Array, parts: number, timeOf: (member: Member, i: number) => number) {
  const days = new Map<string, number[]>();
  for (const [i, member] of members.entries()) {
    const at = timeOf(member, i);
    if (!Number.isNaN(at)) gather(days, day(at), part[i]);
  }
  return [...days]
    .sort(([x], [y]) => byCodeUnit(x, y))
    .map(([name, all]) => {
      const counts = new Array<number>(parts).fill(0);
      for (const p of all) counts[p]++;
      return { day: name, parts: counts };
    });
}

interface Drawn {
  run: number;
  members: readonly Member[];
  accounts: readonly string[];
  x: Uint16Array;
  y: Uint16Array;
  part: Int32Array;
  born: Float64Array;
  own: readonly Own[];
  familyOf: (kind: string) => string;
}

function columnsOf({ run, members, accounts, x, y, part, born, own, familyOf }: Drawn): GraphColumns {
  const seen = own.map(
    ({ link }) => new Set(link.evidence.filter((row) => saysSomething(row) && row.bits > 0).map(({ kind }) => familyOf(kind))),
  );
  const families = [...new Set(seen.flatMap((each) => [...each]))].sort(byCodeUnit).slice(0, 16);
  const start = new Uint32Array(accounts.length + 1);
  for (const { i } of own) start[i + 1]++;
  for (let i = 0; i < accounts.length; i++) start[i + 1] += start[i];
  return {
    run,
    accounts,
    x,
    y,
    status: Uint8Array.from(members, ({ status }) => STATUS[status]),
    part: Uint8Array.from(part),
    born: Uint16Array.from(born, (at) => (Number.isNaN(at) ? UNKNOWN_DAY : Math.min(UNKNOWN_DAY - 1, Math.floor(at / DAY_MS)))),
    start,
    target: Uint32Array.from(own, ({ j }) => j),
    bits: Uint8Array.from(own, ({ link }) => Math.min(255, Math.max(0, Math.round(link.weight)))),
    family: Uint16Array.from(seen, (each) => families.reduce((mask, family, k) => (each.has(family) ? mask | (1 << k) : mask), 0)),
    families,
  };
}

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
