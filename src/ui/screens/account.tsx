/** An account: where it belongs, what ties it there, what it was seen with and when, and why it and another are one hand's. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import { Link } from "wouter";
import { counted, short, timeText } from "../lib/format.js";
import { useOffer } from "../lib/selection.js";
import { Failed, Loading } from "../parts/states.js";
import { type AccountDetail, accountQuery } from "../resources/accounts.js";
import { Days } from "./account/days.js";
import { Sightings } from "./account/sightings.js";
import { Ties } from "./account/ties.js";
import { WhyTheseTwo } from "./account/why-these-two.js";
import { Disposition } from "./overview/columns.js";
import "./account/account.css";

export function AccountScreen({ id }: { id: string }): ReactNode {
  const { data, error, refetch } = useQuery(accountQuery(id));
  const [other, setOther] = useState("");
  const cluster = data?.cluster ?? null;
  const isKnown = data !== undefined;
  useOffer(
    useMemo(() => (isKnown ? { clusters: cluster === null ? [] : [cluster], accounts: [id], label: id } : null), [isKnown, id, cluster]),
  );
  if (error !== null) return <Failed error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={id} />;
  return (
    <div className="page">
      <div className="stack">
        <header className="row">
          <h1 className="clip" title={id}>
            {id}
          </h1>
          {data.disposition !== null && <Disposition disposition={data.disposition} />}
          {cluster !== null ? (
            <span>
              of <Link href={`/clusters/${encodeURIComponent(cluster)}#sel=${encodeURIComponent(id)}`}>{cluster}</Link>
            </span>
          ) : (
            <span className="muted">in no cluster</span>
          )}
        </header>
        <div className="cards">
          <Facts account={data} />
          <WhyTheseTwo account={id} other={other} onOther={setOther} />
        </div>
        <Ties account={data} onWhy={setOther} />
        <Days account={id} />
        <Sightings account={data} />
      </div>
    </div>
  );
}

function Facts({ account }: { account: AccountDetail }): ReactNode {
  const { first_seen, last_seen, signup_at, exchanges, tokens, status, organizations, payment_kinds, verified_at, placed_at } = account;
  const rows: [string, ReactNode][] = [
    ["Signed up", timeText(signup_at)],
    ["Seen", `${timeText(first_seen)} – ${timeText(last_seen)}`],
    ["Exchanges", counted(exchanges)],
    ["Tokens", short(tokens)],
    ["Organisations", organizations.join(", ") || "none"],
    ["Pays by", payment_kinds.join(", ") || "nothing that is known"],
    ["Verified", timeText(verified_at)],
  ];
  if (placed_at !== null) rows.push(["Placed", `${timeText(placed_at)}, since the last clustering`]);
  return (
    <section className="panel">
      <h2>What is known</h2>
      <dl className="facts">
        {rows.map(([term, told]) => (
          <div key={term} style={{ display: "contents" }}>
            <dt>{term}</dt>
            <dd>{told}</dd>
          </div>
        ))}
        <dt>Status</dt>
        <dd>
          {status.length === 0 ? (
            "active, never changed"
          ) : (
            <ul>
              {status.map(({ at, status: became, actor, reason }) => (
                <li key={`${at} ${became}`}>
                  {timeText(at)} {became}
                  {actor === null ? "" : ` by ${actor}`}
                  {reason === null ? "" : `: ${reason}`}
                </li>
              ))}
            </ul>
          )}
        </dd>
      </dl>
    </section>
  );
}
