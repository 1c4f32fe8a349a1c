/** Batches: planned, looked at, approved or denied under a signature, carried out, stopped and taken back. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { BatchProgress, batchesOf, batchDetail as detailOf } from "../../app/enforcement/batches.js";
import { approveBatch, denyBatch, haltBatches, pauseBatch, resumeBatch, reverseBatch, startBatch } from "../../app/enforcement/control.js";
import { type PlanRequest, planSuspension } from "../../app/enforcement/plan.js";
import { claimsOf } from "../../app/enforcement/sign.js";
import { suspend } from "../../app/enforcement/suspend.js";
import {
  approveBody,
  approved,
  batchDetail,
  batchId,
  batchPage,
  batchQuery,
  denyBody,
  executeBody,
  haltBody,
  halted,
  planBody,
  planned,
  resumeBody,
  reverseBody,
  standing,
} from "../../contract/api/batches.js";
import { planSummary } from "../../contract/plan-summary.js";
import { pageBehind } from "../cursor.js";
import { type Call, ok, type Reply, type Route, route } from "../route.js";

const tag = "batches";
const params = z.object({ id: batchId });
/** Of every route that decides about a batch: which one, and how it stands, for who sends `if-match`. */
const decided = {
  params,
  standing: ({ serving, params: { id } }: Pick<Call<{ id: string }>, "serving" | "params">) => versionOf(serving, id),
};
/** As `cautery suspend` has them. */
const WINDOW_MINUTES = 15;
const RATE = 50;

