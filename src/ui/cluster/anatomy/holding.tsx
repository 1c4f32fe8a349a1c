/** A cluster of one part: how many of it are suspended, and the values that hold it together. */
import type { ReactNode } from "react";
import { useCluster } from "../../lib/use-cluster.js";
import { bitsOf, familyColour, kindName, percent, short, whole } from "../shared/words.js";
import { ringPath } from "./layout.js";

const TOLD = 12;
const SIDE = 220;

export function Holding(): ReactNode {
  const { anatomy } = useCluster();
  const { parts, indicators, accounts } = anatomy;
  const [part] = parts;
  const middle = SIDE / 2;
  return (
    <div className="anatomy-holding">
      <figure>
        <svg width={SIDE} height={SIDE} role="img" aria-label={`${whole(part.size)} accounts, ${percent(part.suspended_share)} suspended`}>
          <circle cx={middle} cy={middle} r={middle - 10} fill="var(--surface)" />
          {part.suspended_share > 0 && (
            <path
              d={ringPath(middle, middle, middle - 18, 0, part.suspended_share)}
              fill="none"
              stroke="var(--status-suspended)"
              strokeWidth={16}
            />
          )}
          {part.suspended_share < 1 && (
            <path
              d={ringPath(middle, middle, middle - 18, part.suspended_share, 1)}
              fill="none"
              stroke="var(--status-active)"
              strokeWidth={16}
            />
          )}
          <text x={middle} y={middle + 4} textAnchor="middle" className="anatomy-big">
            {short(part.size)}
          </text>
          <text x={middle} y={middle + 26} textAnchor="middle" className="anatomy-muted">
            accounts
          </text>
        </svg>
        <figcaption>{part.label}</figcaption>
      </figure>
      <section aria-label="What holds it together">
        <h3>What holds it together</h3>
        {indicators.length === 0 && <p className="anatomy-none">No value is shared: its accounts are tied by how they act.</p>}
        <ol>
          {indicators.slice(0, TOLD).map(({ kind, value, family, bits, accounts: holders }) => {
            const has = holders.reduce((sum, count) => sum + count, 0);
            return (
              <li key={`${kind} ${value}`}>
                <i style={{ background: familyColour(family), width: `${Math.max(1, (100 * has) / Math.max(1, accounts))}%` }} />
                <span className="anatomy-kind">{kindName(kind)}</span>
                <span className="anatomy-value" title={value}>
                  {value}
                </span>
                <span className="anatomy-count">
                  {whole(has)} of {whole(accounts)}
                </span>
                <span className="anatomy-count">{bitsOf(bits)} bits</span>
              </li>
            );
          })}
        </ol>
      </section>
    </div>
  );
}
