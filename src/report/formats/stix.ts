/**
 * A report -> a STIX 2.1 bundle: report, groupings, notes and opinions; intrusion sets with their campaigns, infrastructure and attack
 * patterns; and the actors and indicators that `operators import` takes in. The same report gives the same bytes.
 */
import { objectId, TLP, tlpObject } from "../../attribution/stix/ids.js";
import { patternOf } from "../../attribution/stix/pattern.js";
import { type Bundle, extensionDefinition, extensionOf, type StixObject } from "../../attribution/stix/share.js";
import { TLP_OF } from "../../contract/report/fields.js";
import type { OperatorReport } from "../../contract/report/operator.js";
import type { Report, ReportJudgement } from "../../contract/report.js";
import { printable } from "../../tools/mask.js";
import { TECHNIQUES } from "./atlas.js";

const PRODUCER = "Cautery";
const NO_DOSSIER = /^unknown(-\d+)?$/;
/** What dossiers call kinds of values that may travel. */
const DOSSIER_KIND: Readonly<Record<string, string>> = {
  ip: "ip",
  signup_ip: "ip",
  net: "cidr",
  asn: "asn",
  ja4: "ja4",
  country: "country",
};
/** As found and not confirmed by anybody: STIX 2.1, appendix A, "possibly true". */
const FOUND = { credibility: 3, confidence: 50 } as const;

export function renderStix(report: Report): string {
  return `${printable(JSON.stringify(bundleOf(report), null, 1))}\n`;
}

function bundleOf(report: Report): Bundle {
  const frame = new Frame(report);
  const content = unique([...report.operators.flatMap((each) => frame.operator(each)), ...frame.summary()]);
  const objects = [...frame.preamble(), ...content, frame.report(content)];
  return { type: "bundle", id: objectId("bundle", "report", report.id, report.marking), objects };
}

class Frame {
  readonly #report: Report;
  readonly #identity = objectId("identity", PRODUCER);

  constructor(report: Report) {
    this.#report = report;
  }

