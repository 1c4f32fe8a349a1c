/** Who an account says it is -> its kinds: emails, phones, names, documents, each with the parts of it that look-alikes have in common. */
import { type Kind, kind } from "./kind.js";

/** How a check of who it is ended. */
export const ID_CHECK = { passed: "passed", failed: "failed" } as const;

export const IDENTITY: readonly Kind[] = [
  // Canonical address: lower case, no dots or plus part where the provider ignores them.
  kind({ code: 1, name: "email", family: "identity", keep: 8, key: "pseudonym", link: { m: 0.5, hub: 50, private: true } }),
  kind({
    code: 2,
    name: "email_domain",
    family: "identity",
    keep: 8,
    link: { m: 0.3, hub: 200, group: "email", regional: true },
    dossier: { shared: 2 ** -5, absent: 0.5, halfLifeDays: 365, match: "domain", plantable: true },
    carried: true,
  }),
  // Of the local part: letters -> a, digits -> 9, runs with their length, and the domain.
  kind({ code: 3, name: "email_shape", family: "identity", keep: 8, link: { m: 0.2, hub: 100, group: "email", regional: true } }),
  // The canonical local part alone.
  kind({
    code: 4,
    name: "email_local",
    family: "identity",
    keep: 8,
    key: "pseudonym",
    link: { m: 0.3, hub: 50, group: "email", regional: true },
  }),
  // The local part's letters alone (no digits, no separators).
  kind({
    code: 5,
    name: "email_stem",
    family: "identity",
    keep: 8,
    key: "pseudonym",
    link: { m: 0.2, hub: 30, group: "email", regional: true },
  }),
  // E.164 digits.
  kind({ code: 6, name: "phone", family: "identity", keep: 8, key: "pseudonym", link: { m: 0.5, hub: 50, private: true } }),
  // Its first digits, all but the last four.
  kind({
    code: 7,
    name: "phone_prefix",
    family: "identity",
    keep: 8,
    link: { m: 0.1, hub: 100, group: "phone", regional: true },
    dossier: { shared: 2 ** -5, absent: 0.6, halfLifeDays: 365, match: "phone" },
  }),
  // Folded: lower case, no accents, words sorted.
  kind({ code: 8, name: "name", family: "identity", keep: 8, key: "pseudonym", link: { m: 0.5, hub: 30, regional: true } }),
  // Each folded word.
  kind({
    code: 9,
    name: "name_word",
    family: "identity",
    keep: 16,
    key: "pseudonym",
    link: { m: 0.4, hub: 100, group: "name", repeat: 0.8, regional: true },
  }),
  // Each word's phonetic code.
  kind({
    code: 10,
    name: "name_sound",
    family: "identity",
    keep: 16,
    key: "pseudonym",
    link: { m: 0.3, hub: 100, group: "name", repeat: 0.5, regional: true },
  }),
  // Folded.
  kind({ code: 11, name: "organization", family: "identity", keep: 8, link: { m: 0.3, hub: 200, regional: true } }),
  kind({
    code: 12,
    name: "document",
    family: "identity",
    keep: 8,
    key: "pseudonym",
    link: { m: 0.5, hub: 200, private: true },
    dossier: { shared: 2 ** -9, absent: 0.6, halfLifeDays: 1460, outsiders: 1.5 },
    carried: true,
    asset: true,
  }),
  // Each folded word and each with one letter left out: words one typo apart share one (SymSpell).
  kind({
    code: 36,
    name: "name_near",
    family: "identity",
    keep: 32,
    key: "pseudonym",
    link: { m: 0.2, hub: 100, group: "name", repeat: 0.1, regional: true },
  }),
  // How checks of who it is ended: `passed` or `failed`. It ties nobody.
  kind({ code: 37, name: "id_check", family: "identity", keep: 2 }),
];
