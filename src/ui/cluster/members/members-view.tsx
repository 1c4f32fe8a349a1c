/** All accounts that are shown, as a table: the way through the graph for who does not see it, and out of it as CSV. */
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue, useMemo, useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import type { GraphColumns } from "../../../contract/graph-columns.js";
import { announce } from "../../lib/announce.js";
import { ask, pathOf } from "../../lib/api.js";
import { useCluster } from "../../lib/use-cluster.js";
import { type Column, type Sort, VirtualTable } from "../../parts/virtual-table.js";
import { flipped, placesOf, toggled } from "../../state/view-state.js";
import { useCut } from "../shared/derived.js";
import { ViewFrame } from "../shared/frame.js";
import { accountsOf, dayName, STATUSES, whole } from "../shared/words.js";
import { csvOf, type Keys, readMembers, type SortKey, sorted, type Told, tiesOf } from "./columns.js";
import "./members.css";

const UNKNOWN_DAY = 65_535;
const NOBODY: ReadonlySet<number> = new Set();

export function MembersView(): ReactNode {
  const { graph, anatomy } = useCluster();
  return graph === null ? (
    <ViewFrame title="Members">
      <p className="reading" role="status">
        Reading {whole(anatomy.accounts)} accounts …
      </p>
    </ViewFrame>
  ) : (
    <Members graph={graph} />
  );
}

function Members({ graph }: { graph: GraphColumns }): ReactNode {
  const { id, store, state, mask } = useCluster();
  const cut = useCut();
  const [, navigate] = useLocation();
  const [sort, setSort] = useState<Sort>({ key: "bits", falling: true });
  const [only, setOnly] = useState<"all" | "selected" | "fallen">("all");
  const anchor = useRef<number | null>(null);
  const told = useTold(id, graph);
  const ties = useMemo(() => tiesOf(graph), [graph]);
  const { selection } = state;
  const keys = useMemo((): Keys => {
    const { status, part, born } = graph;
    return {
      status,
      part,
      born,
      ties: ties.count,
      bits: ties.strongest,
      lastSeen: told?.lastSeen ?? null,
      exchanges: told?.exchanges ?? null,
      tokens: told?.tokens ?? null,
    };
  }, [graph, ties, told]);
  const chosen = useMemo(() => new Set(selection), [selection]);
  /** Null: all of them. A selection that changes sorts nothing anew unless it decides what is shown. */
  const among = only === "all" ? null : only === "selected" ? chosen : (cut ?? NOBODY);
  const rows = useMemo(() => {
    const isIn = (i: number): boolean => among === null || ("has" in among ? among.has(i) : among.fallen[i] === 1);
    const shown: number[] = [];
    for (let i = 0; i < mask.length; i++) if (mask[i] === 1 && isIn(i)) shown.push(i);
    return sorted(shown, keys, sort.key as SortKey, sort.falling);
  }, [mask, among, keys, sort]);
  const text = useDeferredValue(state.filters.text);
  const columns = useMemo(() => columnsOf(graph, ties, told), [graph, ties, told]);

  const choose = (place: number, index: number, extend: boolean): void => {
    const from = extend && anchor.current !== null ? anchor.current : index;
    const run = rows.slice(Math.min(from, index), Math.max(from, index) + 1);
    anchor.current = index;
    const next = extend ? placesOf([...selection, ...run]) : toggled(selection, [place]);
    store.select(next);
    announce(`${accountsOf(next.length)} selected.`);
  };
  const out = selection.length > 0 ? [...selection] : rows;
  const download = (): void => {
    const line = (i: number): (string | number)[] => [
      graph.accounts[i],
      STATUSES[graph.status[i]],
      graph.part[i] + 1,
      graph.born[i] === UNKNOWN_DAY ? "" : isoDay(graph.born[i]),
      ties.count[i],
      ties.strongest[i],
      ...(told === null
        ? ["", "", ""]
        : [Number.isNaN(told.lastSeen[i]) ? "" : new Date(told.lastSeen[i]).toISOString(), told.exchanges[i], told.tokens[i]]),
    ];
    const head = ["account", "status", "part", "born", "ties", "strongest_tie_bits", "last_seen", "exchanges", "tokens"];
    save(`${id.replace(/[^\w.-]/g, "_")}.csv`, csvOf(head, out.map(line)));
  };

  return (
    <ViewFrame
      title={`${accountsOf(rows.length)}${rows.length < graph.accounts.length ? ` of ${whole(graph.accounts.length)}` : ""}`}
      controls={
        <div className="view-controls">
          <input
            type="search"
            aria-label="Only accounts whose id has"
            placeholder="Only ids with"
            value={state.filters.text}
            onChange={({ target }) => store.filter("filter by id", { text: target.value })}
          />
          {STATUSES.map((status, i) => (
            <button
              key={status}
              type="button"
              aria-pressed={state.filters.statuses.includes(i)}
              onClick={() => store.filter(`only ${status}`, { statuses: flipped(state.filters.statuses, i) })}
            >
              {status}
            </button>
          ))}
          <select aria-label="Which" value={only} onChange={({ target }) => setOnly(target.value as typeof only)}>
            <option value="all">all shown</option>
            <option value="selected">selected alone</option>
            <option value="fallen">who falls off</option>
          </select>
          <button type="button" onClick={() => store.select(rows, `select ${accountsOf(rows.length)}`)}>
            Select all
          </button>
          <button type="button" disabled={out.length === 0} onClick={download}>
            CSV of {accountsOf(out.length)}
          </button>
        </div>
      }
    >
      {rows.length === 0 ? (
        <p className="reading">
          {only === "fallen" && cut === null
            ? "Nothing is struck: strike a value in the matrix to see who falls off."
            : text !== ""
              ? `No account that is shown has “${text}” in its id.`
              : "No account is left: take a filter back above."}
        </p>
      ) : (
        <div className="members">
          <VirtualTable
            label="Members"
            rows={rows}
            columns={columns}
            keyOf={(place) => graph.accounts[place]}
            rowHeight={28}
            sort={sort}
            onSort={setSort}
            isChosen={(place) => chosen.has(place)}
            onChoose={choose}
            onOpen={(place) => navigate(pathOf("/accounts/{}", graph.accounts[place]))}
          />
        </div>
      )}
    </ViewFrame>
  );
}

