/** What an account works with -> its kinds: devices, clients and their settings. */
import { type Kind, kind } from "./kind.js";

export const TOOLING: readonly Kind[] = [
  kind({
    code: 23,
    name: "device",
    family: "tooling",
    keep: 16,
    link: { m: 0.4, hub: 500, family: "device", private: true },
    dossier: { shared: 2 ** -7, absent: 0.5, halfLifeDays: 365, outsiders: 1.5 },
    carried: true,
    asset: true,
  }),
  kind({
    code: 24,
    name: "ja4",
    family: "tooling",
    keep: 16,
    link: { m: 0.3, hub: 500, group: "tooling", blocks: false },
    dossier: { shared: 2 ** -3.5, absent: 0.4, halfLifeDays: 180, plantable: true },
    carried: true,
  }),
  kind({
    code: 25,
    name: "user_agent",
    family: "tooling",
    keep: 16,
    link: { m: 0.3, hub: 500, group: "tooling", blocks: false },
    dossier: { shared: 2 ** -3.5, absent: 0.4, halfLifeDays: 120, plantable: true },
    carried: true,
  }),
  // JA4 and user agent of one event together.
  kind({ code: 26, name: "toolchain", family: "tooling", keep: 16, link: { m: 0.3, hub: 500, group: "tooling" } }),
  kind({ code: 27, name: "language", family: "tooling", keep: 8 }),
  kind({ code: 28, name: "timezone", family: "tooling", keep: 8 }),
  // Language, time zone and network country of one event together.
  kind({ code: 29, name: "locale", family: "tooling", keep: 8 }),
];
