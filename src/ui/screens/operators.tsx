/** Operators: who is known, what is put down to each, and dossiers in and out as STIX. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Link, useLocation } from "wouter";
import { askJson } from "../lib/api.js";
import { counted, several } from "../lib/format.js";
import { queryClient } from "../lib/queries.js";
import { Empty, Failed, Loading, Problem } from "../parts/states.js";
import { say } from "../parts/toasts.js";
import { type Column, VirtualTable } from "../parts/virtual-table.js";
import { type Operator, operatorsQuery } from "../resources/operators.js";
import { useMay } from "../resources/session.js";
import { Share } from "./operators/share.js";
import "./batches/batches.css";

export function OperatorsScreen(): ReactNode {
  const [, go] = useLocation();
  const { data, error, refetch } = useQuery(operatorsQuery);
  if (error !== null) return <Failed error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what="operators" />;
  const rows = [...data].sort((a, b) => b.accounts - a.accounts || (a.operator < b.operator ? -1 : 1));
  return (
    <div className="batches">
      <header className="batches-head">
        <h1>Operators</h1>
        <span className="muted grow">who is known, and what this run puts down to each</span>
        <Import />
        <Share operators={rows} />
      </header>
      <div className="batches-list">
        {rows.length === 0 ? (
          <Empty title="No operator is known yet">
            <p>
              A dossier says what is known of one before looking. Take in a STIX 2.1 bundle or an <code>operators.json</code> above; until
              then, clusters of one hand are given a lasting name (unknown-7).
            </p>
          </Empty>
        ) : (
          <VirtualTable
            label="Operators"
            rows={rows}
            columns={COLUMNS}
            keyOf={({ operator }) => operator}
            rowHeight={34}
            onOpen={({ operator }) => go(`/operators/${encodeURIComponent(operator)}`)}
          />
        )}
      </div>
    </div>
  );
}

const COLUMNS: Column<Operator>[] = [
  {
    key: "name",
    head: "Name",
    width: "minmax(10rem, 1.2fr)",
    cell: ({ operator, name }) => (
      <Link href={`/operators/${encodeURIComponent(operator)}`} tabIndex={-1} title={name}>
        {name}
      </Link>
    ),
  },
  { key: "operator", head: "Id", width: "minmax(8rem, 1fr)", cell: ({ operator }) => operator },
  {
    key: "aliases",
    head: "Also called",
    width: "minmax(8rem, 1.2fr)",
    cell: ({ aliases }) => aliases.join(", ") || <span className="muted">–</span>,
  },
  { key: "indicators", head: "Indicators", width: "5.6rem", numeric: true, cell: ({ indicators }) => counted(indicators) },
  { key: "clusters", head: "Clusters", width: "5rem", numeric: true, cell: ({ clusters }) => counted(clusters) },
  { key: "accounts", head: "Accounts", width: "5.4rem", numeric: true, cell: ({ accounts }) => counted(accounts) },
];

/** A file of this machine's, read here and sent as what it says. */
function Import(): ReactNode {
  const isAnalyst = useMay()("analyst");
  const [error, setError] = useState<Error | null>(null);
  const take = useMutation({
    mutationFn: async (file: File) => {
      const body: unknown = JSON.parse(await file.text());
      return await askJson<{ operators: string[]; skipped: number }>("/v1/operators/import", { method: "POST", body });
    },
    onSuccess: async ({ operators, skipped }) => {
      setError(null);
      await queryClient.invalidateQueries({ queryKey: ["operators"] });
      say(
        `Took in ${several(operators.length, "operator")}, left ${several(skipped, "object")} aside. They count from the next clustering on.`,
      );
    },
    onError: (failure) => setError(failure instanceof SyntaxError ? new Error("This file is no JSON: choose a STIX 2.1 bundle.") : failure),
  });
  return (
    <>
      <Problem error={error} />
      <label className={`btn${isAnalyst ? "" : " muted"}`}>
        Take in STIX …
        <input
          type="file"
          className="sr-only"
          accept=".json,application/json"
          disabled={!isAnalyst || take.isPending}
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file !== undefined) take.mutate(file);
            event.target.value = "";
          }}
        />
      </label>
    </>
  );
}
