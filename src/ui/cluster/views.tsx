/** The five views of a cluster and its side, each loaded when it is first looked at. */
import { type ComponentType, lazy } from "react";
import type { View } from "../state/view-state.js";

export { ClusterSide } from "./side/cluster-side.js";

export const VIEW_OF: Readonly<Record<View, ComponentType>> = {
  anatomy: lazy(async () => ({ default: (await import("./anatomy/anatomy-view.js")).AnatomyView })),
  succession: lazy(async () => ({ default: (await import("./succession/succession-view.js")).SuccessionView })),
  matrix: lazy(async () => ({ default: (await import("./matrix/matrix-view.js")).MatrixView })),
  map: lazy(async () => ({ default: (await import("./map/map-view.js")).MapView })),
  members: lazy(async () => ({ default: (await import("./members/members-view.js")).MembersView })),
};
