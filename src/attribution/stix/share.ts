/**
 * Dossiers and the clusters attributed to them -> a STIX 2.1 bundle: who, what marks them out, what they were seen doing; pseudonymous,
 * marked, and with an end to everything.
 */

import type { Pseudonymise } from "../../indicator/normalise/pseudonym.js";
import { hex64 } from "../../indicator/normalise/text.js";
import type { Cluster } from "../../model/cluster.js";
import type { Dossier, DossierIndicator, Marking } from "../../model/dossier.js";
import { sharedAt } from "../dossiers/markings.js";
import { compare } from "../likelihood.js";
import { EXTENSION, objectId, observableId, TLP, tlpObject } from "./ids.js";
import { patternOf } from "./pattern.js";

export interface ShareOptions {
  /** Who shares it. */
  producer: string;
  marking: Marking;
  /** Milliseconds since 1970: when it is shared, and when what is shared ends to hold. */
  at: number;
  expiresAt: number;
  /** Makes pseudonyms of accounts, and of values where `hash` is asked. */
  pseudonymise: Pseudonymise;
  /** Values as keyed hashes: only who has the key can look for them. */
  hash?: boolean;
}

export interface StixObject {
  type: string;
  id: string;
  [property: string]: unknown;
}

export interface Bundle {
  type: "bundle";
  id: string;
  objects: StixObject[];
}

/** The Admiralty code's credibility on the scale of STIX 2.1, appendix A. */
const CONFIDENCE = { 1: 90, 2: 70, 3: 50, 4: 30, 5: 10, 6: undefined } as const;
const NETWORK = new Set(["asn", "ip", "cidr"]);
/** Accounts named, by pseudonym, for each campaign. */
const ACCOUNTS_SHOWN = 50;
/** Where nothing is known of when. */
const LONG_AGO = "2020-01-01T00:00:00.000Z";

/**
 * What came in under a marking stronger than the bundle's stays at home, and with an operator's name the clusters that are theirs first.
 */
export function share(all: readonly Dossier[], clusters: readonly Cluster[], options: ShareOptions): Bundle {
  const frame = new Frame(options);
  const dossiers = all.flatMap((dossier) => sharedAt(options.marking, dossier) ?? []);
  const home = new Set(all.map(({ id }) => id).filter((id) => !dossiers.some((dossier) => dossier.id === id)));
  const actors = dossiers.flatMap((dossier) => frame.actor(dossier));
  const campaigns = clusters
    .filter(({ attribution: [first] }) => first === undefined || !home.has(first.operator))
    .flatMap((cluster) => frame.campaign(cluster, dossiers));
  const content = unique([...actors, ...campaigns]);
  const objects = [...frame.preamble(), ...content, frame.report(content)];
  const id = objectId("bundle", options.producer, ...objects.map((object) => `${object.id} ${object.modified}`));
  return { type: "bundle", id, objects };
}

/** Makes objects that have producer, marking and times in common. */
class Frame {
  readonly #options: ShareOptions;
  readonly #identity: string;

  constructor(options: ShareOptions) {
    this.#options = options;
    this.#identity = objectId("identity", options.producer);
  }

