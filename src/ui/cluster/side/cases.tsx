/** Who may be behind it: each operator that was weighed, with what speaks for and against. */
import type { ReactNode } from "react";
import { Link } from "wouter";
import { pathOf } from "../../lib/api.js";
import type { ClusterDetail } from "../../lib/queries.js";
import { familyColour, kindName, percent, whole } from "../shared/words.js";
import { Bars } from "./bars.js";

const TOLD = 4;

export function Cases({ detail }: { detail: ClusterDetail }): ReactNode {
  const { attribution, cases, stranger } = detail;
  return (
    <section>
      <h2>Who is behind it</h2>
      {attribution.length === 0 && <p className="side-muted">It is attributed to nobody: only fraudulent clusters are.</p>}
      <ul className="side-shares">
        {attribution.slice(0, TOLD).map(({ operator, confidence, likelihood }) => (
          <li key={operator}>
            {operator === "unknown" ? (
              <span className="side-name">{stranger ?? "none of the known"}</span>
            ) : (
              <Link className="side-name" href={pathOf("/operators/{}", operator)}>
                {operator}
              </Link>
            )}
            <span>{likelihood}</span>
            <span className="side-bits">{percent(confidence)}</span>
          </li>
        ))}
      </ul>
      {cases.slice(0, TOLD).map(({ operator, bits, evidence }) => (
        <details key={operator}>
          <summary>
            The case for {operator}: {bits.toFixed(1)} bits
          </summary>
          <Bars
            label={`The case for ${operator}`}
            bars={evidence.map((row) => ({
              key: `${row.kind} ${row.value}`,
              name: `${kindName(row.kind)} ${row.value}`,
              bits: row.bits,
              colour: familyColour(row.family === "continuity" || row.family === "profile" ? null : row.family),
              detail: `${row.detail}; ${whole(row.accounts)} accounts`,
            }))}
          />
        </details>
      ))}
    </section>
  );
}
