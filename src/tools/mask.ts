/** Texts -> the same as they may be shown: credentials in addresses masked, and nothing in it that acts on a terminal. */

/** Up to the last @ before a blank: a password may hold what an address may not. */
const CREDENTIALS = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s"'`<>]*@/gi;

export function maskCredentials(text: string): string {
  return text.replace(CREDENTIALS, "$1***@");
}

/** Control characters, and those that turn the direction of text ("Trojan Source"; Unicode TR36). */
const UNSAFE = /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/** Each but line feed and tab becomes its code, as in `\u001b`; in JSON it is still the same text then. */
export function printable(text: string): string {
  return text.replace(UNSAFE, (character) => {
    if (character === "\n" || character === "\t") return character;
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });
}
