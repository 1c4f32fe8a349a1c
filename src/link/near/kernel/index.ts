/**
 * The fingerprints of one division, as they were dealt -> the sets of those that are near each other in a bucket. Places and lengths are
 * counted in fingerprints of ITEM bytes: bucket, set, then the 64 bits.
 */

/** Never returns. */
declare function full(): void;

const ITEM = 16;
const SET = 4;
const PRINT = 8;

/** A multiple of 16. */
const BASE: usize = (__heap_base + 15) & ~15;
let buckets: usize = 0;
let nextAt: usize = 0;
let dealt: usize = 0;
let sorted: usize = 0;
let before: usize = 0;
let pairs: usize = 0;

/** Makes room for so many fingerprints, in buckets that the low `bits` of their numbers tell apart; returns where they are to be put. */
export function reserve(items: u32, bits: i32): usize {
  buckets = usize(1) << bits;
  nextAt = BASE + ((buckets + 4) << 2);
  dealt = nextAt + (buckets << 2);
  const end = u64(dealt) + u64(items) * (2 * ITEM + 12);
  const missing = i64((end + 0xffff) >> 16) - memory.size();
  if (missing > 0x10000 || (missing > 0 && memory.grow(i32(missing)) < 0)) full();
  sorted = dealt + usize(items) * ITEM;
  before = sorted + usize(items) * ITEM;
  pairs = before + (usize(items) << 2);
  return dealt;
}

/** Where the pairs are, two numbers each. */
export function pairsAt(): usize {
  return pairs;
}

/** Near duplicates differ by `near` bits at the most; one is compared to the `ahead` that follow it. Returns how many pairs there are. */
export function compare(items: u32, near: u64, ahead: usize): u32 {
  sort(items);
  let found = pairs;
  for (let b: usize = 0; b < buckets; b++) {
    const from = usize(load<u32>(BASE + (b << 2)));
    const to = usize(load<u32>(BASE + (b << 2), 4));
    if (to - from > 1) found = compareIn(from, to, near, ahead, found);
  }
  return u32((found - pairs) >> 3);
}

/** Bucket by bucket, in the order in which they were dealt: a counting sort. */
function sort(items: u32): void {
  const mask = u32(buckets - 1);
  const end = dealt + usize(items) * ITEM;
  memory.fill(BASE, 0, (buckets + 1) << 2);
  for (let at = dealt; at < end; at += ITEM) {
    const count = BASE + (usize(load<u32>(at) & mask) << 2);
    store<u32>(count, load<u32>(count, 4) + 1, 4);
  }
  let sum: u32 = 0;
  for (let b: usize = 0; b < buckets; b++) {
    store<u32>(nextAt + (b << 2), sum);
    sum += load<u32>(BASE + (b << 2), 4);
    store<u32>(BASE + (b << 2), sum, 4);
  }
  for (let at = dealt; at < end; at += ITEM) {
    const next = nextAt + (usize(load<u32>(at) & mask) << 2);
    const place = load<u32>(next);
    store<u32>(next, place + 1);
    const to = sorted + usize(place) * ITEM;
    store<u64>(to, load<u64>(at));
    store<u64>(to, load<u64>(at, PRINT), PRINT);
  }
}

/** What is of one set already is not paired again. Returns where the next pair goes. */
function compareIn(from: usize, to: usize, near: u64, ahead: usize, into: usize): usize {
  let found = into;
  let isFresh = true;
  for (let p = from; p + 1 < to; p++) {
    const x = sorted + p * ITEM;
    const print = load<u64>(x, PRINT);
    const set = load<u32>(x, SET);
    const end = sorted + min(to, p + 1 + ahead) * ITEM;
    for (let y = x + ITEM; y < end; y += ITEM) {
      if (popcnt<u64>(print ^ load<u64>(y, PRINT)) > near || load<u32>(y, SET) === set) continue;
      if (isFresh) partAll(from, to);
      isFresh = false;
      if (!join(p, (y - sorted) / ITEM)) continue;
      store<u32>(found, set);
      store<u32>(found, load<u32>(y, SET), 4);
      found += 8;
    }
  }
  return found;
}

function partAll(from: usize, to: usize): void {
  for (let p = from; p < to; p++) store<u32>(before + (p << 2), u32(p));
}

/** False where the two were joined before, in this bucket. */
function join(p: usize, q: usize): bool {
  const one = first(u32(p));
  const other = first(u32(q));
  if (one === other) return false;
  store<u32>(before + (usize(max(one, other)) << 2), min(one, other));
  return true;
}

function first(place: u32): u32 {
  let p = place;
  let above = load<u32>(before + (usize(p) << 2));
  while (above !== p) {
    const further = load<u32>(before + (usize(above) << 2));
    store<u32>(before + (usize(p) << 2), further);
    p = above;
    above = further;
  }
  return p;
}
