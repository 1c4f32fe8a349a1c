/** Accounts: one with all that is known of it, why two are one hand's, the way between two, and a search for anything. */
import { z } from "zod";
import { explainPair } from "../../app/explain.js";
import { type AccountSeen, lookAtAccount } from "../../app/look/account.js";
import { pathBetween } from "../../app/look/path.js";
import { type Found, search } from "../../app/look/search.js";
import { timelineOfAccount } from "../../app/timeline.js";
import { accountDetail, pairExplained, pathFound, searchQuery, searchResult } from "../../contract/api/accounts.js";
import { id } from "../../contract/api/common.js";
import { timeline, timelineRow } from "../../contract/api/timeline.js";
import { probabilityOf } from "../../tools/probability.js";
import { ok, type Route, route } from "../route.js";

const tag = "accounts";
const TIES = 200;
const FOUND = 20;
const pair = z.object({ id, other: id });

export const accountRoutes: readonly Route[] = [
  route({
    id: "getAccount",
    method: "GET",
    path: "/v1/accounts/{id}",
    needs: "viewer",
    tag,
    summary: "Where it belongs, what ties it there, what it was seen with",
    params: z.object({ id }),
    answers: { 200: { description: "the account", schema: accountDetail } },
    async run({ serving, params: { id: account } }) {
      const seen = await lookAtAccount(serving, account);
      return ok(accountRow(seen), seen.run);
    },
  }),
  route({
    id: "getAccountTimeline",
    method: "GET",
    path: "/v1/accounts/{id}/timeline",
    needs: "viewer",
    tag,
    summary: "What it did day by day, by capability and by model",
    params: z.object({ id }),
    answers: { 200: { description: "the days; `cluster` is null", schema: timeline } },
    run: async ({ serving, params: { id: account } }) => ok(timelineRow(await timelineOfAccount(serving.store, account))),
  }),
  route({
    id: "explainPair",
    method: "GET",
    path: "/v1/accounts/{id}/links/{other}",
    needs: "viewer",
    ofRun: true,
    tag,
    summary: "Why two accounts are one hand's: the evidence that sums to their link",
    params: pair,
    answers: { 200: { description: "the waterfall", schema: pairExplained } },
    async run({ serving: { shelf }, params: { id: a, other: b } }) {
      const held = await shelf.run();
      const { number } = held;
      const found = await explainPair(shelf.store, a, b, number);
      const clusters = "clusters" in found ? found.clusters : [held.clusterOf(a), held.clusterOf(b)];
      const told = "rows" in found ? { linked: true, bits: found.bits, probability: found.probability, evidence: found.rows } : UNLINKED;
      return ok({ a, b, run: number, ...told, clusters }, number);
    },
  }),
  route({
    id: "findPath",
    method: "GET",
    path: "/v1/accounts/{id}/path/{other}",
    needs: "viewer",
    ofRun: true,
    tag,
    summary: "The way between two accounts of a cluster whose weakest link is the strongest, with each step's evidence",
    params: pair,
    answers: { 200: { description: "the way; without steps where there is none", schema: pathFound } },
    async run({ serving, params: { id: from, other: to } }) {
      const { run, steps } = await pathBetween(serving, from, to);
      const rows = steps.map(({ a, b, weight, evidence }) => ({ a, b, bits: weight, evidence }));
      const weakest = rows.length === 0 ? null : Math.min(...rows.map(({ bits }) => bits));
      return ok({ from, to, run, steps: rows, weakest_bits: weakest }, run);
    },
  }),
  route({
    id: "search",
    method: "GET",
    path: "/v1/search",
    needs: "viewer",
    tag,
    summary: "Accounts, clusters, operators, and clusters that lean on a value",
    query: searchQuery,
    answers: { 200: { description: "what was found", schema: searchResult } },
    async run({ serving, query: { q, limit = FOUND } }) {
      const { run, items } = await search(serving, q, limit);
      return ok({ run, items: items.map(foundRow) }, run);
    },
  }),
];

const UNLINKED = { linked: false, bits: null, probability: null, evidence: [] };
const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

function accountRow({ account, run, cluster, particulars, ties, sightings, placedAt }: AccountSeen) {
  const { firstSeen, lastSeen, signupAt, exchanges, tokens, status, organizations, paymentKinds, verifiedAt } = particulars;
  return {
    account,
    run,
    cluster: cluster?.id ?? null,
    disposition: cluster?.disposition ?? null,
    first_seen: iso(firstSeen),
    last_seen: iso(lastSeen),
    signup_at: isoOrNull(signupAt),
    exchanges,
    tokens,
    status: status.map((change) => ({ ...change, at: iso(change.at) })),
    organizations,
    payment_kinds: paymentKinds,
    verified_at: isoOrNull(verifiedAt),
    ties: ties.slice(0, TIES).map(({ a, b, weight, evidence }) => ({
      account: a === account ? b : a,
      bits: weight,
      probability: probabilityOf(weight),
      evidence,
    })),
    ties_total: ties.length,
    sightings: sightings.map(({ kind, value, first, last, count }) => ({
      kind,
      value,
      first_seen: isoOrNull(first),
      last_seen: isoOrNull(last),
      count,
    })),
    placed_at: isoOrNull(placedAt),
  };
}

function foundRow(found: Found) {
  if (found.type !== "cluster") return found;
  const { id: cluster, size, score, disposition } = found.cluster;
  return { type: "cluster", cluster, size, score, disposition };
}
