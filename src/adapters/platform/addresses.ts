/**
 * A host name -> only those of its addresses that anybody on the internet may be at, so that a platform's name that leads inside, by
 * mistake or by DNS rebinding, is not called. It is looked at after resolution: the socket connects to what passed.
 */
import type { LookupAddress } from "node:dns";
import { lookup as systemLookup } from "node:dns";
import { BlockList, isIPv6, type LookupFunction } from "node:net";
import { PermanentError } from "../../errors.js";

/** All addresses of a name, as `dns.lookup` with `all`. */
export type Resolve = (name: string, found: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void;

const systemResolve: Resolve = (name, found) => systemLookup(name, { all: true }, found);

/** IANA's registry of special IPv4 addresses (RFC 6890): what is not globally reachable, relays, and multicast. */
const SPECIAL_4 = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10], // carriers' NAT (RFC 6598)
  ["127.0.0.0", 8],
  ["169.254.0.0", 16], // link-local, and clouds' metadata
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const;

/** The same for IPv6, inside 2000::/3, which is all that is given out; what embeds an IPv4 address is among it (Teredo, 6to4). */
const SPECIAL_6 = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const;

const special = new BlockList();
for (const [net, bits] of SPECIAL_4) special.addSubnet(net, bits, "ipv4");
for (const [net, bits] of SPECIAL_6) special.addSubnet(net, bits, "ipv6");
const global = new BlockList();
global.addSubnet("2000::", 3, "ipv6");
const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

/** An address of the public internet. IPv4 inside IPv6 (mapped, NAT64) is none, whatever it leads to. */
export function isPublic(address: string): boolean {
  if (isIPv6(address)) return global.check(address, "ipv6") && !special.check(address, "ipv6");
  return !special.check(address, "ipv4");
}

/** This machine, named by its address. */
export function isLoopback(address: string): boolean {
  return isIPv6(address) ? address === "::1" : loopback.check(address, "ipv4");
}

/**
 * What a socket asks for the addresses of a name; `localhost` means this machine and nothing else. An address that is written out in a URL
 * is never looked up, and so is meant.
 */
export function guardedLookup(resolve: Resolve = systemResolve, refusal = platformRefusal): LookupFunction {
  return (name, options, found) => {
    resolve(name, (error, addresses) => {
      if (error) return found(error, []);
      const allowed = addresses.filter(({ address }) => (name === "localhost" ? isLoopback(address) : isPublic(address)));
      if (allowed.length === 0) return found(refusal(name, addresses), []);
      if (options.all) return found(null, allowed);
      found(null, allowed[0].address, allowed[0].family);
    });
  };
}

function platformRefusal(name: string, addresses: readonly LookupAddress[]): Error {
  const list = addresses.map(({ address }) => address).join(", ") || "no address";
  return new PermanentError(
    `${name} leads to ${list}, which is not on the public internet: if it is meant, name the address itself in CAUTERY_PLATFORM_URL`,
  );
}
