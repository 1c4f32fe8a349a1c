/** Reports: made, listed, and read as they were when they were made. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import { Refusal } from "../lib/api.js";
import { counted, timeText } from "../lib/format.js";
import { saveAs } from "../lib/save-as.js";
import { Empty, Failed, Loading } from "../parts/states.js";
import { say } from "../parts/toasts.js";
import { MARKINGS, type Marking, type ReportItem, reportAs, reportsQuery, reportTextQuery } from "../resources/reports.js";
import { useMay } from "../resources/session.js";
import { ReportDialog } from "../tray/report-dialog.js";

const NOBODY = { clusters: [], accounts: null, label: "" };

export function ReportsScreen(): ReactNode {
  const { data, error, refetch } = useQuery(reportsQuery);
  const isAnalyst = useMay()("analyst");
  const [isMaking, setIsMaking] = useState(false);
  if (error instanceof Refusal && error.status === 404)
    return (
      <Empty isWhole title="This server makes no reports">
        <p>An older version runs behind this page: end it, install the new one, and start it again.</p>
      </Empty>
    );
  if (error !== null) return <Failed error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what="reports" />;
  return (
    <div className="page">
      <div className="stack">
        <header className="row">
          <h1>Reports</h1>
          <span className="muted grow">what was found, by whom, when: a report never changes once it is made</span>
          <button type="button" className="btn primary" disabled={!isAnalyst} onClick={() => setIsMaking(true)}>
            Make a report …
          </button>
        </header>
        {data.length === 0 ? (
          <Empty title="No report was made yet">
            <p>Make one here on all clusters, or select a cluster and press R. `cautery report schedule` makes them by the calendar.</p>
          </Empty>
        ) : (
          <List reports={data} />
        )}
        {isMaking && <ReportDialog selection={NOBODY} onClose={() => setIsMaking(false)} />}
      </div>
    </div>
  );
}

function List({ reports }: { reports: readonly ReportItem[] }): ReactNode {
  return (
    <section className="panel scroll-x" aria-label="All reports">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">Report</th>
            <th scope="col">Days</th>
            <th scope="col">On</th>
            <th scope="col" className="number">
              Clusters
            </th>
            <th scope="col" className="number">
              Accounts
            </th>
            <th scope="col">Made</th>
          </tr>
        </thead>
        <tbody>
          {reports.map(({ report, from, to, cluster, operator, clusters, accounts, at }) => (
            <tr key={report}>
              <td>
                <Link href={`/reports/${encodeURIComponent(report)}`}>{report}</Link>
              </td>
              <td>
                {from} – {to}
              </td>
              <td>{cluster ?? operator ?? "all clusters"}</td>
              <td className="number">{counted(clusters)}</td>
              <td className="number">{counted(accounts)}</td>
              <td>{timeText(at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const FORMS = [
  ["PDF", "application/pdf", "pdf"],
  ["HTML", "text/html", "html"],
  ["JSON", "application/json", "json"],
  ["CSV", "text/csv", "csv"],
  ["STIX", "application/stix+json", "stix.json"],
] as const;

const FOR: Readonly<Record<Marking, string>> = {
  internal: "us: all of it",
  partner: "partners: no accounts",
  public: "everybody: figures alone",
};

export function ReportScreen({ id }: { id: string }): ReactNode {
  const [marking, setMarking] = useState<Marking>("internal");
  const { data, error, refetch } = useQuery({ ...reportTextQuery(id, marking), placeholderData: keepPreviousData });
  if (error !== null) return <Failed error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what={id} />;
  const save = async (type: string, ending: string): Promise<void> => {
    try {
      saveAs(await (await reportAs(id, marking, type)).blob(), `${id}-${marking}.${ending}`);
    } catch (failure) {
      say((failure as Error).message, true);
    }
  };
  return (
    <div className="page">
      <div className="stack">
        <header className="row">
          <h1 className="clip grow">{id}</h1>
          <select
            className="no-print"
            aria-label="For the eyes of"
            value={marking}
            onChange={(event) => setMarking(event.target.value as Marking)}
          >
            {MARKINGS.map((each) => (
              <option key={each} value={each}>
                {FOR[each]}
              </option>
            ))}
          </select>
          {FORMS.map(([name, type, ending]) => (
            <button key={name} type="button" className="btn no-print" onClick={() => void save(type, ending)}>
              {name}
            </button>
          ))}
        </header>
        <pre className="panel report-text">{data}</pre>
      </div>
    </div>
  );
}
