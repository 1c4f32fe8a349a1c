/**
 * The registry of kinds: one entry each, numbers that stored footprints can be read by for ever, and the views of it that linking and
 * attribution have.
 */
import { describe, expect, it } from "vitest";
import { dossierKind } from "../../src/attribution/dossier-rules.js";
import { KINDS, kindOf } from "../../src/indicator/kinds/registry.js";
import { linkRule } from "../../src/link/rules.js";

/** As they are stored: append, never renumber. */
const STORED = [
  ...["", "email", "email_domain", "email_shape", "email_local", "email_stem", "phone", "phone_prefix", "name", "name_word", "name_sound"],
  ...["organization", "document", "payment", "bin", "payment_kind", "payment_country", "ip", "signup_ip", "net", "asn", "country"],
  ...["network_kind", "device", "ja4", "user_agent", "toolchain", "language", "timezone", "locale", "prompt", "prompt_value", "model"],
  ...["api_key", "referrer", "promo", "name_near", "id_check", "usage_country"],
];

const NO_LINK = [
  "id_check",
  "payment_kind",
  "payment_country",
  "country",
  "network_kind",
  "language",
  "timezone",
  "locale",
  "usage_country",
];
const FROM_PROMPTS = ["prompt", "prompt_value", "model"];
const IN_DOSSIERS = ["prompt_simhash", "payment", "bin", "document", "email_domain", "phone_prefix", "device", "ja4", "user_agent"];
const PLACES_IN_DOSSIERS = ["ip", "cidr", "asn", "country", "promo"];

describe("the registry of kinds", () => {
  it("has one entry a kind, by codes that never change", () => {
    expect(KINDS.map(({ code, name }) => `${code} ${name}`)).toEqual(STORED.flatMap((name, code) => (name ? [`${code} ${name}`] : [])));
    expect(new Set(KINDS.map(({ name }) => name)).size).toBe(KINDS.length);
    for (const entry of KINDS) expect(kindOf(entry.name)).toBe(entry);
  });

  it("keeps no person's value as it was given", () => {
    const personal = KINDS.filter(({ key }) => key === "pseudonym").map(({ name }) => name);
    expect(personal.sort()).toEqual(
      ["document", "email", "email_local", "email_stem", "name", "name_near", "name_sound", "name_word", "payment", "phone"].sort(),
    );
  });

  it("gives linking a rule for each kind but those that say nothing of two accounts", () => {
    const without = KINDS.filter(({ name }) => linkRule(name) === null).map(({ name }) => name);
    expect(without.sort()).toEqual([...NO_LINK, ...FROM_PROMPTS].sort());
    expect(linkRule("template")).toMatchObject({ group: "template", family: "behaviour", m: 0.4, hub: 2000, blocks: true, private: false });
    expect(linkRule("name_word")).toEqual({
      group: "name",
      family: "identity",
      m: 0.4,
      hub: 100,
      blocks: true,
      private: false,
      repeat: 0.8,
      ofEverybody: false,
      regional: true,
    });
    expect(KINDS.filter(({ link }) => link?.private).map(({ name }) => name)).toEqual([
      "email",
      "phone",
      "document",
      "payment",
      "device",
      "api_key",
    ]);
  });

  it("weighs at home what the country decides: banks, mail providers, carriers and names, and no person's own mailbox, phone or card", () => {
    expect(KINDS.filter(({ link }) => link?.regional).map(({ name }) => name)).toEqual([
      "email_domain",
      "email_shape",
      "email_local",
      "email_stem",
      "phone_prefix",
      "name",
      "name_word",
      "name_sound",
      "organization",
      "bin",
      "asn",
      "name_near",
    ]);
    expect(KINDS.filter(({ link }) => link?.regional && link.private)).toEqual([]);
  });

  it("gives dossiers what each name that they use is worth, and where it is looked for", () => {
    const names = KINDS.flatMap(({ dossier }) => (dossier ? [dossier.name] : []));
    expect(names.sort()).toEqual([...IN_DOSSIERS, ...PLACES_IN_DOSSIERS].sort());
    for (const name of names) {
      const { family, sources, shared, absent } = dossierKind(name);
      expect(family).not.toBe("attribute");
      for (const source of sources) expect(kindOf(source).code).toBeGreaterThan(0);
      expect(shared * absent).toBeGreaterThan(0);
    }
    expect(dossierKind("cidr").sources).toEqual(["ip", "signup_ip", "net"]);
    expect(dossierKind("phone").sources).toEqual(["attributes.phone"]);
  });

  it("says of every kind whose key is its bits how many of them count", () => {
    for (const { key, bits } of KINDS) expect(bits !== null).toBe(key === "address" || key === "prefix");
  });

  it("makes a kind of each key of attributes", () => {
    expect(kindOf("attributes.team")).toMatchObject({ code: 0, name: "attributes.team", family: "attribute", keep: 64, key: "text" });
    expect(linkRule("attributes.team")).toMatchObject({ group: "attributes.team", m: 0.3, hub: 500 });
  });
});
