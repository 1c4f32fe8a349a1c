/** The kinds of evidence in an account's case -> what it is about in words that name no kind, no value and no weight. */
import { kindOf } from "../../indicator/kinds/registry.js";
import type { AccountCase } from "../../model/enforcement/plan.js";
import type { LinkFamily } from "../../model/family.js";

/**
 * What an outsider is told, in the order that it is told in: the order says nothing of what weighs most. A family of evidence that is not
 * listed cannot be told, so that one added later is a type error here.
 */
const ABOUT: Readonly<Record<LinkFamily, string>> = {
  identity: "sign-up details",
  payment: "payment details",
  network: "devices and connections",
  device: "devices and connections",
  tooling: "devices and connections",
  behaviour: "timing and content of use",
  time: "timing and content of use",
  "co-use": "shared access and offers",
  attribute: "other details of the account",
};
const ORDER = [...new Set(Object.values(ABOUT))];

/** Evidence that is no kind of the registry: relations between accounts, and prompts of one template. */
const RELATIONS: Readonly<Record<string, LinkFamily>> = {
  "co-action": "time",
  succession: "time",
  "sign-up": "time",
  template: "behaviour",
};

const known = new Map<string, string>();

/** What the case is about: one or a few of a handful of phrases; none where nothing is in it. */
export function aboutOf({ rows }: Pick<AccountCase, "rows">): string[] {
  const about = new Set(rows.map(({ kind }) => phraseOf(kind)));
  return ORDER.filter((phrase) => about.has(phrase));
}

function phraseOf(kind: string): string {
  let phrase = known.get(kind);
  if (phrase === undefined) {
    phrase = ABOUT[familyOf(kind)];
    if (known.size < 10_000) known.set(kind, phrase); // attributes' names are without end
  }
  return phrase;
}

function familyOf(kind: string): LinkFamily {
  if (Object.hasOwn(RELATIONS, kind)) return RELATIONS[kind];
  const { link, family } = kindOf(kind);
  return link?.family ?? family;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(phrases: readonly string[]): string {
  return phrases.length < 2 ? phrases.join("") : `${phrases.slice(0, -1).join(", ")} and ${phrases[phrases.length - 1]}`;
}