  preamble(): StixObject[] {
    const common = { spec_version: "2.1", created: this.#at, modified: this.#at, object_marking_refs: [this.#marking] };
    return [
      tlpObject(TLP_OF[this.#report.marking]) as StixObject,
      { type: "identity", id: this.#identity, ...common, name: PRODUCER, identity_class: "organization" },
      extensionDefinition(this.#identity, common),
    ];
  }

  /** An operator's set of intrusions, its campaigns, what it used, and what is judged of it. */
  operator(own: OperatorReport): StixObject[] {
    const set = this.#object("intrusion-set", [own.operator], { name: own.name ?? own.operator, aliases: [own.operator] });
    const campaigns = own.cluster_rows.flatMap((row) => this.#campaign(row, set));
    const patterns = TECHNIQUES.filter(({ shown }) => shown(own)).flatMap((technique) => {
      const pattern = this.#pattern(technique);
      return [pattern, this.#relation(set, "uses", pattern)];
    });
    const judgements = this.#report.judgements.filter(({ operator }) => operator === own.operator);
    const opinions = judgements.map((judgement) => this.#opinion(judgement, set));
    const group = this.#object("grouping", ["operator", own.operator], {
      name: `${own.operator}: clusters and what they used`,
      context: "suspicious-activity",
      object_refs: [set, ...campaigns, ...patterns].map(({ id }) => id),
    });
    const told = this.#report.facts.filter(({ id }) => id.endsWith(`/${own.operator}`)).map(({ text }) => text);
    const note = this.#note(["operator", own.operator], `Facts on ${own.operator}`, told, [set]);
    return [set, ...campaigns, ...patterns, ...this.#infrastructure(own, set), ...opinions, group, ...note];
  }

  summary(): StixObject[] {
    const about = [{ id: this.#identity }];
    const general = (statements: Report["facts"]) => statements.filter(({ id }) => !id.includes("/")).map(({ text }) => text);
    return [
      ...this.#note(["facts"], "Facts", general(this.#report.facts), about),
      ...this.#note(
        ["assumptions"],
        "Assumptions",
        this.#report.assumptions.map(({ text }) => text),
        about,
      ),
      ...this.#note(["requests"], "What is asked of the reader", general(this.#report.requests), about),
      ...this.#note(["method"], "Method and limits", general(this.#report.method), about),
    ];
  }

  report(content: readonly StixObject[]): StixObject {
    const { id, title, marking, period, as_of, figures } = this.#report;
    const told = figures.map(({ id, value }) => (value === null ? { id } : { id, value }));
    return this.#object("report", [], {
      name: title,
      description: `Report ${id} as of run ${as_of.run}, of ${period.from} up to ${period.to} in ${period.zone}.`,
      report_types: ["campaign", "threat-actor"],
      published: this.#at,
      object_refs: content.map((object) => object.id),
      extensions: extensionOf({ report: id, marking, figures: told }),
    });
  }

  #campaign(row: OperatorReport["cluster_rows"][number], set: StixObject): StixObject[] {
    const campaign = this.#object("campaign", [row.cluster], {
      name: `Fraudulent accounts ${row.cluster}`,
      description: `${row.accounts} accounts active, ${row.exchanges} exchanges in the period`,
      first_seen: row.first_seen,
      last_seen: row.last_seen,
    });
    return [campaign, this.#relation(campaign, "attributed-to", set, { confidence: Math.round(row.probability * 100) })];
  }

  /** Of a dossier's operator the actor too, by which it is known elsewhere; what it used indicates it. */
  #infrastructure(own: OperatorReport, set: StixObject): StixObject[] {
    const values = own.infrastructure.flatMap(({ kind, value }) => {
      const known = DOSSIER_KIND[kind];
      return known === undefined || value === undefined ? [] : [{ kind: known, value }];
    });
    const infrastructure = this.#object("infrastructure", [own.operator], {
      name: `Networks and tools used by ${own.operator}`,
      infrastructure_types: ["anonymization"],
    });
    const uses = [infrastructure, this.#relation(set, "uses", infrastructure)];
    if (NO_DOSSIER.test(own.operator)) {
      const indicators = values.map((value) => this.#indicator(own.operator, value));
      return [...uses, ...indicators, ...indicators.map((each) => this.#relation(each, "indicates", infrastructure))];
    }
    const actor = this.#object("threat-actor", [own.operator], {
      name: own.name ?? own.operator,
      threat_actor_types: ["criminal"],
      extensions: extensionOf({ operator: own.operator }),
    });
    const indicators = values.map((value) => this.#indicator(own.operator, value));
    const confidence = Math.round(own.probability * 100);
    return [
      ...uses,
      actor,
      this.#relation(set, "attributed-to", actor, { confidence }),
      ...indicators,
      ...indicators.map((each) => this.#relation(each, "indicates", actor)),
    ];
  }

  #indicator(operator: string, { kind, value }: { kind: string; value: string }): StixObject {
    return this.#object("indicator", [operator, kind, value], {
      name: `${kind} ${value}`.slice(0, 250),
      description: `Seen with accounts told under ${operator}`,
      indicator_types: ["attribution"],
      pattern: patternOf({ kind, value }),
      pattern_type: "stix",
      valid_from: this.#report.period.from,
      confidence: FOUND.confidence,
      extensions: extensionOf({
        operator,
        kind,
        value,
        reliability: "F",
        credibility: FOUND.credibility,
        first_seen: this.#report.period.from,
        source: `${PRODUCER} report ${this.#report.id}`,
      }),
    });
  }

  #pattern({ id, name }: { id: string; name: string }): StixObject {
    return this.#object("attack-pattern", [id], {
      name,
      external_references: [{ source_name: "mitre-atlas", external_id: id, url: `https://atlas.mitre.org/techniques/${id}` }],
    });
  }

  #opinion({ id, text, confidence_text, probability }: ReportJudgement, about: StixObject): StixObject {
    return this.#object("opinion", [id], {
      explanation: `${text} ${confidence_text}`,
      opinion: OPINIONS.find(([below]) => probability < below)?.[1] ?? "strongly-agree",
      confidence: Math.round(probability * 100),
      object_refs: [about.id],
    });
  }

  #note(about: readonly string[], abstract: string, lines: readonly string[], refs: readonly { id: string }[]): StixObject[] {
    if (lines.length === 0) return [];
    return [this.#object("note", about, { abstract, content: lines.join("\n"), object_refs: refs.map(({ id }) => id) })];
  }

  #relation(from: StixObject, type: string, to: StixObject, more: object = {}): StixObject {
    return this.#object("relationship", [from.id, type, to.id], {
      relationship_type: type,
      source_ref: from.id,
      target_ref: to.id,
      ...more,
    });
  }

  #object(type: string, about: readonly string[], properties: object): StixObject {
    return {
      type,
      spec_version: "2.1",
      id: objectId(type, "report", this.#report.id, this.#report.marking, ...about),
      created_by_ref: this.#identity,
      created: this.#at,
      modified: this.#at,
      ...properties,
      object_marking_refs: [this.#marking],
    };
  }

  get #at(): string {
    return this.#report.as_of.at;
  }

  get #marking(): string {
    return TLP[TLP_OF[this.#report.marking]];
  }
}

const OPINIONS: readonly [below: number, opinion: string][] = [
  [0.2, "strongly-disagree"],
  [0.45, "disagree"],
  [0.55, "neutral"],
  [0.95, "agree"],
];

const unique = (objects: readonly StixObject[]): StixObject[] => [...new Map(objects.map((object) => [object.id, object])).values()];
