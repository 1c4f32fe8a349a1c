/** A span of days over the lanes: drawn by dragging, moved by its two handles; who was born in it is shown in all views. */
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import { useCluster } from "../../lib/use-cluster.js";
import { dayName, daySpan } from "../shared/words.js";

interface Given {
  first: number;
  days: number;
  left: number;
  width: number;
  top: number;
  height: number;
}

/** Fewer pixels are a click, which takes the span away. */
const CLICK = 4;

export function Brush({ first, days, left, width, top, height }: Given): ReactNode {
  const { state, store } = useCluster();
  const { born } = state.filters;
  const pulled = useRef<{ from: number; x: number; span: readonly [number, number] | null } | null>(null);
  const [pulling, setPulling] = useState<readonly [number, number] | null>(null);
  const shown = pulling ?? born;
  const x = (day: number): number => left + (Math.max(0, Math.min(days, day - first)) * width) / days;
  const dayAt = (event: PointerEvent<SVGElement>): number => {
    const box = event.currentTarget.getBoundingClientRect();
    return first + Math.max(0, Math.min(days - 1, Math.floor(((event.clientX - box.left) * days) / box.width)));
  };
  const set = (span: readonly [number, number] | null): void =>
    store.filter(span === null ? "show all births" : `born ${daySpan(...span)}`, { born: span });
  const onDown = (event: PointerEvent<SVGElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    pulled.current = { from: dayAt(event), x: event.clientX, span: null };
  };
  const onMove = (event: PointerEvent<SVGElement>): void => {
    const pull = pulled.current;
    if (pull === null || Math.abs(event.clientX - pull.x) < CLICK) return;
    const to = dayAt(event);
    pull.span = [Math.min(pull.from, to), Math.max(pull.from, to)];
    setPulling(pull.span);
  };
  const onUp = (): void => {
    const span = pulled.current?.span ?? null;
    if (span !== null || born !== null) set(span);
    pulled.current = null;
    setPulling(null);
  };
  const onKey = (event: KeyboardEvent, end: 0 | 1): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageDown: -7, PageUp: 7 }[event.key];
    if (event.key === "Escape" && born !== null) set(null);
    else if (step === undefined) return;
    else {
      const span: [number, number] = [...(born ?? [first, first + days - 1])];
      span[end] = Math.max(end === 1 ? span[0] : first, Math.min(end === 0 ? span[1] : first + days - 1, span[end] + step));
      set(span);
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const [from, to] = shown ?? [first, first + days - 1];

  return (
    <g className="brush">
      <rect
        className="brush-ground"
        x={left}
        y={top}
        width={width}
        height={height}
        onPointerDown={onDown}
        onPointerMove={onMove}
        onPointerUp={onUp}
        onPointerCancel={onUp}
      />
      {shown !== null && <rect className="brush-span" x={x(from)} y={top} width={x(to + 1) - x(from)} height={height} />}
      {([0, 1] as const).map((end) => (
        <g
          key={end}
          role="slider"
          tabIndex={0}
          className={shown === null ? "brush-handle brush-rest" : "brush-handle"}
          aria-label={end === 0 ? "Born from" : "Born until"}
          aria-valuemin={first}
          aria-valuemax={first + days - 1}
          aria-valuenow={end === 0 ? from : to}
          aria-valuetext={dayName(end === 0 ? from : to)}
          onKeyDown={(event) => onKey(event, end)}
        >
          <rect x={x(end === 0 ? from : to + 1) - 4} y={top + height / 2 - 14} width={8} height={28} rx={4} />
        </g>
      ))}
    </g>
  );
}