export const batchRoutes: readonly Route[] = [
  route({
    id: "planBatch",
    method: "POST",
    path: "/v1/batches",
    needs: "analyst",
    tag,
    summary: "Plans what is to be done to the accounts of some clusters; nothing is done by it",
    body: { schema: planBody },
    answers: { 201: { description: "the plan: the same while open is the same batch", schema: planned } },
    async run({ serving, caller, body }) {
      const { plan, hash } = await suspend(serving, requestOf(serving, caller.name, body));
      const summary = planSummary(plan, hash);
      return { status: 201, body: summary, headers: { location: `/v1/batches/${summary.batch}` } };
    },
  }),
  route({
    id: "previewPlan",
    method: "POST",
    path: "/v1/plans",
    needs: "analyst",
    changes: false,
    tag,
    summary: "What a plan would say, without making it: nothing is kept, and there is no batch of it",
    body: { schema: planBody },
    answers: { 200: { description: "what planBatch would answer", schema: planned } },
    async run({ serving, caller, body }) {
      const { plan, hash } = await planSuspension(serving, requestOf(serving, caller.name, body));
      return ok(planSummary(plan, hash));
    },
  }),
  route({
    id: "listBatches",
    method: "GET",
    path: "/v1/batches",
    needs: "viewer",
    tag,
    summary: "All batches, the latest first",
    query: batchQuery,
    answers: { 200: { description: "a page", schema: batchPage } },
    async run({ serving, query: { state, ...page } }) {
      const all = (await batchesOf(serving)).filter((batch) => state === undefined || batch.state === state);
      return ok(pageBehind(all, ({ batch }) => batch, page));
    },
  }),
  route({
    id: "getBatch",
    method: "GET",
    path: "/v1/batches/{id}",
    needs: "viewer",
    tag,
    summary: "How it stands, what became of each account, and what there is to sign",
    params,
    answers: { 200: { description: "the batch", schema: batchDetail } },
    async run({ serving, params: { id } }) {
      // before it is read: a decision meanwhile is of a later version than the one told, and outcomes, which are no decisions, of none
      const etag = await versionOf(serving, id);
      const { plan, ...row } = await detailOf(serving, id);
      return { ...ok({ ...row, to_sign: await claimsOf(serving, id) }), etag, headers: { "cache-control": "no-store" } };
    },
  }),
  route({
    id: "approveBatch",
    method: "POST",
    path: "/v1/batches/{id}/approve",
    needs: "approver",
    tag,
    summary: "A person's signature under the plan's hash",
    ...decided,
    body: { schema: approveBody },
    answers: { 200: { description: "it counts", schema: approved } },
    async run({ serving, params: { id }, body: { hash, signed } }) {
      const { standing: approvals, needed } = await approveBatch(serving, id, hash, () => signed);
      return ok({ batch: id, hash, state: approvals >= needed ? "approved" : "planned", approvals, approvals_needed: needed });
    },
  }),
  route({
    id: "denyBatch",
    method: "POST",
    path: "/v1/batches/{id}/deny",
    needs: "approver",
    tag,
    summary: "Ends a plan: one denial is enough",
    ...decided,
    body: { schema: denyBody },
    answers: { 200: { description: "it is denied", schema: standing } },
    async run({ serving, params: { id }, body: { reason, signed } }) {
      await denyBatch(serving, id, reason, () => signed);
      return ok({ batch: id, state: "denied" });
    },
  }),
  route({
    id: "executeBatch",
    method: "POST",
    path: "/v1/batches/{id}/execute",
    needs: "analyst",
    tag,
    summary: "Has what was approved carried out",
    ...decided,
    body: { schema: executeBody },
    answers: { 202: { description: "it goes on by itself", schema: standing } },
    async run(call) {
      const { serving, params: asked, body } = call;
      const glass = body.break_glass === undefined ? null : { reason: body.break_glass.reason, sign: () => body.break_glass!.signed };
      await startBatch(serving, asked.id, { glass, target: serving.target });
      return goingOn(call, asked.id);
    },
  }),
  route({
    id: "pauseBatch",
    method: "POST",
    path: "/v1/batches/{id}/pause",
    needs: "analyst",
    tag,
    summary: "No further call begins until it is resumed",
    ...decided,
    answers: { 200: { description: "it is paused", schema: standing } },
    async run({ serving, params: { id } }) {
      await pauseBatch(serving, id);
      return ok({ batch: id, state: (await new BatchProgress(serving, id).next()).state });
    },
  }),
  route({
    id: "resumeBatch",
    method: "POST",
    path: "/v1/batches/{id}/resume",
    needs: "analyst",
    tag,
    summary: "Lets it go on; after a gate or a halt an approver signs for it",
    ...decided,
    body: { schema: resumeBody },
    answers: { 202: { description: "it goes on by itself", schema: standing } },
    async run(call) {
      const { signed } = call.body;
      await resumeBatch(call.serving, call.params.id, signed === undefined ? null : () => signed);
      return goingOn(call, call.params.id);
    },
  }),
  route({
    id: "reverseBatch",
    method: "POST",
    path: "/v1/batches/{id}/reverse",
    needs: "approver",
    tag,
    summary: "Takes back what it did: all of it, or some accounts",
    ...decided,
    body: { schema: reverseBody },
    answers: { 202: { description: "it goes on by itself", schema: standing } },
    async run(call) {
      const { accounts = null, reason, signed } = call.body;
      await reverseBatch(call.serving, { batch: call.params.id, accounts, reason }, () => signed);
      return goingOn(call, call.params.id);
    },
  }),
  route({
    id: "halt",
    method: "POST",
    path: "/v1/halt",
    needs: "analyst",
    tag,
    summary: "Stops every batch, on every worker, also after a restart",
    body: { schema: haltBody },
    answers: { 200: { description: "no call begins later than two seconds after", schema: halted } },
    async run({ serving, body: { reason = "asked for" } }) {
      await haltBatches(serving, reason);
      return ok({ halted: true, reason });
    },
  }),
];

function requestOf({ policy, target }: Call["serving"], by: string, body: z.infer<typeof planBody>): PlanRequest {
  const { clusters, reason, measure = "suspend", days = null, exceptions = [], min_confidence = null, way = "stages" } = body;
  return {
    clusters,
    by,
    reason,
    measure,
    days,
    exceptions,
    minConfidence: min_confidence,
    way,
    windowMinutes: body.window_minutes ?? WINDOW_MINUTES,
    rate: body.rate ?? RATE,
    shadowDays: body.shadow_days ?? null,
    tracers: body.tracers ?? 0,
    policy,
    target,
  };
}

async function goingOn({ serving }: Pick<Call, "serving">, id: string): Promise<Reply> {
  serving.carryOut();
  return { status: 202, body: { batch: id, state: (await new BatchProgress(serving, id).next()).state } };
}

/** A text that is another after each decision about the batch. */
async function versionOf(serving: Call["serving"], id: string): Promise<string> {
  const batch = (await batchesOf(serving)).find((each) => each.batch === id);
  return `"${createHash("sha256")
    .update(JSON.stringify(batch ?? id))
    .digest("hex")
    .slice(0, 16)}"`;
}
