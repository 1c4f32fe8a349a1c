/**
 * The fonts that ship with the package -> how wide a text is, which font has each character, and what stands for a character that none has.
 * Charts are laid out by these widths, so what they are drawn with must be these fonts.
 */
import { type Face, readFace } from "./face.js";

/** The files in `fonts/`, the one that is tried first before the others. All but the first two are of one weight. */
const FILES = {
  "NotoSans-Regular.ttf": "Cautery Noto Sans",
  "NotoSans-SemiBold.ttf": "Cautery Noto Sans",
  "NotoSansSC-Regular.ttf": "Cautery Noto Sans SC",
  "NotoSansKR-Regular.ttf": "Cautery Noto Sans KR",
  "SansArabic-Regular.ttf": "Cautery Sans Arabic",
  "NotoSansHebrew-Regular.ttf": "Cautery Noto Sans Hebrew",
} as const;
const WEB_FILES = ["NotoSans-Regular.woff2", "NotoSans-SemiBold.woff2"] as const;

type FontFile = keyof typeof FILES;
/** In the order in which they are tried. */
export const FAMILIES: readonly string[] = [...new Set(Object.values(FILES))];

export interface Fonts {
  /** In px of a text of this size. */
  width(text: string, size: number, isBold?: boolean): number;
  /** Only characters that some font has: of others `MISSING` is left. No controls, none that turn the direction of writing. */
  clean(text: string): string;
  /** The text in pieces of one family each: as few as can be. */
  runs(text: string): { family: string; text: string }[];
  /** Latin, Greek and Cyrillic as WOFF2 in base64, for a page that carries its font along. */
  web: { regular: string; semibold: string };
}

/** What stands where a character is in none of the fonts. */
export const MISSING = "\uFFFD";

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]|\p{Variation_Selector}/gu;
const MARK = /^\p{M}$/u;

/** `read` gives the bytes of a file in `fonts/`. */
export function fontsFrom(read: (name: string) => Uint8Array): Fonts {
  const faceOf = (name: FontFile) => readFace(read(name));
  const regular = faceOf("NotoSans-Regular.ttf");
  const bold = faceOf("NotoSans-SemiBold.ttf");
  const others = (Object.keys(FILES) as FontFile[]).slice(2).map((name) => ({ family: FILES[name] as string, face: faceOf(name) }));
  const faces: { family: string; face: Face }[] = [{ family: FAMILIES[0], face: regular }, ...others];
  const faceFor = (char: string) => faces.find(({ face }) => face.covers(char.codePointAt(0) ?? 0));

  return {
    width(text, size, isBold = false) {
      let ems = 0;
      for (const char of text) {
        const code = char.codePointAt(0) ?? 0;
        const face = isBold && bold.covers(code) ? bold : faceFor(char)?.face;
        ems += face?.advance(code) ?? 1;
      }
      return ems * size;
    },
    clean(text) {
      let cleaned = "";
      let before: string | undefined;
      for (const char of text.normalize("NFC").replace(/\s+/g, " ").replace(INVISIBLE, "")) {
        const family = faceFor(char)?.family;
        const isAstray = MARK.test(char) && family !== before;
        if (family !== undefined && !isAstray) cleaned += char;
        else if (!cleaned.endsWith(MISSING)) cleaned += MISSING;
        before = family;
      }
      return cleaned;
    },
    runs(text) {
      const whole = faces.find(({ face }) => [...text].every((char) => face.covers(char.codePointAt(0) ?? 0)));
      if (whole) return [{ family: whole.family, text }];
      const found: { family: string; text: string }[] = [];
      for (const char of text) {
        const last = found.at(-1);
        // a space, a figure or a sign goes with what it stands in
        const family = /[\p{L}\p{M}]/u.test(char) || !last ? (faceFor(char)?.family ?? FAMILIES[0]) : familyOf(char, last.family);
        if (last && last.family === family) last.text += char;
        else found.push({ family, text: char });
      }
      return found;
    },
    web: { regular: base64(read(WEB_FILES[0])), semibold: base64(read(WEB_FILES[1])) },
  };

  function familyOf(char: string, current: string): string {
    const has = faces.find(({ family }) => family === current)?.face.covers(char.codePointAt(0) ?? 0);
    return has ? current : (faceFor(char)?.family ?? FAMILIES[0]);
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
