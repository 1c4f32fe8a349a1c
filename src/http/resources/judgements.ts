/** What analysts say of clusters, operators and accounts: kept with who and why, held from the next clustering on, and taken back. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { judgeDisposition, judgeInnocence, judgeLink, judgeOperator, withdraw } from "../../app/judge.js";
import { id } from "../../contract/api/common.js";
import { judgementBody, judgementItem, judgementPage, judgementQuery, withdrawalBody } from "../../contract/api/knowledge.js";
import { NotFoundError } from "../../errors.js";
import { inOrder, type Judgement, withdrawnAmong } from "../../model/judgement.js";
import { pageBehind } from "../cursor.js";
import { ok, type Route, route } from "../route.js";
import type { Serving } from "../serving.js";

const tag = "judgements";
type Body = z.infer<typeof judgementBody>;

export const judgementRoutes: readonly Route[] = [
  route({
    id: "listJudgements",
    method: "GET",
    path: "/v1/judgements",
    needs: "viewer",
    tag,
    summary: "All that was ever said, the latest first",
    query: judgementQuery,
    answers: { 200: { description: "a page", schema: judgementPage } },
    async run({ serving: { store }, query }) {
      const judgements = await store.loadJudgements();
      const withdrawn = withdrawnAmong(judgements);
      const { items, next } = pageBehind(inOrder(judgements).reverse(), ({ id: judgement }) => judgement, query);
      return ok({ items: items.map((each) => rowOf(each, withdrawn.has(each.id))), next });
    },
  }),
  route({
    id: "postJudgement",
    method: "POST",
    path: "/v1/judgements",
    needs: "analyst",
    tag,
    summary: "Says what a cluster, its operator, a link or an account is; it holds from the next clustering on",
    body: { schema: judgementBody },
    answers: { 201: { description: "the judgement", schema: judgementItem } },
    async run({ serving, caller, body }) {
      const judgement = await judged(serving, body, caller.name);
      return { status: 201, body: rowOf(judgement, false), headers: { location: `/v1/judgements/${judgement.id}` } };
    },
  }),
  route({
    id: "getJudgement",
    method: "GET",
    path: "/v1/judgements/{id}",
    needs: "viewer",
    tag,
    summary: "One of them",
    params: z.object({ id }),
    answers: { 200: { description: "the judgement", schema: judgementItem } },
    async run({ serving: { store }, params: { id: asked } }) {
      const { judgement, isWithdrawn } = await named(store, asked);
      return { ...ok(rowOf(judgement, isWithdrawn)), etag: versionOf(asked, isWithdrawn) };
    },
  }),
  route({
    id: "withdrawJudgement",
    method: "POST",
    path: "/v1/judgements/{id}/withdraw",
    needs: "analyst",
    tag,
    summary: "Takes one back; it stays on record",
    params: z.object({ id }),
    body: { schema: withdrawalBody },
    answers: { 200: { description: "the withdrawal", schema: judgementItem } },
    async standing({ serving: { store }, params: { id: asked } }) {
      return versionOf(asked, (await named(store, asked)).isWithdrawn);
    },
    run: async ({ serving, caller, params: { id: asked }, body: { reason } }) =>
      ok(rowOf(await withdraw(serving, asked, { analyst: caller.name, reason }), false)),
  }),
];

function judged(serving: Serving, { about, verdict, reason }: Body, analyst: string): Promise<Judgement> {
  const said = { analyst, reason, verdict };
  switch (about.type) {
    case "disposition":
      return judgeDisposition(serving, about.cluster, said);
    case "attribution":
      return judgeOperator(serving, about.cluster, about.operator, said);
    case "link":
      return judgeLink(serving, about.a, about.b, said);
    case "innocence":
      return judgeInnocence(serving, about.account, said, { struck: about.struck });
  }
}

async function named(store: Serving["store"], id: string): Promise<{ judgement: Judgement; isWithdrawn: boolean }> {
  const judgements = await store.loadJudgements();
  const judgement = judgements.find((each) => each.id === id);
  if (!judgement) throw new NotFoundError(`no judgement ${JSON.stringify(id)}: listJudgements has those there are`);
  return { judgement, isWithdrawn: withdrawnAmong(judgements).has(id) };
}

/** Without the accounts that a judged cluster had: these may be many thousands. */
function rowOf({ id: judgement, at, analyst, reason, about, verdict }: Judgement, withdrawn: boolean) {
  const { accounts, ...rest } = about as Judgement["about"] & { accounts?: readonly string[] };
  const told = accounts === undefined ? rest : { ...rest, size: accounts.length };
  return { judgement, at: new Date(at).toISOString(), analyst, reason, verdict, about: told, withdrawn };
}

const versionOf = (id: string, isWithdrawn: boolean): string =>
  `"${createHash("sha256").update(`${id} ${isWithdrawn}`).digest("hex").slice(0, 16)}"`;