  preamble(): StixObject[] {
    const { producer, marking } = this.#options;
    const created = LONG_AGO;
    const common = { spec_version: "2.1", created, modified: created, object_marking_refs: [TLP[marking]] };
    return [
      tlpObject(marking) as StixObject,
      { type: "identity", id: this.#identity, ...common, name: producer, identity_class: "organization" },
      extensionDefinition(this.#identity, common),
    ];
  }

  actor({ id, name, aliases, profile, indicators: shared }: Dossier): StixObject[] {
    const since =
      shared
        .map(({ first_seen }) => first_seen ?? "")
        .filter(Boolean)
        .map(iso)
        .sort(compare)[0] ?? LONG_AGO;
    const actor = this.#object("threat-actor", [id], since, {
      name,
      ...(aliases.length > 0 ? { aliases } : {}),
      threat_actor_types: ["criminal"],
      extensions: extensionOf({ operator: id, profile }),
    });
    const infrastructure = this.#object("infrastructure", [id], since, {
      name: `Networks used by ${name}`,
      infrastructure_types: ["anonymization"],
    });
    const indicators = shared.map((one) => this.#indicator(id, one));
    const indicates = indicators.map((indicator, i) =>
      this.#relation(indicator, "indicates", NETWORK.has(shared[i].kind) ? infrastructure : actor),
    );
    const networks = shared.some(({ kind }) => NETWORK.has(kind)) ? [infrastructure, this.#relation(actor, "uses", infrastructure)] : [];
    return [actor, ...networks, ...indicators, ...indicates];
  }

  #indicator(operator: string, indicator: DossierIndicator): StixObject {
    const { pseudonymise, hash, expiresAt } = this.#options;
    const { kind, reliability, credibility, first_seen, last_seen, source } = indicator;
    const hidden = hash && !indicator.pseudonym;
    const key = hidden ? pseudonymise(kind, indicator.value) : null;
    const value = key ? hex64(key.hi, key.lo) : indicator.value;
    const pseudonym = hidden || indicator.pseudonym ? { pseudonym: true } : {};
    const from = iso(first_seen ?? LONG_AGO);
    const until = Math.min(expiresAt, indicator.valid_until === undefined ? expiresAt : Date.parse(indicator.valid_until));
    return this.#object("indicator", [operator, kind, value, source], from, {
      name: `${kind} ${value}`.slice(0, 250),
      description: `Known of ${operator}`,
      indicator_types: ["attribution"],
      pattern: patternOf({ kind, value }),
      pattern_type: "stix",
      valid_from: from,
      valid_until: iso(Math.max(until, Date.parse(from) + 1)),
      ...(CONFIDENCE[credibility] === undefined ? {} : { confidence: CONFIDENCE[credibility] }),
      extensions: extensionOf({ operator, kind, value, reliability, credibility, first_seen, last_seen, source, ...pseudonym }),
    });
  }

  /** A cluster as a campaign, with the accounts it was seen in, attributed to whom the dossiers name. */
  campaign(cluster: Cluster, dossiers: readonly Dossier[]): StixObject[] {
    const [first, last] = [iso(cluster.firstSeen), iso(cluster.lastSeen)];
    const campaign = this.#object("campaign", [cluster.id], first, {
      name: `Fraudulent accounts ${cluster.id}`,
      description: `${cluster.accounts.length} accounts, ${cluster.exchanges} exchanges`,
      first_seen: first,
      last_seen: last,
    });
    const accounts = cluster.accounts.slice(0, ACCOUNTS_SHOWN).map((account) => this.#account(account));
    const observed = this.#object("observed-data", [cluster.id], first, {
      first_observed: first,
      last_observed: last,
      number_observed: Math.min(999_999_999, Math.max(1, Math.round(cluster.exchanges))),
      object_refs: accounts.map(({ id }) => id),
    });
    const named = new Map(dossiers.map(({ id }) => [id, this.#id("threat-actor", [id])]));
    const attributed = cluster.attribution.flatMap(({ operator, confidence }) => {
      const actor = named.get(operator);
      if (actor === undefined || confidence < 0.2) return []; // very unlikely: not worth telling
      return this.#relation(campaign, "attributed-to", { type: "threat-actor", id: actor }, { confidence: Math.round(confidence * 100) });
    });
    return [campaign, ...accounts, observed, this.#relation(observed, "related-to", campaign), ...attributed];
  }

  #account(account: string): StixObject {
    const { pseudonymise, marking } = this.#options;
    const { hi, lo } = pseudonymise("account", account);
    const user_id = hex64(hi, lo);
    const common = { spec_version: "2.1", object_marking_refs: [TLP[marking]] };
    return { type: "user-account", id: observableId("user-account", { user_id }), ...common, user_id };
  }

  report(content: readonly StixObject[]): StixObject {
    const { producer, at, expiresAt } = this.#options;
    return this.#object(
      "report",
      content.map(({ id }) => id),
      iso(at),
      {
        name: `Operators behind fraudulent accounts, as known to ${producer}`,
        description: `Holds until ${iso(expiresAt)}; not to be used after.`,
        report_types: ["threat-actor"],
        published: iso(at),
        object_refs: content.length > 0 ? content.map(({ id }) => id) : [this.#identity],
      },
    );
  }

  #relation(from: StixObject, type: string, to: Pick<StixObject, "type" | "id">, more: object = {}): StixObject {
    return this.#object("relationship", [from.id, type, to.id], String(from.created), {
      relationship_type: type,
      source_ref: from.id,
      target_ref: to.id,
      ...more,
    });
  }

  #object(type: string, about: readonly string[], created: string, properties: object): StixObject {
    const { at, marking } = this.#options;
    return {
      type,
      spec_version: "2.1",
      id: this.#id(type, about),
      created_by_ref: this.#identity,
      created,
      modified: iso(Math.max(at, Date.parse(created))),
      ...properties,
      object_marking_refs: [TLP[marking]],
    };
  }

  #id(type: string, about: readonly string[]): string {
    return objectId(type, this.#options.producer, ...about);
  }
}

/** Says what the extension is that dossiers' words travel in. */
export function extensionDefinition(identity: string, common: object): StixObject {
  return {
    type: "extension-definition",
    id: EXTENSION,
    ...common,
    created_by_ref: identity,
    name: "Cautery dossier",
    description: "What a dossier says in its own words: profile of an operator; kind, Admiralty code and times of an indicator.",
    schema: "See operators.json in the contract of Cautery",
    version: "1.0.0",
    extension_types: ["property-extension"],
  };
}

/** STIX knows no null and no empty list or object: what is not known is left out. */
export function extensionOf(properties: object): object {
  return { [EXTENSION]: { extension_type: "property-extension", ...(withoutEmpty(properties) as object) } };
}

function withoutEmpty(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const kept = Object.entries(value).flatMap(([key, item]) => {
    const bare = withoutEmpty(item);
    const empty = bare === null || bare === "" || (typeof bare === "object" && Object.keys(bare as object).length === 0);
    return empty ? [] : [[key, bare]];
  });
  return Object.fromEntries(kept);
}

function iso(time: string | number): string {
  return new Date(time).toISOString();
}

function unique(objects: readonly StixObject[]): StixObject[] {
  return [...new Map(objects.map((object) => [object.id, object])).values()];
}
