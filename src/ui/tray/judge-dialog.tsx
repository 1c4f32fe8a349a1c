/** A selection -> what an analyst says of it: of a cluster, whose it is, a link of two, or one account's innocence. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { type JudgementBody, judge } from "../lib/deeds.js";
import type { Selection } from "../lib/selection.js";
import { Dialog } from "../parts/dialog.js";
import { Problem } from "../parts/states.js";
import { operatorsQuery } from "../resources/operators.js";
import { aboutsOf } from "../state/abouts.js";

const VERDICTS = [
  ["positive", "Yes, it is so"],
  ["negative", "No, it is not"],
  ["unsure", "Nobody can tell yet"],
] as const;

export function JudgeDialog({ selection, onClose }: { selection: Selection; onClose: () => void }): ReactNode {
  const abouts = aboutsOf(selection);
  const [chosen, setChosen] = useState(0);
  const [verdict, setVerdict] = useState<JudgementBody["verdict"]>("positive");
  const [reason, setReason] = useState("");
  const [operator, setOperator] = useState("");
  const operators = useQuery(operatorsQuery);
  const about = abouts[chosen];
  const judged = useMutation({
    mutationFn: async () => {
      for (const each of about?.each(operator) ?? []) await judge({ about: each, verdict, reason });
    },
    onSuccess: onClose,
  });
  if (about === undefined)
    return (
      <Dialog title="Judge" onClose={onClose} onSubmit={onClose}>
        <p>Judgements are of clusters, of a link between two accounts, or of accounts that are innocent: select one of these.</p>
        <div className="dialog-foot">
          <button type="submit" className="btn primary">
            Close
          </button>
        </div>
      </Dialog>
    );
  const isReady = reason.trim() !== "" && (!about.wantsOperator || operator !== "");
  return (
    <Dialog title="Judge" onClose={onClose} onSubmit={() => judged.mutate()}>
      <fieldset className="stack">
        <legend>What is judged</legend>
        {abouts.map(({ label }, i) => (
          <label key={label} className="row">
            <input type="radio" name="about" checked={i === chosen} onChange={() => setChosen(i)} />
            <span className="grow">{label}</span>
          </label>
        ))}
      </fieldset>
      {about.wantsOperator && (
        <label className="field">
          <span>Operator</span>
          <select required value={operator} onChange={(event) => setOperator(event.target.value)}>
            <option value="">choose one</option>
            {operators.data?.map(({ operator: id, name }) => (
              <option key={id} value={id}>
                {name} ({id})
              </option>
            ))}
          </select>
        </label>
      )}
      <fieldset className="row">
        <legend>Verdict</legend>
        {VERDICTS.map(([value, words]) => (
          <label key={value} className="row">
            <input type="radio" name="verdict" checked={verdict === value} onChange={() => setVerdict(value)} />
            {words}
          </label>
        ))}
      </fieldset>
      <label className="field">
        <span>Why</span>
        <textarea required maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      <p className="muted">It holds from the next clustering on, under your name, until somebody withdraws it.</p>
      <Problem error={judged.error} />
      <div className="dialog-foot">
        <button type="button" className="btn" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" className="btn primary" disabled={!isReady || judged.isPending}>
          Judge
        </button>
      </div>
    </Dialog>
  );
}
