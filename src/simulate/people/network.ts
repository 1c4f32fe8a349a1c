/**
 * A seed -> an address and the network it is in: homes, offices, carriers' NATs, VPN exits, rented proxy pools. The same seed, the same
 * address.
 */
import { hash32, Rng } from "../random.js";
import type { Country, Style } from "../styles/style.js";
import { HOSTING_ASNS, pickCountry, VPN_ASNS } from "./vocabulary.js";

export type NetworkKind = "residential" | "mobile" | "datacenter" | "vpn" | "proxy" | "corporate" | "education" | "unknown";

export interface Place {
  ip: string;
  asn: number;
  country: string;
  kind: NetworkKind;
}

const RESERVED = new Set([0, 10, 100, 127, 169, 172, 192, 198, 203]);

/** One of the blocks that a network announces, and an address in it. */
function addressIn(asn: number, rng: Rng): string {
  const block = hash32(asn, rng.int(6), 77);
  if (rng.chance(0.12)) {
    const part = (): string => rng.int(65536).toString(16);
    return `2${(block % 4096).toString(16).padStart(3, "0")}:${(block >>> 16).toString(16)}:${part()}:${part()}:${part()}:${part()}:${part()}:${part()}`;
  }
  let top = 1 + ((block >>> 8) % 222);
  while (RESERVED.has(top)) top = (top % 222) + 1;
  return `${top}.${block & 255}.${rng.int(256)}.${1 + rng.int(254)}`;
}

export function home(seed: number, country: Country): Place {
  const rng = new Rng(seed, 201);
  const asn = country.isps[rng.zipf(country.isps.length)]!;
  return { ip: addressIn(asn, rng), asn, country: country.code, kind: rng.chance(0.05) ? "unknown" : "residential" };
}

/** One of `size` addresses behind which a provider puts home lines. */
export function homeNat(rng: Rng, country: Country, size: number): Place {
  const asn = country.isps[rng.zipf(country.isps.length)]!;
  const exit = new Rng(asn, rng.int(size), 207);
  return { ip: addressIn(asn, exit), asn, country: country.code, kind: "residential" };
}

export function office(seed: number, country: Country, kind: "corporate" | "education"): Place {
  const rng = new Rng(seed, 202);
  const asn = country.isps[rng.int(country.isps.length)]!;
  return { ip: addressIn(asn, rng), asn, country: country.code, kind: rng.chance(0.8) ? kind : "residential" };
}

/** One of `size` addresses behind which all customers of a carrier sit. */
export function carrierNat(rng: Rng, country: Country, size: number): Place {
  const asn = country.mobile[rng.zipf(country.mobile.length)]!;
  const exit = new Rng(asn, rng.int(size), 203);
  return { ip: addressIn(asn, exit), asn, country: country.code, kind: "mobile" };
}

export function vpnExit(rng: Rng, size: number, style: Style): Place {
  const exit = new Rng(rng.zipf(size), 204);
  const asn = exit.pick(VPN_ASNS);
  return { ip: addressIn(asn, exit), asn, country: pickCountry(exit, style).code, kind: exit.chance(0.8) ? "vpn" : "datacenter" };
}

export function server(rng: Rng, asn = HOSTING_ASNS[rng.zipf(HOSTING_ASNS.length)]!): Place {
  return { ip: addressIn(asn, rng), asn, country: rng.pick(["US", "US", "DE", "SG", "NL", "GB", "JP"]), kind: "datacenter" };
}

/** Address `index` of a rented pool: mostly homes of people who do not know it, in a few countries, or in the region asked for. */
export function address(style: Style, pool: number, index: number, region: Country | null = null): Place {
  const rng = new Rng(pool, index, 205);
  const countries = region ? [region] : new Rng(pool, 206).sample(style.people.countries, style.networks.poolCountries);
  const place = home(rng.u32(), countries[rng.zipf(countries.length)]!);
  const roll = rng.next();
  return { ...place, kind: roll < 0.7 ? "residential" : roll < 0.9 ? "proxy" : "datacenter" };
}
