/** What is known of an operator before looking: the contract's `operators.json`. */

export interface DossierIndicator {
  kind: string;
  value: string;
  /** Admiralty code: A (completely reliable) to F (cannot be judged). */
  reliability: "A" | "B" | "C" | "D" | "E" | "F";
  /** Admiralty code: 1 (confirmed) to 6 (cannot be judged). */
  credibility: 1 | 2 | 3 | 4 | 5 | 6;
  first_seen: string | null;
  last_seen: string | null;
  source: string;
}

export interface Dossier {
  id: string;
  name: string;
  aliases: readonly string[];
  indicators: readonly DossierIndicator[];
  profile: { timezone: string | null; capabilities: Readonly<Record<string, number>>; models: readonly string[] };
}
