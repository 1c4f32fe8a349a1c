/**
 * A run in the store -> all that is asked of it again and again, as columns of numbers and blocks of text: gathered on any thread, and
 * handed to the one that answers.
 */
import { setImmediate as turn } from "node:timers/promises";
import { readPage } from "../../indicator/page.js";
import { ParticularsReader } from "../../indicator/particulars.js";
import type { FittedModel } from "../../model/fitted.js";
import type { RunInfo } from "../../model/run.js";
import type { GraphStore } from "../../ports/store.js";
import { doubles, words } from "../../tools/growing.js";
import { hash } from "../../tools/hash.js";
import { type ListColumns, listColumns } from "./cluster-list.js";
import { type MemberColumns, memberColumns, setMember } from "./member-columns.js";
import { placeOfText, placesByText, type TextColumn, Texts, TextWriter } from "./texts.js";

/** So many bytes of footprints are looked at before others have their turn. */
const TURN_BYTES = 256 << 10;

export interface GatheredRun {
  info: RunInfo;
  model: FittedModel | null;
  list: ListColumns;
  /** The place of a cluster by its id: as `placesByText`. */
  idPlaces: Uint32Array;
  /** JSON of each cluster but its accounts. */
  details: TextColumn;
  /** The accounts of cluster i are at [start[i], start[i + 1]). */
  start: Uint32Array;
  accounts: TextColumn;
  accountPlaces: Uint32Array;
  members: MemberColumns;
  /** Keys of the values that clusters lean on, ascending, and the place of a cluster for each. */
  valueKeys: Float64Array;
  valueClusters: Uint32Array;
  /** Keys of every account that is known, in a cluster or not: ascending, by part of the store. */
  known: Float64Array[];
}

/** Reads all of it, a piece at a time: others are answered meanwhile. */
export async function gatherRun(store: GraphStore, info: RunInfo): Promise<GatheredRun> {
  const { number } = info;
  const [ids, accounts, details] = [new TextWriter(), new TextWriter(), new TextWriter("utf8")];
  const start = words();
  const keys = doubles();
  const places = words();
  let [place, size] = [0, 0];
  for await (const { accounts: members, ...rest } of store.allClusters(number)) {
    start.push(size);
    ids.add(rest.id);
    details.add(JSON.stringify({ ...rest, size: members.length }));
    for (const account of members) accounts.add(account);
    size += members.length;
    for (const { value } of rest.evidence) {
      keys.push(keyOf(value));
      places.push(place);
    }
    if (++place % 100 === 0) await turn();
  }
  start.push(size);
  const column = accounts.column();
  const texts = new Texts(column);
  const accountPlaces = placesByText(texts);
  const idColumn = ids.column();
  const { members, known } = await membersOf(store, texts, accountPlaces);
  return {
    info,
    model: await store.modelOf(number),
    list: await listColumns(store, number, idColumn),
    idPlaces: placesByText(new Texts(idColumn)),
    details: details.column(),
    start: start.trimmed(),
    accounts: column,
    accountPlaces,
    members,
    ...valuesOf(keys.trimmed(), places.trimmed()),
    known,
  };
}

/** What members' lists show of each account in a cluster, and a key of every account. */
async function membersOf(store: GraphStore, accounts: Texts, places: Uint32Array): Promise<Pick<GatheredRun, "members" | "known">> {
  const members = memberColumns(accounts.length);
  const known: Float64Array[] = [];
  const reader = new ParticularsReader();
  for (let part = 0; part < store.parts(); part++) {
    const { footprints } = await store.part(part);
    const keys = doubles();
    let bytesSeen = 0;
    for (const { account, bytes } of readPage(footprints)) {
      keys.push(keyOf(account));
      const place = placeOfText(accounts, places, account);
      if (place >= 0) setMember(members, place, reader.read(bytes));
      bytesSeen += bytes.length;
      if (bytesSeen < TURN_BYTES) continue;
      bytesSeen = 0;
      await turn();
    }
    known.push(keys.trimmed().sort());
  }
  return { members, known };
}

/** Ascending by key, then by cluster; no two the same. */
function valuesOf(keys: Float64Array, clusters: Uint32Array): Pick<GatheredRun, "valueKeys" | "valueClusters"> {
  const order = Uint32Array.from(keys, (_, i) => i).sort((a, b) => keys[a] - keys[b] || clusters[a] - clusters[b]);
  const kept = order.filter((i, at) => at === 0 || keys[i] !== keys[order[at - 1]] || clusters[i] !== clusters[order[at - 1]]);
  return { valueKeys: Float64Array.from(kept, (i) => keys[i]), valueClusters: Uint32Array.from(kept, (i) => clusters[i]) };
}

/** Of a text 53 bits: a number holds no more. */
export function keyOf(text: string): number {
  const { hi, lo } = hash(text);
  return ((hi & 0x1fffff) >>> 0) * 2 ** 32 + (lo >>> 0);
}
