/** A selection -> a plan of what is to be done to it: made, read, and left for somebody else to approve. Nothing is done by it. */
import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocation } from "wouter";
import type { z } from "zod";
import type { planBody, planned } from "../../contract/api/batches.js";
import { askJson, pathOf } from "../lib/api.js";
import { readAll } from "../lib/pages.js";
import { queryClient } from "../lib/queries.js";
import type { Selection } from "../lib/selection.js";
import { Dialog } from "../parts/dialog.js";
import { Problem } from "../parts/states.js";
import { exceptionsFor } from "../state/exceptions.js";
import { PlanSummary } from "./plan-summary.js";

type Body = z.infer<typeof planBody>;
type Planned = z.infer<typeof planned>;

const MEASURES = [
  ["suspend", "Suspend"],
  ["rate-limit", "Slow down"],
  ["verify", "Ask to verify"],
  ["watch", "Watch only"],
] as const;

export function PlanDialog({ selection, onClose }: { selection: Selection; onClose: () => void }): ReactNode {
  const [, go] = useLocation();
  const [reason, setReason] = useState("");
  const [measure, setMeasure] = useState<Body["measure"]>("suspend");
  const [days, setDays] = useState("");
  const [way, setWay] = useState<Body["way"]>("stages");
  const [minutes, setMinutes] = useState("15");
  const bodyOf = async (why: string): Promise<Body> => ({
    clusters: [...selection.clusters],
    reason: why,
    measure,
    way,
    exceptions: await exceptionsOf(selection),
    days: days === "" ? null : Number(days),
    window_minutes: Number(minutes),
  });
  const preview = useQuery({
    queryKey: ["plan", selection.clusters, selection.accounts, measure, way],
    queryFn: async ({ signal }) => askJson<Planned>("/v1/plans", { method: "POST", body: await bodyOf("to be looked at"), signal }),
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  const plan = useMutation({
    mutationFn: async (): Promise<Planned> => askJson<Planned>("/v1/batches", { method: "POST", body: await bodyOf(reason) }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["batches"] }),
  });
  if (plan.data !== undefined) {
    const { batch } = plan.data;
    const open = (): void => {
      onClose();
      go(`/batches/${batch}`);
    };
    return (
      <Dialog title={`Planned: ${batch}`} onClose={onClose} onSubmit={open}>
        <PlanSummary plan={plan.data} />
        <div className="dialog-foot">
          <button type="button" className="btn" onClick={onClose}>
            Close
          </button>
          <button type="submit" className="btn primary">
            Open the batch
          </button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title="Plan" onClose={onClose} onSubmit={() => plan.mutate()}>
      <p>
        {selection.label}. Nothing happens to anybody by planning: the plan says who is on it, who is left out and why, and waits for
        another person&rsquo;s signature.
      </p>
      <label className="field">
        <span>Why, as it will stand in the record</span>
        <textarea required maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </label>
      <div className="field-grid">
        <label className="field">
          <span>What is to be done</span>
          <select value={measure} onChange={(event) => setMeasure(event.target.value as Body["measure"])}>
            {MEASURES.map(([value, words]) => (
              <option key={value} value={value}>
                {words}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>For how many days</span>
          <input
            type="number"
            min={1}
            max={36500}
            placeholder="until taken back"
            value={days}
            onChange={(event) => setDays(event.target.value)}
          />
        </label>
        <label className="field">
          <span>How</span>
          <select value={way} onChange={(event) => setWay(event.target.value as Body["way"])}>
            <option value="stages">in stages, each looked at</option>
            <option value="strike">in one strike</option>
          </select>
        </label>
        <label className="field">
          <span>Minutes to watch after each stage</span>
          <input type="number" min={0} max={10080} required value={minutes} onChange={(event) => setMinutes(event.target.value)} />
        </label>
      </div>
      <section aria-label="What it would do" aria-busy={preview.isFetching}>
        {preview.data !== undefined ? (
          <PlanSummary plan={preview.data} />
        ) : (
          <p className="muted">{preview.error?.message ?? "Weighing …"}</p>
        )}
      </section>
      <Problem error={plan.error} />
      <div className="dialog-foot">
        <button type="button" className="btn" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" className="btn primary" disabled={plan.isPending || reason.trim() === ""}>
          {plan.isPending ? "Planning …" : "Plan"}
        </button>
      </div>
    </Dialog>
  );
}

/** A plan is of whole clusters: who is not selected is an exception, and the plan says so. */
async function exceptionsOf({ clusters, accounts }: Selection): Promise<Body["exceptions"]> {
  if (accounts === null) return [];
  const members = await readAll<{ account: string }>(pathOf("/v1/clusters/{}/members", clusters[0]));
  return exceptionsFor(
    members.map(({ account }) => account),
    accounts,
  );
}
