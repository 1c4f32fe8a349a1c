/** A cluster as its parts, in the order in which they were born: what they share above, who took over whose work below. */
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from "react";
import type { Anatomy } from "../../lib/queries.js";
import { useCluster } from "../../lib/use-cluster.js";
import { flipped } from "../../state/view-state.js";
import { toldOrder } from "../map/families.js";
import { useCut } from "../shared/derived.js";
import { useRoom, ViewFrame } from "../shared/frame.js";
import { accountsOf, dayName, dayNumber, daySpan, familyColour, familyName, percent, short, whole } from "../shared/words.js";
import { Holding } from "./holding.js";
import { anatomical, ringPath } from "./layout.js";
import { PartTip } from "./part-tip.js";
import "./anatomy.css";

type Part = Anatomy["parts"][number];
/** More would be a thicket. */
const MOST_FLOWS = 90;
/** Of the most links that two parts share: fewer are threads that say little. */
const FEWEST = 0.006;

export function AnatomyView(): ReactNode {
  const { anatomy, store, state } = useCluster();
  const families = toldOrder([...new Set(anatomy.flows.map(({ family }) => family))]);
  const [one] = anatomy.parts;
  const title =
    anatomy.parts.length === 1
      ? `One part: ${accountsOf(one.size)}, ${percent(one.suspended_share)} suspended`
      : `${anatomy.parts.length} parts, in order of birth. Above: what they share. Below: who took over whose work.`;
  return (
    <ViewFrame
      title={title}
      controls={
        <ul className="legend view-controls" aria-label="Legend">
          {families.map((family) => (
            <li key={family}>
              <button
                type="button"
                aria-pressed={state.filters.families.includes(family)}
                title={`Only accounts with ties by ${familyName(family)}`}
                onClick={() => store.filter(`ties by ${familyName(family)}`, { families: flipped(state.filters.families, family) })}
              >
                <i style={{ background: familyColour(family), marginRight: 5 }} />
                {familyName(family)}
              </button>
            </li>
          ))}
          <li>
            <i className="ring" style={{ borderColor: "var(--status-suspended)" }} /> suspended
          </li>
          <li>
            <i className="ring" style={{ borderColor: "var(--status-active)" }} /> active
          </li>
        </ul>
      }
    >
      {anatomy.parts.length === 1 ? <Holding /> : <Parts />}
    </ViewFrame>
  );
}

