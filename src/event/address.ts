/**
 * The text of an IP address -> its bits: an IPv4 address, or the upper 64 bits of an IPv6 one (a customer's /64). IPv4 mapped into IPv6 is
 * unwrapped.
 */

/**
 * IPv4: `hi` is 0 and `lo` the address. IPv6: both halves of its /64 (the few with 32 leading zero bits are reserved, so the two never
 * meet).
 */
export interface Address {
  version: 4 | 6;
  hi: number;
  lo: number;
}

export function parseAddress(text: string): Address | null {
  if (text.length > 45) return null;
  if (!text.includes(":")) {
    const lo = parseIpv4(text);
    return lo < 0 ? null : { version: 4, hi: 0, lo };
  }
  const words = parseIpv6(text);
  if (!words) return null;
  const mapped = words[0] === 0 && words[1] === 0 && words[2] === 0 && words[3] === 0 && words[4] === 0 && words[5] === 0xffff;
  if (mapped) return { version: 4, hi: 0, lo: words[6] * 65_536 + words[7] };
  return { version: 6, hi: words[0] * 65_536 + words[1], lo: words[2] * 65_536 + words[3] };
}

/** Dotted decimal without leading zeros -> 32 bits, or -1. */
function parseIpv4(text: string): number {
  let address = 0;
  let octet = -1;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 46) {
      if (octet < 0 || ++dots > 3) return -1;
      address = address * 256 + octet;
      octet = -1;
    } else {
      if (code < 48 || code > 57 || octet === 0) return -1;
      octet = (octet < 0 ? 0 : octet * 10) + code - 48;
      if (octet > 255) return -1;
    }
  }
  return dots === 3 && octet >= 0 ? address * 256 + octet : -1;
}

/** The eight 16-bit words, or null. */
function parseIpv6(text: string): number[] | null {
  const zone = text.indexOf("%");
  const halves = (zone < 0 ? text : text.slice(0, zone)).split("::");
  if (halves.length > 2) return null;
  const head = parseWords(halves[0], halves.length === 1);
  if (halves.length === 1) return head?.length === 8 ? head : null;
  const tail = parseWords(halves[1], true);
  if (!head || !tail || head.length + tail.length > 7) return null;
  return [...head, ...new Array<number>(8 - head.length - tail.length).fill(0), ...tail];
}

function parseWords(text: string, mayEndInIpv4: boolean): number[] | null {
  if (text === "") return [];
  const groups = text.split(":");
  const words: number[] = [];
  for (const [i, group] of groups.entries()) {
    if (mayEndInIpv4 && i === groups.length - 1 && group.includes(".")) {
      const address = parseIpv4(group);
      if (address < 0) return null;
      words.push(Math.floor(address / 65_536), address % 65_536);
    } else {
      if (!/^[0-9a-f]{1,4}$/i.test(group)) return null;
      words.push(Number.parseInt(group, 16));
    }
  }
  return words;
}

const IPV6_48 = 0xffff0000;
const IPV4_24 = 0xffffff00;

/** The /24 that an IPv4 address is in, or the /48 of an IPv6 one. */
export function prefixOf(hi: number, lo: number): Pick<Address, "hi" | "lo"> {
  return { hi, lo: (lo & (hi === 0 ? IPV4_24 : IPV6_48)) >>> 0 };
}

export function formatAddress(hi: number, lo: number): string {
  return hi === 0 ? ipv4(lo) : `${ipv6(hi, lo, 4)}::/64`;
}

/** An IPv4 /24 or an IPv6 /48. */
export function formatPrefix(hi: number, lo: number): string {
  return hi === 0 ? `${ipv4(lo)}/24` : `${ipv6(hi, lo, 3)}::/48`;
}

function ipv4(lo: number): string {
  return `${lo >>> 24}.${(lo >>> 16) & 255}.${(lo >>> 8) & 255}.${lo & 255}`;
}

function ipv6(hi: number, lo: number, words: number): string {
  const all = [hi >>> 16, hi & 0xffff, lo >>> 16, lo & 0xffff].slice(0, words);
  while (all.length > 1 && all.at(-1) === 0) all.pop(); // `::` stands for these too
  return all.map((word) => word.toString(16)).join(":");
}
