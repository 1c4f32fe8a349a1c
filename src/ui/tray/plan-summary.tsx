/** What a plan would do: to how many, to whom not and why, and what comes with it. */
import type { ReactNode } from "react";
import type { z } from "zod";
import type { planned } from "../../contract/api/batches.js";
import type { PlanSummary as Summary } from "../../contract/plan-summary.js";
import { counted, several } from "../lib/format.js";

const MOST = 8;

export function PlanSummary({ plan }: { plan: z.infer<typeof planned> }): ReactNode {
  const { accounts, left_out_accounts, protected_accounts, fragile_accounts, approvals_needed, measures, noticed } =
    plan as unknown as Summary;
  return (
    <div className="stack">
      <dl className="facts">
        <dt>On the plan</dt>
        <dd>
          <strong>{several(accounts, "account")}</strong>:{" "}
          {Object.entries(measures)
            .filter(([, count]) => count > 0)
            .map(([measure, count]) => `${measure} ${counted(count)}`)
            .join(", ")}
        </dd>
        <dt>Left out</dt>
        <dd>
          <Reasons rows={left_out_accounts} />
        </dd>
        <dt>Protected</dt>
        <dd>
          <Reasons rows={protected_accounts} />
        </dd>
        <dt>Fragile</dt>
        <dd>
          {fragile_accounts.length === 0
            ? "none hangs on a single value"
            : `${several(fragile_accounts.length, "account")} hang on a single value, and are asked to verify instead`}
        </dd>
        <dt>Wants</dt>
        <dd>{several(approvals_needed, "approval")}, not by who planned it</dd>
      </dl>
      {noticed.length > 0 && (
        <section>
          <h2>What the operator will notice</h2>
          <ul>
            {noticed.map((each) => (
              <li key={each} className="muted">
                {each}
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** Accounts by why: the same reason is told once. */
function Reasons({ rows }: { rows: readonly { account: string; why: string }[] }): ReactNode {
  if (rows.length === 0) return "none";
  const byWhy = new Map<string, number>();
  for (const { why } of rows) byWhy.set(why, (byWhy.get(why) ?? 0) + 1);
  const told = [...byWhy].sort((a, b) => b[1] - a[1]);
  return (
    <ul>
      {told.slice(0, MOST).map(([why, count]) => (
        <li key={why}>
          {counted(count)}: {why}
        </li>
      ))}
      {told.length > MOST && <li>and {several(told.length - MOST, "other reason")}</li>}
    </ul>
  );
}
