/** What analysts said, append-only: who, when, why; a later one may withdraw an earlier one. */

export interface Judgement {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  analyst: string;
  reason: string;
  about:
    | { type: "link"; a: string; b: string } // must-link (positive) or never-link (negative)
    | { type: "disposition"; cluster: string; accounts: readonly string[] } // fraudulent (positive) or benign (negative)
    | { type: "attribution"; cluster: string; accounts: readonly string[]; operator: string } // is (positive) or is not (negative) this operator's
    | { type: "withdrawal"; judgement: string };
  verdict: "positive" | "negative" | "unsure";
}