function Parts(): ReactNode {
  const { anatomy, store, state } = useCluster();
  const [box, room] = useRoom<HTMLDivElement>();
  const [near, setNear] = useState<number | null>(null);
  const svg = useRef<SVGSVGElement>(null);
  const { parts, flows, successions } = anatomy;
  const families = state.filters.families;
  const laid = useMemo(() => {
    const most = flows.reduce((top, { links }) => Math.max(top, links), 0);
    const drawn = flows
      .filter(({ family, links }) => links >= FEWEST * most && (families.length === 0 || families.includes(family)))
      .slice(0, MOST_FLOWS);
    const between = successions.filter(({ from, to }) => from !== to);
    return room === null ? null : anatomical(parts, drawn, between, room);
  }, [parts, flows, successions, families, room]);
  const fallen = useFallen(parts.length);
  const chosen = state.filters.parts;
  const isIn = (part: Part): boolean => chosen.length === 0 || chosen.includes(part.id);
  const toggle = (part: Part): void => store.filter(`part ${part.part + 1}`, { parts: flipped(chosen, part.id) });
  const onKey = (event: KeyboardEvent, part: Part): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step !== undefined) svg.current?.querySelector<SVGGElement>(`[data-part="${part.part + step}"]`)?.focus();
    else if (event.key === "Enter" || event.key === " ") toggle(part);
    else if (event.key === "Escape" && chosen.length > 0) store.filter("show all parts", { parts: [] });
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const touches = ({ from, to }: { from: number; to: number }): boolean =>
    near !== null ? from === near || to === near : chosen.length === 0 || chosen.includes(parts[from].id) || chosen.includes(parts[to].id);
  const largest = Math.max(...parts.map(({ part }) => part), 0);

  return (
    <div className="anatomy" ref={box}>
      {laid !== null && room !== null && (
        <svg ref={svg} width={room.width} height={room.height} role="group" aria-label="Parts">
          <defs>
            <marker
              id="anatomy-arrow"
              viewBox="0 0 8 8"
              refX="5"
              refY="4"
              markerWidth="9"
              markerHeight="9"
              markerUnits="userSpaceOnUse"
              orient="auto"
            >
              <path d="M0 0L8 4L0 8z" fill="var(--family-time)" />
            </marker>
          </defs>
          <g className="anatomy-arcs">
            {laid.above.map(({ of, path, thickness, strength }) => (
              <path
                key={`${of.from} ${of.to} ${of.family}`}
                d={path}
                stroke={familyColour(of.family)}
                strokeWidth={thickness}
                opacity={touches(of) ? (near === null ? 0.35 + 0.45 * Math.sqrt(strength) : 0.9) : 0.06}
              />
            ))}
            {laid.below.map(({ of, path, thickness, strength }) => (
              <path
                key={`${of.from} ${of.to}`}
                d={path}
                stroke="var(--family-time)"
                strokeWidth={thickness}
                markerEnd="url(#anatomy-arrow)"
                opacity={touches(of) ? 0.35 + 0.5 * Math.sqrt(strength) : 0.06}
              />
            ))}
          </g>
          {parts.map((part, i) => {
            const { x, radius } = laid.circles[i];
            const ring = Math.max(2, Math.min(7, radius * 0.22));
            return (
              <g
                key={part.id}
                role="button"
                tabIndex={i === (near ?? 0) ? 0 : -1}
                data-part={i}
                aria-pressed={chosen.includes(part.id)}
                aria-label={nameOf(part)}
                className={isIn(part) ? "anatomy-part" : "anatomy-part anatomy-out"}
                onMouseEnter={() => setNear(i)}
                onMouseLeave={() => setNear(null)}
                onFocus={() => setNear(i)}
                onBlur={() => setNear(null)}
                onClick={() => toggle(part)}
                onKeyDown={(event) => onKey(event, part)}
              >
                <circle cx={x} cy={laid.y} r={radius + 4} className="anatomy-halo" />
                <circle cx={x} cy={laid.y} r={radius} fill="var(--surface)" />
                {part.suspended_share > 0 && (
                  <path
                    d={ringPath(x, laid.y, radius - ring / 2, 0, part.suspended_share)}
                    stroke="var(--status-suspended)"
                    strokeWidth={ring}
                    fill="none"
                  />
                )}
                {part.suspended_share < 1 && (
                  <path
                    d={ringPath(x, laid.y, radius - ring / 2, part.suspended_share, 1)}
                    stroke="var(--status-active)"
                    strokeWidth={ring}
                    fill="none"
                  />
                )}
              </g>
            );
          })}
          {parts.map((part, i) => {
            const { x, radius } = laid.circles[i];
            return (
              <g key={part.id} className={isIn(part) ? "anatomy-words" : "anatomy-words anatomy-out"}>
                {radius >= 17 && (
                  <text x={x} y={laid.y + 4} textAnchor="middle" className="anatomy-size">
                    {short(part.size)}
                  </text>
                )}
                {(laid.told[i] || near === i) && (
                  <>
                    <text x={x} y={laid.words} textAnchor="middle" className="anatomy-number">
                      {i + 1}
                      {radius < 17 && <tspan className="anatomy-muted"> · {short(part.size)}</tspan>}
                    </text>
                    {part.first_born !== null && (
                      <text x={x} y={laid.words + 14} textAnchor="middle" className="anatomy-muted">
                        {dayName(dayNumber(part.first_born))}
                      </text>
                    )}
                    {fallen !== null && fallen[i] > 0 && (
                      <text x={x} y={laid.words + 28} textAnchor="middle" className="anatomy-fallen">
                        −{short(fallen[i])}
                      </text>
                    )}
                  </>
                )}
              </g>
            );
          })}
          {laid.below.length === 0 && largest > 0 && (
            <text x={room.width / 2} y={room.height - 12} textAnchor="middle" className="anatomy-muted">
              No part took over another's work.
            </text>
          )}
        </svg>
      )}
      {near !== null && laid !== null && room !== null && <PartTip part={parts[near]} x={laid.circles[near].x} y={laid.y} room={room} />}
    </div>
  );
}

/** Of each part how many fall off where something is struck; null where nothing is. */
export function useFallen(parts: number): number[] | null {
  const { graph } = useCluster();
  const cut = useCut();
  return useMemo(() => {
    if (cut === null || graph === null) return null;
    const counts = new Array<number>(parts).fill(0);
    for (let i = 0; i < cut.fallen.length; i++) counts[graph.part[i]] += cut.fallen[i];
    return counts;
  }, [cut, graph, parts]);
}

function nameOf({ part, size, suspended_share, first_born, last_born, label }: Part): string {
  const born = first_born === null || last_born === null ? "" : `, born ${daySpan(dayNumber(first_born), dayNumber(last_born))}`;
  return `Part ${part + 1}: ${whole(size)} accounts, ${percent(suspended_share)} suspended${born}; ${label}`;
}
