/** What can be done to a batch as it stands; what wants a person's signature asks for it. */
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { ask, pathOf } from "../../lib/api.js";
import { counted, several } from "../../lib/format.js";
import { queryClient } from "../../lib/queries.js";
import { say } from "../../parts/toasts.js";
import { type BatchDetail, denialOf, reversalOf } from "../../resources/batches.js";
import { useMay } from "../../resources/session.js";
import { deedsOf } from "../../state/batches.js";
import { SignDialog, type ToSign } from "./sign-dialog.js";

export function Deeds({ batch, chosen }: { batch: BatchDetail; chosen: ReadonlySet<string> }): ReactNode {
  const may = useMay();
  const [toSign, setToSign] = useState<ToSign | null>(null);
  const post = async (deed: string, body: unknown, told: string): Promise<void> => {
    await ask(pathOf(`/v1/batches/{}/${deed}`, batch.batch), { method: "POST", body });
    await queryClient.invalidateQueries({ queryKey: ["batches"] });
    say(told);
  };
  const run = useMutation({
    mutationFn: ([deed, told]: readonly [string, string]) => post(deed, {}, told),
    onError: (error) => say(error.message, true),
  });
  const signs = signing(batch, [...chosen], post);
  const deeds = deedsOf(batch.state);
  const [mayAct, mayApprove] = [may("analyst"), may("approver")];
  const has = (deed: string): boolean => deeds.includes(deed);
  return (
    <div className="row no-print">
      {has("deny") && (
        <button type="button" className="btn danger" disabled={!mayApprove} onClick={() => setToSign(signs.deny)}>
          Deny …
        </button>
      )}
      {has("approve") && (
        <button
          type="button"
          className={`btn ${has("execute") ? "" : "primary"}`}
          disabled={!mayApprove}
          title={mayApprove ? undefined : "This wants the role of an approver"}
          onClick={() => setToSign(signs.approve)}
        >
          Approve …
        </button>
      )}
      {has("execute") && (
        <button
          type="button"
          className="btn primary"
          disabled={!mayAct || run.isPending}
          onClick={() => run.mutate(["execute", "It goes on by itself now."])}
        >
          Carry out
        </button>
      )}
      {has("pause") && (
        <button
          type="button"
          className="btn"
          disabled={!mayAct || run.isPending}
          onClick={() => run.mutate(["pause", "Paused: no further call begins."])}
        >
          Pause
        </button>
      )}
      {has("reverse") && (
        <button type="button" className="btn danger" disabled={!mayApprove} onClick={() => setToSign(signs.reverse)}>
          {chosen.size === 0 ? "Reverse all …" : `Give back ${counted(chosen.size)} …`}
        </button>
      )}
      {has("resume") && (
        <button
          type="button"
          className="btn primary"
          disabled={!mayAct || run.isPending}
          onClick={() => (batch.resume_needs === "signature" ? setToSign(signs.resume) : run.mutate(["resume", "It goes on."]))}
        >
          {batch.resume_needs === "signature" ? "Resume …" : "Resume"}
        </button>
      )}
      {toSign !== null && <SignDialog toSign={toSign} onClose={() => setToSign(null)} />}
    </div>
  );
}

type Post = (deed: string, body: unknown, told: string) => Promise<void>;

function signing(batch: BatchDetail, chosen: readonly string[], post: Post): Record<"approve" | "deny" | "resume" | "reverse", ToSign> {
  const { hash, to_sign, size, measure } = batch;
  const accounts = chosen.length === 0 ? null : chosen;
  return {
    approve: {
      title: "Approve",
      words: `Your signature under the plan’s hash: ${measure} for ${several(size, "account")}. Who planned it cannot approve it.`,
      claim: () => to_sign.approve as never,
      send: (signed) => post("approve", { hash, signed }, "Approved."),
    },
    deny: {
      title: "Deny",
      words: "One denial ends the plan. It can be planned again.",
      wantsReason: true,
      claim: (reason) => denialOf(batch, reason),
      send: (signed, reason) => post("deny", { reason, signed }, "Denied."),
    },
    resume: {
      title: "Resume",
      words: `It stopped: ${batch.why}. Your signature says that it may go on nevertheless.`,
      claim: () => to_sign.resume as never,
      send: (signed) => post("resume", { signed }, "It goes on."),
    },
    reverse: {
      title: accounts === null ? "Reverse all of it" : `Give back ${several(accounts.length, "account")}`,
      words: "What the batch changed is changed back, account by account; what it left alone stays.",
      wantsReason: true,
      claim: (reason) => reversalOf(batch, accounts, reason),
      send: (signed, reason) =>
        post("reverse", { reason, signed, ...(accounts === null ? {} : { accounts }) }, "It is taken back, by itself from here."),
    },
  };
}
