/** A cluster: what it is, one of its five views, and the doubt at its side. */
import { type ReactNode, Suspense } from "react";
import { Link } from "wouter";
import { ClusterSide, VIEW_OF } from "../cluster/views.js";
import { ClusterProvider, useCluster } from "../lib/use-cluster.js";
import { isFiltered, VIEWS, type View } from "../state/view-state.js";

export function ClusterScreen({ id, view }: { id: string; view: View }): ReactNode {
  return (
    <ClusterProvider key={id} id={id} otherwise={(error) => <p role={error ? "alert" : "status"}>{error?.message ?? "Reading ..."}</p>}>
      <Shown view={view} />
    </ClusterProvider>
  );
}

function Shown({ view }: { view: View }): ReactNode {
  const { id, detail, store, state } = useCluster();
  const Shown = VIEW_OF[view];
  return (
    <div className="cluster">
      <header className="cluster-head">
        <h1>{id}</h1>
        <p>{detail.size} accounts</p>
        {isFiltered(state.filters) && (
          <button type="button" onClick={() => store.clearFilters()}>
            Clear the filters
          </button>
        )}
        <nav aria-label="Views">
          {VIEWS.map((each, i) => (
            <Link key={each} href={`/clusters/${encodeURIComponent(id)}/${each}`} aria-current={each === view ? "page" : undefined}>
              <kbd>{i + 1}</kbd> {each}
            </Link>
          ))}
        </nav>
      </header>
      <section className="cluster-view" aria-label={view}>
        <Suspense fallback={<p role="status">Reading ...</p>}>
          <Shown />
        </Suspense>
      </section>
      <aside className="cluster-side" aria-label="Why, and why not">
        <ClusterSide />
      </aside>
    </div>
  );
}
