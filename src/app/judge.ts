/**
 * What an analyst says of a cluster, its operator, one account or two -> a judgement on record: who, when and why, held from the next
 * clustering on until withdrawn.
 */
import { NotFoundError, PermanentError } from "../errors.js";
import { loadFootprint } from "../ingest/load.js";
import { UNKNOWN } from "../model/dossier.js";
import { type Judgement, newJudgement, type StruckValue } from "../model/judgement.js";
import { namesValue } from "../model/link.js";
import type { Clock } from "../ports/clock.js";
import type { GraphStore } from "../ports/store.js";
import { clusterNamed } from "./clusters.js";

export interface JudgePorts {
  store: GraphStore;
  clock: Clock;
}

/** Who says so, and why. */
export interface Said {
  analyst: string;
  reason: string;
  verdict: Judgement["verdict"];
}

/** That a cluster is, or is not, an operator's; `unknown`: nobody's that has a dossier. */
export async function judgeOperator(ports: JudgePorts, cluster: string, operator: string, said: Said): Promise<Judgement> {
  if (operator !== UNKNOWN && !(await ports.store.loadDossiers()).some(({ id }) => id === operator)) {
    throw new NotFoundError(
      `no operator ${JSON.stringify(operator)}: add one with \`cautery operators add ${operator}\`, or judge ${UNKNOWN}`,
    );
  }
  return append(ports, { type: "attribution", operator, ...(await judged(ports, cluster)) }, said);
}

/** That a cluster is fraudulent (positive) or innocent (negative). */
export async function judgeDisposition(ports: JudgePorts, cluster: string, said: Said): Promise<Judgement> {
  return append(ports, { type: "disposition", ...(await judged(ports, cluster)) }, said);
}

/** That two accounts are one hand's (positive), or never to be linked (negative). */
export async function judgeLink(ports: JudgePorts, a: string, b: string, said: Said): Promise<Judgement> {
  for (const account of [a, b]) await refuseUnseen(ports, account);
  return append(ports, { type: "link", a, b }, said);
}

/**
 * That an account belongs to no fraudulent cluster (positive): from the next clustering on it is tied to nobody, and the values `struck`
 * are no evidence of any pair. Any other verdict takes back what was said so of it before. Throws a `PermanentError` where nobody saw the
 * account, and where what is struck is no value: how two act on each other (co-action, succession, sign-up) has none.
 */
export async function judgeInnocence(
  ports: JudgePorts,
  account: string,
  said: Said,
  { appeal, struck = [] }: { appeal?: string | undefined; struck?: readonly StruckValue[] } = {},
): Promise<Judgement> {
  await refuseUnseen(ports, account);
  const relation = struck.find((each) => !namesValue(each));
  if (relation)
    throw new PermanentError(
      `${relation.kind} is no value that could be struck: leave it out (\`isSharedValue\` tells which evidence is one)`,
    );
  const values = struck.map(({ kind, value }) => ({ kind, value }));
  return append(ports, { type: "innocence", account, ...(appeal === undefined ? {} : { appeal }), struck: values }, said);
}

/** Takes a judgement back; it stays on record. */
export async function withdraw(ports: JudgePorts, judgement: string, said: Omit<Said, "verdict">): Promise<Judgement> {
  if (!(await ports.store.loadJudgements()).some(({ id }) => id === judgement)) {
    throw new NotFoundError(`no judgement ${JSON.stringify(judgement)}: \`cautery judge list\` shows those there are`);
  }
  return append(ports, { type: "withdrawal", judgement }, { ...said, verdict: "positive" });
}

/** Throws a `PermanentError` where nobody saw the account. */
export async function refuseUnseen({ store }: Pick<JudgePorts, "store">, account: string): Promise<void> {
  if ((await loadFootprint(store, account)) === null)
    throw new NotFoundError(`no account ${JSON.stringify(account)} was seen; check the id`);
}

async function judged({ store }: JudgePorts, id: string): Promise<{ cluster: string; accounts: readonly string[] }> {
  const { id: cluster, accounts } = await clusterNamed(store, id);
  return { cluster, accounts };
}

async function append({ store, clock }: JudgePorts, about: Judgement["about"], { analyst, reason, verdict }: Said): Promise<Judgement> {
  const judgement = newJudgement({ analyst, reason, about, verdict, at: clock.now() });
  await store.appendJudgement(judgement);
  return judgement;
}
