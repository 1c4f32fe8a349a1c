/** A cluster: what it is, one of its five views, and the doubt at its side. */
import { type ReactNode, Suspense, useMemo } from "react";
import { Link, useLocation } from "wouter";
import { ClusterSide, VIEW_OF } from "../cluster/views.js";
import { counted, dayText, several, shareText, short } from "../lib/format.js";
import { useKeys } from "../lib/keys.js";
import { useOffer } from "../lib/selection.js";
import { ClusterProvider, type ClusterSeen, useCluster } from "../lib/use-cluster.js";
import { Failed, Loading } from "../parts/states.js";
import { VIEWS, type View } from "../state/view-state.js";
import { FilterChips } from "./cluster/filter-chips.js";
import { Disposition } from "./overview/columns.js";
import "./cluster/cluster.css";

const NAMES: Readonly<Record<View, string>> = {
  anatomy: "Anatomy",
  succession: "Succession",
  matrix: "Matrix",
  map: "Map",
  members: "Members",
};

export function ClusterScreen({ id, view }: { id: string; view: View }): ReactNode {
  return (
    <ClusterProvider key={id} id={id} otherwise={(error) => (error === null ? <Loading what={id} /> : <Failed error={error} />)}>
      <Shown view={view} />
    </ClusterProvider>
  );
}

function Shown({ view }: { view: View }): ReactNode {
  const seen = useCluster();
  const { id, detail, store } = seen;
  const [, go] = useLocation();
  const to = (each: View): string => `/clusters/${encodeURIComponent(id)}/${each}`;
  // a view is another page, of the same state
  const open = (each: View): void => go(`${to(each)}${window.location.hash}`);
  const letGo = (): void => {
    if (store.state().selection.length > 0) store.select([]);
  };
  useKeys({
    ...Object.fromEntries(VIEWS.map((each, i) => [String(i + 1), () => open(each)])),
    Escape: letGo,
  });
  useOffer(useOffered(seen));
  const View = VIEW_OF[view];
  const [likeliest] = detail.attribution;
  return (
    <div className="cluster">
      <header className="cluster-head">
        <h1 className="clip" title={id}>
          {id}
        </h1>
        <p className="cluster-facts">
          <Disposition disposition={detail.disposition} /> <span>{shareText(detail.score)}</span>
          <span>{several(detail.size, "account")}</span>
          <span>{short(detail.exchanges)} exchanges</span>
          <span>
            {dayText(detail.first_seen)} – {dayText(detail.last_seen)}
          </span>
          {likeliest !== undefined && (
            <span title={`${likeliest.operator}: ${likeliest.likelihood}`}>
              {likeliest.likelihood}{" "}
              <Link href={`/operators/${encodeURIComponent(detail.stranger ?? likeliest.operator)}`}>
                {detail.stranger ?? likeliest.operator}
              </Link>{" "}
              {shareText(likeliest.confidence)}
            </span>
          )}
        </p>
        <nav aria-label="Views" className="cluster-views">
          {VIEWS.map((each, i) => (
            <Link
              key={each}
              href={to(each)}
              onClick={(event) => {
                event.preventDefault();
                open(each);
              }}
              aria-current={each === view ? "page" : undefined}
            >
              <kbd>{i + 1}</kbd> {NAMES[each]}
            </Link>
          ))}
        </nav>
      </header>
      <FilterChips />
      <section className="cluster-view" aria-label={NAMES[view]}>
        <Suspense fallback={<Loading what={NAMES[view].toLowerCase()} />}>
          <View />
        </Suspense>
      </section>
      <aside className="cluster-side" aria-label="Why, and why not">
        <ClusterSide />
      </aside>
    </div>
  );
}

/** With nothing selected, the tray acts on all of it. */
function useOffered({ id, detail, graph, state, store }: ClusterSeen) {
  const { selection } = state;
  return useMemo(() => {
    if (graph === null || selection.length === 0)
      return { clusters: [id], accounts: null, label: `All of ${id}: ${several(detail.size, "account")}` };
    const active = selection.reduce((count, place) => count + Number(graph.status[place] === 0), 0);
    return {
      clusters: [id],
      accounts: Array.from(selection, (place) => graph.accounts[place]),
      label: `${several(selection.length, "account")} selected, ${counted(active)} active`,
      clear: () => store.select([]),
    };
  }, [id, detail.size, graph, selection, store]);
}
