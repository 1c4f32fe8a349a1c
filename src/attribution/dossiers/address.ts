/**
 * The text of an address or a range -> its leading bits, comparable at any length: IPv4 whole, IPv6 as far as its /64, which is all that is
 * kept of one.
 */
import { parseAddress } from "../../event/address.js";

export interface Block {
  version: 4 | 6;
  /** The address from its first bit on: IPv4 in `high` alone. */
  high: number;
  low: number;
  /** Leading bits that count. */
  length: number;
}

/** Null where the text is neither an address nor a range. */
export function parseBlock(text: string): Block | null {
  const [bare, given, ...more] = text.trim().split("/");
  const address = parseAddress(bare);
  if (!address || more.length > 0 || (given !== undefined && !/^\d{1,3}$/.test(given))) return null;
  if (address.version === 6) {
    const length = Number(given ?? 128);
    return length > 128 ? null : { version: 6, high: address.hi, low: address.lo, length: Math.min(64, length) };
  }
  const length = Number(given ?? 32) - (bare.includes(":") && given !== undefined ? 96 : 0); // ::ffff:192.0.2.0/120 is 192.0.2.0/24
  return length < 0 || length > 32 ? null : { version: 4, high: address.lo, low: 0, length };
}

/** A name for the first `length` bits: equal for two blocks that agree in them, and of one version. */
export function prefixOf({ version, high, low }: Block, length: number): number | string {
  return version === 4 ? masked(high, length) : `${masked(high, length)}:${masked(low, length - 32)}`;
}

function masked(word: number, length: number): number {
  if (length <= 0) return 0;
  return length >= 32 ? word : (word & (-1 << (32 - length))) >>> 0;
}
