/** Alerts: the rules by which people are told, and what they were told. */
import { z } from "zod";
import type { AlertRule } from "../../app/alerts/alert.js";
import { alertPage as pageOfAlerts } from "../../app/alerts/kept.js";
import { addRule, ruleNamed, rulesOf, testRule, withdrawRule } from "../../app/alerts/rules.js";
import { alertPage, alertQuery, ruleBody, ruleItem, rulePage, ruleTested } from "../../contract/api/alerts.js";
import { id } from "../../contract/api/common.js";
import { messageOf, PermanentError, TransientError } from "../../errors.js";
import { shownDestination } from "../../model/destination.js";
import { cursorOf, NO_RUN, placeOf } from "../cursor.js";
import { ok, type Route, route } from "../route.js";
import type { Serving } from "../serving.js";

const tag = "alerts";
const params = z.object({ id });

export const alertRoutes: readonly Route[] = [
  route({
    id: "listAlerts",
    method: "GET",
    path: "/v1/alerts",
    needs: "analyst",
    tag,
    summary: "What was told by rules, or waits to be, the latest first",
    query: alertQuery,
    answers: { 200: { description: "a page", schema: alertPage } },
    async run({ serving: { store }, query: { limit = 100, cursor } }) {
      const after = cursor === undefined ? undefined : String(placeOf(cursor, NO_RUN)[0]);
      const page = await pageOfAlerts(store, { limit: limit + 1, after });
      const items = page.slice(0, limit);
      const next = page.length > limit ? cursorOf(NO_RUN, items.at(-1)!.place) : null;
      return ok({ items: items.map(({ alert }) => alert), next });
    },
  }),
  route({
    id: "listAlertRules",
    method: "GET",
    path: "/v1/alerts/rules",
    needs: "analyst",
    tag,
    summary: "The rules that hold",
    answers: { 200: { description: "all of them, the oldest first", schema: rulePage } },
    run: async ({ serving }) => ok({ items: (await rulesOf(serving)).map(rowOf), next: null }),
  }),
  route({
    id: "postAlertRule",
    method: "POST",
    path: "/v1/alerts/rules",
    needs: "admin",
    tag,
    summary: "A rule: what is told from now on, and where to",
    body: { schema: ruleBody },
    answers: { 201: { description: "the rule", schema: ruleItem } },
    async run({ serving, caller, body: { on, least = null, to, digest = false } }) {
      const { rule, version } = await addRule(serving, { on, least, to, digest, by: caller.name });
      return { status: 201, body: rowOf(rule), etag: etagOf(version) };
    },
  }),
  route({
    id: "withdrawAlertRule",
    method: "POST",
    path: "/v1/alerts/rules/{id}/withdraw",
    needs: "admin",
    tag,
    summary: "From then on it tells nobody anything, also of what waits",
    params,
    answers: { 200: { description: "the rule as it stands", schema: ruleItem } },
    standing: ({ serving, params: { id: rule } }) => versionOf(serving, rule),
    async run({ serving, caller, params: { id: asked } }) {
      const { rule, version } = await withdrawRule(serving, asked, caller.name);
      return { ...ok(rowOf(rule)), etag: etagOf(version) };
    },
  }),
  route({
    id: "testAlertRule",
    method: "POST",
    path: "/v1/alerts/rules/{id}/test",
    needs: "admin",
    tag,
    summary: "Sends a message by it that says that it is a trial, once, and tells what came of it",
    params,
    answers: { 200: { description: "whether it was taken, and else what to mend", schema: ruleTested } },
    standing: ({ serving, params: { id: rule } }) => versionOf(serving, rule),
    async run({ serving, params: { id: asked } }) {
      const { rule } = (await ruleNamed(serving, asked)).rule;
      try {
        await testRule(serving, rule);
        return ok({ rule, sent: true, error: null });
      } catch (error) {
        if (!(error instanceof PermanentError) && !(error instanceof TransientError)) throw error;
        return ok({ rule, sent: false, error: messageOf(error) });
      }
    },
  }),
];

const rowOf = (rule: AlertRule): AlertRule => ({ ...rule, to: shownDestination(rule.to) });
const etagOf = (version: number): string => `"${version}"`;
const versionOf = async (serving: Serving, rule: string): Promise<string> => etagOf((await ruleNamed(serving, rule)).version);
