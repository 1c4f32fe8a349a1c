/** Of each route a request that it takes: what the tests over the whole table ask. A route that is missing here fails them. */
import { issueTicket, openSession, sessionsOf } from "../../src/app/access/sessions.js";
import { TLP } from "../../src/attribution/stix/ids.js";
import { signClaim } from "../../src/enforcement/signed.js";
import { keyOf } from "../enforcement/office.js";
import { type Office, STAFF } from "./office.js";

export interface Example {
  path: string;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
  /** The status that it is answered with. */
  status: number;
}

interface Planned {
  batch: string;
  to_sign: { approve: { act: "approve"; about: Record<string, string> } };
}

/** A signature of the approver's, of what the batch says is to be signed or of what is given. */
export function signedBy(office: Office, claim: { act: string; about: object }, who: keyof typeof STAFF = "approver") {
  const [name, seed] = STAFF[who];
  return signClaim(claim as Parameters<typeof signClaim>[0], name, keyOf(seed), office.now.at);
}

/** Plans a batch of its own as the analyst, and reads it. */
export async function planned(office: Office, reason: string): Promise<Planned & { hash: string; generation: number }> {
  const body = { clusters: ["c-1"], reason };
  const { batch } = await office.json<{ batch: string }>("/v1/batches", {
    method: "POST",
    token: office.tokens.analyst,
    body,
    status: 201,
  });
  const row = await office.json<Planned & { hash: string }>(`/v1/batches/${batch}`);
  return { ...row, generation: Number(row.to_sign.approve.about.generation) };
}

async function approved(office: Office, reason: string): Promise<string> {
  const { batch, hash, to_sign } = await planned(office, reason);
  await office.json(`/v1/batches/${batch}/approve`, { method: "POST", body: { hash, signed: signedBy(office, to_sign.approve) } });
  return batch;
}

async function executing(office: Office, reason: string): Promise<string> {
  const batch = await approved(office, reason);
  await office.json(`/v1/batches/${batch}/execute`, { method: "POST", token: office.tokens.analyst, body: {}, status: 202 });
  return batch;
}

