/** Births above a line and suspensions below it, a bar a span: one glance for a row, and one sentence for who does not see it. */
import type { ReactNode } from "react";
import { counted } from "../lib/format.js";

const WIDTH = 96;
const HALF = 11;

export function Sparkline({ births, suspensions }: { births: readonly number[]; suspensions: readonly number[] }): ReactNode {
  const most = Math.max(1, ...births, ...suspensions);
  const step = WIDTH / births.length;
  const width = Math.max(1, step - 0.6);
  const bar = (count: number): number => (count === 0 ? 0 : Math.max(1, (HALF * count) / most));
  const sum = (counts: readonly number[]): number => counts.reduce((all, each) => all + each, 0);
  return (
    <svg
      width={WIDTH}
      height={2 * HALF + 1}
      viewBox={`0 0 ${WIDTH} ${2 * HALF + 1}`}
      role="img"
      aria-label={`${counted(sum(births))} born, ${counted(sum(suspensions))} suspended`}
    >
      <path d={`M0 ${HALF + 0.5}H${WIDTH}`} stroke="var(--line)" />
      <path
        d={births.map((count, i) => `M${i * step} ${HALF}v-${bar(count)}h${width}v${bar(count)}z`).join("")}
        fill="var(--status-active)"
      />
      <path
        d={suspensions.map((count, i) => `M${i * step} ${HALF + 1}v${bar(count)}h${width}v-${bar(count)}z`).join("")}
        fill="var(--status-suspended)"
      />
    </svg>
  );
}
