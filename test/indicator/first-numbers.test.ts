/** Numbers in order of first appearance, whatever the keys. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { firstNumbers } from "../../src/indicator/columns/first-numbers.js";
import { mix32 } from "../../src/tools/mix.js";

function plainly(keys: readonly (readonly [number, number])[]) {
  const numbers = new Map<string, number>();
  const value = keys.map(([hi, lo]) => {
    const key = `${hi} ${lo}`;
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    return numbers.get(key)!;
  });
  return { value, keys: [...numbers.keys()] };
}

function numbered(keys: readonly (readonly [number, number])[]) {
  const { value, keyHi, keyLo } = firstNumbers(
    Uint32Array.from(keys, ([hi]) => hi),
    Uint32Array.from(keys, ([, lo]) => lo),
  );
  return { value: [...value], keys: Array.from(keyHi, (hi, i) => `${hi} ${keyLo[i]}`) };
}

it("are what a map gives", () => {
  const word = fc.oneof(fc.nat(3), fc.constantFrom(0xffffffff, 0x80000000));
  fc.assert(
    fc.property(fc.array(fc.tuple(word, word)), (keys) => {
      expect(numbered(keys)).toEqual(plainly(keys));
    }),
  );
});

it("are what a map gives of more than a bucket holds, many of them the same", () => {
  const keys = Array.from({ length: 50_000 }, (_, i): [number, number] => [mix32(i) % 3, mix32(i + 1) % 9_000]);
  expect(numbered(keys)).toEqual(plainly(keys));
});
