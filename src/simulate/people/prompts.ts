/**
 * A template's number -> its fingerprint, its text, what one use of it looks like. Families are near duplicates: a few bits, or a few
 * words, apart.
 */
import { hex32, Rng } from "../random.js";
import { WORDS } from "./vocabulary.js";

const scratch = new Rng(0);

function seedTemplate(template: number): Rng {
  return scratch.reseed(template % 0x100000000, Math.floor(template / 0x100000000), 301);
}

/** The 64-bit SimHash at a family's centre. */
export function centreOf(template: number): string {
  return seedTemplate(template).hex64();
}

/** A use of a template: its centre with none to three bits flipped. */
export function fingerprint(template: number, rng: Rng): string {
  const centre = seedTemplate(template);
  let high = centre.u32();
  let low = centre.u32();
  for (let flips = rng.int(4); flips > 0; flips--) {
    const bit = rng.int(64);
    if (bit < 32) low ^= 1 << bit;
    else high ^= 1 << (bit - 32);
  }
  return hex32(high) + hex32(low);
}

/** Some templates, and as many of the other prompts, are sent as text. */
export function isText(template: number): boolean {
  return template % 53 === 0;
}

/** The text of a template: the same words each time, but for a slot or two. */
export function templateText(template: number, rng: Rng): string {
  const fixed = seedTemplate(template);
  const words = Array.from({ length: fixed.range(90, 220) }, () => WORDS[fixed.int(WORDS.length)]!);
  for (let slots = fixed.range(0, 2); slots > 0; slots--) words[fixed.int(words.length)] = WORDS[rng.int(WORDS.length)]! + rng.int(1000);
  return sentence(words);
}

/** A text that nobody else sends. */
export function ownText(rng: Rng): string {
  return sentence(
    Array.from({ length: rng.range(8, 90) }, () => (rng.chance(0.1) ? String(rng.int(10_000)) : WORDS[rng.int(WORDS.length)]!)),
  );
}

function sentence(words: readonly string[]): string {
  const text = words.join(" ");
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}
