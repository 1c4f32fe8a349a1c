/**
 * A text that anybody may have written -> the same as a terminal may show it: nothing in it moves the cursor, colours or turns text round.
 */

/** Control characters, and those that turn the direction of text ("Trojan Source"; Unicode TR36). */
const UNSAFE = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** Each but line feed and tab becomes its code, as in `\u001b`; in JSON it is still the same text then. */
export function printable(text: string): string {
  return text.replace(UNSAFE, (character) => {
    if (character === "\n" || character === "\t") return character;
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
