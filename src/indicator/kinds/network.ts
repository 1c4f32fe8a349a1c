/** Where an account comes from -> its kinds: addresses, their networks and systems. */
import { type Asked, type Kind, kind } from "./kind.js";

const SPAN: readonly Asked[] = ["first", "last"];
const ADDRESS = { 4: 32, 6: 64 };

export const NETWORK: readonly Kind[] = [
  // In use.
  kind({
    code: 17,
    name: "ip",
    family: "network",
    keep: 32,
    key: "address",
    bits: ADDRESS,
    asked: SPAN,
    link: { m: 0.3, hub: 6, group: "network" },
    dossier: { sources: ["ip", "signup_ip"], shared: 2 ** -4, absent: 0.6, halfLifeDays: 45, match: "address", plantable: true },
  }),
  // At sign-up and update.
  kind({
    code: 18,
    name: "signup_ip",
    family: "network",
    keep: 8,
    key: "address",
    bits: ADDRESS,
    asked: SPAN,
    link: { m: 0.3, hub: 6, group: "network" },
  }),
  // IPv4 /24, IPv6 /48, of either.
  kind({
    code: 19,
    name: "net",
    family: "network",
    keep: 24,
    key: "prefix",
    bits: { 4: 24, 6: 48 },
    asked: SPAN,
    link: { m: 0.2, hub: 12, group: "network" },
    dossier: {
      name: "cidr",
      sources: ["ip", "signup_ip", "net"],
      shared: 2 ** -3.5,
      absent: 0.5,
      halfLifeDays: 120,
      match: "address",
      plantable: true,
    },
  }),
  kind({
    code: 20,
    name: "asn",
    family: "network",
    keep: 16,
    asked: SPAN,
    link: { m: 0.2, hub: 30, group: "network", blocks: false, regional: true },
    dossier: { shared: 2 ** -3, absent: 0.4, halfLifeDays: 365, match: "system", plantable: true },
  }),
  // Of the network.
  kind({
    code: 21,
    name: "country",
    family: "network",
    keep: 16,
    dossier: { shared: 2 ** -1.5, absent: 0.5, halfLifeDays: 730, plantable: true },
  }),
  kind({ code: 22, name: "network_kind", family: "network", keep: 8 }),
  // In use alone, and all of them: reports count accounts by it.
  kind({ code: 38, name: "usage_country", family: "network", keep: 255 }),
];
