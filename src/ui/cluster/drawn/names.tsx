/** Of a cluster of few accounts their ids, beside their dots; none on another. */
import { type ReactNode, useLayoutEffect, useRef } from "react";
import type { GraphColumns } from "../../../contract/graph-columns.js";
import { useCluster } from "../../lib/use-cluster.js";
import type { Camera, Viewport } from "../map/camera.js";
import type { Ground } from "../map/picture.js";
import { placeBeside } from "./place-labels.js";

/** More would be a thicket. */
export const FEW = 40;

interface Given {
  graph: GraphColumns;
  ground: Ground;
  room: Viewport;
  /** Told the camera of each picture. */
  follow(onDrawn: (camera: Camera) => void): () => void;
}

export function Names({ graph, ground, room, follow }: Given): ReactNode {
  const { mask } = useCluster();
  const layer = useRef<HTMLDivElement>(null);
  useLayoutEffect(
    () =>
      follow((camera) => {
        const elements = [...(layer.current?.children ?? [])] as HTMLElement[];
        const sizes = elements.map(({ offsetWidth: width, offsetHeight: height }) => ({ width, height }));
        const dots = Array.from(ground.x, (x, i) => ({ x: camera.x + camera.k * x, y: camera.y + camera.k * ground.y[i] }));
        for (const [i, at] of placeBeside(dots, sizes, room).entries()) {
          elements[i].style.visibility = at === null ? "hidden" : "visible";
          if (at !== null) elements[i].style.transform = `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px)`;
        }
      }),
    [follow, ground, room],
  );
  return (
    <div className="map-labels" ref={layer} aria-hidden="true">
      {graph.accounts.map((account, i) => (
        <span key={account} className={mask[i] === 1 ? "map-name" : "map-name map-name-out"}>
          {account}
        </span>
      ))}
    </div>
  );
}
