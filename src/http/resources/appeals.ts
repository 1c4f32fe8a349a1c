/** Appeals: taken down, listed, and decided by a third person under a signature. */
import { z } from "zod";
import { appealFor, appealsOf, decideAppeal } from "../../app/enforcement/appeal.js";
import { appealBody, appealId, appealItem, appealPage, decideBody, decided } from "../../contract/api/batches.js";
import { paging } from "../../contract/api/common.js";
import { pageBehind } from "../cursor.js";
import { ok, type Route, route } from "../route.js";

const tag = "appeals";

export const appealRoutes: readonly Route[] = [
  route({
    id: "postAppeal",
    method: "POST",
    path: "/v1/appeals",
    needs: "analyst",
    tag,
    summary: "An account's appeal against what was done to it",
    body: { schema: appealBody },
    answers: { 201: { description: "the appeal: while one is open, it is the same", schema: appealItem } },
    run: async ({ serving, body: { account, reason } }) => ({ status: 201, body: await appealFor(serving, account, reason) }),
  }),
  route({
    id: "listAppeals",
    method: "GET",
    path: "/v1/appeals",
    needs: "viewer",
    tag,
    summary: "Those not decided first, then the latest",
    query: z.object(paging),
    answers: { 200: { description: "a page", schema: appealPage } },
    async run({ serving, query }) {
      return ok(pageBehind(await appealsOf(serving), ({ appeal }) => appeal, query));
    },
  }),
  route({
    id: "decideAppeal",
    method: "POST",
    path: "/v1/appeals/{id}/decide",
    needs: "approver",
    tag,
    summary: "Upheld, the account is given back and held innocent from then on",
    params: z.object({ id: appealId }),
    body: { schema: decideBody },
    answers: { 200: { description: "the decision, and whose case falls with it", schema: decided } },
    async run({ serving, params: { id }, body: { verdict, reason, signed } }) {
      const { appeal, struck, alsoFallen } = await decideAppeal(serving, id, verdict, reason, () => signed);
      if (verdict === "uphold") serving.carryOut();
      return ok({ ...appeal, struck, also_fallen: alsoFallen });
    },
  }),
];
