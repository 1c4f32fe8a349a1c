/**
 * Anything that an analyst has at hand (an id, a name, an address, a fingerprint, an email) -> the accounts, clusters and operators that it
 * finds.
 */
import { KINDS } from "../../indicator/kinds/registry.js";
import type { Pseudonymise } from "../../indicator/normalise/pseudonym.js";
import { hex64 } from "../../indicator/normalise/text.js";
import type { Cluster } from "../../model/cluster.js";
import type { GraphStore } from "../../ports/store.js";
import type { Shelf } from "./shelf.js";

export type Found =
  | { type: "account"; account: string; cluster: string | null }
  | { type: "cluster"; cluster: Cluster }
  | { type: "operator"; operator: string; name: string }
  | { type: "indicator"; kind: string; value: string; cluster: string; accounts: number; bits: number };

export interface SearchPorts {
  store: GraphStore;
  shelf: Shelf;
  pseudonymise: Pseudonymise;
}

/** Exact ids and values, and parts of operators' names; at most `limit` of each type. */
export async function search(ports: SearchPorts, text: string, limit: number): Promise<{ run: number; items: Found[] }> {
  const { store, shelf } = ports;
  const { number } = await shelf.current();
  const q = text.trim();
  const items: Found[] = [];
  const own = await store.clusterOf(q, number);
  if (own !== null || (await store.footprintsOf([q])).length > 0) items.push({ type: "account", account: q, cluster: own });
  const current = await store.resolveClusterId(q);
  const cluster = current === null ? null : await store.cluster(current, number);
  if (cluster !== null) items.push({ type: "cluster", cluster });
  items.push(...(await operators(store, q)).slice(0, limit));
  items.push(...(await indicators(ports, q, number, limit)));
  return { run: number, items };
}

async function operators(store: GraphStore, q: string): Promise<Found[]> {
  const part = q.toLowerCase();
  return (await store.loadDossiers())
    .filter(({ id, name, aliases }) => [id, name, ...aliases].some((each) => each.toLowerCase().includes(part)))
    .map(({ id: operator, name }) => ({ type: "operator", operator, name }));
}

/** Clusters that lean on the value, as it is or as the pseudonym that it is kept under. */
async function indicators({ store, shelf, pseudonymise }: SearchPorts, q: string, run: number, limit: number): Promise<Found[]> {
  const texts = new Set([q, q.toLowerCase(), ...pseudonyms(pseudonymise, q)]);
  const found: Extract<Found, { type: "indicator" }>[] = [];
  for (const text of texts) {
    for (const id of (await shelf.clustersWith(text)).slice(0, limit)) {
      const cluster = await store.cluster(id, run);
      for (const { kind, value, accounts, bits } of cluster?.evidence ?? [])
        if (value === text) found.push({ type: "indicator", kind, value, cluster: id, accounts, bits });
    }
  }
  return found.sort((a, b) => b.accounts - a.accounts).slice(0, limit);
}

function pseudonyms(pseudonymise: Pseudonymise, text: string): string[] {
  return KINDS.filter(({ key }) => key === "pseudonym").map(({ name }) => {
    const { hi, lo } = pseudonymise(name, text);
    return hex64(hi, lo);
  });
}
