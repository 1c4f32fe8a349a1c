/**
 * A table of as many rows as there are, of which those in sight are drawn: sorted by its heads, walked by arrows, chosen by space, opened
 * by enter. To a screen reader it is a grid with all its rows counted.
 */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef, useState } from "react";
import "./virtual-table.css";

export interface Column<Row> {
  key: string;
  head: string;
  /** As CSS's grid-template-columns has it: `minmax(8rem, 2fr)`. */
  width: string;
  cell(row: Row): ReactNode;
  /** Numbers stand at the right. */
  numeric?: boolean;
  /** Its head sorts. */
  sorts?: boolean;
  /** Left out on a telephone. */
  spare?: boolean;
  /** Its head is for screen readers alone. */
  silent?: boolean;
}

export interface Sort {
  key: string;
  falling: boolean;
}

interface Given<Row> {
  label: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  keyOf(row: Row): string;
  /** In pixels. */
  rowHeight?: number;
  sort?: Sort;
  onSort?(sort: Sort): void;
  onOpen?(row: Row): void;
  isChosen?(row: Row): boolean;
  /** `extend`: with all between it and the one before. */
  onChoose?(row: Row, index: number, extend: boolean): void;
  /** How many there are, where not all are read yet. */
  total?: number;
  /** The last rows are in sight: more may be read. */
  onEnd?(): void;
}

export function VirtualTable<Row>(given: Given<Row>): ReactNode {
  const { label, rows, columns, keyOf, rowHeight = 32, total = rows.length, sort, onSort, onOpen, isChosen, onChoose, onEnd } = given;
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState(0);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => keyOf(rows[index]),
    onChange: ({ range }) => {
      if (range !== null && range.endIndex >= rows.length - 1) onEnd?.();
    },
  });
  const template = { gridTemplateColumns: columns.map(({ width }) => width).join(" ") };
  const at = Math.min(focused, rows.length - 1);

  const go = (index: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setFocused(next);
    virtual.scrollToIndex(next);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus());
  };
  const onKey = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    const row = rows[at];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key in steps) {
      go(at + steps[event.key]);
      if (event.shiftKey && onChoose !== undefined) onChoose(rows[Math.max(0, Math.min(rows.length - 1, at + steps[event.key]))], at, true);
    } else if (event.key === "Home") go(0);
    else if (event.key === "End") go(rows.length - 1);
    else if (event.key === "Enter" && onOpen !== undefined) onOpen(row);
    else if (event.key === " " && onChoose !== undefined) onChoose(row, at, event.shiftKey);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onClick = (event: MouseEvent, row: Row, index: number): void => {
    if ((event.target as Element).closest("a, button, input, select") !== null) return;
    setFocused(index);
    if (onChoose !== undefined && (event.shiftKey || event.ctrlKey || event.metaKey)) onChoose(row, index, event.shiftKey);
    else if (onOpen !== undefined) onOpen(row);
    else onChoose?.(row, index, false);
  };

  return (
    <div className="vt" role="grid" aria-label={label} aria-rowcount={total + 1} aria-multiselectable={onChoose !== undefined || undefined}>
      <div className="vt-scroll" ref={scroller}>
        <div className="vt-head" role="row" aria-rowindex={1} style={template} tabIndex={-1}>
          {columns.map((column) => (
            <Head key={column.key} column={column} sort={sort} onSort={onSort} />
          ))}
        </div>
        <div className="vt-body" role="rowgroup" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ key, index, start }) => {
            const row = rows[index];
            const chosen = isChosen?.(row);
            return (
              <div
                key={key}
                className="vt-row"
                role="row"
                aria-rowindex={index + 2}
                aria-selected={chosen}
                data-index={index}
                tabIndex={index === at ? 0 : -1}
                style={{ ...template, height: rowHeight, transform: `translateY(${start}px)` }}
                onFocus={() => setFocused(index)}
                onClick={(event) => onClick(event, row, index)}
                onKeyDown={(event) => (event.target === event.currentTarget ? onKey(event) : undefined)}
              >
                {columns.map((column) => (
                  <div key={column.key} role="gridcell" className={classOf(column)}>
                    {column.cell(row)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

interface HeadGiven<Row> {
  column: Column<Row>;
  sort: Sort | undefined;
  onSort: ((sort: Sort) => void) | undefined;
}

function Head<Row>({ column, sort, onSort }: HeadGiven<Row>): ReactNode {
  const isBy = sort?.key === column.key;
  const order = isBy ? (sort.falling ? "descending" : "ascending") : undefined;
  return (
    <div role="columnheader" aria-sort={order} className={classOf(column)}>
      {column.sorts && onSort !== undefined ? (
        <button type="button" onClick={() => onSort({ key: column.key, falling: isBy ? !sort.falling : true })}>
          {column.head}
          <span aria-hidden="true">{isBy ? (sort.falling ? " ↓" : " ↑") : ""}</span>
        </button>
      ) : (
        <span className={column.silent ? "sr-only" : undefined}>{column.head}</span>
      )}
    </div>
  );
}

const classOf = ({ numeric, spare }: { numeric?: boolean; spare?: boolean }): string =>
  ["vt-cell", numeric ? "vt-number" : "", spare ? "vt-spare" : ""].filter(Boolean).join(" ");
