/** Batches, those that wait for somebody first; appeals beside them; and the switch that stops everything. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Link, useLocation } from "wouter";
import { ask } from "../lib/api.js";
import { counted, several, timeText } from "../lib/format.js";
import { queryClient } from "../lib/queries.js";
import { Dialog } from "../parts/dialog.js";
import { Empty, Failed, Loading, Problem } from "../parts/states.js";
import { say } from "../parts/toasts.js";
import { type Column, VirtualTable } from "../parts/virtual-table.js";
import { type BatchItem, batchesQuery } from "../resources/batches.js";
import { useMay } from "../resources/session.js";
import { byUrgency } from "../state/batches.js";
import { Appeals } from "./batches/appeals.js";
import "./batches/batches.css";

export function BatchesScreen(): ReactNode {
  const [, go] = useLocation();
  const { data, error, refetch } = useQuery(batchesQuery);
  if (error !== null) return <Failed error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what="batches" />;
  return (
    <div className="batches">
      <header className="batches-head">
        <h1>Batches</h1>
        <span className="muted grow">what was planned, approved and done, those that wait for somebody first</span>
        <Halt />
      </header>
      <div className="batches-list">
        {data.length === 0 ? (
          <Empty title="No batch was planned yet">
            <p>
              Select clusters on the <Link href="/">overview</Link>, or accounts in a cluster, and press <kbd>P</kbd>. Planning does nothing
              to anybody.
            </p>
          </Empty>
        ) : (
          <VirtualTable
            label="Batches"
            rows={byUrgency(data)}
            columns={COLUMNS}
            keyOf={({ batch }) => batch}
            rowHeight={34}
            onOpen={({ batch }) => go(`/batches/${batch}`)}
          />
        )}
      </div>
      <Appeals />
    </div>
  );
}

const COLUMNS: Column<BatchItem>[] = [
  {
    key: "batch",
    head: "Batch",
    width: "11.5rem",
    cell: ({ batch }) => (
      <Link href={`/batches/${batch}`} tabIndex={-1}>
        {batch}
      </Link>
    ),
  },
  { key: "state", head: "State", width: "7rem", cell: ({ state }) => <BatchState state={state} /> },
  { key: "measure", head: "Measure", width: "6rem", cell: ({ measure }) => measure },
  { key: "size", head: "Accounts", width: "5.2rem", numeric: true, cell: ({ size }) => counted(size) },
  {
    key: "approvals",
    head: "Approvals",
    width: "5.6rem",
    numeric: true,
    cell: ({ approvals, approvals_needed }) => `${approvals.filter(({ counts }) => counts).length} of ${approvals_needed}`,
  },
  { key: "clusters", head: "Clusters", width: "minmax(8rem, 1fr)", cell: ({ clusters }) => clusters.join(", ") },
  { key: "reason", head: "Why", width: "minmax(9rem, 1.4fr)", cell: ({ reason }) => <span title={reason}>{reason}</span> },
  { key: "by", head: "Planned by", width: "7rem", cell: ({ planned_by }) => planned_by.join(", ") },
  { key: "at", head: "Planned", width: "8.6rem", cell: ({ planned_at }) => timeText(planned_at) },
];

const TONES: Readonly<Record<string, string>> = {
  planned: "warn",
  approved: "warn",
  paused: "warn",
  halted: "bad",
  denied: "bad",
  done: "good",
};

export function BatchState({ state }: { state: string }): ReactNode {
  return <span className={`tag ${TONES[state] ?? ""}`}>{state}</span>;
}

function Halt(): ReactNode {
  const isAnalyst = useMay()("analyst");
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState("");
  const halt = useMutation({
    mutationFn: () => ask("/v1/halt", { method: "POST", body: reason.trim() === "" ? {} : { reason } }),
    onSuccess: async () => {
      setIsOpen(false);
      say("Halted: no call begins any more, on any worker.");
      await queryClient.invalidateQueries({ queryKey: ["batches"] });
    },
  });
  return (
    <>
      <button type="button" className="btn danger" disabled={!isAnalyst} onClick={() => setIsOpen(true)}>
        Halt everything …
      </button>
      {isOpen && (
        <Dialog title="Halt everything" onClose={() => setIsOpen(false)} onSubmit={() => halt.mutate()}>
          <p>Every batch stops within two seconds, on every worker, also after a restart. To go on, an approver signs for each.</p>
          <label className="field">
            <span>Why</span>
            <textarea maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} />
          </label>
          <Problem error={halt.error} />
          <div className="dialog-foot">
            <button type="button" className="btn" onClick={() => setIsOpen(false)}>
              Cancel
            </button>
            <button type="submit" className="btn danger" disabled={halt.isPending}>
              Halt everything
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}

export const approvalsText = ({ approvals, approvals_needed }: Pick<BatchItem, "approvals" | "approvals_needed">): string => {
  const standing = approvals.filter(({ counts }) => counts).length;
  return standing >= approvals_needed ? `${several(standing, "approval")}` : `${standing} of ${several(approvals_needed, "approval")}`;
};
