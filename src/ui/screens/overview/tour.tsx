/** A new analyst's first questions, each with where it is answered: shown until somebody says that they know. */
import { type ReactNode, useState } from "react";
import { Link } from "wouter";
import type { ClusterRow } from "../../resources/clusters.js";

const KEPT = "cautery-tour";

export function Tour({ rows }: { rows: readonly ClusterRow[] }): ReactNode {
  const [isKnown, setIsKnown] = useState(() => localStorage.getItem(KEPT) === "known");
  const campaign = rows.find(({ disposition }) => disposition === "fraudulent");
  if (isKnown || campaign === undefined) return null;
  const at = `/clusters/${encodeURIComponent(campaign.cluster)}`;
  const know = (): void => {
    localStorage.setItem(KEPT, "known");
    setIsKnown(true);
  };
  return (
    <section className="tour no-print" aria-label="First questions">
      <ol>
        <li>
          Which is newest? The list begins with what changed since yesterday; or <Link href="/?sort=growth">by growth</Link>.
        </li>
        <li>
          What holds it together? <Link href={`${at}/matrix`}>What its parts share</Link>: X strikes a row, and shows what falls off.
        </li>
        <li>
          Who is behind it? At the side of <Link href={at}>the cluster</Link>, with what speaks against each.
        </li>
        <li>
          Am I wrong? Beside it: what else it could be, and <Link href={`${at}/succession`}>what came after each suspension</Link>.
        </li>
        <li>What if I suspend it? P plans, which does nothing: it says whom it would hit, and waits for a second person.</li>
      </ol>
      <button type="button" className="btn" onClick={know}>
        I know my way
      </button>
    </section>
  );
}