/** By operation: what is asked is made anew each time, since most can be done once. */
export const EXAMPLES: Readonly<Record<string, (office: Office) => Example | Promise<Example>>> = {
  health: () => ({ path: "/healthz", status: 200 }),
  ready: () => ({ path: "/readyz", status: 200 }),
  metrics: () => ({ path: "/metrics", status: 200 }),
  openapi: () => ({ path: "/v1/openapi.json", status: 200 }),
  createReport: () => ({ path: "/v1/reports", body: { from: "2026-06-01", to: "2026-07-01" }, status: 201 }),
  listReports: () => ({ path: "/v1/reports?limit=2", status: 200 }),
  getReport: async (office) => {
    const body = { from: "2026-06-01", to: "2026-07-01" };
    const { report } = await office.json<{ report: string }>("/v1/reports", { method: "POST", body, status: 201 });
    return { path: `/v1/reports/${report}?marking=partner`, status: 200 };
  },
  postEvents: () => ({
    path: "/v1/events",
    body: '{"type":"signup","id":"h-1","time":"2026-06-02T00:00:00Z","account":"h"}\n',
    headers: { "content-type": "application/x-ndjson" },
    status: 202,
  }),
  listClusters: () => ({ path: "/v1/clusters?sort=score&disposition=fraudulent&limit=1", status: 200 }),
  listClusterDays: () => ({ path: "/v1/days?cluster=c-1&cluster=c-2", status: 200 }),
  getCluster: () => ({ path: "/v1/clusters/c-1", status: 200 }),
  listMembers: () => ({ path: "/v1/clusters/c-1/members?limit=2", status: 200 }),
  getClusterTimeline: () => ({ path: "/v1/clusters/c-1/timeline?from=2026-01-01", status: 200 }),
  explainCluster: () => ({ path: "/v1/clusters/c-1/explanation", status: 200 }),
  getLineage: () => ({ path: "/v1/clusters/c-1/lineage", status: 200 }),
  whatIf: () => ({ path: "/v1/clusters/c-1/what-if", body: { values: [{ kind: "device", value: "z" }] }, status: 200 }),
  getClusterGraph: () => ({ path: "/v1/clusters/c-1/graph", status: 200 }),
  getRunClusterGraph: () => ({ path: "/v1/runs/1/clusters/c-1/graph", status: 200 }),
  getClusterEvidence: () => ({ path: "/v1/clusters/c-1/evidence", status: 200 }),
  listWork: () => ({ path: "/v1/work", status: 200 }),
  keepSelection: () => ({ path: "/v1/selections", body: { accounts: ["a", "b"] }, status: 201 }),
  getSelection: async (office) => {
    const { name } = await office.json<{ name: string }>("/v1/selections", { method: "POST", body: { accounts: ["a", "b"] }, status: 201 });
    return { path: `/v1/selections/${name}`, status: 200 };
  },
  getWork: () => ({ path: "/v1/clusters/c-1/work", status: 200 }),
  putWork: async (office) => {
    const { version } = await office.json<{ version: number }>("/v1/clusters/c-1/work");
    return { path: "/v1/clusters/c-1/work", body: { assignee: "ann", state: "looked at", version }, status: 200 };
  },
  listNotes: () => ({ path: "/v1/clusters/c-1/notes", status: 200 }),
  postNote: () => ({ path: "/v1/clusters/c-1/notes", body: { text: "a proxy of two campaigns" }, status: 201 }),
  getAccount: () => ({ path: "/v1/accounts/a", status: 200 }),
  getAccountTimeline: () => ({ path: "/v1/accounts/a/timeline", status: 200 }),
  explainPair: () => ({ path: "/v1/accounts/a/links/b", status: 200 }),
  findPath: () => ({ path: "/v1/accounts/a/path/e", status: 200 }),
  search: () => ({ path: "/v1/search?q=c-1", status: 200 }),
  listOperators: () => ({ path: "/v1/operators", status: 200 }),
  shareOperators: () => ({ path: "/v1/operators/share?marking=green", status: 200 }),
  importOperators: () => ({ path: "/v1/operators/import", body: [{ id: "op-imported" }], status: 200 }),
  getOperator: async (office) => {
    await office.json("/v1/operators/op-got", { method: "PUT", body: { name: "Got" } });
    return { path: "/v1/operators/op-got", status: 200 };
  },
  putOperator: () => ({ path: "/v1/operators/op-put", body: { name: "Put", indicators: [{ kind: "asn", value: "64511" }] }, status: 200 }),
  listJudgements: () => ({ path: "/v1/judgements?limit=5", status: 200 }),
  postJudgement: () => ({
    path: "/v1/judgements",
    body: { about: { type: "link", a: "a", b: "b" }, verdict: "positive", reason: "seen together" },
    status: 201,
  }),
  getJudgement: async (office) => ({ path: `/v1/judgements/${await judged(office)}`, status: 200 }),
  withdrawJudgement: async (office) => ({
    path: `/v1/judgements/${await judged(office)}/withdraw`,
    body: { reason: "a mistake" },
    status: 200,
  }),
  planBatch: () => ({ path: "/v1/batches", body: { clusters: ["c-1"], reason: "one hand" }, status: 201 }),
  previewPlan: () => ({ path: "/v1/plans", body: { clusters: ["c-1"], reason: "to be looked at" }, status: 200 }),
  listBatches: () => ({ path: "/v1/batches?limit=3", status: 200 }),
  getBatch: async (office) => ({ path: `/v1/batches/${(await planned(office, "to be read")).batch}`, status: 200 }),
  approveBatch: async (office) => {
    const { batch, hash, to_sign } = await planned(office, unique(office, "to be approved"));
    return { path: `/v1/batches/${batch}/approve`, body: { hash, signed: signedBy(office, to_sign.approve) }, status: 200 };
  },
  denyBatch: async (office) => {
    const { batch, hash, generation } = await planned(office, unique(office, "to be denied"));
    const reason = "a company";
    const signed = signedBy(office, { act: "deny", about: { batch, hash, generation, reason } });
    return { path: `/v1/batches/${batch}/deny`, body: { reason, signed }, status: 200 };
  },
  executeBatch: async (office) => ({
    path: `/v1/batches/${await approved(office, unique(office, "to be executed"))}/execute`,
    body: {},
    status: 202,
  }),
  pauseBatch: async (office) => ({ path: `/v1/batches/${await executing(office, unique(office, "to be paused"))}/pause`, status: 200 }),
  resumeBatch: async (office) => {
    const batch = await executing(office, unique(office, "to be resumed"));
    await office.json(`/v1/batches/${batch}/pause`, { method: "POST" });
    return { path: `/v1/batches/${batch}/resume`, body: {}, status: 202 };
  },
  reverseBatch: async (office) => {
    const batch = await executing(office, unique(office, "to be reversed"));
    await office.json(`/v1/batches/${batch}/pause`, { method: "POST" });
    const row = await office.json<Planned & { hash: string }>(`/v1/batches/${batch}`);
    const { generation } = row.to_sign.approve.about;
    const reason = "a campus";
    const signed = signedBy(office, { act: "reverse", about: { batch, hash: row.hash, generation, accounts: null, reason } });
    return { path: `/v1/batches/${batch}/reverse`, body: { reason, signed }, status: 202 };
  },
  halt: () => ({ path: "/v1/halt", body: { reason: "something is wrong" }, status: 200 }),
  postAppeal: () => ({ path: "/v1/appeals", body: { account: "a", reason: "it was me alone" }, status: 409 }),
  listAppeals: () => ({ path: "/v1/appeals", status: 200 }),
  decideAppeal: (office) => ({
    path: "/v1/appeals/a-000000000000/decide",
    body: { verdict: "reject", reason: "no", signed: signedBy(office, { act: "decide", about: {} }) },
    status: 404,
  }),
  listRuns: () => ({ path: "/v1/runs", status: 200 }),
  postRun: () => ({ path: "/v1/runs", status: 202 }),
  listQuarantined: () => ({ path: "/v1/quarantine", status: 200 }),
  listAlerts: () => ({ path: "/v1/alerts?limit=10", status: 200 }),
  listAlertRules: () => ({ path: "/v1/alerts/rules", status: 200 }),
  postAlertRule: () => ({ path: "/v1/alerts/rules", body: { on: "cluster", least: 20, to: "mailto:bob@example.org" }, status: 201 }),
  withdrawAlertRule: async (office) => ({ path: `/v1/alerts/rules/${await alertRule(office)}/withdraw`, status: 200 }),
  testAlertRule: async (office) => ({ path: `/v1/alerts/rules/${await alertRule(office)}/test`, status: 200 }),
  listPeople: () => ({ path: "/v1/people", status: 200 }),
  listTokens: () => ({ path: "/v1/tokens", status: 200 }),
  createToken: () => ({ path: "/v1/tokens", body: { name: "ann", role: "analyst", days: 30 }, status: 201 }),
  revokeToken: async (office) => {
    const body = { name: "ann", role: "viewer" };
    const { token } = await office.json<{ token: string }>("/v1/tokens", { method: "POST", token: office.tokens.admin, body, status: 201 });
    return { path: `/v1/tokens/${token}/revoke`, status: 200 };
  },
  openSession: () => ({ path: `/session?ticket=${"x".repeat(43)}`, status: 401 }),
  beginSignIn: () => ({ path: "/session/sign-in", status: 404 }),
  finishSignIn: () => ({ path: "/session/callback?code=none&state=none&session_state=more", status: 404 }),
  listSessions: () => ({ path: "/v1/sessions", status: 200 }),
  revokeSession: async (office) => {
    const viewer = { name: STAFF.viewer[0], role: "viewer" as const };
    await openSession(office.serving, await issueTicket(office.serving, viewer));
    const [{ session }] = await sessionsOf(office.serving, viewer.name);
    return { path: `/v1/sessions/${session}/revoke`, status: 200 };
  },
  beginSession: (office) => ({ path: "/v1/session", body: { token: office.tokens.analyst }, status: 200 }),
  whoAmI: () => ({ path: "/v1/session", status: 200 }),
  endSession: () => ({ path: "/v1/session", status: 204 }),
  listAudit: () => ({ path: "/v1/audit?limit=2", status: 200 }),
  getCheckpoint: () => ({ path: "/v1/audit/checkpoint", status: 200 }),
  changes: () => ({ path: "/v1/changes", status: 200 }),
  taxiiDiscovery: () => ({ path: "/taxii2/", status: 200 }),
  taxiiApiRoot: () => ({ path: "/taxii2/shared/", status: 200 }),
  taxiiCollections: () => ({ path: "/taxii2/shared/collections/", status: 200 }),
  taxiiCollection: () => ({ path: "/taxii2/shared/collections/public/", status: 200 }),
  taxiiObjects: () => ({
    path: "/taxii2/shared/collections/partner/objects/?limit=3&next=1&added_after=2026-01-01T00:00:00Z&match[type]=identity&match[version]=all",
    status: 200,
  }),
  taxiiObject: () => ({ path: `/taxii2/shared/collections/partner/objects/${TLP.green}/`, status: 200 }),
  taxiiVersions: () => ({ path: `/taxii2/shared/collections/partner/objects/${TLP.green}/versions/?limit=2`, status: 200 }),
  taxiiManifest: () => ({ path: "/taxii2/shared/collections/partner/manifest/?match[spec_version]=2.1", status: 200 }),
};

/** A rule to where nobody listens. */
async function alertRule(office: Office): Promise<string> {
  const body = { on: "batch", to: "http://127.0.0.1:9/hooks" };
  const asked = { method: "POST", token: office.tokens.admin, body, status: 201 };
  return (await office.json<{ rule: string }>("/v1/alerts/rules", asked)).rule;
}

async function judged(office: Office): Promise<string> {
  const body = { about: { type: "disposition", cluster: "c-1" }, verdict: "positive", reason: unique(office, "a campaign") };
  return (await office.json<{ judgement: string }>("/v1/judgements", { method: "POST", body, status: 201 })).judgement;
}

/** Plans of one text would be one batch: a moment passes with each. */
function unique(office: Office, text: string): string {
  office.now.at += 1_000;
  return `${text} ${office.now.at}`;
}
