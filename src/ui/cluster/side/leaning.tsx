/** What the cluster leans on: without which evidence how many fall off; each is struck here, and shown in every view. */
import { type ReactNode, useEffect, useState } from "react";
import type { EvidenceColumns } from "../../../contract/evidence-columns.js";
import { useCluster } from "../../lib/use-cluster.js";
import type { Struck } from "../../state/view-state.js";
import { cutBy, isStruck, strikeFlipped, struckName, useCut, useEvidence } from "../shared/derived.js";
import { accountsOf, familyName, percent, whole } from "../shared/words.js";

interface Leans {
  struck: Struck;
  count: number;
}

const TOLD = 5;
/** Values that are tried, of those that carry most. */
const TRIED = 12;

export function Leaning(): ReactNode {
  const { graph, state, store, anatomy } = useCluster();
  const evidence = useEvidence();
  const leans = useLeans(evidence);
  const cut = useCut();
  const { struck } = state;
  return (
    <section>
      <h2>What if it were no evidence?</h2>
      {struck.length > 0 && cut !== null && (
        <p>
          Without <b>{struck.map(struckName).join(", ")}</b>{" "}
          {cut.count === 0
            ? "it still holds together: nobody falls off."
            : `${accountsOf(cut.count)} (${percent(cut.count / Math.max(1, anatomy.accounts))}) fall off; ${whole(cut.sizes.length)} pieces, the largest of ${whole(cut.sizes[0] ?? 0)}.`}
        </p>
      )}
      {leans === null ? (
        <p className="side-muted">{graph === null ? "Reading …" : "Weighing …"}</p>
      ) : leans.length === 0 ? (
        <p className="side-muted">No family and no value holds anybody alone.</p>
      ) : (
        <ul className="side-leans">
          {leans.slice(0, TOLD).map((each) => (
            <li key={struckName(each.struck)}>
              <button
                type="button"
                aria-pressed={isStruck(struck, each.struck)}
                onClick={() => store.change(`strike ${struckName(each.struck)}`, { struck: strikeFlipped(struck, each.struck) })}
              >
                <span className="side-name">
                  {"family" in each.struck ? `all ${familyName(each.struck.family)}` : struckName(each.struck)}
                </span>
                <span className="side-bits">−{whole(each.count)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Each struck alone, one after the other, so that nothing else waits; null until all were. */
function useLeans(evidence: EvidenceColumns | null): readonly Leans[] | null {
  const { graph } = useCluster();
  const [found, setFound] = useState<readonly Leans[] | null>(null);
  useEffect(() => {
    setFound(null);
    if (evidence === null || graph === null) return undefined;
    const used = evidence.families.filter((_, f) => evidence.kinds.some(({ family }) => family === f));
    const asked: Struck[] = [...used.map(({ family }) => ({ family })), ...evidence.values.slice(0, TRIED)];
    const leans: Leans[] = [];
    let at = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const next = (): void => {
      const struck = asked[at++];
      if (struck === undefined) {
        setFound(leans.filter(({ count }) => count > 0).sort((p, q) => q.count - p.count));
        return;
      }
      leans.push({ struck, count: cutBy(graph, evidence, [struck]).count });
      timer = setTimeout(next, 30);
    };
    timer = setTimeout(next, 400);
    return () => clearTimeout(timer);
  }, [evidence, graph]);
  return found;
}
