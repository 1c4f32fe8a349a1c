/** The account under the pointer, in a few words. */
import type { ReactNode } from "react";
import type { GraphColumns } from "../../../contract/graph-columns.js";
import type { Viewport } from "../map/camera.js";
import { derivedOf } from "../shared/derived.js";
import { dayName, STATUSES, whole } from "../shared/words.js";

export interface Hover {
  /** -1: none. */
  account: number;
  part: number;
  x: number;
  y: number;
}

const WIDTH = 220;
const UNKNOWN_DAY = 65_535;

export function Hovered({ graph, hover, room }: { graph: GraphColumns; hover: Hover; room: Viewport }): ReactNode {
  const { account, x, y } = hover;
  const ties = derivedOf(graph).ties.count(account);
  const left = x + 14 + WIDTH > room.width ? x - 14 - WIDTH : x + 14;
  const isLow = y > room.height - 90;
  return (
    <div className="tip" aria-hidden="true" style={{ left, width: WIDTH, ...(isLow ? { bottom: room.height - y + 10 } : { top: y + 12 }) }}>
      <b className="map-clip">{graph.accounts[account]}</b>
      <p className="muted">
        {STATUSES[graph.status[account]]} · part {graph.part[account] + 1}
        {graph.born[account] !== UNKNOWN_DAY && ` · born ${dayName(graph.born[account])}`} · {whole(ties)} {ties === 1 ? "tie" : "ties"}
      </p>
    </div>
  );
}
