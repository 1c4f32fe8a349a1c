/** A run -> every cluster's summary in columns, how many accounts each gained, and the orders that lists are asked for in. */
import type { Disposition } from "../../model/cluster.js";
import type { ClusterSummary } from "../../model/run.js";
import type { RunReader } from "../../ports/runs.js";
import { byCodeUnit } from "../../tools/order.js";
import { type TextColumn, Texts } from "./texts.js";

export type ClusterSort = "size" | "score" | "exchanges" | "last_seen" | "growth";

/** By place: by size, then by id. */
export interface ListColumns {
  ids: TextColumn;
  size: Uint32Array;
  score: Float64Array;
  disposition: Uint8Array;
  firstSeen: Float64Array;
  lastSeen: Float64Array;
  exchanges: Float64Array;
  changedIn: Uint32Array;
  growth: Int32Array;
  /** Places in `names`; -1 where there is none. */
  operator: Int32Array;
  likelihood: Int32Array;
  stranger: Int32Array;
  confidence: Float64Array;
  names: string[];
  /** Places in the order of each sort: descending, then by id. */
  orders: Record<ClusterSort, Uint32Array>;
}

const DISPOSITIONS = ["fraudulent", "benign", "unclear"] as const satisfies Disposition[];
const PAGE = 1_000;

/** Throws where the store gives the run's clusters in another order than `ids`, which are all of them. */
export async function listColumns(store: RunReader, run: number, ids: TextColumn): Promise<ListColumns> {
  const texts = new Texts(ids);
  const count = texts.length;
  const names = new Map<string, number>();
  const nameOf = (name: string | undefined | null): number => {
    if (name === undefined || name === null) return -1;
    const place = names.get(name) ?? names.size;
    names.set(name, place);
    return place;
  };
  const columns: Omit<ListColumns, "orders"> = {
    ids,
    size: new Uint32Array(count),
    score: new Float64Array(count),
    disposition: new Uint8Array(count),
    firstSeen: new Float64Array(count),
    lastSeen: new Float64Array(count),
    exchanges: new Float64Array(count),
    changedIn: new Uint32Array(count),
    growth: new Int32Array(count),
    operator: new Int32Array(count),
    likelihood: new Int32Array(count),
    stranger: new Int32Array(count),
    confidence: new Float64Array(count),
    names: [],
  };
  const grown = await growthIn(store, run);
  let place = 0;
  for (let after: ClusterSummary | undefined; ; ) {
    const page = await store.clusters({ run, limit: PAGE, ...(after === undefined ? {} : { after }) });
    for (const summary of page) {
      if (place >= count || summary.id !== texts.at(place)) throw new Error(`run ${run} was read in two orders`);
      columns.size[place] = summary.size;
      columns.score[place] = summary.score;
      columns.disposition[place] = DISPOSITIONS.indexOf(summary.disposition);
      columns.firstSeen[place] = summary.firstSeen;
      columns.lastSeen[place] = summary.lastSeen;
      columns.exchanges[place] = summary.exchanges;
      columns.changedIn[place] = summary.changedIn;
      columns.growth[place] = grown.get(summary.id) ?? 0;
      columns.operator[place] = nameOf(summary.likeliest?.operator);
      columns.likelihood[place] = nameOf(summary.likeliest?.likelihood);
      columns.confidence[place] = summary.likeliest?.confidence ?? 0;
      columns.stranger[place] = nameOf(summary.stranger);
      place++;
    }
    after = page.at(-1);
    if (page.length < PAGE) break;
  }
  columns.names = [...names.keys()];
  const by = (column: ArrayLike<number>) => ordered(column, texts);
  const { size, score, exchanges, lastSeen, growth } = columns;
  return {
    ...columns,
    orders: {
      size: Uint32Array.from(size, (_, i) => i),
      score: by(score),
      exchanges: by(exchanges),
      last_seen: by(lastSeen),
      growth: by(growth),
    },
  };
}

async function growthIn(store: RunReader, run: number): Promise<Map<string, number>> {
  const grown = new Map<string, number>();
  for (const { cluster, joined, left } of await store.changesOf(run)) grown.set(cluster, (grown.get(cluster) ?? 0) + joined - left);
  return grown;
}

const ordered = (column: ArrayLike<number>, ids: Texts): Uint32Array =>
  Uint32Array.from(column, (_, i) => i).sort((a, b) => column[b] - column[a] || byCodeUnit(ids.at(a), ids.at(b)));

export class ClusterList {
  readonly run: number;
  readonly columns: ListColumns;
  readonly ids: Texts;

  constructor(run: number, columns: ListColumns) {
    this.run = run;
    this.columns = columns;
    this.ids = new Texts(columns.ids);
  }

  at(place: number): ClusterSummary {
    const { columns } = this;
    const operator = this.#name(columns.operator[place]);
    const likelihood = this.#name(columns.likelihood[place]) ?? "";
    return {
      id: this.ids.at(place),
      size: columns.size[place],
      score: columns.score[place],
      disposition: DISPOSITIONS[columns.disposition[place]],
      firstSeen: columns.firstSeen[place],
      lastSeen: columns.lastSeen[place],
      exchanges: columns.exchanges[place],
      likeliest: operator === null ? null : { operator, confidence: columns.confidence[place], likelihood },
      stranger: this.#name(columns.stranger[place]),
      changedIn: columns.changedIn[place],
    };
  }

  growth(place: number): number {
    return this.columns.growth[place];
  }

  #name(place: number): string | null {
    return place < 0 ? null : this.columns.names[place];
  }
}
