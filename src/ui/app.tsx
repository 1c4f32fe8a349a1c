/** The screens by their addresses, for who is signed in; for who is not, how to. */
import { useQuery } from "@tanstack/react-query";
import { Component, lazy, type ReactNode, Suspense } from "react";
import { Link, Route, Switch, useLocation } from "wouter";
import { Shell } from "./frame/shell.js";
import { SignIn } from "./frame/sign-in.js";
import { Refusal } from "./lib/api.js";
import { Empty, Failed, Loading } from "./parts/states.js";
import { sessionQuery } from "./resources/session.js";
import { Overview } from "./screens/overview.js";
import { VIEWS } from "./state/view-state.js";

const fetchCluster = async () => ({ default: (await import("./screens/cluster.js")).ClusterScreen });
const ClusterScreen = lazy(fetchCluster);
const AccountScreen = lazy(async () => ({ default: (await import("./screens/account.js")).AccountScreen }));
const OperatorsScreen = lazy(async () => ({ default: (await import("./screens/operators.js")).OperatorsScreen }));
const OperatorScreen = lazy(async () => ({ default: (await import("./screens/operator.js")).OperatorScreen }));
const BatchesScreen = lazy(async () => ({ default: (await import("./screens/batches.js")).BatchesScreen }));
const BatchScreen = lazy(async () => ({ default: (await import("./screens/batch.js")).BatchScreen }));
const ReportsScreen = lazy(async () => ({ default: (await import("./screens/reports.js")).ReportsScreen }));
const ReportScreen = lazy(async () => ({ default: (await import("./screens/reports.js")).ReportScreen }));
const SettingsScreen = lazy(async () => ({ default: (await import("./screens/settings.js")).SettingsScreen }));

const REST_MS = 1_000;
// what is opened next most often is fetched once the page has come to rest; where it cannot be had it is fetched again when it is opened
setTimeout(() => void fetchCluster().catch(() => {}), REST_MS);

export function App(): ReactNode {
  const { data, error, refetch } = useQuery(sessionQuery);
  const [at] = useLocation();
  if (error instanceof Refusal && (error.status === 401 || error.status === 403)) return <SignIn />;
  if (error !== null && data === undefined) return <Failed error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Loading what="who is signed in" />;
  return (
    <Shell>
      <Caught key={screenOf(at)}>
        <Suspense fallback={<Loading what="the screen" />}>
          <Screens />
        </Suspense>
      </Caught>
    </Shell>
  );
}

/** A cluster's views are one screen: going from one to the other keeps its state. */
const screenOf = (address: string): string => address.split("/").slice(0, 3).join("/");

/** The second segment as it was written: the router decodes half of it. An id may hold anything, and an address anything too. */
function idInAddress(): string {
  const [, , text = ""] = window.location.pathname.split("/");
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function Screens(): ReactNode {
  return (
    <Switch>
      <Route path="/">
        <Overview />
      </Route>
      <Route path="/clusters/:id/:view?">
        {({ view }) => <ClusterScreen id={idInAddress()} view={VIEWS.find((each) => each === view) ?? "anatomy"} />}
      </Route>
      <Route path="/accounts/:id">{({ id }) => <AccountScreen key={id} id={idInAddress()} />}</Route>
      <Route path="/operators">
        <OperatorsScreen />
      </Route>
      <Route path="/operators/:id">{({ id }) => <OperatorScreen key={id} id={idInAddress()} />}</Route>
      <Route path="/batches">
        <BatchesScreen />
      </Route>
      <Route path="/batches/:id">{({ id }) => <BatchScreen key={id} id={idInAddress()} />}</Route>
      <Route path="/reports">
        <ReportsScreen />
      </Route>
      <Route path="/reports/:id">{({ id }) => <ReportScreen key={id} id={idInAddress()} />}</Route>
      <Route path="/settings">
        <SettingsScreen />
      </Route>
      <Route>
        <Empty isWhole title="There is no such screen">
          <p>
            Go to the <Link href="/">overview</Link>, or press <kbd>/</kbd> and search.
          </p>
        </Empty>
      </Route>
    </Switch>
  );
}

/** A screen that fails says so, and takes no other with it. */
class Caught extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { error: Error } {
    return { error };
  }

  override render(): ReactNode {
    return this.state.error === null ? (
      this.props.children
    ) : (
      <Failed error={this.state.error} onRetry={() => this.setState({ error: null })} />
    );
  }
}
