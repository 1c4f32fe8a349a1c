/** What an account does, pays with and uses with others -> its kinds: prompts, models, payments, keys, codes. */
import { type Kind, kind, type LinkRule, REPEAT } from "./kind.js";

/** Near-identical prompts are of one template, which linking finds: no kind of sightings, but shared as one. */
export const TEMPLATE: LinkRule = {
  group: "template",
  family: "behaviour",
  m: 0.4,
  hub: 2000,
  blocks: true,
  private: false,
  repeat: REPEAT,
  ofEverybody: false,
  regional: false,
};

export const CONDUCT: readonly Kind[] = [
  kind({
    code: 13,
    name: "payment",
    family: "payment",
    keep: 16,
    key: "pseudonym",
    link: { m: 0.4, hub: 500, private: true },
    dossier: { shared: 2 ** -9, absent: 0.5, halfLifeDays: 730, outsiders: 1.5 },
    carried: true,
    asset: true,
  }),
  kind({
    code: 14,
    name: "bin",
    family: "payment",
    keep: 8,
    link: { m: 0.2, hub: 200, blocks: false, regional: true },
    dossier: { shared: 2 ** -3, absent: 0.5, halfLifeDays: 365 },
  }),
  kind({ code: 15, name: "payment_kind", family: "payment", keep: 8 }),
  kind({ code: 16, name: "payment_country", family: "payment", keep: 8 }),
  kind({
    code: 30,
    name: "prompt",
    family: "behaviour",
    keep: 128,
    key: "simhash",
    sample: "bucket",
    asked: ["first", "count"],
    dossier: {
      name: "prompt_simhash",
      sources: ["prompt", "prompt_value"],
      shared: 2 ** -10,
      absent: 0.25,
      halfLifeDays: 540,
      match: "simhash",
      outsiders: 1.5,
    },
  }),
  kind({ code: 31, name: "prompt_value", family: "behaviour", keep: 32, key: "simhash", asked: ["count"] }),
  kind({ code: 32, name: "model", family: "behaviour", keep: 16, asked: ["count"] }),
  kind({ code: 33, name: "api_key", family: "co-use", keep: 16, link: { m: 0.5, hub: 500, private: true } }),
  // The account that referred this one.
  kind({ code: 34, name: "referrer", family: "co-use", keep: 8, link: { m: 0.3, hub: 30, ofEverybody: true } }),
  kind({
    code: 35,
    name: "promo",
    family: "co-use",
    keep: 8,
    link: { m: 0.2, hub: 30, ofEverybody: true },
    dossier: { shared: 2 ** -4, absent: 0.7, halfLifeDays: 90, plantable: true },
  }),
];
