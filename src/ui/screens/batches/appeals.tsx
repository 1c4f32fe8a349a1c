/** Appeals: those not decided first. A third person decides, under a signature. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import { ask, pathOf } from "../../lib/api.js";
import { several, timeText } from "../../lib/format.js";
import { queryClient } from "../../lib/queries.js";
import { Dialog } from "../../parts/dialog.js";
import { Problem } from "../../parts/states.js";
import { say } from "../../parts/toasts.js";
import { type Appeal, appealsQuery, decisionOf } from "../../resources/batches.js";
import { useMay } from "../../resources/session.js";
import { SignDialog, type ToSign } from "./sign-dialog.js";

const reread = async (): Promise<void> => {
  await queryClient.invalidateQueries({ queryKey: ["appeals"] });
  await queryClient.invalidateQueries({ queryKey: ["batches"] });
};

export function Appeals(): ReactNode {
  const { data = [], error } = useQuery(appealsQuery);
  const may = useMay();
  const [toSign, setToSign] = useState<ToSign | null>(null);
  const [isTaking, setIsTaking] = useState(false);
  const open = data.filter(({ decision }) => decision === null).length;
  return (
    <section className="appeals" aria-label="Appeals">
      <header className="row">
        <h2 className="grow">
          Appeals <span className="muted">{data.length === 0 ? "none so far" : `${several(open, "open one")} of ${data.length}`}</span>
        </h2>
        <button type="button" className="btn" disabled={!may("analyst")} onClick={() => setIsTaking(true)}>
          Take one down …
        </button>
      </header>
      <Problem error={error} />
      {data.length > 0 && (
        <div className="appeals-list">
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">Account</th>
                <th scope="col">Batch</th>
                <th scope="col">When</th>
                <th scope="col">What they say</th>
                <th scope="col">Decision</th>
              </tr>
            </thead>
            <tbody>
              {data.map((appeal) => (
                <tr key={appeal.appeal}>
                  <td>
                    <Link href={`/accounts/${encodeURIComponent(appeal.account)}`}>{appeal.account}</Link>
                  </td>
                  <td>
                    <Link href={`/batches/${appeal.batch}`}>{appeal.batch}</Link>
                  </td>
                  <td>{timeText(appeal.at)}</td>
                  <td>{appeal.reason}</td>
                  <td>
                    {appeal.decision !== null ? (
                      `${appeal.decision.verdict === "uphold" ? "upheld" : "rejected"} by ${appeal.decision.by}: ${appeal.decision.reason}`
                    ) : (
                      <span className="row">
                        <button
                          type="button"
                          className="btn"
                          disabled={!may("approver")}
                          onClick={() => setToSign(deciding(appeal, "uphold"))}
                        >
                          Uphold …
                        </button>
                        <button
                          type="button"
                          className="btn"
                          disabled={!may("approver")}
                          onClick={() => setToSign(deciding(appeal, "reject"))}
                        >
                          Reject …
                        </button>
                      </span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {toSign !== null && <SignDialog toSign={toSign} onClose={() => setToSign(null)} />}
      {isTaking && <TakeDown onClose={() => setIsTaking(false)} />}
    </section>
  );
}

function deciding(appeal: Appeal, verdict: "uphold" | "reject"): ToSign {
  return {
    title: verdict === "uphold" ? "Uphold the appeal" : "Reject the appeal",
    words:
      verdict === "uphold"
        ? `${appeal.account} is given back, and held innocent from then on. Neither who planned nor who approved may decide.`
        : `What was done to ${appeal.account} stands. Neither who planned nor who approved may decide.`,
    wantsReason: true,
    claim: (reason) => decisionOf(appeal, verdict, reason),
    send: async (signed, reason) => {
      await ask(pathOf("/v1/appeals/{}/decide", appeal.appeal), { method: "POST", body: { verdict, reason, signed } });
      await reread();
      say(verdict === "uphold" ? "Upheld: the account is given back." : "Rejected.");
    },
  };
}

function TakeDown({ onClose }: { onClose: () => void }): ReactNode {
  const [account, setAccount] = useState("");
  const [reason, setReason] = useState("");
  const take = useMutation({
    mutationFn: () => ask("/v1/appeals", { method: "POST", body: { account: account.trim(), reason } }),
    onSuccess: async () => {
      await reread();
      onClose();
      say("Taken down: an approver decides.");
    },
  });
  return (
    <Dialog title="An account’s appeal" onClose={onClose} onSubmit={() => take.mutate()}>
      <label className="field">
        <span>Account</span>
        <input required value={account} spellCheck={false} onChange={(event) => setAccount(event.target.value)} />
      </label>
      <label className="field">
        <span>What they say</span>
        <textarea required maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      <Problem error={take.error} />
      <div className="dialog-foot">
        <button type="button" className="btn" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" className="btn primary" disabled={take.isPending || account.trim() === "" || reason.trim() === ""}>
          Take it down
        </button>
      </div>
    </Dialog>
  );
}
