/**
 * Anything that an analyst has at hand (an id, a name, an address, a fingerprint, an email) -> the accounts, clusters and operators that it
 * finds.
 */
import { KINDS } from "../../indicator/kinds/registry.js";
import type { Pseudonymise } from "../../indicator/normalise/pseudonym.js";
import { hex64 } from "../../indicator/normalise/text.js";
import type { GraphStore } from "../../ports/store.js";
import type { ClusterDetails, HeldRun } from "./held-run.js";
import type { Shelf } from "./shelf.js";

export type Found =
  | { type: "account"; account: string; cluster: string | null }
  | { type: "cluster"; cluster: ClusterDetails }
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
  const q = text.trim();
  const items: Found[] = [];
  const held = await shelf.run();
  const own = held.clusterOf(q);
  if (own !== null || held.knows(q)) items.push({ type: "account", account: q, cluster: own });
  const current = held.has(q) ? q : /^c-\w{1,40}$/.test(q) ? await store.resolveClusterId(q) : null;
  const cluster = current === null ? null : held.details(current);
  if (cluster !== null) items.push({ type: "cluster", cluster });
  items.push(...(await operators(shelf, q)).slice(0, limit));
  items.push(...indicators(ports, held, q, limit));
  return { run: held.number, items };
}

async function operators(shelf: Shelf, q: string): Promise<Found[]> {
  const part = q.toLowerCase();
  return (await shelf.dossiers())
    .filter(({ id, name, aliases }) => [id, name, ...aliases].some((each) => each.toLowerCase().includes(part)))
    .map(({ id: operator, name }) => ({ type: "operator", operator, name }));
}

/** Clusters that lean on the value, as it is or as the pseudonym that it is kept under. */
function indicators({ pseudonymise }: SearchPorts, held: HeldRun, q: string, limit: number): Found[] {
  const texts = new Set([q, q.toLowerCase(), ...pseudonyms(pseudonymise, q)]);
  const found: Extract<Found, { type: "indicator" }>[] = [];
  for (const text of texts) {
    for (const id of held.clustersWith(text, limit)) {
      const cluster = held.details(id);
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
