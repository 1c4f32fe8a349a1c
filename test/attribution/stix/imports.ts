/** What others might send under markings of all levels, as fast-check draws it; and what of it may be told nobody at a level. */
import fc from "fast-check";
import { share } from "../../../src/attribution/stix/share.js";
import { pseudonymiser } from "../../../src/indicator/normalise/pseudonym.js";
import { checkDossiers, MARKINGS, type Marking } from "../../../src/model/dossier.js";

/** One thing that comes in: a dossier of `operators.json`, or a bundle of another Cautery's. */
export interface Import {
  text: string;
  /** What stands in it, and under what marking; null: our own. */
  told: readonly { text: string; marking: Marking | null }[];
}

/** Few, so that they come in again under other markings; none is a part of another, or of anything else. */
const NAMES = ["Alderqq", "Birchqq", "Cedarqq"];
const VALUES = ["one.qqexample", "two.qqexample", "three.qqexample"];
const MODELS = ["qqsmall", "qqlarge"];

const marking = fc.option(fc.constantFrom(...MARKINGS), { nil: undefined });
const given = fc.record({
  id: fc.constantFrom("op-1", "op-2"),
  name: fc.constantFrom(...NAMES),
  aliases: fc.subarray(NAMES),
  marking,
  indicators: fc.array(
    fc.record({
      kind: fc.constantFrom("email_domain", "user_agent"),
      value: fc.constantFrom(...VALUES),
      source: fc.constantFrom("", "qqsource"),
      marking,
    }),
    { maxLength: 4 },
  ),
  profile: fc.record({ models: fc.subarray(MODELS) }),
});

const pseudonymise = pseudonymiser(new Uint8Array(32).fill(7));
const AT = Date.UTC(2026, 5, 1);

function asBundle(dossier: unknown, level: Marking): string {
  return JSON.stringify(share(checkDossiers([dossier]), [], { producer: "Lab", marking: level, at: AT, expiresAt: AT * 2, pseudonymise }));
}

export const imports: fc.Arbitrary<Import[]> = fc.array(
  fc.tuple(given, fc.option(fc.constantFrom(...MARKINGS))).map(([dossier, level]): Import => {
    const known = JSON.parse(JSON.stringify(dossier)) as typeof dossier;
    const whole = level ?? dossier.marking ?? null;
    const told = [dossier.name, ...dossier.aliases, ...dossier.profile.models].map((text) => ({ text, marking: whole }));
    const values = dossier.indicators.flatMap(({ value, source, marking: own }) =>
      [value, source].filter(Boolean).map((text) => ({ text, marking: level ?? own ?? whole })),
    );
    if (level === null) return { text: JSON.stringify([known]), told: [...told, ...values] };
    // what another lab shares is under the level that it shares it at, whatever it was before
    const bare = { ...known, marking: undefined, indicators: known.indicators.map((one) => ({ ...one, marking: undefined })) };
    return { text: asBundle(bare, level), told: [...told, ...values] };
  }),
  { minLength: 1, maxLength: 4 },
);

/** Texts that only ever came in under markings stronger than this one. */
export function secretsAt(level: Marking, taken: readonly Import[]): string[] {
  const rank = (one: Marking | null) => (one === null ? -1 : MARKINGS.indexOf(one));
  const all = taken.flatMap(({ told }) => told);
  const open = new Set(all.filter((one) => rank(one.marking) <= rank(level)).map(({ text }) => text));
  return [...new Set(all.map(({ text }) => text))].filter((text) => !open.has(text));
}
