/** What people know: dossiers of operators, and what analysts judged. */
import type { Dossier } from "../model/dossier.js";
import type { Judgement } from "../model/judgement.js";

export interface Knowledge {
  saveDossiers(dossiers: readonly Dossier[]): Promise<void>;
  loadDossiers(): Promise<Dossier[]>;
  appendJudgement(judgement: Judgement): Promise<void>;
  loadJudgements(): Promise<Judgement[]>;
}
