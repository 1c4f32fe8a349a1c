/** People, tokens, health and runs: who may, and how the house stands. */
import { useMutation, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { z } from "zod";
import type { runItem } from "../../contract/api/knowledge.js";
import { ask, askJson } from "../lib/api.js";
import { counted, several, timeText } from "../lib/format.js";
import { Problem } from "../parts/states.js";
import { say } from "../parts/toasts.js";
import { peopleQuery } from "../resources/batches.js";
import { useMay } from "../resources/session.js";
import { Judgements } from "./settings/judgements.js";
import { Tokens } from "./settings/tokens.js";

type Run = z.infer<typeof runItem>;

export function SettingsScreen(): ReactNode {
  const isAdmin = useMay()("admin");
  return (
    <div className="page">
      <div className="stack">
        <h1>Settings</h1>
        <div className="cards">
          <Health />
          <People />
        </div>
        <Runs />
        <Judgements />
        {isAdmin && <Tokens />}
      </div>
    </div>
  );
}

function Health(): ReactNode {
  const ready = useQuery({
    queryKey: ["health"],
    queryFn: ({ signal }) => askJson<{ status: string; run: number | null }>("/readyz", { signal }),
    retry: false,
  });
  const checkpoint = useQuery({
    queryKey: ["health", "checkpoint"],
    queryFn: async ({ signal }) => (await askJson<{ checkpoint: string }>("/v1/audit/checkpoint", { signal })).checkpoint,
    retry: false,
  });
  const isAnalyst = useMay()("analyst");
  const quarantine = useQuery({
    queryKey: ["health", "quarantine"],
    queryFn: ({ signal }) =>
      askJson<{ items: { source: string; line: number; error: string }[]; next: string | null }>("/v1/quarantine", { signal }),
    enabled: isAnalyst,
  });
  const lines = quarantine.data;
  return (
    <section className="panel">
      <h2>Health</h2>
      <dl className="facts">
        <dt>Store</dt>
        <dd>{ready.data?.status ?? (ready.error === null ? "…" : "asked on the server’s own machine alone")}</dd>
        <dt>Current run</dt>
        <dd>{ready.data?.run ?? "–"}</dd>
        <dt>Quarantined lines</dt>
        <dd>
          {lines === undefined
            ? "–"
            : lines.items.length === 0
              ? "none"
              : `${counted(lines.items.length)}${lines.next === null ? "" : " and more"}, such as ${lines.items[0].source}:${lines.items[0].line}: ${lines.items[0].error}`}
        </dd>
        <dt>Log’s head</dt>
        <dd>
          <code className="checkpoint">{checkpoint.data ?? (checkpoint.error === null ? "…" : checkpoint.error.message)}</code>
        </dd>
      </dl>
    </section>
  );
}

function People(): ReactNode {
  const { data, error } = useQuery(peopleQuery);
  return (
    <section className="panel">
      <h2>People</h2>
      <Problem error={error} />
      {data?.length === 0 && (
        <p>
          Nobody is enrolled, so nobody can approve: <code>cautery people add NAME --role approver</code>.
        </p>
      )}
      {data !== undefined && data.length > 0 && (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Role</th>
              <th scope="col">Signs</th>
            </tr>
          </thead>
          <tbody>
            {data.map(({ name, role, key }) => (
              <tr key={name}>
                <td>{name}</td>
                <td>{role}</td>
                <td className="mono">{key === null ? "nothing" : key}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Runs(): ReactNode {
  const { data, error } = useQuery({
    queryKey: ["runs"],
    queryFn: async ({ signal }) => (await askJson<{ items: Run[] }>("/v1/runs?limit=20", { signal })).items,
  });
  const isAnalyst = useMay()("analyst");
  const begin = useMutation({
    mutationFn: () => ask("/v1/runs", { method: "POST" }),
    onSuccess: () => say("Clustering: the new run is told at the top when it is saved."),
    onError: (failure) => say(failure.message, true),
  });
  return (
    <section className="panel stack" aria-label="Runs">
      <div className="row">
        <h2 className="grow">Runs</h2>
        <button type="button" className="btn" disabled={!isAnalyst || begin.isPending} onClick={() => begin.mutate()}>
          Cluster now
        </button>
      </div>
      <Problem error={error} />
      {data?.length === 0 && <p>Nothing was clustered yet.</p>}
      {data !== undefined && data.length > 0 && (
        <div className="scroll-x">
          <table className="plain">
            <thead>
              <tr>
                <th scope="col" className="number">
                  Run
                </th>
                <th scope="col">Saved</th>
                <th scope="col" className="number">
                  Accounts
                </th>
                <th scope="col" className="number">
                  Clusters
                </th>
                <th scope="col" className="number">
                  Called fraudulent
                </th>
                <th scope="col">What changed</th>
              </tr>
            </thead>
            <tbody>
              {data.map(({ run, at, accounts, total, by_disposition, changes }) => (
                <tr key={run}>
                  <td className="number">{run}</td>
                  <td>{timeText(at)}</td>
                  <td className="number">{counted(accounts)}</td>
                  <td className="number">{counted(total.clusters)}</td>
                  <td className="number">{several(by_disposition.fraudulent?.accounts ?? 0, "account")}</td>
                  <td>
                    {Object.entries(changes)
                      .filter(([, count]) => count > 0)
                      .map(([type, count]) => `${type} ${counted(count)}`)
                      .join(", ") || "nothing"}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
