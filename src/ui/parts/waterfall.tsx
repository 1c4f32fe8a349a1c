/** Evidence in bits, a bar each from a middle line: for to the right, against to the left. */
import type { ReactNode } from "react";
import { bitsText } from "../lib/format.js";
import "./waterfall.css";

export interface Bar {
  key: string;
  label: string;
  bits: number;
  /** A family of evidence, whose colour it has. */
  family?: string;
  /** More words, on hover and for screen readers. */
  detail?: string;
}

export function Waterfall({ bars, label }: { bars: readonly Bar[]; label: string }): ReactNode {
  const most = Math.max(1e-9, ...bars.map(({ bits }) => bits));
  const least = Math.min(0, ...bars.map(({ bits }) => bits));
  const middle = (100 * -least) / (most - least);
  return (
    <ul className="waterfall" aria-label={label}>
      {bars.map(({ key, label: name, bits, family, detail }) => {
        const width = (100 * Math.abs(bits)) / (most - least);
        const style = { left: `${bits < 0 ? middle - width : middle}%`, width: `${width}%`, background: colourOf(family) };
        return (
          <li key={key} title={detail}>
            <span className="clip">{name}</span>
            <span className="waterfall-track" aria-hidden="true">
              <span style={style} />
            </span>
            <span className="number">{bitsText(bits)}</span>
          </li>
        );
      })}
    </ul>
  );
}

const FAMILIES = ["identity", "payment", "network", "tooling", "behaviour", "co-use", "attribute", "succession"];

export const colourOf = (family: string | undefined): string =>
  family !== undefined && FAMILIES.includes(family) ? `var(--family-${family})` : "var(--accent)";
