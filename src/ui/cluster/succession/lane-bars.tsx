/** One part's lane, and the arrows between lanes. */
import { memo, type ReactNode } from "react";
import type { Lane, Succession } from "./lanes.js";

/** Of a lane's height: above the line, and below it. */
const UP = 0.58;
const DOWN = 0.34;

interface Bars {
  lane: Lane;
  most: Succession["most"];
  y: number;
  height: number;
  x(day: number): number;
  /** The day that is played; null: all of them. */
  until: number | null;
}

export const LaneBars = memo(function LaneBars({ lane, most, y, height, x, until }: Bars): ReactNode {
  const line = y + height * 0.6;
  const up = height * UP;
  const days = until === null ? lane.births.length : until + 1;
  const heightOf = (count: number, top: number, room: number): number => (count === 0 ? 0 : Math.max(1.5, room * Math.sqrt(count / top)));
  const wide = Math.max(1, x(1) - x(0) - (x(1) - x(0) > 5 ? 1.5 : 0));
  let shade = `M${x(0)} ${line}`;
  let up1 = "";
  let down = "";
  for (let day = 0; day < days; day++) {
    const level = tenth(line - heightOf(lane.living[day], most.living, up * 0.95));
    shade += `L${tenth(x(day))} ${level}L${tenth(x(day + 1))} ${level}`;
    if (lane.births[day] > 0) up1 += bar(x(day), line, wide, -heightOf(lane.births[day], most.births, up * 0.9));
    if (lane.suspensions[day] > 0) down += bar(x(day), line + 1, wide, heightOf(lane.suspensions[day], most.suspensions, height * DOWN));
  }
  shade += `L${tenth(x(days))} ${line}Z`;
  return (
    <g>
      <path d={shade} className="succession-living" />
      <path d={up1} fill="var(--status-active)" />
      <path d={down} fill="var(--status-suspended)" />
      <line x1={x(0)} x2={x(lane.births.length)} y1={line} y2={line} stroke="var(--line-strong)" />
    </g>
  );
});

const tenth = (at: number): number => Math.round(10 * at) / 10;
const bar = (x: number, y: number, width: number, height: number): string =>
  `M${tenth(x)} ${tenth(y)}h${tenth(width)}v${tenth(height)}h${tenth(-width)}z`;

interface Arrows {
  told: Succession;
  lane: number;
  top: number;
  x(day: number): number;
  until: number | null;
  only: readonly number[] | null;
}

/** The fewest of the most that are still drawn: fewer would be threads. */
const FEWEST = 0.02;

export const Takeovers = memo(function Takeovers({ told, lane, top, x, until, only }: Arrows): ReactNode {
  const most = told.takeovers.reduce((sum, { links }) => Math.max(sum, links), 1);
  const drawn = told.takeovers.filter(({ links, day }) => links >= FEWEST * most && (until === null || day <= until));
  return (
    <g className="succession-arrows">
      <defs>
        <marker
          id="succession-arrow"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerWidth="9"
          markerHeight="9"
          markerUnits="userSpaceOnUse"
          orient="auto"
        >
          <path d="M0 0L8 4L0 8z" fill="var(--family-time)" />
        </marker>
      </defs>
      {drawn.map(({ from, to, links, day }) => {
        const [y0, y1] = [from, to].map((part) => top + lane * (part + 0.6));
        const [start, end] = from < to ? [y0 + lane * 0.12, y1 - lane * 0.14] : [y0 - lane * 0.1, y1 + lane * 0.2];
        const at = x(day + 0.5);
        const bend = Math.max(10, (x(1) - x(0)) * 0.8);
        return (
          <path
            key={`${from} ${to}`}
            d={`M${tenth(Math.max(x(0), at - bend))} ${tenth(start)}C${tenth(at)} ${tenth(start)} ${tenth(at)} ${tenth((start + end) / 2)} ${tenth(at)} ${tenth(end)}`}
            strokeWidth={1 + 3 * Math.sqrt(links / most)}
            markerEnd="url(#succession-arrow)"
            opacity={only === null || only.includes(from) || only.includes(to) ? 0.8 : 0.1}
          />
        );
      })}
    </g>
  );
});
