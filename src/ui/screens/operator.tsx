/** A dossier: what is known of an operator, how far each piece can be believed, and which clusters are put down to it. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import { Link } from "wouter";
import type { z } from "zod";
import type { clusterPage } from "../../contract/api/clusters.js";
import type { dossier } from "../../contract/api/knowledge.js";
import { askJson, pathOf, Refusal } from "../lib/api.js";
import { counted, percent, several, shareText } from "../lib/format.js";
import { Failed, Loading } from "../parts/states.js";
import { VirtualTable } from "../parts/virtual-table.js";
import { Disposition } from "./overview/columns.js";

type Dossier = z.infer<typeof dossier>;
type Clusters = z.infer<typeof clusterPage>;

export function OperatorScreen({ id }: { id: string }): ReactNode {
  const known = useQuery({
    queryKey: ["operators", id],
    queryFn: ({ signal }) => askJson<Dossier>(pathOf("/v1/operators/{}", id), { signal }),
  });
  const clusters = useQuery({
    queryKey: ["clusters", "of", id],
    queryFn: ({ signal }) =>
      askJson<Clusters>(`/v1/clusters?${new URLSearchParams({ operator: id, sort: "score", limit: "200" })}`, { signal }),
  });
  const isStranger = known.error instanceof Refusal && known.error.status === 404;
  if (known.isPending || clusters.isPending) return <Loading what={id} />;
  if (known.error !== null && !isStranger) return <Failed error={known.error} onRetry={() => void known.refetch()} />;
  return (
    <div className="page">
      <div className="stack">
        <header className="row">
          <h1 className="clip">{known.data?.name ?? id}</h1>
          <span className="muted">{id}</span>
          {known.data !== undefined && known.data.aliases.length > 0 && <span>also {known.data.aliases.join(", ")}</span>}
        </header>
        {isStranger && (
          <p className="note">
            Nobody has a dossier of {id}: it is the lasting name of a stranger behind clusters of one hand, or nothing is put down to it any
            more.
          </p>
        )}
        <Attributed clusters={clusters.data} />
        {known.data !== undefined && <Profile profile={known.data.profile} />}
        {known.data !== undefined && <Indicators indicators={known.data.indicators} />}
      </div>
    </div>
  );
}

function Attributed({ clusters }: { clusters: Clusters | undefined }): ReactNode {
  const items = clusters?.items ?? [];
  return (
    <section className="panel">
      <h2>{several(clusters?.total ?? 0, "cluster")} put down to it, and how sure that is</h2>
      {items.length === 0 ? (
        <p>None in this run.</p>
      ) : (
        <div className="scroll-x">
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">Cluster</th>
                <th scope="col" className="number">
                  Accounts
                </th>
                <th scope="col">Called</th>
                <th scope="col" className="number">
                  Confidence
                </th>
                <th scope="col">In words</th>
              </tr>
            </thead>
            <tbody>
              {items.map(({ cluster, size, disposition, likeliest }) => (
                <tr key={cluster}>
                  <td>
                    <Link href={`/clusters/${encodeURIComponent(cluster)}`}>{cluster}</Link>
                  </td>
                  <td className="number">{counted(size)}</td>
                  <td>
                    <Disposition disposition={disposition} />
                  </td>
                  <td className="number">{likeliest === null ? "–" : shareText(likeliest.confidence)}</td>
                  <td>{likeliest?.likelihood}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="muted">
        Confidences were fitted on simulated worlds and measured on others: docs/attribution-reliability.svg shows how often what was said
        with each of them held.
      </p>
    </section>
  );
}

function Profile({ profile: { timezone, capabilities, models } }: Pick<Dossier, "profile">): ReactNode {
  const shares = Object.entries(capabilities).sort((a, b) => b[1] - a[1]);
  if (timezone === null && shares.length === 0 && models.length === 0) return null;
  return (
    <section className="panel">
      <h2>How it works</h2>
      <dl className="facts">
        <dt>Time zone</dt>
        <dd>{timezone ?? "not known"}</dd>
        <dt>Uses</dt>
        <dd>{shares.map(([name, share]) => `${name} ${percent(share)}`).join(", ") || "not known"}</dd>
        <dt>Models</dt>
        <dd>{models.join(", ") || "not known"}</dd>
      </dl>
    </section>
  );
}

const ROW = 28;

function Indicators({ indicators }: Pick<Dossier, "indicators">): ReactNode {
  const [text, setText] = useState("");
  const rows = useMemo(
    () =>
      indicators
        .map((each, place) => ({ ...each, place }))
        .filter(({ kind, value }) => `${kind} ${value}`.toLowerCase().includes(text.toLowerCase())),
    [indicators, text],
  );
  return (
    <section className="panel stack">
      <div className="row">
        <h2 className="grow">{several(indicators.length, "indicator")}</h2>
        <input
          type="search"
          aria-label="Kind or value"
          placeholder="Kind or value"
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <div style={{ height: Math.min(420, ROW * (rows.length + 1) + 8) }}>
        <VirtualTable
          label="Indicators"
          rows={rows}
          keyOf={({ place }) => String(place)}
          rowHeight={ROW}
          columns={[
            { key: "kind", head: "Kind", width: "10rem", cell: ({ kind }) => kind },
            { key: "value", head: "Value", width: "minmax(10rem, 1fr)", cell: ({ value }) => <span title={value}>{value}</span> },
            { key: "reliability", head: "Source", width: "4.5rem", cell: ({ reliability }) => reliability },
            { key: "credibility", head: "Credible", width: "5rem", numeric: true, cell: ({ credibility }) => credibility },
          ]}
        />
      </div>
      <p className="muted">Source and credibility by the Admiralty code: A to F, 1 to 6. Personal values are pseudonyms.</p>
    </section>
  );
}
