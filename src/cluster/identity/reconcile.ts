/**
 * Known clusters and what was found now -> clusters that keep their id while most of their accounts stay together, and what became of each.
 */
import { createHash } from "node:crypto";
import { PermanentError } from "../../errors.js";
import type { ClusterChange, KnownCluster } from "../../model/run.js";

export interface NamedCluster {
  id: string;
  /** Sorted by code unit. */
  accounts: readonly string[];
}

export interface Reconciled {
  /** By size (descending), then id. */
  clusters: readonly NamedCluster[];
  /** By cluster, then type. */
  changes: readonly ClusterChange[];
}

/** A found community before it has its id: `shares` counts its accounts by the known cluster that they come from. */
interface Candidate {
  accounts: readonly string[];
  shares: Map<KnownCluster, number>;
}

/** Depends on what is known and found, not on the order of either. Communities of one account are left out. */
export function reconcile(known: readonly KnownCluster[], found: readonly (readonly string[])[]): Reconciled {
  const current = known.filter(({ supersededBy, accounts }) => supersededBy === null && accounts.length > 0); // without any: it died before
  const candidates = candidatesOf(current, found);
  const heirs = heirsOf(current, candidates);
  const taken = new Set(known.map((cluster) => cluster.id));
  const clusters: NamedCluster[] = [];
  const changes: ClusterChange[] = [];
  for (const candidate of candidates) {
    const { accounts, shares } = candidate;
    const claims = heirs.get(candidate) ?? [];
    const id = claims.length > 0 ? claims[0].id : newId(accounts, taken);
    const sources = [...shares.keys()].map((cluster) => cluster.id).sort();
    const familiar = [...shares.values()].reduce((sum, share) => sum + share, 0);
    clusters.push({ id, accounts });
    taken.add(id);
    if (claims.length > 1) {
      const from = claims.slice(1).map((cluster) => cluster.id);
      changes.push({ type: "merged", cluster: id, from: from.sort() });
    }
    if (claims.length > 0 && accounts.length > familiar) changes.push({ type: "grown", cluster: id, from: [] });
    if (claims.length === 0) changes.push({ type: sources.length > 0 ? "split" : "born", cluster: id, from: sources });
  }
  const survivors = new Set([...heirs.values()].flat());
  for (const cluster of current) if (!survivors.has(cluster)) changes.push({ type: "died", cluster: cluster.id, from: [] });
  return {
    clusters: clusters.sort((a, b) => b.accounts.length - a.accounts.length || compare(a.id, b.id)),
    changes: changes.sort((a, b) => compare(a.cluster, b.cluster) || compare(a.type, b.type)),
  };
}

function candidatesOf(current: readonly KnownCluster[], found: readonly (readonly string[])[]): Candidate[] {
  const home = new Map<string, KnownCluster>();
  for (const cluster of current) for (const account of cluster.accounts) home.set(account, cluster);
  const seen = new Set<string>();
  const candidates: Candidate[] = [];
  for (const community of found) {
    if (community.length < 2) continue;
    const shares = new Map<KnownCluster, number>();
    for (const account of community) {
      if (seen.has(account)) throw new PermanentError(`account ${account} was found in two communities; give each account one`);
      seen.add(account);
      const cluster = home.get(account);
      if (cluster) shares.set(cluster, (shares.get(cluster) ?? 0) + 1);
    }
    candidates.push({ accounts: [...community].sort(), shares });
  }
  return candidates.sort((a, b) => compare(a.accounts[0], b.accounts[0]));
}

/** The known clusters that live on in each candidate, the one that gives it its id first: the one that most of its accounts come from. */
function heirsOf(current: readonly KnownCluster[], candidates: readonly Candidate[]): Map<Candidate, KnownCluster[]> {
  const heir = new Map<KnownCluster, Candidate>();
  for (const candidate of candidates)
    for (const [cluster, share] of candidate.shares) if (2 * share > cluster.accounts.length) heir.set(cluster, candidate);
  const claims = new Map<Candidate, KnownCluster[]>();
  for (const cluster of current) {
    const candidate = heir.get(cluster);
    if (!candidate) continue;
    const others = claims.get(candidate);
    if (others) others.push(cluster);
    else claims.set(candidate, [cluster]);
  }
  for (const [{ shares }, clusters] of claims) clusters.sort((a, b) => shares.get(b)! - shares.get(a)! || compare(a.id, b.id));
  return claims;
}

const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

/** Derived from the members, so that it does not depend on when or where it was found; drawn again where that id was ever used. */
function newId(accounts: readonly string[], taken: ReadonlySet<string>): string {
  for (let attempt = 0; ; attempt++) {
    const digest = createHash("sha256")
      .update(JSON.stringify(attempt === 0 ? accounts : [attempt, accounts]))
      .digest();
    const id = `c-${Array.from({ length: 12 }, (_, i) => BASE32[digest[i] & 31]).join("")}`;
    if (!taken.has(id)) return id;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
