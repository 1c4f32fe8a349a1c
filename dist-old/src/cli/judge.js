/** `cautery judge`: what an analyst says of a cluster, its operator or two accounts; appended with who, when and why, and held from the next clustering on until withdrawn. */
import { createHash } from "node:crypto";
import { userInfo } from "node:os";
import { Argument, Command } from "commander";
import { UNKNOWN } from "../attribution/dossier.js";
import { checkJudgement, inOrder, standing } from "../attribution/judgement.js";
import { PermanentError } from "../errors.js";
import { formatTable, formatTime } from "./format.js";
import { findCluster } from "./show.js";
import { storeOption, withStore } from "./store.js";
const VERDICTS = { confirm: "positive", reject: "negative", unsure: "unsure" };
const verdictArgument = () => new Argument("<verdict>").choices(Object.keys(VERDICTS));
export function judgeCommand() {
    return new Command("judge")
        .description("Keeps what you know: it holds from the next clustering on, until it is withdrawn.")
        .addCommand(operatorCommand())
        .addCommand(dispositionCommand())
        .addCommand(linkCommand())
        .addCommand(withdrawCommand())
        .addCommand(listCommand());
}
function operatorCommand() {
    const command = new Command("operator")
        .description("a cluster is, or is not, this operator's")
        .argument("<cluster>", "its id")
        .argument("<operator>", `the operator's id, or ${UNKNOWN}: none that has a dossier`)
        .addArgument(verdictArgument());
    return judging(command).action(async (id, operator, word, options) => {
        await append(options, VERDICTS[word], async (store) => {
            if (operator !== UNKNOWN && !(await store.loadDossiers()).some((dossier) => dossier.id === operator)) {
                throw new PermanentError(`no operator ${JSON.stringify(operator)}: add one with \`cautery operators add ${operator}\`, or judge ${UNKNOWN}`);
            }
            return { type: "attribution", operator, ...(await judged(store, id)) };
        });
    });
}
function dispositionCommand() {
    const command = new Command("disposition")
        .description("a cluster is fraudulent (confirm) or innocent (reject)")
        .argument("<cluster>", "its id")
        .addArgument(verdictArgument());
    return judging(command).action(async (id, word, options) => {
        await append(options, VERDICTS[word], async (store) => ({ type: "disposition", ...(await judged(store, id)) }));
    });
}
function linkCommand() {
    const command = new Command("link")
        .description("two accounts are one hand's (confirm) or never to be linked (reject)")
        .argument("<account>")
        .argument("<other>")
        .addArgument(verdictArgument());
    return judging(command).action(async (a, b, word, options) => {
        await append(options, VERDICTS[word], async (store) => {
            const known = new Set((await store.footprintsOf([a, b])).map(({ account }) => account));
            for (const account of [a, b])
                if (!known.has(account))
                    throw new PermanentError(`no account ${JSON.stringify(account)} was seen; check the id`);
            return { type: "link", a, b };
        });
    });
}
function withdrawCommand() {
    const command = new Command("withdraw").description("take a judgement back; it stays on record").argument("<judgement>", "its id");
    return judging(command).action(async (judgement, options) => {
        await append(options, "positive", async (store) => {
            if (!(await store.loadJudgements()).some(({ id }) => id === judgement)) {
                throw new PermanentError(`no judgement ${JSON.stringify(judgement)}: \`cautery judge list\` shows those there are`);
            }
            return { type: "withdrawal", judgement };
        });
    });
}
function listCommand() {
    const command = new Command("list").description("all judgements, those withdrawn too").option("--json", "one JSON object a line");
    return storeOption(command).action(async (options) => {
        const judgements = inOrder(await withStore(options, (store) => store.loadJudgements()));
        if (options.json)
            for (const judgement of judgements)
                console.log(JSON.stringify(judgement));
        else
            console.log(judgements.length === 0 ? "no judgements yet" : table(judgements));
    });
}
function table(judgements) {
    const stands = new Set(standing(judgements).map(({ id }) => id));
    const rows = judgements.map((judgement) => {
        const { id, at, analyst, reason, about, verdict } = judgement;
        const state = about.type === "withdrawal" || stands.has(id) ? "" : "withdrawn";
        return [id, formatTime(at), analyst, verdict, subjectOf(about), state, reason];
    });
    return formatTable([["judgement", "when", "who", "verdict", "about", "", "why"], ...rows], "");
}
function subjectOf(about) {
    if (about.type === "link")
        return `link ${about.a} ${about.b}`;
    if (about.type === "disposition")
        return `cluster ${about.cluster}`;
    if (about.type === "attribution")
        return `cluster ${about.cluster} of ${about.operator}`;
    return about.type === "withdrawal" ? `judgement ${about.judgement}` : "calibration";
}
/** Adds the options that every judgement takes. */
function judging(command) {
    return storeOption(command)
        .requiredOption("--reason <text>", "why: another analyst will want to know")
        .option("--analyst <name>", "who says so", userInfo().username);
}
async function judged(store, id) {
    const run = await store.loadRun();
    if (run === null)
        throw new PermanentError("no clustering yet: `cautery run` makes one embedded, `cautery recluster --wait` on services");
    const cluster = await findCluster(store, run, id);
    return { cluster: cluster.id, accounts: cluster.accounts };
}
async function append(options, verdict, aboutWhat) {
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
export function newJudgement(said) {
    const id = `j-${createHash("sha256").update(JSON.stringify(said)).digest("hex").slice(0, 12)}`;
    return checkJudgement({ id, ...said });
}
//# sourceMappingURL=judge.js.map