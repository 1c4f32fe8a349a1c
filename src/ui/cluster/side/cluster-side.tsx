/** The doubt, always in sight: why it is thought one operator's, what else it could be, what it leans on, whose it may be. */
import { type ReactNode, useMemo } from "react";
import type { Anatomy, ClusterDetail } from "../../lib/queries.js";
import { useCluster } from "../../lib/use-cluster.js";
import { accountsOf, bitsOf, familyColour, familyName, kindName, percent, short, whole } from "../shared/words.js";
import { Bars } from "./bars.js";
import { Came } from "./came.js";
import { Cases } from "./cases.js";
import { Leaning } from "./leaning.js";
import { Notes } from "./notes.js";
import "./side.css";

/** What does not change as one selects and filters is not drawn again. */
export function ClusterSide(): ReactNode {
  const { id, detail, anatomy } = useCluster();
  const above = useMemo(() => <Weighed detail={detail} />, [detail]);
  const below = useMemo(() => <Known id={id} detail={detail} anatomy={anatomy} />, [id, detail, anatomy]);
  return (
    <div className="side">
      {above}
      <Leaning />
      {below}
    </div>
  );
}

function Weighed({ detail }: { detail: ClusterDetail }): ReactNode {
  const sum = detail.evidence.reduce((bits, each) => bits + each.bits, 0);
  const [first, second] = detail.explanations;
  return (
    <>
      <section>
        <h2>
          Why {detail.disposition}: {bitsOf(sum)} bits
        </h2>
        <Bars
          label="Evidence by family"
          bars={byFamily(detail.evidence).map(({ family, name, bits, detail: words }) => ({
            key: name,
            name,
            bits,
            colour: familyColour(family),
            detail: words,
          }))}
        />
      </section>
      <section>
        <h2>What else it could be</h2>
        {first === undefined && <p className="side-muted">Nothing was weighed against it.</p>}
        <Bars
          label="Competing explanations"
          bars={detail.explanations.map(({ name, bits, detail: words }) => ({
            key: name,
            name,
            bits,
            colour: "var(--accent)",
            detail: words,
          }))}
        />
        {second !== undefined && (
          <p className="side-muted">
            Next likeliest: {second.detail}; {(first.bits - second.bits).toFixed(1)} bits behind.
          </p>
        )}
      </section>
    </>
  );
}

function Known({ id, detail, anatomy }: { id: string; detail: ClusterDetail; anatomy: Anatomy }): ReactNode {
  const suspended = anatomy.parts.reduce((sum, part) => sum + part.suspended, 0);
  return (
    <>
      <Cases detail={detail} />
      <section>
        <h2>Status</h2>
        <p>
          {accountsOf(detail.size)}, {percent(suspended / Math.max(1, anatomy.accounts))} suspended; {short(detail.exchanges)} exchanges
          {detail.growth !== 0 && `; ${detail.growth > 0 ? "+" : "−"}${whole(Math.abs(detail.growth))} in the last run`}
        </p>
      </section>
      <Came id={id} />
      <Notes id={id} />
    </>
  );
}

interface OfFamily {
  /** Null where the kind is of no family of links. */
  family: string | null;
  name: string;
  bits: number;
  detail: string;
}

/** A kind that is of no family of links stands by itself. */
function byFamily(evidence: ClusterDetail["evidence"]): OfFamily[] {
  const found = new Map<string, OfFamily>();
  for (const { kind, value, family, accounts, bits } of evidence) {
    const name = family === null ? kindName(kind) : familyName(family);
    const known = found.get(name) ?? { family, name, bits: 0, detail: "" };
    const row = `${kindName(kind)}: ${value} (${whole(accounts)}), ${bitsOf(bits)}`;
    found.set(name, { ...known, bits: known.bits + bits, detail: known.detail === "" ? row : `${known.detail}\n${row}` });
  }
  return [...found.values()].sort((p, q) => q.bits - p.bits);
}
