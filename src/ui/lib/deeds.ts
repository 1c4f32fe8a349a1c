/** What is done at the server from here, each with how it is undone, where it can be. */
import type { z } from "zod";
import type { judgementBody, judgementItem } from "../../contract/api/knowledge.js";
import { say } from "../parts/toasts.js";
import { ask, askJson, pathOf } from "./api.js";
import { queryClient } from "./queries.js";
import { undoStack } from "./use-cluster.js";

export type JudgementBody = z.infer<typeof judgementBody>;
type Judgement = z.infer<typeof judgementItem>;

/** Holds from the next clustering on; undone, it is withdrawn, and both stay on record. */
export async function judge(body: JudgementBody): Promise<void> {
  const made = await askJson<Judgement>("/v1/judgements", { method: "POST", body });
  const label = `judge ${ABOUT[body.about.type]} ${body.verdict}`;
  undoStack.push({
    label,
    undo: async () => {
      await ask(pathOf("/v1/judgements/{}/withdraw", made.judgement), { method: "POST", body: { reason: "undone in the workbench" } });
      await queryClient.invalidateQueries({ queryKey: ["judgements"] });
    },
  });
  await queryClient.invalidateQueries({ queryKey: ["judgements"] });
  say("Judged: it holds from the next clustering on. U undoes it.");
}

const ABOUT: Readonly<Record<JudgementBody["about"]["type"], string>> = {
  disposition: "the cluster",
  attribution: "the attribution",
  link: "the link",
  innocence: "the account's innocence",
};

export async function undoLast(): Promise<void> {
  try {
    const deed = await undoStack.undo();
    say(deed === null ? "There is nothing to undo." : `Undone: ${deed.label}.`);
  } catch (error) {
    say(`It could not be undone: ${(error as Error).message}`, true);
  }
}
