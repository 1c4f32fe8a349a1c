/** Linear memory as a stack: what was taken since a mark is given back with it. Nothing is cleared but where a function says so. */

/** Never returns. */
declare function full(): void;

/** The next free byte; a multiple of 16. */
let top: u64 = (u64(__heap_base) + 15) & ~15;

export function mark(): usize {
  return usize(top);
}

export function release(to: usize): void {
  top = to;
}

function take(bytes: u64): usize {
  const at = usize(top);
  top = (top + bytes + 15) & ~15;
  const missing = i64((top + 0xffff) >> 16) - memory.size();
  if (missing > 0x10000 || (missing > 0 && memory.grow(i32(missing)) < 0)) full();
  return at;
}

@unmanaged
export class Bytes {
  @operator("[]") at(i: i32): u8 {
    return load<u8>(changetype<usize>(this) + usize(i));
  }
  @operator("[]=") put(i: i32, value: u8): void {
    store<u8>(changetype<usize>(this) + usize(i), value);
  }
}

@unmanaged
export class Ints {
  @operator("[]") at(i: i32): i32 {
    return load<i32>(changetype<usize>(this) + (usize(i) << 2));
  }
  @operator("[]=") put(i: i32, value: i32): void {
    store<i32>(changetype<usize>(this) + (usize(i) << 2), value);
  }
}

@unmanaged
export class Floats {
  @operator("[]") at(i: i32): f32 {
    return load<f32>(changetype<usize>(this) + (usize(i) << 2));
  }
  @operator("[]=") put(i: i32, value: f32): void {
    store<f32>(changetype<usize>(this) + (usize(i) << 2), value);
  }
}

@unmanaged
export class Doubles {
  @operator("[]") at(i: i32): f64 {
    return load<f64>(changetype<usize>(this) + (usize(i) << 3));
  }
  @operator("[]=") put(i: i32, value: f64): void {
    store<f64>(changetype<usize>(this) + (usize(i) << 3), value);
  }
}

export function bytes(length: i32): Bytes {
  return changetype<Bytes>(take(length));
}

export function ints(length: i32): Ints {
  return changetype<Ints>(take(u64(length) << 2));
}

export function floats(length: i32): Floats {
  return changetype<Floats>(take(u64(length) << 2));
}

export function doubles(length: i32): Doubles {
  return changetype<Doubles>(take(u64(length) << 3));
}

/** Room for an object of so many bytes. */
export function room(size: usize): usize {
  return take(size);
}

export function zeroBytes(length: i32): Bytes {
  return changetype<Bytes>(zeroed(length));
}

export function zeroInts(length: i32): Ints {
  return changetype<Ints>(zeroed(u64(length) << 2));
}

export function zeroDoubles(length: i32): Doubles {
  return changetype<Doubles>(zeroed(u64(length) << 3));
}

function zeroed(size: u64): usize {
  const at = take(size);
  memory.fill(at, 0, usize(size));
  return at;
}

/** Whether one is marked. */
export function has(marks: Bytes, length: i32): bool {
  for (let i = 0; i < length; i++) if (marks[i] === 1) return true;
  return false;
}

/** The numbers from 0 on. */
export function identity(length: i32): Ints {
  const all = ints(length);
  for (let i = 0; i < length; i++) all[i] = i;
  return all;
}

export function copyOf(from: Ints, length: i32): Ints {
  const copy = ints(length);
  memory.copy(changetype<usize>(copy), changetype<usize>(from), usize(length) << 2);
  return copy;
}
