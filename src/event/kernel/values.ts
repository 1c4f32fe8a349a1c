/** Bytes of a field -> what they say: a time, a hash of a text, a fingerprint in hex digits. */

const DASH: u8 = 45;
const DOT: u8 = 46;
const COLON: u8 = 58;
const T: u8 = 84;
const Z: u8 = 90;
/** Whole seconds in 32 bits: see `../time.ts`. */
const LATEST_MS: i64 = 0xffffffff * 1000;
const DAY_MS: i64 = 86_400_000;

/**
 * `YYYY-MM-DDTHH:MM:SSZ`, or the same with `.mmm` -> milliseconds since 1970; NaN for any other form, which says nothing about the time.
 */
export function timeOf(from: usize, to: usize): f64 {
  const length = to - from;
  if ((length !== 20 && length !== 24) || load<u8>(to - 1) !== Z || load<u8>(from + 10) !== T) return NaN;
  if (load<u8>(from + 4) !== DASH || load<u8>(from + 7) !== DASH || load<u8>(from + 13) !== COLON || load<u8>(from + 16) !== COLON)
    return NaN;
  const year = digitsOf(from, 4);
  const month = digitsOf(from + 5, 2);
  const day = digitsOf(from + 8, 2);
  const hour = digitsOf(from + 11, 2);
  const minute = digitsOf(from + 14, 2);
  const second = digitsOf(from + 17, 2);
  let millis = 0;
  if (length === 24) {
    if (load<u8>(from + 19) !== DOT) return NaN;
    millis = digitsOf(from + 20, 3);
  }
  if ((year | month | day | hour | minute | second | millis) < 0) return NaN;
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month) || hour > 23 || minute > 59 || second > 59) return NaN;
  const at = dayOf(year, month, day) * DAY_MS + i64(((hour * 60 + minute) * 60 + second) * 1000 + millis);
  return at >= 0 && at <= LATEST_MS ? f64(at) : NaN;
}

/** -1 where they are no digits. */
function digitsOf(at: usize, count: i32): i32 {
  let number = 0;
  for (let i = 0; i < count; i++) {
    const digit = load<u8>(at + i) - 48;
    if (digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

function daysOf(year: i32, month: i32): i32 {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970, of years that begin in March, so that leap days are last (Hinnant 2013). */
function dayOf(year: i32, month: i32, day: i32): i64 {
  const y = month > 2 ? year : year - 1;
  const era = (y >= 0 ? y : y - 399) / 400;
  const ofEra = y - era * 400;
  const ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  return i64(era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468);
}

/** Of plain ASCII: as `hash` in `tools/hash.ts` says of the text; the high word above the low one. */
export function textHashOf(from: usize, to: usize): u64 {
  let a: u32 = 0xdeadbeef;
  let b: u32 = 0x41c6ce57;
  for (let at = from; at < to; at++) {
    const code: u32 = load<u8>(at);
    a = (a ^ code) * 2_654_435_761;
    b = (b ^ code) * 1_597_334_677;
  }
  a = ((a ^ (a >> 16)) * 2_246_822_507) ^ ((b ^ (b >> 13)) * 3_266_489_909);
  b = ((b ^ (b >> 16)) * 2_246_822_507) ^ ((a ^ (a >> 13)) * 3_266_489_909);
  return (u64(a) << 32) | u64(b);
}

/** 16 hex digits -> 64 bits at `out`, the high word first; false where they are anything else. */
export function readHex(from: usize, to: usize, out: usize): bool {
  if (to - from !== 16) return false;
  for (let word = 0; word < 2; word++) {
    let bits: u32 = 0;
    for (let i = 0; i < 8; i++) {
      const byte = load<u8>(from + 8 * word + i);
      const digit = byte <= 57 ? byte - 48 : (byte | 32) >= 97 ? (byte | 32) - 87 : 16;
      if (digit > 15) return false;
      bits = (bits << 4) | digit;
    }
    store<u32>(out + 4 * word, bits);
  }
  return true;
}

export const NO_ADDRESS: i64 = -1;

/** Dotted decimal without leading zeros -> 32 bits: as `parseAddress` in `../address.ts` says of the text. */
export function ipv4Of(from: usize, to: usize): i64 {
  let address: i64 = 0;
  let octet = -1;
  let dots = 0;
  for (let at = from; at < to; at++) {
    const code: u32 = load<u8>(at);
    if (code === DOT) {
      if (octet < 0 || ++dots > 3) return NO_ADDRESS;
      address = address * 256 + octet;
      octet = -1;
    } else {
      if (code - 48 > 9 || octet === 0) return NO_ADDRESS;
      octet = (octet < 0 ? 0 : octet * 10) + i32(code) - 48;
      if (octet > 255) return NO_ADDRESS;
    }
  }
  return dots === 3 && octet >= 0 ? address * 256 + octet : NO_ADDRESS;
}
