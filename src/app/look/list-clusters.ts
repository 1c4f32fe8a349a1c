/** What clusters are wanted, and where the page before ended -> the next page of a run; of each way of asking the whole is held. */
import type { Disposition } from "../../model/cluster.js";
import type { ClusterSummary } from "../../model/run.js";
import { likeliestOf } from "../../model/tally.js";
import type { ClusterList, ClusterSort } from "./cluster-list.js";

export interface Wanted {
  disposition?: Disposition | undefined;
  operator?: string | undefined;
  minSize?: number | undefined;
  minScore?: number | undefined;
  /** Clusters that changed in a run after this one. */
  changedSince?: number | undefined;
  sort?: ClusterSort | undefined;
  /** Part of an id, an operator or a stranger's name. */
  text?: string | undefined;
}

export interface ListQuery extends Wanted {
  /** Whether who works on it, and how far that is, are as wanted: no run says it, so it is asked each time. */
  isWanted?: ((id: string) => boolean) | undefined;
  limit?: number | undefined;
  /** How many of those that are wanted came before. */
  from?: number | undefined;
}

export interface ClusterPage {
  items: readonly (ClusterSummary & { growth: number })[];
  /** How many came with this page, where there are more. */
  next: number | null;
  total: number;
}

/** Ways of asking of which the answer is held: each is four bytes a cluster. */
const MOST_WAYS = 64;

/** Of one run: which clusters are wanted, in order. */
export class ClusterPages {
  readonly list: ClusterList;
  readonly #found = new Map<string, Uint32Array>();

  constructor(list: ClusterList) {
    this.list = list;
  }

  page({ limit = 100, from = 0, isWanted, ...wanted }: ListQuery): ClusterPage {
    const found = this.#places(wanted);
    const places = isWanted === undefined ? found : found.filter((place) => isWanted(this.list.at(place).id));
    const items = Array.from(places.subarray(from, from + limit), (place) => ({ ...this.list.at(place), growth: this.list.growth(place) }));
    return { items, next: from + limit < places.length ? from + limit : null, total: places.length };
  }

  #places(wanted: Wanted): Uint32Array {
    const { disposition, operator, minSize, minScore, changedSince, sort = "size", text } = wanted;
    const order = this.list.columns.orders[sort];
    const asked = [disposition, operator, minSize, minScore, changedSince, text];
    if (asked.every((each) => each === undefined)) return order;
    const key = JSON.stringify([sort, ...asked]);
    const known = this.#found.get(key);
    this.#found.delete(key);
    const places = known ?? order.filter(wants(this.list, wanted));
    this.#found.set(key, places);
    for (const oldest of this.#found.keys()) {
      if (this.#found.size <= MOST_WAYS) break;
      this.#found.delete(oldest);
    }
    return places;
  }
}

function wants(list: ClusterList, { disposition, operator, minSize, minScore, changedSince, text }: Wanted): (place: number) => boolean {
  const { size, score, changedIn } = list.columns;
  const part = text?.toLowerCase();
  return (place) => {
    if (minSize !== undefined && size[place] < minSize) return false;
    if (minScore !== undefined && score[place] < minScore) return false;
    if (changedSince !== undefined && changedIn[place] <= changedSince) return false;
    if (disposition === undefined && operator === undefined && part === undefined) return true;
    const cluster = list.at(place);
    if (disposition !== undefined && cluster.disposition !== disposition) return false;
    if (operator !== undefined && whose(cluster) !== operator) return false;
    if (part === undefined) return true;
    return [cluster.id, cluster.likeliest?.operator ?? "", cluster.stranger ?? ""].some((name) => name.toLowerCase().includes(part));
  };
}

const whose = ({ disposition, likeliest, stranger }: ClusterSummary): string | null =>
  likeliestOf({ disposition, attribution: likeliest === null ? [] : [likeliest], ...(stranger === null ? {} : { stranger }) });
