/** A person's or an organisation's name -> folded words, how each sounds, and each with one letter left out. */

const MAX_WORDS = 8;
const MAX_WORD_LETTERS = 24;

/** Lower case, without accents, in the order given. */
export function foldWords(name: string): string[] {
  const folded = name
    .slice(0, 1000)
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase();
  return (folded.match(/[\p{L}\p{N}]+/gu) ?? []).slice(0, MAX_WORDS).map((word) => word.slice(0, MAX_WORD_LETTERS));
}

const SOUNDS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({ 1: "bfpv", 2: "cgjkqsxz", 3: "dt", 4: "l", 5: "mn", 6: "r" }).flatMap(([digit, letters]) =>
    [...letters].map((letter) => [letter, digit]),
  ),
);
const SOUND_LENGTH = 6;

/** Soundex (Russell 1918), six signs long because four join too many names; null for words that it does not know how to read. */
export function soundOf(word: string): string | null {
  if (!/^[a-z]+$/.test(word)) return null;
  let sound = word[0];
  let previous = SOUNDS[word[0]] ?? "";
  for (const letter of word.slice(1)) {
    const digit = SOUNDS[letter] ?? "";
    if (digit !== "" && digit !== previous) sound += digit;
    if (letter !== "h" && letter !== "w") previous = digit;
    if (sound.length === SOUND_LENGTH) break;
  }
  return sound;
}

const SHORTEST_WITH_TYPO = 4;

/** The word and each of its forms with one letter left out: words one typo apart share one (SymSpell; Garbe 2012). */
export function deletions(word: string): string[] {
  const letters = [...word];
  if (letters.length < SHORTEST_WITH_TYPO) return [word];
  return [
    word,
    ...new Set(
      letters.map((_, i) =>
        letters
          .slice(0, i)
          .concat(letters.slice(i + 1))
          .join(""),
      ),
    ),
  ];
}
