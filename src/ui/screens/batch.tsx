/** A batch: how it stands, what became of each account, and what can be done next. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import { counted, several, timeText } from "../lib/format.js";
import { Failed, Loading } from "../parts/states.js";
import { type BatchDetail, batchQuery } from "../resources/batches.js";
import { Accounts } from "./batches/accounts.js";
import { Deeds } from "./batches/deeds.js";
import { approvalsText, BatchState } from "./batches.js";
import "./batches/batches.css";

export function BatchScreen({ id }: { id: string }): ReactNode {
  const { data, error, refetch } = useQuery(batchQuery(id));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  if (error !== null && data === undefined) return <Failed error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={id} />;
  return (
    <div className="batch">
      <header className="batch-head">
        <div className="row">
          <h1 className="clip">{id}</h1>
          <BatchState state={data.state} />
          <span className="muted">{approvalsText(data)}</span>
        </div>
        <Deeds batch={data} chosen={chosen} />
      </header>
      <div className="batch-about">
        <Progress batch={data} />
        <Facts batch={data} />
        <Since batch={data} />
      </div>
      <Accounts batch={data} chosen={chosen} onChoose={setChosen} />
    </div>
  );
}

const OUTCOMES = ["changed", "unchanged", "skipped", "refused", "unknown", "waiting"] as const;

function Progress({ batch: { counts, size, why, state } }: { batch: BatchDetail }): ReactNode {
  const done = size - counts.waiting;
  return (
    <section className="panel stack" aria-label="Progress">
      <div className="progress" role="img" aria-label={`${counted(done)} of ${several(size, "account")} done`}>
        {OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) => (
          <span
            key={outcome}
            className={`progress-${outcome}`}
            style={{ flexGrow: counts[outcome] }}
            title={`${outcome}: ${counts[outcome]}`}
          />
        ))}
      </div>
      <p className="row">
        {OUTCOMES.map((outcome) => (
          <span key={outcome} className={counts[outcome] === 0 ? "muted" : ""}>
            <span className={`dot progress-${outcome}`} /> {outcome} {counted(counts[outcome])}
          </span>
        ))}
      </p>
      {why !== "" && (
        <p className={state === "halted" || state === "denied" ? "note bad" : "note warn"}>
          {state}: {why}
        </p>
      )}
    </section>
  );
}

function Facts({ batch }: { batch: BatchDetail }): ReactNode {
  const { reason, clusters, measure, way, planned_by, planned_at, started_at, done_at, approvals, gates, reversals, break_glass, hash } =
    batch;
  return (
    <section className="panel">
      <h2>What was decided</h2>
      <dl className="facts">
        <dt>Why</dt>
        <dd>{reason}</dd>
        <dt>Of</dt>
        <dd>
          {clusters.map((cluster) => (
            <span key={cluster}>
              <Link href={`/clusters/${encodeURIComponent(cluster)}`}>{cluster}</Link>{" "}
            </span>
          ))}
        </dd>
        <dt>What</dt>
        <dd>
          {measure}, {way === "strike" ? "in one strike" : "in stages"}
        </dd>
        <dt>Planned</dt>
        <dd>
          by {planned_by.join(", ")}, {timeText(planned_at)}
        </dd>
        {approvals.map(({ by, at, counts }) => (
          <div key={`${by} ${at}`} style={{ display: "contents" }}>
            <dt>Approved</dt>
            <dd>
              by {by}, {timeText(at)}
              {counts ? "" : " (counts no longer)"}
            </dd>
          </div>
        ))}
        {break_glass !== null && (
          <>
            <dt>Break glass</dt>
            <dd>
              by {break_glass.by}, {timeText(break_glass.at)}: {break_glass.reason}
            </dd>
          </>
        )}
        <dt>Begun, done</dt>
        <dd>
          {timeText(started_at)} – {timeText(done_at)}
        </dd>
        {gates.map(({ wave, answer, why, at }) => (
          <div key={`${wave} ${at}`} style={{ display: "contents" }}>
            <dt>Gate {wave}</dt>
            <dd>
              {answer}: {why}
            </dd>
          </div>
        ))}
        {reversals.map(({ by, at, reason: because, accounts }) => (
          <div key={`${by} ${at}`} style={{ display: "contents" }}>
            <dt>Taken back</dt>
            <dd>
              {accounts === "all" ? "all of it" : several(accounts, "account")} by {by}, {timeText(at)}: {because}
            </dd>
          </div>
        ))}
        <dt>Hash</dt>
        <dd className="mono">{hash}</dd>
      </dl>
    </section>
  );
}

/** What the world did meanwhile. */
function Since({ batch: { newcomers, no_longer, clusters } }: { batch: BatchDetail }): ReactNode {
  const [cluster] = clusters;
  return (
    <section className="panel stack">
      <h2>Heads that grew back</h2>
      {newcomers.length === 0 ? (
        <p>No account joined these clusters since the plan was made.</p>
      ) : (
        <>
          <p>
            {several(newcomers.length, "account")} joined since. They are not of this batch:{" "}
            <Link
              href={`/clusters/${encodeURIComponent(cluster)}/members#sel=${newcomers.slice(0, 200).map(encodeURIComponent).join(",")}`}
            >
              look at them
            </Link>
            , and plan again.
          </p>
          <ul className="clip-list">
            {newcomers.slice(0, 12).map((account) => (
              <li key={account}>
                <Link href={`/accounts/${encodeURIComponent(account)}`}>{account}</Link>
              </li>
            ))}
            {newcomers.length > 12 && <li className="muted">and {counted(newcomers.length - 12)} more</li>}
          </ul>
        </>
      )}
      {no_longer.length > 0 && (
        <p>
          {several(no_longer.length, "account")} of the plan would no longer be acted on: {no_longer[0].why}
          {no_longer.length > 1 ? ", and others" : ""}.
        </p>
      )}
    </section>
  );
}
