/** What is selected, on whichever screen, and what can be done about it. */
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useKeys } from "../lib/keys.js";
import { useSelection } from "../lib/selection.js";
import { useMay } from "../resources/session.js";

const PlanDialog = lazy(async () => ({ default: (await import("./plan-dialog.js")).PlanDialog }));
const JudgeDialog = lazy(async () => ({ default: (await import("./judge-dialog.js")).JudgeDialog }));
const ReportDialog = lazy(async () => ({ default: (await import("./report-dialog.js")).ReportDialog }));

export function Tray(): ReactNode {
  const selection = useSelection();
  const may = useMay();
  const [open, setOpen] = useState<"plan" | "judge" | "report" | null>(null);
  const isAnalyst = may("analyst");
  const begin = (what: "plan" | "judge" | "report") => (): void => {
    if (selection !== null && isAnalyst) setOpen(what);
  };
  useKeys({ p: begin("plan"), j: begin("judge"), r: begin("report") });
  if (selection === null) return null;
  const close = (): void => setOpen(null);
  const why = isAnalyst ? undefined : "This wants the role of an analyst";
  return (
    <section className="tray" aria-label="Selection">
      <span className="clip grow" title={selection.label}>
        {selection.label}
      </span>
      {selection.clear && (
        <button type="button" className="btn quiet" onClick={selection.clear}>
          Clear
        </button>
      )}
      <button type="button" className="btn" disabled={!isAnalyst} title={why} onClick={begin("judge")}>
        Judge <kbd>J</kbd>
      </button>
      <button type="button" className="btn" disabled={!isAnalyst || selection.clusters.length === 0} title={why} onClick={begin("report")}>
        Report <kbd>R</kbd>
      </button>
      <button
        type="button"
        className="btn primary"
        disabled={!isAnalyst || selection.clusters.length === 0}
        title={why}
        onClick={begin("plan")}
      >
        Plan …
      </button>
      <Suspense>
        {open === "plan" && selection.clusters.length > 0 && <PlanDialog selection={selection} onClose={close} />}
        {open === "judge" && <JudgeDialog selection={selection} onClose={close} />}
        {open === "report" && selection.clusters.length > 0 && <ReportDialog selection={selection} onClose={close} />}
      </Suspense>
    </section>
  );
}
