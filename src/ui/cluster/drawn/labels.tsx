/** The names of parts over their discs, moved with the picture, none on another; of the part under the pointer its ties to others. */
import { type ReactNode, useLayoutEffect, useMemo, useRef } from "react";
import { useCluster } from "../../lib/use-cluster.js";
import { flipped } from "../../state/view-state.js";
import type { Camera, Viewport } from "../map/camera.js";
import type { MapEngine } from "../map/engine.js";
import { toldOrder } from "../map/families.js";
import { familyColour, percent, short } from "../shared/words.js";
import { placeLabels, ribbonsOf } from "./place-labels.js";

interface Given {
  engine: MapEngine;
  room: Viewport;
  hovered: number;
}

/** Pixels: a smaller disc has a short name. */
const TOLD = 92;
/** Beyond this zoom one looks at accounts, and no longer at how parts hang together. */
const RIBBONS_UNTIL = 2.5;

export function Labels({ engine, room, hovered }: Given): ReactNode {
  const { anatomy, store, state } = useCluster();
  const { parts, flows } = anatomy;
  const chosen = state.filters.parts;
  const layer = useRef<HTMLDivElement>(null);
  const scene = useRef<SVGSVGElement>(null);
  const order = useMemo(() => toldOrder(flows.map(({ family }) => family)), [flows]);
  const ribbons = useMemo(() => (hovered < 0 ? [] : ribbonsOf(parts, flows, hovered, order)), [parts, flows, hovered, order]);
  const hasOthers = parts.length > 1;

  const place = useRef((_camera: Camera) => {});
  place.current = (camera) => {
    const elements = [...(layer.current?.children ?? [])] as HTMLElement[];
    for (const [i, { radius }] of parts.entries()) elements[i]?.classList.toggle("map-label-short", radius * camera.k < TOLD);
    const boxes = elements.map((element) => ({ width: element.offsetWidth, height: element.offsetHeight }));
    for (const [i, at] of placeLabels(parts, boxes, camera, room).entries()) {
      const { style } = elements[i];
      style.visibility = at === null ? "hidden" : "visible";
      if (at !== null) style.transform = `translate(${Math.round(at.x)}px, ${Math.round(at.y)}px)`;
    }
    scene.current?.firstElementChild?.setAttribute("transform", `translate(${camera.x} ${camera.y})`);
    for (const group of scene.current?.querySelectorAll<SVGElement>("[data-x]") ?? []) {
      const [x0, y0, x1, y1] = group.dataset.x!.split(" ").map((at) => Number(at) * camera.k);
      const line = group.querySelector("line");
      for (const [name, value] of Object.entries({ x1: x0, y1: y0, x2: x1, y2: y1 })) line?.setAttribute(name, String(value));
      group.querySelector("text")?.setAttribute("transform", `translate(${(x0 + x1) / 2} ${(y0 + y1) / 2 + 4})`);
    }
    for (const ring of scene.current?.querySelectorAll<SVGCircleElement>("circle") ?? []) {
      const { x, y, radius } = parts[Number(ring.dataset.part)];
      for (const [name, value] of Object.entries({ cx: x, cy: y, r: radius })) ring.setAttribute(name, String(value * camera.k));
    }
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: `follow` places at once: asked anew for what was drawn anew
  useLayoutEffect(() => engine.follow((camera) => place.current(camera)), [engine, room, ribbons, chosen, parts]);

  return (
    <>
      <svg className="map-over" ref={scene} aria-hidden="true">
        <g>
          {parts.map(
            (part) =>
              hasOthers &&
              (part.part === hovered || chosen.includes(part.id)) && <circle key={part.id} data-part={part.part} className="map-ring" />,
          )}
          {state.selection.length === 0 &&
            engine.zoom < RIBBONS_UNTIL &&
            ribbons.map(({ key, family, links, width, from, to, isTold }) => (
              <g key={key} data-x={[from.x, from.y, to.x, to.y].join(" ")}>
                <line stroke={familyColour(family)} strokeWidth={width} strokeLinecap="round" />
                {isTold && <text textAnchor="middle">{short(links)} links</text>}
              </g>
            ))}
        </g>
      </svg>
      <div className="map-labels" ref={layer}>
        {parts.map(({ id, part, size, suspended_share }) => (
          <button
            key={id}
            type="button"
            aria-pressed={chosen.includes(id)}
            className={part === hovered ? "map-label map-label-near" : "map-label"}
            title={parts[part].label}
            onClick={() => store.filter(`part ${part + 1}`, { parts: flipped(chosen, id) })}
          >
            <b>{part + 1}</b> · {short(size)}
            <span> · {percent(suspended_share)} suspended</span>
          </button>
        ))}
      </div>
    </>
  );
}
