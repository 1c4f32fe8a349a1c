/** `cautery judge`: what an analyst says of a cluster, its operator or two accounts; appended with who, when and why, and held from the next clustering on until withdrawn. */
import { createHash } from "node:crypto";
import { userInfo } from "node:os";
import { Argument, Command } from "commander";
import { PermanentError } from "../../errors.js";
import { loadFootprint } from "../../ingest/load.js";
import { UNKNOWN } from "../../model/dossier.js";
import { checkJudgement, inOrder, type Judgement, standing } from "../../model/judgement.js";
import type { GraphStore } from "../../ports/store.js";
import { type StoreOptions, storeOption, withStore } from "../store.js";
import { formatTable, formatTime } from "../text/format.js";
import { findCluster } from "./show.js";

interface Options extends StoreOptions {
  reason: string;
  analyst: string;
}

const VERDICTS = { confirm: "positive", reject: "negative", unsure: "unsure" } as const;
type Word = keyof typeof VERDICTS;
const verdictArgument = () => new Argument("<verdict>").choices(Object.keys(VERDICTS));

export function judgeCommand(): Command {
  return new Command("judge")
    .description("Keeps what you know: it holds from the next clustering on, until it is withdrawn.")
    .addCommand(operatorCommand())
    .addCommand(dispositionCommand())
    .addCommand(linkCommand())
    .addCommand(withdrawCommand())
    .addCommand(listCommand());
}

function operatorCommand(): Command {
  const command = new Command("operator")
    .description("a cluster is, or is not, this operator's")
    .argument("<cluster>", "its id")
    .argument("<operator>", `the operator's id, or ${UNKNOWN}: none that has a dossier`)
    .addArgument(verdictArgument());
  return judging(command).action(async (id: string, operator: string, word: Word, options: Options) => {
    await append(options, VERDICTS[word], async (store) => {
      if (operator !== UNKNOWN && !(await store.loadDossiers()).some((dossier) => dossier.id === operator)) {
        throw new PermanentError(
          `no operator ${JSON.stringify(operator)}: add one with \`cautery operators add ${operator}\`, or judge ${UNKNOWN}`,
        );
      }
      return { type: "attribution", operator, ...(await judged(store, id)) };
    });
  });
}

function dispositionCommand(): Command {
  const command = new Command("disposition")
    .description("a cluster is fraudulent (confirm) or innocent (reject)")
    .argument("<cluster>", "its id")
    .addArgument(verdictArgument());
  return judging(command).action(async (id: string, word: Word, options: Options) => {
    await append(options, VERDICTS[word], async (store) => ({ type: "disposition", ...(await judged(store, id)) }));
  });
}

function linkCommand(): Command {
  const command = new Command("link")
    .description("two accounts are one hand's (confirm) or never to be linked (reject)")
    .argument("<account>")
    .argument("<other>")
    .addArgument(verdictArgument());
  return judging(command).action(async (a: string, b: string, word: Word, options: Options) => {
    await append(options, VERDICTS[word], async (store) => {
      for (const account of [a, b])
        if ((await loadFootprint(store, account)) === null)
          throw new PermanentError(`no account ${JSON.stringify(account)} was seen; check the id`);
      return { type: "link", a, b };
    });
  });
}

function withdrawCommand(): Command {
  const command = new Command("withdraw").description("take a judgement back; it stays on record").argument("<judgement>", "its id");
  return judging(command).action(async (judgement: string, options: Options) => {
    await append(options, "positive", async (store) => {
      if (!(await store.loadJudgements()).some(({ id }) => id === judgement)) {
        throw new PermanentError(`no judgement ${JSON.stringify(judgement)}: \`cautery judge list\` shows those there are`);
      }
      return { type: "withdrawal", judgement };
    });
  });
}

function listCommand(): Command {
  const command = new Command("list").description("all judgements, those withdrawn too").option("--json", "one JSON object a line");
  return storeOption(command).action(async (options: StoreOptions & { json?: true }) => {
    const judgements = inOrder(await withStore(options, (store) => store.loadJudgements()));
    if (options.json) for (const judgement of judgements) console.log(JSON.stringify(judgement));
    else console.log(judgements.length === 0 ? "no judgements yet" : table(judgements));
  });
}

function table(judgements: readonly Judgement[]): string {
  const stands = new Set(standing(judgements).map(({ id }) => id));
  const rows = judgements.map((judgement) => {
    const { id, at, analyst, reason, about, verdict } = judgement;
    const state = about.type === "withdrawal" || stands.has(id) ? "" : "withdrawn";
    return [id, formatTime(at), analyst, verdict, subjectOf(about), state, reason];
  });
  return formatTable([["judgement", "when", "who", "verdict", "about", "", "why"], ...rows], "");
}

function subjectOf(about: Judgement["about"]): string {
  if (about.type === "link") return `link ${about.a} ${about.b}`;
  if (about.type === "disposition") return `cluster ${about.cluster}`;
  if (about.type === "attribution") return `cluster ${about.cluster} of ${about.operator}`;
  if (about.type === "withdrawal") return `judgement ${about.judgement}`;
  return about.type === "weights" ? "calibration of dispositions" : "calibration of attributions";
}

/** Adds the options that every judgement takes. */
function judging(command: Command): Command {
  return storeOption(command)
    .requiredOption("--reason <text>", "why: another analyst will want to know")
    .option("--analyst <name>", "who says so", userInfo().username);
}

async function judged(store: GraphStore, id: string): Promise<{ cluster: string; accounts: readonly string[] }> {
  const run = await store.loadRun();
  if (run === null) throw new PermanentError("no clustering yet: `cautery run` makes one embedded, `cautery recluster --wait` on services");
  const cluster = await findCluster(store, run, id);
  return { cluster: cluster.id, accounts: cluster.accounts };
}

async function append(
  options: Options,
  verdict: Judgement["verdict"],
  aboutWhat: (store: GraphStore) => Promise<Judgement["about"]>,
): Promise<void> {
  await withStore(options, async (store) => {
    const judgement = newJudgement({
      analyst: options.analyst,
      reason: options.reason,
      about: await aboutWhat(store),
      verdict,
      at: Date.now(),
    });
    await store.appendJudgement(judgement);
    console.log(`${judgement.id}: holds from the next clustering on; \`cautery judge withdraw ${judgement.id}\` takes it back`);
  });
}

/** Named by what it says. */
export function newJudgement(said: Omit<Judgement, "id">): Judgement {
  const id = `j-${createHash("sha256").update(JSON.stringify(said)).digest("hex").slice(0, 12)}`;
  return checkJudgement({ id, ...said });
}
