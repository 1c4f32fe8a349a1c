/**
 * `cautery judge`: what an analyst says of a cluster, its operator, one account or two; appended with who, when and why, and held from the
 * next clustering on until withdrawn.
 */
import { userInfo } from "node:os";
import { Argument, Command, InvalidArgumentError } from "commander";
import { judgeDisposition, judgeInnocence, judgeLink, judgeOperator, withdraw } from "../../app/judge.js";
import { fitsPassedOver } from "../../disposition/refit.js";
import { UNKNOWN } from "../../model/dossier.js";
import { inOrder, type Judgement, type StruckValue, standing, withdrawnAmong } from "../../model/judgement.js";
import type { Clock } from "../../ports/clock.js";
import type { GraphStore } from "../../ports/store.js";
import { type StoreOptions, storeOption, withStore } from "../store.js";
import { formatTable, formatTime } from "../text/format.js";

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
    .addCommand(innocenceCommand())
    .addCommand(withdrawCommand())
    .addCommand(listCommand());
}

function operatorCommand(): Command {
  const command = new Command("operator")
    .description("a cluster is, or is not, this operator's")
    .argument("<cluster>", "its id")
    .argument("<operator>", `the operator's id, or ${UNKNOWN}: none that has a dossier`)
    .addArgument(verdictArgument());
  return judging(command).action((id: string, operator: string, word: Word, options: Options) =>
    keep(options, (ports) => judgeOperator(ports, id, operator, said(options, word))),
  );
}

function dispositionCommand(): Command {
  const command = new Command("disposition")
    .description("a cluster is fraudulent (confirm) or innocent (reject)")
    .argument("<cluster>", "its id")
    .addArgument(verdictArgument());
  return judging(command).action((id: string, word: Word, options: Options) =>
    keep(options, (ports) => judgeDisposition(ports, id, said(options, word))),
  );
}

function linkCommand(): Command {
  const command = new Command("link")
    .description("two accounts are one hand's (confirm) or never to be linked (reject)")
    .argument("<account>")
    .argument("<other>")
    .addArgument(verdictArgument());
  return judging(command).action((a: string, b: string, word: Word, options: Options) =>
    keep(options, (ports) => judgeLink(ports, a, b, said(options, word))),
  );
}

function innocenceCommand(): Command {
  const command = new Command("innocence")
    .description("an account belongs to no fraudulent cluster (confirm); anything else takes back what was said so before")
    .argument("<account>")
    .addArgument(verdictArgument())
    .option("--appeal <id>", "the appeal that found it")
    .option("--strike <kind=value>", "a shared value, as explain shows it, that is no evidence any more; again for each", addStruck);
  return judging(command).action((account: string, word: Word, options: Options & { appeal?: string; strike?: StruckValue[] }) =>
    keep(options, (ports) => judgeInnocence(ports, account, said(options, word), { appeal: options.appeal, struck: options.strike })),
  );
}

function addStruck(text: string, before: readonly StruckValue[] = []): StruckValue[] {
  const end = text.indexOf("=");
  if (end < 1 || end === text.length - 1) throw new InvalidArgumentError("give a kind and its value, as in device=dev-1");
  return [...before, { kind: text.slice(0, end), value: text.slice(end + 1) }];
}

function withdrawCommand(): Command {
  const command = new Command("withdraw").description("take a judgement back; it stays on record").argument("<judgement>", "its id");
  return judging(command).action((judgement: string, options: Options) => keep(options, (ports) => withdraw(ports, judgement, options)));
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
  const withdrawn = withdrawnAmong(judgements);
  const passedOver = new Set(fitsPassedOver(standing(judgements)));
  const rows = judgements.map((judgement) => {
    const { id, at, analyst, reason, about, verdict } = judgement;
    const state = withdrawn.has(id) ? "withdrawn" : passedOver.has(id) ? "passed over" : "";
    return [id, formatTime(at), analyst, verdict, subjectOf(about), state, reason];
  });
  return formatTable([["judgement", "when", "who", "verdict", "about", "", "why"], ...rows], "");
}

function subjectOf(about: Judgement["about"]): string {
  if (about.type === "link") return `link ${about.a} ${about.b}`;
  if (about.type === "disposition") return `cluster ${about.cluster}`;
  if (about.type === "attribution") return `cluster ${about.cluster} of ${about.operator}`;
  if (about.type === "innocence") return innocenceText(about);
  if (about.type === "withdrawal") return `judgement ${about.judgement}`;
  return about.type === "weights" ? "calibration of dispositions" : "calibration of attributions";
}

function innocenceText({ account, appeal, struck }: Extract<Judgement["about"], { type: "innocence" }>): string {
  const values = struck.length > 0 ? `, ${struck.length} values struck` : "";
  return `account ${account}${appeal === undefined ? "" : ` (appeal ${appeal})`}${values}`;
}

/** Adds the options that every judgement takes. */
function judging(command: Command): Command {
  return storeOption(command)
    .requiredOption("--reason <text>", "why: another analyst will want to know")
    .option("--analyst <name>", "who says so", userInfo().username);
}

const said = ({ analyst, reason }: Options, word: Word) => ({ analyst, reason, verdict: VERDICTS[word] });

async function keep(options: Options, say: (ports: { store: GraphStore; clock: Clock }) => Promise<Judgement>): Promise<void> {
  const { id } = await withStore(options, (store) => say({ store, clock: Date }));
  console.log(`${id}: holds from the next clustering on; \`cautery judge withdraw ${id}\` takes it back`);
}
