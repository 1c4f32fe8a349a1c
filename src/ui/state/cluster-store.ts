/**
 * The state of one cluster's views: read by all of them, changed by events that undo takes back, held as ids until the graph is there that
 * gives them places.
 */
import type { GraphColumns } from "../../contract/graph-columns.js";
import { type Addressed, type Ids, NAMED_SETS, type NamedSet } from "./address.js";
import { maskOf } from "./mask.js";
import type { UndoStack } from "./undo.js";
import { AT_FIRST, type Camera, NO_FILTERS, placesOf, type ViewState } from "./view-state.js";

export class ClusterStore {
  readonly cluster: string;
  readonly #undo: UndoStack;
  readonly #listeners = new Set<() => void>();
  #state: ViewState;
  #graph: GraphColumns | null = null;
  #partIds: readonly string[] = [];
  #places: Map<string, number> | null = null;
  /** Sets of the address whose accounts have no places yet. */
  #waiting: Partial<Record<NamedSet, Ids>> = {};
  #mask: { of: ViewState; mask: Uint8Array } | null = null;

  constructor(cluster: string, undo: UndoStack, start: Addressed | null = null) {
    this.cluster = cluster;
    this.#undo = undo;
    this.#state = AT_FIRST;
    if (start !== null) this.open(start);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly state = (): ViewState => this.#state;

  get graph(): GraphColumns | null {
    return this.#graph;
  }

  /** Of each account whether filters and hiding let it be seen: 1 or 0. Empty until the graph is there. */
  mask(): Uint8Array {
    const state = this.#state;
    if (this.#graph === null) return new Uint8Array();
    if (this.#mask === null || this.#mask.of.filters !== state.filters || this.#mask.of.hidden !== state.hidden)
      this.#mask = { of: state, mask: maskOf(this.#graph, state.filters, state.hidden, this.#partIds) };
    return this.#mask.mask;
  }

  /** The account's place in the columns, or null. */
  placeOf(account: string): number | null {
    this.#places ??= new Map(this.#graph?.accounts.map((id, place) => [id, place]));
    return this.#places.get(account) ?? null;
  }

  /** An event: it goes on the undo stack as "Undo: `label`". */
  change(label: string, patch: Partial<ViewState>): void {
    const before = this.#state;
    this.#become({ ...before, ...patch });
    const taken = Object.fromEntries(Object.keys(patch).map((key) => [key, before[key as keyof ViewState]]));
    this.#undo.push({ label, of: this.cluster, undo: () => this.#become({ ...this.#state, ...taken }) });
  }

  /** Looking about is no event: back is a drag away. */
  look(camera: Camera | null): void {
    this.#become({ ...this.#state, camera });
  }

  select(places: Iterable<number>, label?: string): void {
    const selection = placesOf(places);
    this.change(label ?? (selection.length === 0 ? "clear the selection" : `select ${selection.length} accounts`), { selection });
  }

  filter(label: string, patch: Partial<ViewState["filters"]>): void {
    this.change(label, { filters: { ...this.#state.filters, ...patch } });
  }

  clearFilters(): void {
    this.change("clear the filters", { filters: NO_FILTERS });
  }

  /** The graph of this run: sets that wait get their places, and those that had places of another run get new ones. */
  attach(graph: GraphColumns, partIds: readonly string[]): void {
    const before = this.addressed();
    this.#graph = graph;
    this.#partIds = partIds;
    this.#places = null;
    this.#mask = null;
    this.open(before);
  }

  /** Shows what an address says; not an event, since the browser's own history goes back from it. */
  open(addressed: Addressed): void {
    const sets = {} as Record<NamedSet, Uint32Array>;
    this.#waiting = {};
    for (const name of NAMED_SETS) {
      const ids = addressed[name];
      if (this.#graph === null || "kept" in ids) this.#waiting[name] = ids;
      sets[name] = "kept" in ids ? placesOf([]) : placesOf(ids.flatMap((id) => this.placeOf(id) ?? []));
    }
    this.#become({ ...addressed, ...sets });
  }

  /** The server's list of a set that the address only named. */
  fill(kept: string, ids: readonly string[]): void {
    const now = this.addressed();
    const filled = Object.fromEntries(
      NAMED_SETS.filter((name) => "kept" in now[name] && (now[name] as { kept: string }).kept === kept).map((name) => [name, ids]),
    );
    this.open({ ...now, ...filled });
  }

  /** The state with accounts by their ids. */
  addressed(): Addressed {
    const { graph } = this;
    const sets = {} as Record<NamedSet, Ids>;
    for (const name of NAMED_SETS) {
      const waiting = this.#waiting[name];
      sets[name] =
        waiting !== undefined && this.#state[name].length === 0 ? waiting : Array.from(this.#state[name], (i) => graph!.accounts[i]);
    }
    return { ...this.#state, ...sets };
  }

  #become(state: ViewState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
