/** A report's data and a marking -> the report: redacted first, then told, so that no sentence knows what the marking hides. */

import type { ReportMarking } from "../../contract/report/fields.js";
import type { Report, ReportData } from "../../contract/report.js";
import { sectionsOf } from "../sections/registry.js";
import { assumptionsOf, methodOf, requestsOf } from "./assumptions.js";
import { factsOf } from "./facts.js";
import { figuresOf } from "./figures.js";
import { toldJudgements } from "./judgements.js";
import { redacted } from "./redact.js";
import { Teller } from "./teller.js";

export function reportOf(all: ReportData, marking: ReportMarking): Report {
  const data = redacted(all, marking);
  const { figures, queries } = figuresOf(data);
  const teller = new Teller(figures);
  const facts = factsOf(data, teller);
  const assumptions = assumptionsOf(data, teller);
  const requests = requestsOf(data, teller);
  const method = methodOf(data);
  const sections = sectionsOf({ data, facts, assumptions, requests, method });
  return { ...data, judgements: toldJudgements(data, teller), facts, assumptions, requests, method, sections, figures, queries };
}
