/** The columns of the list of clusters. */
import { type ReactNode, useEffect, useSyncExternalStore } from "react";
import { Link } from "wouter";
import { counted, dayText, shareText, short, signed } from "../../lib/format.js";
import { Sparkline } from "../../parts/sparkline.js";
import type { Column } from "../../parts/virtual-table.js";
import type { ClusterRow, Work } from "../../resources/clusters.js";
import type { DaysInSight } from "./days-in-sight.js";

interface Given {
  work: ReadonlyMap<string, Work> | undefined;
  days: DaysInSight;
  chosen: ReadonlySet<string>;
  onChoose(cluster: string): void;
}

export function overviewColumns({ work, days, chosen, onChoose }: Given): Column<ClusterRow>[] {
  return [
    {
      key: "choose",
      head: "Selected",
      silent: true,
      width: "18px",
      cell: ({ cluster }) => (
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`Select ${cluster}`}
          checked={chosen.has(cluster)}
          onChange={() => onChoose(cluster)}
        />
      ),
    },
    {
      key: "cluster",
      head: "Cluster",
      width: "minmax(9rem, 1.2fr)",
      cell: ({ cluster }) => (
        <Link href={`/clusters/${encodeURIComponent(cluster)}`} tabIndex={-1} title={cluster}>
          {cluster}
        </Link>
      ),
    },
    { key: "score", head: "Score", width: "4.2rem", numeric: true, sorts: true, cell: ({ score }) => <Score score={score} /> },
    { key: "disposition", head: "Called", width: "6.2rem", cell: ({ disposition }) => <Disposition disposition={disposition} /> },
    { key: "size", head: "Accounts", width: "5.2rem", numeric: true, sorts: true, cell: ({ size }) => counted(size) },
    { key: "growth", head: "Growth", width: "4.6rem", numeric: true, sorts: true, cell: ({ growth }) => <Growth growth={growth} /> },
    { key: "exchanges", head: "Exchanges", width: "5.6rem", numeric: true, sorts: true, cell: ({ exchanges }) => short(exchanges) },
    { key: "days", head: "Born, suspended", width: "108px", cell: ({ cluster }) => <Days cluster={cluster} days={days} /> },
    {
      key: "operator",
      head: "Operator",
      width: "minmax(7rem, 1fr)",
      cell: ({ likeliest, stranger }) =>
        likeliest === null ? (
          <span className="muted">{stranger ?? "–"}</span>
        ) : (
          <span className="named" title={`${likeliest.operator}: ${likeliest.likelihood}`}>
            <span className="clip">{stranger ?? likeliest.operator}</span> <span className="muted">{shareText(likeliest.confidence)}</span>
          </span>
        ),
    },
    {
      key: "assignee",
      head: "Who",
      width: "5.4rem",
      cell: ({ cluster }) => work?.get(cluster)?.assignee ?? <span className="muted">–</span>,
    },
    { key: "state", head: "Work", width: "5.4rem", cell: ({ cluster }) => work?.get(cluster)?.state ?? "new" },
    { key: "last_seen", head: "Last seen", width: "6rem", sorts: true, cell: ({ last_seen }) => dayText(last_seen) },
  ];
}

function Score({ score }: { score: number }): ReactNode {
  return (
    <span className="score" style={{ ["--share" as string]: score }}>
      {shareText(score)}
    </span>
  );
}

export function Disposition({ disposition }: { disposition: string }): ReactNode {
  const tone = disposition === "fraudulent" ? "bad" : disposition === "benign" ? "good" : "";
  return <span className={`tag ${tone}`}>{disposition}</span>;
}

function Growth({ growth }: { growth: number }): ReactNode {
  return growth === 0 ? <span className="muted">0</span> : <strong>{signed(growth)}</strong>;
}

function Days({ cluster, days }: { cluster: string; days: DaysInSight }): ReactNode {
  const known = useSyncExternalStore(days.subscribe, () => days.of(cluster));
  useEffect(() => days.want(cluster), [days, cluster]);
  return known === null ? null : <Sparkline births={known.births} suspensions={known.suspensions} />;
}