function columnsOf(graph: GraphColumns, ties: ReturnType<typeof tiesOf>, told: Told | null): Column<number>[] {
  const wait = "…";
  return [
    {
      key: "account",
      head: "Account",
      width: "minmax(120px, 2fr)",
      sorts: true,
      cell: (i) => (
        <Link className="members-id" href={pathOf("/accounts/{}", graph.accounts[i])} tabIndex={-1}>
          {graph.accounts[i]}
        </Link>
      ),
    },
    {
      key: "status",
      head: "Status",
      width: "minmax(96px, 1fr)",
      sorts: true,
      cell: (i) => {
        const status = STATUSES[graph.status[i]];
        return (
          <>
            <i className={`members-status members-${status}`} /> {status}
          </>
        );
      },
    },
    { key: "part", head: "Part", width: "52px", sorts: true, numeric: true, cell: (i) => graph.part[i] + 1 },
    {
      key: "born",
      head: "Born",
      width: "72px",
      sorts: true,
      numeric: true,
      cell: (i) => (graph.born[i] === UNKNOWN_DAY ? "–" : dayName(graph.born[i])),
    },
    { key: "ties", head: "Ties", width: "60px", sorts: true, numeric: true, cell: (i) => ties.count[i] },
    { key: "bits", head: "Strongest", width: "92px", sorts: true, numeric: true, cell: (i) => `${ties.strongest[i]} bits` },
    {
      key: "lastSeen",
      head: "Last seen",
      width: "92px",
      sorts: true,
      numeric: true,
      spare: true,
      cell: (i) => (told === null ? wait : Number.isNaN(told.lastSeen[i]) ? "–" : dayName(Math.floor(told.lastSeen[i] / 86_400_000))),
    },
    {
      key: "exchanges",
      head: "Exchanges",
      width: "92px",
      sorts: true,
      numeric: true,
      cell: (i) => (told === null ? wait : whole(told.exchanges[i])),
    },
    {
      key: "tokens",
      head: "Tokens",
      width: "92px",
      sorts: true,
      numeric: true,
      spare: true,
      cell: (i) => (told === null ? wait : whole(told.tokens[i])),
    },
  ];
}

/** What the graph does not tell of members; null while it is read. */
function useTold(id: string, graph: GraphColumns): Told | null {
  const { data } = useQuery({
    queryKey: ["cluster", id, "members", graph.run],
    queryFn: async ({ signal }) => {
      const response = await ask(pathOf("/v1/clusters/{}/members", id), { accept: "text/csv", signal });
      return await readMembers(await response.text(), graph.accounts, () => new Promise((resolve) => setTimeout(resolve, 0)));
    },
    structuralSharing: false,
  });
  return data ?? null;
}

const isoDay = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
