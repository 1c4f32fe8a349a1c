/** The five views of a cluster and its side, each fetched when it is first looked at, or before, once the page has come to rest. */
import { type ComponentType, lazy } from "react";
import type { View } from "../state/view-state.js";

export { ClusterSide } from "./side/cluster-side.js";

const FETCHED: Readonly<Record<View, () => Promise<ComponentType>>> = {
  anatomy: async () => (await import("./anatomy/anatomy-view.js")).AnatomyView,
  succession: async () => (await import("./succession/succession-view.js")).SuccessionView,
  matrix: async () => (await import("./matrix/matrix-view.js")).MatrixView,
  map: async () => (await import("./map/map-view.js")).MapView,
  members: async () => (await import("./members/members-view.js")).MembersView,
};

const lazily = (view: View): ComponentType => lazy(async () => ({ default: await FETCHED[view]() }));

export const VIEW_OF: Readonly<Record<View, ComponentType>> = {
  anatomy: lazily("anatomy"),
  succession: lazily("succession"),
  matrix: lazily("matrix"),
  map: lazily("map"),
  members: lazily("members"),
};

const REST_MS = 1_200;

/** One that cannot be had is fetched again, and says what is wrong, when it is opened. */
const foresee = (view: View): Promise<unknown> => FETCHED[view]().catch(() => {});

// the first is fetched beside what it shows, the others once the page has come to rest
void foresee("anatomy");
setTimeout(() => {
  for (const view of Object.keys(FETCHED) as View[]) void foresee(view);
}, REST_MS);
