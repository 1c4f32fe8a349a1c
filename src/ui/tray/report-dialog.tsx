/** A selection -> a report on it: of which days. */
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useLocation } from "wouter";
import { queryClient } from "../lib/queries.js";
import type { Selection } from "../lib/selection.js";
import { Dialog } from "../parts/dialog.js";
import { Problem } from "../parts/states.js";
import { makeReport } from "../resources/reports.js";

export function ReportDialog({ selection, onClose }: { selection: Selection; onClose: () => void }): ReactNode {
  const [, go] = useLocation();
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [cluster = null] = selection.clusters;
  const made = useMutation({
    mutationFn: () => makeReport({ from, to, ...(cluster === null ? {} : { cluster }) }),
    onSuccess: async ({ report }) => {
      await queryClient.invalidateQueries({ queryKey: ["reports"] });
      onClose();
      go(`/reports/${encodeURIComponent(report)}`);
    },
  });
  return (
    <Dialog title="Report" onClose={onClose} onSubmit={() => made.mutate()}>
      <p>{cluster === null ? "On all clusters." : `On ${cluster}. A report never changes once it is made.`}</p>
      <div className="row">
        <label className="field">
          <span>From, that day included</span>
          <input type="date" required value={from} onChange={(event) => setFrom(event.target.value)} />
        </label>
        <label className="field">
          <span>To, that day not</span>
          <input type="date" required min={from} value={to} onChange={(event) => setTo(event.target.value)} />
        </label>
      </div>
      <Problem error={made.error} />
      <div className="dialog-foot">
        <button type="button" className="btn" onClick={onClose}>
          Cancel
        </button>
        <button type="submit" className="btn primary" disabled={made.isPending || from === "" || to <= from}>
          {made.isPending ? "Making …" : "Make the report"}
        </button>
      </div>
    </Dialog>
  );
}
