/** What is told of the part under the pointer: what marks it, when it was born, with whom it shares most. */
import type { ReactNode } from "react";
import type { Anatomy } from "../../lib/queries.js";
import { useCluster } from "../../lib/use-cluster.js";
import { accountsOf, dayNumber, daySpan, familyName, percent, short, whole } from "../shared/words.js";

const WIDTH = 300;
const TOLD = 3;

interface Given {
  part: Anatomy["parts"][number];
  x: number;
  y: number;
  room: { width: number; height: number };
}

export function PartTip({ part, x, y, room }: Given): ReactNode {
  const { anatomy } = useCluster();
  const { flows, successions } = anatomy;
  const shares = flows.filter(({ from, to }) => from === part.part || to === part.part).slice(0, TOLD);
  const other = (flow: { from: number; to: number }): number => (flow.from === part.part ? flow.to : flow.from) + 1;
  const from = successions.filter(({ to, from }) => to === part.part && from !== to).reduce((sum, { links }) => sum + links, 0);
  const left = Math.max(8, Math.min(room.width - WIDTH - 8, x - WIDTH / 2));
  const below = y > room.height * 0.55;
  return (
    <div className="tip" aria-hidden="true" style={{ left, width: WIDTH, ...(below ? { bottom: room.height - y + 90 } : { top: y + 90 }) }}>
      <b>
        Part {part.part + 1}: {accountsOf(part.size)}
      </b>
      <p>{part.label}</p>
      <p className="muted">
        {percent(part.suspended_share)} suspended · {short(part.exchanges)} exchanges
        {part.first_born !== null && part.last_born !== null && ` · born ${daySpan(dayNumber(part.first_born), dayNumber(part.last_born))}`}
      </p>
      {from > 0 && <p>took over the work of {accountsOf(from)}</p>}
      {shares.map((flow) => (
        <p key={`${flow.from} ${flow.to} ${flow.family}`} className="muted">
          {whole(flow.links)} links to part {other(flow)} by {familyName(flow.family)}
        </p>
      ))}
    </div>
  );
}
