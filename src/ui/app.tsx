/** The screens, by their addresses. */
import type { ReactNode } from "react";
import { Route, Switch } from "wouter";
import { ClusterScreen } from "./screens/cluster.js";
import { VIEWS, type View } from "./state/view-state.js";

export function App(): ReactNode {
  return (
    <Switch>
      <Route path="/clusters/:id/:view?">
        {({ id, view }) => <ClusterScreen id={decodeURIComponent(id)} view={VIEWS.find((each) => each === view) ?? ("anatomy" as View)} />}
      </Route>
      <Route>
        <main>
          <h1>Cautery</h1>
        </main>
      </Route>
    </Switch>
  );
}
