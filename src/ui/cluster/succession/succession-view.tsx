/** What became of each part, day by day: sign-ups up, suspensions down, the living shaded, and who took over whose work. */
import { type KeyboardEvent, type ReactNode, useMemo } from "react";
import { useCluster } from "../../lib/use-cluster.js";
import { flipped } from "../../state/view-state.js";
import { useRoom, ViewFrame } from "../shared/frame.js";
import { accountsOf, dayName, percent, short, whole } from "../shared/words.js";
import { Brush } from "./brush.js";
import { LaneBars, Takeovers } from "./lane-bars.js";
import { successionOf, ticksOf, toldAt } from "./lanes.js";
import { usePlayback } from "./playback.js";
import "./succession.css";

const LEFT = 92;
const RIGHT = 14;
const TOP = 8;
const AXIS = 26;
const LEAST_LANE = 30;
const MOST_LANE = 110;

/** A median: 38 min, 5 h, 2 days. */
function minutesOf(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 120) return `${minutes} min`;
  return minutes < 2_880 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1_440)} days`;
}

export function SuccessionView(): ReactNode {
  const { anatomy, store, state, detail } = useCluster();
  const { parts, births, suspensions, successions } = anatomy;
  const told = useMemo(() => successionOf(parts.length, births, suspensions, successions), [parts, births, suspensions, successions]);
  const [box, room] = useRoom<HTMLDivElement>();
  const play = usePlayback(told.days);
  const chosen = state.filters.parts;
  const only = chosen.length === 0 ? null : parts.filter(({ id }) => chosen.includes(id)).map(({ part }) => part);
  const now = toldAt(told, play.day ?? told.days - 1, only);
  const relinked = detail.relink_ms === null ? "" : `, a successor is there in ${minutesOf(detail.relink_ms)}`;
  const gone = anatomy.parts.reduce((sum, { suspended }) => sum + suspended, 0);
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== " " || (event.target as Element).closest("button, [role=button], [role=slider]") !== null) return;
    play.toggle();
    event.preventDefault();
    event.stopPropagation();
  };
  const lane = room === null ? 0 : Math.max(LEAST_LANE, Math.min(MOST_LANE, (room.height - TOP - AXIS) / Math.max(1, parts.length)));
  const height = TOP + AXIS + lane * parts.length;
  const width = room === null ? 0 : room.width - (room.height < height ? 12 : 0);
  const across = Math.max(1, width - LEFT - RIGHT);
  const x = (day: number): number => LEFT + (day * across) / told.days;

  return (
    <ViewFrame
      title={`Sign-ups above each line, suspensions below, the living shaded: ${percent(gone / Math.max(1, anatomy.accounts))} suspended${relinked}`}
      controls={
        <div className="view-controls">
          <span className="succession-now" role="status" aria-live="off">
            {play.day !== null && <b>{dayName(told.first + play.day)}: </b>}
            {whole(now.born)} signed up, {whole(now.gone)} suspended, {whole(now.living)} living
          </span>
          <button type="button" aria-pressed={play.playing} onClick={play.toggle} title="Space">
            {play.playing ? "Pause" : "Play"}
          </button>
          {play.day !== null && (
            <button type="button" onClick={play.stop}>
              All days
            </button>
          )}
        </div>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of keys (WCAG 2.1.1) */}
      <section className="succession" ref={box} tabIndex={0} aria-label="Lanes" onKeyDown={onKey}>
        {room !== null && (
          <svg width={width} height={Math.max(height, room.height)} role="group" aria-label="A lane a part">
            {ticksOf(told.first, told.days, across).map((day) => (
              <g key={day}>
                <line x1={x(day)} x2={x(day)} y1={TOP} y2={height - AXIS} stroke="var(--line)" />
                <text x={x(day)} y={height - 8} textAnchor={day === 0 ? "start" : "middle"} className="succession-muted">
                  {dayName(told.first + day)}
                </text>
              </g>
            ))}
            {parts.map((part, i) => {
              const y = TOP + lane * i;
              const isIn = chosen.length === 0 || chosen.includes(part.id);
              return (
                <g key={part.id} className={isIn ? "" : "succession-out"}>
                  <LaneBars lane={told.lanes[i]} most={told.most} y={y} height={lane} x={x} until={play.day} />
                  <g
                    role="button"
                    tabIndex={0}
                    className="succession-name"
                    aria-pressed={chosen.includes(part.id)}
                    onClick={() => store.filter(`part ${i + 1}`, { parts: flipped(chosen, part.id) })}
                    onKeyDown={(event) => {
                      if (event.key !== "Enter" && event.key !== " ") return;
                      store.filter(`part ${i + 1}`, { parts: flipped(chosen, part.id) });
                      event.preventDefault();
                      event.stopPropagation();
                    }}
                  >
                    <title>{`${accountsOf(part.size)}, ${percent(part.suspended_share)} suspended; ${part.label}`}</title>
                    <rect x={2} y={y + 1} width={LEFT - 10} height={lane - 2} rx={5} />
                  </g>
                  <g className="succession-words">
                    <text x={10} y={y + lane * 0.6 - (lane >= 34 ? 3 : -4)} className="succession-part">
                      Part {i + 1}
                      {lane < 34 && <tspan className="succession-muted"> {short(part.size)}</tspan>}
                    </text>
                    {lane >= 34 && (
                      <text x={10} y={y + lane * 0.6 + 11} className="succession-muted">
                        {short(part.size)} · {percent(part.suspended_share)}
                      </text>
                    )}
                  </g>
                </g>
              );
            })}
            <Takeovers told={told} lane={lane} top={TOP} x={x} until={play.day} only={only} />
            <Brush first={told.first} days={told.days} left={LEFT} width={across} top={TOP} height={height - AXIS - TOP} />
            {play.day !== null && (
              <line className="succession-cursor" x1={x(play.day + 1)} x2={x(play.day + 1)} y1={TOP} y2={height - AXIS} />
            )}
          </svg>
        )}
      </section>
    </ViewFrame>
  );
}
