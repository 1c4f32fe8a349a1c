/** Bits as bars: for to the right of a line, against to the left of it. */
import type { ReactNode } from "react";
import { bitsOf } from "../shared/words.js";

export interface Bar {
  key: string;
  name: string;
  bits: number;
  colour: string;
  detail?: string;
}

export function Bars({ label, bars }: { label: string; bars: readonly Bar[] }): ReactNode {
  const most = bars.reduce((top, { bits }) => Math.max(top, bits), 0);
  const least = bars.reduce((low, { bits }) => Math.min(low, bits), 0);
  const span = Math.max(1e-9, most - least);
  const zero = (100 * -least) / span;
  return (
    <ul className="side-bars" aria-label={label}>
      {bars.map(({ key, name, bits, colour, detail }) => {
        const width = (100 * Math.abs(bits)) / span;
        return (
          <li key={key} title={detail}>
            <span className="side-name">{name}</span>
            <span className="side-track" aria-hidden="true">
              <i style={{ left: `${bits < 0 ? zero - width : zero}%`, width: `max(2px, ${width}%)`, background: colour }} />
            </span>
            <span className="side-bits">{bitsOf(bits)}</span>
          </li>
        );
      })}
    </ul>
  );
}
