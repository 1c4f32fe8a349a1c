/** All clusters as a list to work through: what changed since yesterday first, by score, and by whatever else is asked. */
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import { useLocation, useSearch } from "wouter";
import { counted, several } from "../lib/format.js";
import { useOffer } from "../lib/selection.js";
import { useHashList } from "../lib/use-hash-list.js";
import { Empty, Failed, Loading } from "../parts/states.js";
import { VirtualTable } from "../parts/virtual-table.js";
import { type ClusterRow, clusterCountQuery, clustersQuery, workQuery } from "../resources/clusters.js";
import { isNarrowed, OVERVIEW_AT_FIRST, type OverviewAsked, overviewQuery, readOverview, writeOverview } from "../state/overview.js";
import { flipped } from "../state/view-state.js";
import { overviewColumns } from "./overview/columns.js";
import { DaysInSight } from "./overview/days-in-sight.js";
import { Filters } from "./overview/filters.js";
import { Tour } from "./overview/tour.js";
import "./overview/overview.css";

const DAY_MS = 86_400_000;

export function Overview(): ReactNode {
  const [, go] = useLocation();
  const asked = readOverview(useSearch());
  // the hour: so that what is read once is found again
  const [yesterday] = useState(() => new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000 - DAY_MS).toISOString());
  const ask = (patch: Partial<OverviewAsked>): void => {
    const search = writeOverview({ ...asked, ...patch });
    go(`/${search === "" ? "" : `?${search}`}`, { replace: true });
  };
  const list = useInfiniteQuery(clustersQuery(overviewQuery(asked, yesterday)));
  const all = useQuery(clusterCountQuery(overviewQuery({ ...asked, show: "all" }, yesterday)));
  const changed = useQuery(clusterCountQuery(overviewQuery({ ...asked, show: "changed" }, yesterday)));
  const work = useQuery(workQuery);
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const [selected, select] = useHashList("sel");
  const chosen = useMemo(() => new Set(selected), [selected]);
  const [days] = useState(() => new DaysInSight());
  const columns = useMemo(
    () => overviewColumns({ work: work.data, days, chosen, onChoose: (id) => select(flipped(selected, id)) }),
    [work.data, days, chosen, selected, select],
  );
  useOffer(
    useMemo(
      () =>
        selected.length === 0
          ? null
          : { clusters: selected, accounts: null, label: `${several(selected.length, "cluster")} selected`, clear: () => select([]) },
      [selected, select],
    ),
  );
  const open = ({ cluster }: ClusterRow): void => go(`/clusters/${encodeURIComponent(cluster)}`);
  return (
    <div className="overview">
      <h1 className="sr-only">Overview</h1>
      <Filters asked={asked} changed={changed.data} all={all.data} onAsk={ask} />
      <div className="overview-list">
        {list.isPending ? (
          <Loading what="clusters" />
        ) : list.isError ? (
          <Failed error={list.error} onRetry={() => void list.refetch()} />
        ) : rows.length === 0 ? (
          <Nothing asked={asked} onAsk={ask} all={all.data} />
        ) : (
          <VirtualTable
            label="Clusters"
            rows={rows}
            columns={columns}
            keyOf={({ cluster }) => cluster}
            rowHeight={34}
            total={list.data.pages[0].total}
            sort={{ key: asked.sort, falling: true }}
            onSort={({ key }) => ask({ sort: key as OverviewAsked["sort"] })}
            onOpen={open}
            isChosen={({ cluster }) => chosen.has(cluster)}
            onChoose={({ cluster }) => select(flipped(selected, cluster))}
            onEnd={() => {
              if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
            }}
          />
        )}
      </div>
      <Tour rows={rows} />
    </div>
  );
}

function Nothing({
  asked,
  all,
  onAsk,
}: {
  asked: OverviewAsked;
  all: number | undefined;
  onAsk: (patch: Partial<OverviewAsked>) => void;
}): ReactNode {
  if (isNarrowed(asked))
    return (
      <Empty title="No cluster is as these filters want">
        <p>
          <button type="button" className="btn" onClick={() => onAsk({ ...OVERVIEW_AT_FIRST, show: "all" })}>
            Clear the filters
          </button>
        </p>
      </Empty>
    );
  if (asked.show === "changed" && (all ?? 0) > 0)
    return (
      <Empty title="Nothing changed since yesterday">
        <p>
          <button type="button" className="btn" onClick={() => onAsk({ show: "all" })}>
            Show all {counted(all ?? 0)} clusters
          </button>
        </p>
      </Empty>
    );
  return (
    <Empty title="There are no clusters yet">
      <p>
        Clusters come of events. Send them to <code>POST /v1/events</code> or read a file by <code>cautery ingest</code>, then ask for a
        clustering under Settings. To look around first: <code>cautery demo --serve</code>.
      </p>
    </Empty>
  );
}
