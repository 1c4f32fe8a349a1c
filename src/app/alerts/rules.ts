/** Rules by which people are told: made, listed, withdrawn, tried out; records with who and when. */
import { NotFoundError, UsageError } from "../../errors.js";
import { parseDestination } from "../../model/destination.js";
import type { Clock } from "../../ports/clock.js";
import type { Delivery } from "../../ports/delivery.js";
import type { Records } from "../../ports/knowledge.js";
import { newSecret, secretHash, shortName } from "../access/secrets.js";
import { allRecords } from "../all-records.js";
import { ALERTS_ON, type AlertOn, type AlertRule, alertRule } from "./alert.js";
import { testMessage } from "./message.js";

const KIND = "alert-rule";
/** Each is held against all that happens. */
const MOST_RULES = 1_000;
const MOST_LEAST = 1_000_000_000;

export interface RulePorts {
  store: Records;
  clock: Clock;
}

export interface NewRule {
  on: AlertOn;
  /** Accounts; null where `on` counts none. */
  least: number | null;
  to: string;
  digest: boolean;
  by: string;
}

export interface KeptRule {
  rule: AlertRule;
  /** Counts its changes, from 1. */
  version: number;
}

/** It holds from now on: what was before is told to nobody. Throws a `UsageError` for a rule that cannot be. */
export async function addRule(ports: RulePorts, { on, least, to, digest, by }: NewRule): Promise<KeptRule> {
  const { store, clock } = ports;
  parseDestination(to);
  if (ALERTS_ON[on].counts !== (least !== null))
    throw new UsageError(`a rule on ${on} ${least === null ? "says from how many accounts on" : "counts no accounts: leave them out"}`);
  if (least !== null && !(Number.isInteger(least) && least >= 1 && least <= MOST_LEAST))
    throw new UsageError(`a rule counts from 1 to ${MOST_LEAST} accounts on`);
  if ((await rulesOf(ports)).length >= MOST_RULES)
    throw new UsageError(`there are ${MOST_RULES} rules, which is the most: withdraw some that tell nobody anything`);
  const rule: AlertRule = {
    rule: shortName("ar-", secretHash(newSecret(""))),
    ...{ on, least, to, digest },
    created_by: by,
    created_at: new Date(clock.now()).toISOString(),
    withdrawn_by: null,
    withdrawn_at: null,
  };
  await store.keepRecord(KIND, rule.rule, JSON.stringify(rule), 0);
  return { rule, version: 1 };
}

/** Those that hold, the oldest first. */
export async function rulesOf({ store }: Pick<RulePorts, "store">): Promise<AlertRule[]> {
  const all = (await allRecords(store, KIND)).map(({ body }) => alertRule.parse(JSON.parse(body)));
  const byTime = (a: AlertRule, b: AlertRule) => (`${a.created_at} ${a.rule}` < `${b.created_at} ${b.rule}` ? -1 : 1);
  return all.filter(({ withdrawn_at }) => withdrawn_at === null).sort(byTime);
}

/** Throws a `NotFoundError` where there never was one of that id. */
export async function ruleNamed({ store }: Pick<RulePorts, "store">, id: string): Promise<KeptRule> {
  const found = await store.record(KIND, id);
  if (found === null) throw new NotFoundError(`no rule ${JSON.stringify(id)}: \`cautery alerts list\` shows those there are`);
  return { rule: alertRule.parse(JSON.parse(found.body)), version: found.version };
}

/** From then on it tells nobody anything, also of what waits. */
export async function withdrawRule(ports: RulePorts, id: string, by: string): Promise<KeptRule> {
  for (;;) {
    const { rule, version } = await ruleNamed(ports, id);
    if (rule.withdrawn_at !== null) return { rule, version };
    const withdrawn = { ...rule, withdrawn_by: by, withdrawn_at: new Date(ports.clock.now()).toISOString() };
    if (await ports.store.keepRecord(KIND, id, JSON.stringify(withdrawn), version)) return { rule: withdrawn, version: version + 1 };
  }
}

/** Sends a message that says that it is a trial, once. Throws what the delivery throws. */
export async function testRule(ports: RulePorts & { delivery: Delivery }, id: string): Promise<void> {
  const { rule } = await ruleNamed(ports, id);
  const name = shortName("at-", secretHash(newSecret("")));
  await ports.delivery.send(rule.to, testMessage(rule, { id: name, at: ports.clock.now() }), { tries: 1 });
}
